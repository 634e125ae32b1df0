import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deployment } from '../../src/deployment/deployment.js'
import { schemaNodeOf } from '../../src/deployment/json-schema.js'
import { loadDeployment, namesOf, overrideOf } from '../../src/deployment/load.js'
import { neededMemory } from '../../src/deployment/needed-memory.js'
import { deploymentSchema } from '../../src/deployment/schema.js'
import { runSummary } from '../../src/report/run-summary.js'
import { terminalReport } from '../../src/report/terminal.js'
import { run } from '../../src/run/run.js'
import { loadCatalogue, type Catalogue } from '../../src/srs/catalogue.js'
import { edited, type Drawn } from './case.js'
import { whyNowhere } from './place.js'
import { Known, randomSettings } from './random-settings.js'
import { textEdit } from './text-edits.js'
import { yamlEdit } from './yaml-edits.js'

const SHIPPED = fileURLToPath(new URL('../../scenarios', import.meta.url))
const FILE = 'deployment.yaml'
const shipped = loadCatalogue()

/** The shipped scenarios with a hundredth of the people, so that what is taken can be run. */
const scenarios = readdirSync(SHIPPED)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => fewer(readFileSync(join(SHIPPED, name), 'utf8')))

/** Counts stand without a unit. */
function fewer(text: string): string {
  return text.replaceAll(/(?<=[\w-]: |,)\d{3,}(?=\s*(?:[,}\n]|#))/g, (count) => String(Math.ceil(Number(count) / 100)))
}

/** The lists that a scenario names, beside it. */
function listsOf(text: string): [string, Buffer][] {
  const names = new Set(text.match(/lists\/[\w-]+\.csv/g))
  return [...names].map((name) => [name, Buffer.from(fewer(readFileSync(join(SHIPPED, name), 'utf8')))])
}

const changed = fc
  .record({
    text: fc.constantFrom(...scenarios),
    edits: fc.array(yamlEdit, { minLength: 1, maxLength: 3 }),
    lists: fc.array(textEdit, { maxLength: 2 }),
  })
  .map(({ text, edits, lists }): Drawn => () => {
    const files = listsOf(text).map(([name, bytes]): [string, Buffer] => [name, edited(bytes, lists)])
    // Where lists are changed the deployment itself is mostly whole.
    return new Map([[FILE, edited(Buffer.from(text), files.length > 0 && lists.length > 0 ? [] : edits)], ...files])
  })

/** Lines of a scenario in another one: most keys are then there twice, and those that are not meet others than usual. */
const mixed = fc
  .record({
    text: fc.constantFrom(...scenarios),
    other: fc.constantFrom(...scenarios),
    edits: fc.array(yamlEdit, { maxLength: 1 }),
  })
  .map(({ text, other, edits }): Drawn => () => {
    const parts = (of: string) => of.split(/\n(?=[a-z])/)
    const keyOf = (part: string) => part.split(':')[0]!
    const taken = parts(other).slice(1)
    const kept = parts(text).filter((part) => !taken.some((one) => keyOf(one) === keyOf(part)))
    const both = `${[...kept, ...taken].join('\n')}\n`
    return new Map([[FILE, edited(Buffer.from(both), edits)], ...listsOf(both)])
  })

const drawn = randomSettings(schemaNodeOf(deploymentSchema(namesOf(shipped))), new Known(scenarios)).map(
  (text): Drawn =>
    () =>
      new Map([[FILE, Buffer.from(text)]]),
)

/** Deployments as nobody should write them: shipped ones changed, mixed, and others drawn from the schema. */
export const deployments: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 6, arbitrary: changed },
  { weight: 1, arbitrary: mixed },
  { weight: 4, arbitrary: drawn },
)

/** What would take long is not run: that it is read is enough. */
const MOST_DEVICES = 3000
const MOST_MEMORY = 300e6
const SHORT = overrideOf('duration=20 min')!

/** Reads it and begins to run it, as `sgsim run` does; what ends soon goes into a report. */
export async function readDeployment(folder: string, catalogue: Catalogue = shipped): Promise<string> {
  const file = join(folder, FILE)
  const deployment = loadDeployment(file, catalogue)
  const nowhere = deployment.warnings.map(whyNowhere).find((why) => why !== undefined)
  if (nowhere !== undefined) throw new Error(`a warning: ${nowhere}`)
  if (deployment.layout.devices + deployment.layout.treeCount > MOST_DEVICES || neededMemory(deployment) > MOST_MEMORY)
    return 'taken'
  if (await runs(deployment, 1)) return 'run to the end'
  // One in four goes on for longer, over a shorter time.
  if (deployment.hash < '4' && (await runs(loadDeployment(file, catalogue, [SHORT]), 5))) return 'run to the end'
  return 'begun'
}

async function runs(deployment: Deployment, slices: number): Promise<boolean> {
  let left = slices
  const result = await run(deployment, { interrupted: () => (left -= 1) <= 0 })
  if (result === undefined) return false
  terminalReport(result, 'reports')
  JSON.stringify(runSummary(result, 'reports'))
  return true
}
