import { Command } from 'commander'
import { join } from 'node:path'
import { printDuration } from '../input/units.js'
import { FolderWriter } from '../input/write-aside.js'
import { json, MARKER, PAGE, writeReport } from '../report/folder.js'
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
import { readDeployment, readOverrides, withDeploymentOptions, type DeploymentOptions } from './deployment-options.js'
import { EXIT } from './exit-status.js'
import { listenForInterrupt, type Interrupt } from './interrupt.js'
import { JobOutputs } from './job-outputs.js'
import { openReport, refuseOpenWithoutPage } from './open-report.js'
import { parquetAsked, withParquetOption, type ParquetOption } from './parquet-option.js'
import { ProgressLine } from './progress-line.js'
import { sensitivityAsked, withSensitivityOption, type SensitivityOption } from './sensitivity-option.js'
import { watchRuns } from './watch-runs.js'
import { askedTrace, withTraceOptions, type TraceOptions } from './trace-options.js'
import { readStatistics, withStatisticsOptions, type StatisticsOptions } from './statistics-options.js'

export { listenForInterrupt }

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

export function runCommand(): Command {
  return withTraceOptions(
    withSensitivityOption(
      withStatisticsOptions(
        withParquetOption(
          withDeploymentOptions(new Command('run').description('Simulates a deployment and holds it against the SRS.')),
        ),
      ),
    ),
  )
    .option('--out <folder>', 'the report folder (default: reports/<name>)')
    .option('--no-html', 'leaves out report.html, the page to look at')
    .option('--open', 'shows report.html in a browser')
    .option('--watch', 'runs again whenever the deployment, or a file that it names, is saved')
    .option('--quiet', 'prints nothing but errors')
    .option('--json', 'prints the result as JSON')
    .option('--junit <file>', 'also writes the verdicts as JUnit XML, for a CI server')
    .option('--strict', 'counts undecided and not exercised as failed: exit status 1')
    .addHelpText('after', ON_GITHUB)
    .addHelpText('after', WATCHING)
    .addHelpText('after', '\nExample:\n  $ sgsim run scenarios/quickstart.yaml --set nan.rate=50kbps --out /tmp/slow')
    .addHelpText(
      'after',
      '  $ sgsim run scenarios/quickstart.yaml --quiet --strict \\\n      --junit reports/junit.xml',
    )
    .addHelpText('after', '  $ sgsim run scenarios/quickstart.yaml --sensitivity')
    .addHelpText('after', '  $ sgsim run scenarios/quickstart.yaml --watch')
    .action(act)
}

const ON_GITHUB = `
On GitHub (GITHUB_ACTIONS is set) what fails is annotated at the line of the
deployment that it is owed to, and the file that GITHUB_STEP_SUMMARY names gets
a summary.`

const WATCHING = `
With --watch each further run also says what it changed. A save in the middle
of a run ends that run and begins again; what is wrong with a file is said, and
waits for the next save. Ctrl-C ends it: with 0, or with 130 in the middle of a
run, whose report is then not written.`

async function act(file: string, options: RunOptions): Promise<void> {
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

/** Threads for the replications after the first. */
function replicasOf(
  deployment: Deployment,
  origin: Origin,
  { replications }: Statistics,
  workers: number | undefined,
): ReplicasInWorkers {
  return new ReplicasInWorkers(origin, workers ?? threadsFor(deployment, replications - 1))
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
