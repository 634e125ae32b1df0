import { Command } from 'commander'
import { withDeploymentOptions } from './deployment-options.js'
import { withParquetOption } from './parquet-option.js'
import { withStatisticsOptions } from './statistics-options.js'
import { MANY } from './many-points.js'
import { later } from './later.js'

export function sweepCommand(): Command {
  const command = withDeploymentOptions(
    new Command('sweep').description('Runs a deployment at many points: with other values in it, or other profiles.'),
  )
    .option('--vary <path=values>', 'values with commas between them (repeatable: every combination)', collect)
    .option('--profiles <list>', 'all, or profiles with commas between them')
    .option('--out <folder>', 'where points, tables and page go (default: reports/<name>-sweep)')
    .option('--list', 'checks and prints the points without running them')
    .option('--point <number>', 'runs only this point, or these, e.g. 1-100; writes no tables')
    .option('--fresh', 'runs all points, also those that are there; another sweep there is removed')
    .option('--yes', `runs more than ${MANY} points`)
    .option('--no-html', 'leaves out report.html, the page to look at')
    .option('--open', 'shows report.html in a browser')
    .option('--quiet', 'prints nothing but errors')
    .option('--json', 'prints the result (with --list: the points) as JSON')
  return withParquetOption(withStatisticsOptions(command, 'threads that run points (default: one a core)'))
    .addHelpText('after', STATUSES)
    .addHelpText(
      'after',
      '\nExample:\n  $ sgsim sweep scenarios/quickstart.yaml --vary nan.rate=50kbps,100kbps,200kbps',
    )
    .addHelpText('after', '  $ sgsim sweep scenarios/quickstart.yaml --profiles ACvW,ACvIW,ACdW --list')
    .action(later(() => import('./sweep-action.js')))
}

const STATUSES = `
Without --vary and --profiles the points are those of sweep: in the deployment.
A point that is there from an earlier run of the same sweep is not run again;
a folder that holds another sweep is refused without --fresh.
Other machines run points with --point; sgsim merge makes the tables of them
(docs/scaling.md).

Exit status:
  0    all points were run, whatever their verdicts (sweep.csv has them)
  2    the input is wrong; nothing was written
  130  interrupted; points that had ended stay, and are not run again`

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
