import { Command, Option } from 'commander'
import { withCatalogueOption } from './catalogue-option.js'
import { later } from './later.js'

export function payloadsCommand(): Command {
  const command = new Command('payloads')
    .description('The application messages of the SRS, and the requirements of each.')
    .argument('[name]', 'one payload (default: all of them)')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a payload')
  return withCatalogueOption(command)
    .addHelpText('after', '\nExample:\n  $ sgsim payloads SW_opr_cmd')
    .action(later(() => import('./payloads-action.js')))
}
