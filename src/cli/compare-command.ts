import { Command, Option } from 'commander'
import { later } from './later.js'

export function compareCommand(): Command {
  return new Command('compare')
    .description('What became better or worse from one report to another.')
    .argument('<base>', 'a report folder, as sgsim run writes it')
    .argument('<new>', 'the one that is held against it')
    .addOption(new Option('--json', 'prints the result as JSON').conflicts('markdown'))
    .option('--markdown', 'prints Markdown, for a comment of a pull request')
    .option('--html <file>', 'also writes the result as a page to look at')
    .option('--open', 'shows that page in a browser')
    .option('--quiet', 'prints nothing but errors')
    .addHelpText('after', STATUSES)
    .addHelpText('after', '\nExample:\n  $ sgsim compare reports/main reports/change --markdown > comment.md')
    .addHelpText('after', '  $ sgsim compare reports/main reports/change --html reports/compare.html --open')
    .action(later(() => import('./compare-action.js')))
}

const STATUSES = `
Exit status:
  0    nothing became worse
  1    a regression: a verdict that became worse (to fail, or from pass), a
       latency or a share in time that is worse by more than its interval, a
       requirement that is gone, a budget that became worse or is gone
  2    the input is wrong: no report, or reports of different catalogues`
