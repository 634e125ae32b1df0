import { writeFileSync } from 'node:fs'
import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { printDuration } from '../input/units.js'
import { FolderWriter } from '../input/write-aside.js'
import { isAnswered } from '../plan/size-answer.js'
import { AT_ONCE } from '../plan/size-ends.js'
import { sizeCsv } from '../plan/size-csv.js'
import { sizeJson } from '../plan/size-json.js'
import { sizeText } from '../plan/size-text.js'
import { size, type Sizing } from '../plan/size.js'
import { json } from '../report/json.js'
import { Interrupted } from '../run/replications.js'
import type { Variation } from '../run/figures.js'
import type { VariationOrigin } from '../run/variation-worker.js'
import { foundWarmUp, knownWarmUp } from '../run/warm-up.js'
import { threadsFor, VARIATION_WORKER, Workers } from '../run/workers.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment, readOverrides } from './read-deployment.js'
import { EXIT } from './exit-status.js'
import { listenForInterrupt } from './interrupt.js'
import { readSizeQuestion, type SizeCommandOptions, type SizeQuestion } from './size-options.js'

interface SizeOptions extends DeploymentOptions, SizeCommandOptions {
  out?: string
  json?: boolean
}

/** How often a signal is looked at while others run. */
const LOOK_MS = 100
const MARKER = 'size.json'

export async function act(file: string, options: SizeOptions): Promise<void> {
  const deployment = readDeployment(file, options)
  const question = readSizeQuestion(options, deployment)
  const folder = options.out === undefined ? undefined : new FolderWriter(options.out, MARKER)
  const interrupt = listenForInterrupt()
  try {
    const sizing = await sizingOf(deployment, question, options, interrupt.happened)
    if (sizing === undefined) {
      process.stderr.write('interrupted; nothing was written\n')
      process.exitCode = EXIT.interrupted
      return
    }
    if (folder !== undefined) {
      writeFileSync(folder.file(MARKER), json(sizeJson(sizing)))
      writeFileSync(folder.file('size.csv'), sizeCsv(sizing))
      folder.commit()
    }
    if (options.json) process.stdout.write(json(sizeJson(sizing)))
    else if (options.quiet !== true) process.stdout.write(sizeText(sizing))
    process.exitCode = hasAnswer(sizing) ? EXIT.ok : EXIT.requirementFailed
  } finally {
    interrupt.stop()
    folder?.abandon()
  }
}

/** What fails whatever one of several values is may be owed to another of them: then they say so together. */
function hasAnswer({ answers, together }: Sizing): boolean {
  const confirmed = [...answers.flatMap(({ headroom }) => headroom ?? []), ...(together ? [together] : [])]
  const always = answers.map(({ rest }) => rest.alwaysFail.map(({ name }) => name))
  return (
    answers.every(isAnswered) &&
    !always[0]!.some((name) => always.every((names) => names.includes(name))) &&
    confirmed.every(({ point, failing }) => point.cannot === undefined && failing.length === 0)
  )
}

/** Undefined when it was interrupted. */
async function sizingOf(
  deployment: Deployment,
  { values, workers, confidence, ...question }: SizeQuestion,
  options: SizeOptions,
  interrupted: () => boolean,
): Promise<Sizing | undefined> {
  const fixed = await foundWarmUpOf(deployment, interrupted)
  if (fixed === undefined) return undefined
  const { file, hash, settings } = deployment
  const { replications } = question
  const overrides = readOverrides(options)
  const origin: VariationOrigin = { file, overrides, payloads: options.payloads, hash, confidence, kinds: false, replications } // prettier-ignore
  const runs = new Workers<readonly Override[], Variation>(
    VARIATION_WORKER,
    origin,
    workers ?? threadsFor(deployment, AT_ONCE),
  )
  const watch = setInterval(() => {
    if (interrupted()) void runs.close()
  }, LOOK_MS)
  const started = performance.now()
  const isShown = options.quiet !== true && process.stderr.isTTY === true
  try {
    return await size(deployment, values, runs, {
      ...{ ...question, fixed, requirements: options.requirement ?? [] },
      onTried: ({ name }, tried) => {
        if (!isShown) return
        const each = replications === 1 ? '' : `, each run ${replications} times`
        const so = printDuration(Math.round((performance.now() - started) * 1000), 2)
        process.stderr.write(`\r\x1b[K${settings.name}: ${name}, ${tried} values tried${each}, ${so} so far`)
      },
    })
  } catch (error) {
    if (error instanceof Interrupted) return undefined
    throw error
  } finally {
    if (isShown) process.stderr.write('\r\x1b[K')
    clearInterval(watch)
    await runs.close()
  }
}

/** A warm-up that is to be found is found once, as the file has it, and is the same at every value. */
async function foundWarmUpOf(deployment: Deployment, interrupted: () => boolean): Promise<Override[] | undefined> {
  if (deployment.settings['warm-up'] !== 'found') return []
  const found = await foundWarmUp(deployment, { interrupted })
  return found && [knownWarmUp(found)]
}
