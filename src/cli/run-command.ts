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
import { ProgressLine } from './progress-line.js'

interface RunOptions extends DeploymentOptions {
  out?: string
  quiet?: boolean
  json?: boolean
}

export function runCommand(): Command {
  return withDeploymentOptions(new Command('run').description('Simulates a deployment and holds it against the SRS.'))
    .option('--out <folder>', 'the report folder (default: reports/<name>)')
    .option('--quiet', 'prints nothing but errors')
    .option('--json', 'prints the result as JSON')
    .addHelpText('after', '\nExample:\n  $ sgsim run scenarios/quickstart.yaml --set nan.rate=50kbps --out /tmp/slow')
    .action(act)
}

async function act(file: string, options: RunOptions): Promise<void> {
  const started = performance.now()
  const deployment = readDeployment(file, options)
  const reports = options.out ?? join('reports', deployment.settings.name)
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
      process.stderr.write(`interrupted${at}; no report was written, ${reports} is as it was\n`)
      process.exitCode = EXIT.interrupted
      return
    }
    writeReport(folder, result, { load })
    if (options.json) process.stdout.write(json(runSummary(result, reports)))
    else if (!options.quiet) process.stdout.write(terminalReport(result, reports))
    const failed = result.outcomes.some((one) => one.verdict === 'fail')
    process.exitCode = failed ? EXIT.requirementFailed : EXIT.ok
  } finally {
    line.clear()
    interrupt.stop()
    folder.abandon()
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
