import { Command } from 'commander'
import { join } from 'node:path'
import { printDuration } from '../input/units.js'
import { FolderWriter } from '../input/write-aside.js'
import { json, MARKER, writeReport } from '../report/folder.js'
import { runSummary } from '../report/run-summary.js'
import { terminalReport } from '../report/terminal.js'
import { run, type Progress } from '../run/run.js'
import { readDeployment, withDeploymentOptions, type DeploymentOptions } from './deployment-options.js'
import { EXIT } from './exit-status.js'
import { JobOutputs } from './job-outputs.js'
import { ProgressLine } from './progress-line.js'

interface RunOptions extends DeploymentOptions {
  out?: string
  quiet?: boolean
  json?: boolean
  junit?: string
  strict?: boolean
}

export function runCommand(): Command {
  return withDeploymentOptions(new Command('run').description('Simulates a deployment and holds it against the SRS.'))
    .option('--out <folder>', 'the report folder (default: reports/<name>)')
    .option('--quiet', 'prints nothing but errors')
    .option('--json', 'prints the result as JSON')
    .option('--junit <file>', 'also writes the verdicts as JUnit XML, for a CI server')
    .option('--strict', 'counts undecided and not exercised as failed: exit status 1')
    .addHelpText('after', ON_GITHUB)
    .addHelpText('after', '\nExample:\n  $ sgsim run scenarios/quickstart.yaml --set nan.rate=50kbps --out /tmp/slow')
    .addHelpText('after', '  $ sgsim run scenarios/quickstart.yaml --quiet --strict --junit reports/junit.xml')
    .action(act)
}

const ON_GITHUB = `
On GitHub (GITHUB_ACTIONS is set) what fails is annotated at the line of the
deployment that it is owed to, and the file that GITHUB_STEP_SUMMARY names gets
a summary.`

async function act(file: string, options: RunOptions): Promise<void> {
  const started = performance.now()
  const strict = options.strict === true
  const deployment = readDeployment(file, options)
  const reports = options.out ?? join('reports', deployment.settings.name)
  const job = new JobOutputs(options, reports, process.env)
  const folder = new FolderWriter(reports, MARKER)
  const load = performance.now() - started
  const line = new ProgressLine(deployment.settings.name, options.quiet === true)
  const interrupt = listenForInterrupt()
  let last: Progress | undefined
  try {
    const result = await run(deployment, {
      interrupted: interrupt.happened,
      onProgress: (progress) => line.show((last = progress)),
    })
    line.clear()
    if (result === undefined) {
      const at = last ? ` after ${printDuration(Math.round(last.done))} of ${printDuration(last.of)}` : ''
      const kept =
        options.junit === undefined ? `${reports} is as it was` : `${reports} and ${options.junit} are as they were`
      process.stderr.write(`interrupted${at}; no report was written, ${kept}\n`)
      process.exitCode = EXIT.interrupted
      return
    }
    job.prepare(result, folder)
    writeReport(folder, result, { load })
    job.publish(result)
    if (options.json) process.stdout.write(json(runSummary(result, reports)))
    else if (!options.quiet) process.stdout.write(terminalReport(result, reports, strict))
    const failed = result.outcomes.some(({ verdict }) => (strict ? verdict !== 'pass' : verdict === 'fail'))
    process.exitCode = failed ? EXIT.requirementFailed : EXIT.ok
  } finally {
    line.clear()
    interrupt.stop()
    folder.abandon()
    job.abandon()
  }
}

/** Ctrl-C is looked at between slices of the simulation; the folder beside the report is then removed. */
function listenForInterrupt(): { happened: () => boolean; stop: () => void } {
  let interrupted = false
  const onSignal = () => {
    interrupted = true
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    happened: () => interrupted,
    stop: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
