import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asked, tell } from './told.js'

/**
 * The town of meters.h as a user of sgsim has it: `sgsim run` of a deployment and a catalogue, with all its statistics and verdicts, to
 * the written report. Reading these files, as the process of any program must start, is told apart.
 */
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const options = asked('meters', 'hours', 'workers')
const folder = mkdtempSync(join(tmpdir(), 'sgsim-speed-'))
try {
  const report = join(folder, 'report')
  const words = [
    'run',
    here('meters.yaml'),
    '--payloads',
    here('payloads'),
    '--quiet',
    '--out',
    report,
    '--workers',
    options.workers,
  ]
  const sets = [`quantities.meters.electric.residential=${Number(options.meters)}`, `duration=${options.hours} h`]
  const all = [here('../../../bin/sgsim.js'), ...words, ...sets.flatMap((one) => ['--set', one])]
  const { status } = spawnSync(process.execPath, all, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`sgsim run ended with ${status}`)
  const timing = JSON.parse(readFileSync(join(report, 'timing.json'), 'utf8'))
  const { load, build, simulate, report: reporting } = timing.wallS
  const [reads, acknowledgements] = requirements(join(report, 'requirements.csv'))
  tell({
    setupSeconds: load,
    seconds: build + simulate + reporting,
    stages: timing.wallS,
    events: timing.events,
    peakBytes: timing.memoryPeakBytes,
    result: {
      reads: Number(reads.sent),
      readsReceived: Number(reads.delivered),
      acknowledgements: Number(acknowledgements.sent),
      acknowledgementsReceived: Number(acknowledgements.delivered),
      readLatencyS: Number(reads.latency_mean_s),
      acknowledgementLatencyS: Number(acknowledgements.latency_mean_s),
    },
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The lines of requirements.csv. No cell before the reason, which is the first that is quoted, has a comma in it. */
function requirements(file) {
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const columns = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(columns.slice(0, columns.indexOf('reason')).map((column, i) => [column, cells[i]]))
  })
}
