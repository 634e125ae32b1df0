import { Command, Option } from 'commander'
import { withCatalogueOption } from './catalogue-option.js'
import { later } from './later.js'

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('One requirement: what its cells say, how they were read, what becomes of it in a deployment.')
    .argument('<requirement>', 'its id, or its reference in sgsim requirements, e.g. 4.15.4.1/SW_opr_cmd/1:2')
    .option('--deployment <file>', 'also says how many a day, which path, which assumptions')
    .option(
      '--set <path=value>',
      'replaces a value of the deployment (repeatable)',
      (value: string, before: string[] = []) => [...before, value],
    )
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a thing that is said of it')
  return withCatalogueOption(command)
    .addHelpText('after', '\nExample:\n  $ sgsim explain 4.15.4.1/SW_opr_cmd/1 --deployment scenarios/quickstart.yaml')
    .action(later(() => import('./explain-action.js')))
}
