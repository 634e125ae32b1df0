import { Command, Option } from 'commander'
import { withCatalogueOption } from './catalogue-option.js'
import { later } from './later.js'

export function pathsCommand(): Command {
  const command = new Command('paths')
    .description('The ways between two actors (SRS 4.19), and the one that a profile takes.')
    .argument('<from>', 'an actor')
    .argument('<to>', 'another actor')
    .option('--profile <code>', 'marks what this profile chooses')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a hop')
  return withCatalogueOption(command)
    .addHelpText('after', '\nExample:\n  $ sgsim paths "CIS/Billing - Utility" "2-Way Meter - Electr" --profile ACvIW')
    .action(later(() => import('./paths-action.js')))
}
