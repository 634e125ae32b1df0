import { Command, Option } from 'commander'
import { withDeploymentOptions } from './deployment-options.js'
import { later } from './later.js'

export function requirementsCommand(): Command {
  return withDeploymentOptions(
    new Command('requirements').description(
      'The requirements of a deployment: end to end, and their children, one a leg of the path (SRS 2.2.2.2.1).',
    ),
  )
    .option('--use-case <name>', 'only those of this use case')
    .option('--payload <name>', 'only those of this payload; * stands for any letters')
    .option('--from <actor>', 'only those that this actor sends first')
    .option('--to <actor>', 'only those that this actor receives last')
    .option('--flow <name>', 'only those whose path crosses this data flow')
    .option('--network <name>', 'only those whose path crosses this network')
    .option('--parents', 'leaves out the children')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', "prints the columns of the SRS's own table")
    .addHelpText(
      'after',
      '\nAll filters must fit; a requirement that fits comes with all its legs.\n' +
        '\nExample:\n  $ sgsim requirements scenarios/quickstart.yaml --payload "SW_*" \\\n      --flow 1D --csv',
    )
    .action(later(() => import('./requirements-action.js')))
}
