import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../src/deployment/load.js'
import { FolderWriter } from '../src/input/write-aside.js'
import { Trajectory } from '../src/kernel/trajectory.js'
import { MARKER, writeReport } from '../src/report/folder.js'
import { run } from '../src/run/run.js'
import { catalogue } from './deployment/fixture.js'
import { holdPage } from './docs/scenarios/page.js'

const SCENARIOS = fileURLToPath(new URL('../scenarios/', import.meta.url))
const FILE = fileURLToPath(new URL('fingerprints.csv', import.meta.url))

/** One line a shipped scenario: the command that runs it, and what came of that. Two of the files of a report tell of the machine. */
interface Fingerprint {
  command: string
  simulated_s: string
  events: string
  trajectory: string
  reports: string
}
const OF_THE_MACHINE = new Set(['timing.json', MARKER])

/** Cities in small: a thousandth shows a changed behaviour as well. */
const SMALLER = ' --set quantities.meters.electric.residential=900 --set quantities.meters.electric.commercial=100'
const SMALLER_HOMES = [
  'esi.in-meter=300',
  'han.ipd=200',
  'han.ems=30',
  'han.pct=100',
  'han.phev=20',
  'han.appliance=50',
  'han.load-control=50',
]
  .map((one) => ` --set quantities.${one}`)
  .join('')
const commands = readdirSync(SCENARIOS)
  .filter((name) => name.endsWith('.yaml'))
  .map(
    (name) =>
      `sgsim run scenarios/${name}${name.startsWith('city-') ? SMALLER : ''}${name === 'city-1m-ami.yaml' ? SMALLER_HOMES : ''}`,
  )

const update = process.env['SGSIM_FINGERPRINTS'] === 'update'
const known = new Map(
  (parse(readFileSync(FILE, 'utf8'), { columns: true }) as Fingerprint[]).map((one) => [one.command, one]),
)
const found = new Map<string, Fingerprint>()

async function fingerprint(command: string): Promise<Fingerprint> {
  const [, , path, ...options] = command.split(' ')
  const set = options.filter((one) => one !== '--set').map((one) => overrideOf(one)!)
  // As a user in the folder of the project writes it: the report names files so.
  const deployment = loadDeployment(relative(process.cwd(), join(SCENARIOS, '..', path!)), catalogue, set)
  const trajectory = new Trajectory()
  const finished = (await run(deployment, { trajectory }))!
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-fingerprint-'))
  try {
    const report = join(folder, 'report')
    await writeReport(new FolderWriter(report, MARKER), finished, { load: 0 }, { html: false })
    holdPage(command, finished, report)
    const hash = createHash('sha256')
    for (const file of readdirSync(report).sort())
      if (!OF_THE_MACHINE.has(file)) hash.update(`${file}\n`).update(readFileSync(join(report, file)))
    return {
      command,
      simulated_s: `${(deployment.end - deployment.start) / 1e6}`,
      events: `${finished.model.simulation.events}`,
      trajectory: trajectory.toString(),
      reports: hash.digest('hex').slice(0, 16),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the behaviour of what ships', () => {
  // Where a change is meant: npm run fingerprints -- --update, and the commit says why.
  test.each(commands)('%s', async (command) => {
    found.set(command, await fingerprint(command))
    if (!update) expect(found.get(command)).toEqual(known.get(command))
  })

  test('is known of every scenario, and of nothing else', () => {
    if (!update) expect([...known.keys()]).toEqual(commands)
  })

  afterAll(() => {
    if (update && found.size === commands.length)
      writeFileSync(
        FILE,
        stringify(
          commands.map((command) => found.get(command)!),
          { header: true },
        ),
      )
  })
})
