import { Command } from 'commander'
import { withParquetOption } from './parquet-option.js'
import { later } from './later.js'

export function mergeCommand(): Command {
  const command = new Command('merge')
    .description('Makes the tables of a sweep whose points were run by several processes or machines.')
    .argument('<folders...>', 'folders of one sweep (--out of sgsim sweep), each with some of its points')
    .option('--out <folder>', 'where the tables go (default: the folder, where there is one)')
    .option('--no-html', 'leaves out report.html, the page to look at')
    .option('--open', 'shows report.html in a browser')
    .option('--json', 'prints the result as JSON')
    .option('--quiet', 'prints nothing but errors')
  return withParquetOption(command)
    .addHelpText('after', STATUSES)
    .addHelpText('after', '\nExample:\n  $ sgsim merge host1/sweep host2/sweep --out reports/sweep')
    .action(later(() => import('./merge-action.js')))
}

const STATUSES = `
The same bytes come out as if sgsim sweep had run all points by itself. Refused:
points that are missing; of another version, deployment, catalogue, seed or
sweep; one that is there twice with different results; and a folder for the
tables that holds another sweep.`
