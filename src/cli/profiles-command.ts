import { Command, Option } from 'commander'
import { later } from './later.js'

export function profilesCommand(): Command {
  return new Command('profiles')
    .description('The deployment profiles of the SRS (4.20.3), and what their letters mean.')
    .argument('[code]', 'one profile, such as ACvIW or "ARHEM3CvIW + DCSIRsF" (default: all of them)')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a profile')
    .addHelpText('after', '\nExample:\n  $ sgsim profiles "ARHEM3CvIW + DCSIRsF"')
    .action(later(() => import('./profiles-action.js')))
}
