import { join } from 'node:path'
import { printDuration } from '../input/units.js'
import { FolderWriter } from '../input/write-aside.js'
import { MARKER, PAGE, writeReport } from '../report/folder.js'
import { json } from '../report/json.js'
import { runSummary } from '../report/run-summary.js'
import { terminalReport } from '../report/terminal.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Origin } from '../run/origin.js'
import { ReplicasInWorkers } from '../run/replicas-in-workers.js'
import { hasFailed } from '../run/budget-outcome.js'
import { run, type Run } from '../run/run.js'
import type { Progress } from '../run/simulated.js'
import type { Statistics } from '../run/statistics.js'
import { threadsFor } from '../run/workers.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment, readOverrides } from './read-deployment.js'
import { EXIT } from './exit-status.js'
import { listenForInterrupt, type Interrupt } from './interrupt.js'
import { JobOutputs } from './job-outputs.js'
import { openReport, refuseOpenWithoutPage } from './open-report.js'
import type { ParquetOption } from './parquet-option.js'
import { parquetAsked } from './parquet-asked.js'
import { ProgressLine } from './progress-line.js'
import type { SensitivityOption } from './sensitivity-option.js'
import { sensitivityAsked } from './sensitivity-asked.js'
import { watchRuns } from './watch-runs.js'
import type { TraceOptions } from './trace-options.js'
import { askedTrace } from './trace-asked.js'
import type { StatisticsOptions } from './statistics-options.js'
import { readStatistics } from './read-statistics.js'

interface RunOptions extends DeploymentOptions, StatisticsOptions, SensitivityOption, TraceOptions, ParquetOption {
  out?: string
  quiet?: boolean
  json?: boolean
  junit?: string
  strict?: boolean
  /** False with --no-html. */
  html: boolean
  open?: boolean
  watch?: boolean
}

export async function act(file: string, options: RunOptions): Promise<void> {
  if (options.watch === true) await watchRuns(file, options, runOnce)
  else await runOnce(file, options, listenForInterrupt())
}

/** The folder of the report; undefined where none was written, since it was interrupted. */
async function runOnce(file: string, options: RunOptions, interrupt: Interrupt): Promise<string | undefined> {
  const started = performance.now()
  const strict = options.strict === true
  const { workers, ...statistics } = readStatistics(options)
  const deployment = readDeployment(file, options)
  const origin = originOf(deployment, options, statistics)
  const reports = options.out ?? join('reports', deployment.settings.name)
  const job = new JobOutputs(options, reports, process.env)
  const trace = askedTrace(options, deployment, reports, [options.junit])
  refuseOpenWithoutPage(options)
  const parquet = await parquetAsked(options)
  const folder = new FolderWriter(reports, MARKER)
  const load = performance.now() - started
  const line = new ProgressLine(deployment.settings.name, options.quiet === true)
  let last: Progress | undefined
  try {
    const ran = await run(deployment, {
      interrupted: interrupt.happened,
      onProgress: (progress) => line.show((last = progress)),
      statistics,
      ...(trace && { trace: await trace.begin() }),
      // Of several runs each is one whole, and others are beside it; how long the first took says how long those of the sensitivity will.
      ...(statistics.replications === 1 &&
        !options.sensitivity &&
        (workers ?? 1) > 1 && { parts: { number: workers!, origin } }),
      ...(statistics.replications > 1 && { replicas: replicasOf(deployment, origin, statistics, workers) }),
    })
    line.clear()
    const result = ran && options.sensitivity ? await withSensitivity(ran, options, origin, workers, interrupt) : ran
    if (result === undefined) {
      const after = last ? ` after ${howFar(last)}` : ''
      const at = ran ? ' in the sensitivity' : after
      const places = [reports, options.junit, options.trace].filter((one) => one !== undefined)
      const kept = `${inARow(places)} ${places.length === 1 ? 'is as it was' : 'are as they were'}`
      process.stderr.write(`interrupted${at}${interrupt.why?.() ?? ''}; no report was written, ${kept}\n`)
      process.exitCode = EXIT.interrupted
      return undefined
    }
    trace?.files.end()
    job.prepare(result, folder)
    await writeReport(folder, result, { load }, { beside: parquet, html: options.html })
    trace?.files.commit()
    job.publish(result)
    if (options.json) process.stdout.write(json(runSummary(result, reports)))
    else if (!options.quiet) process.stdout.write(terminalReport(result, reports, strict))
    if (options.open) await openReport(join(reports, PAGE))
    process.exitCode = hasFailed(result, strict) ? EXIT.requirementFailed : EXIT.ok
    return reports
  } finally {
    line.clear()
    interrupt.stop()
    folder.abandon()
    job.abandon()
    trace?.files.abandon()
  }
}

function inARow(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`
}

async function withSensitivity(
  run: Run,
  options: RunOptions,
  origin: Origin,
  workers: number | undefined,
  interrupt: { happened: () => boolean },
): Promise<Run | undefined> {
  const sensitivity = await sensitivityAsked(run, options, origin, workers, interrupt.happened)
  return sensitivity && { ...run, sensitivity }
}

/** Where the replications after the first are run. */
function replicasOf(
  deployment: Deployment,
  origin: Origin,
  { replications }: Statistics,
  workers: number | undefined,
): ReplicasInWorkers {
  return new ReplicasInWorkers(origin, Math.min(replications, workers ?? threadsFor(deployment, replications)))
}

/** What the threads load by themselves. */
function originOf({ file, hash }: Deployment, options: RunOptions, { confidence, untilDecided }: Statistics): Origin {
  const overrides = readOverrides(options)
  return { file, overrides, payloads: options.payloads, hash, confidence, kinds: untilDecided }
}

function howFar({ done, of, replications }: Progress): string {
  if (replications !== undefined) return `${replications.done} of ${replications.of} replications`
  return `${printDuration(Math.round(done))} of ${printDuration(of)}`
}
