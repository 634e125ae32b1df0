import { Command } from 'commander'
import { withDeploymentOptions } from './deployment-options.js'
import { withParquetOption } from './parquet-option.js'
import { withSensitivityOption } from './sensitivity-option.js'
import { withTraceOptions } from './trace-options.js'
import { withStatisticsOptions } from './statistics-options.js'
import { later } from './later.js'

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
    .action(later(() => import('./run-action.js')))
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
