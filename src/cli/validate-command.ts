import { Command } from 'commander'
import { withDeploymentOptions } from './deployment-options.js'
import { later } from './later.js'

export function validateCommand(): Command {
  return withDeploymentOptions(
    new Command('validate').description(
      'Checks deployments without running them: what they would simulate, for how long.',
    ),
    '<deployment...>',
  )
    .option('--json', 'prints the result as JSON, a list of deployments')
    .option('--quiet', 'prints nothing but errors')
    .addHelpText('after', ABOUT)
    .addHelpText('after', '\nExample:\n  $ sgsim validate scenarios/quickstart.yaml')
    .addHelpText('after', '  $ sgsim validate scenarios/*.yaml --quiet')
    .action(later(() => import('./validate-action.js')))
}

const ABOUT = `
All that a run would refuse before it starts is refused here, all problems of
all files at once; warnings are printed. Time, memory and numbers of messages
are estimates: arithmetic, no simulation.

Exit status:
  0    all of them can be run
  2    one of them cannot
  130  interrupted; the others were not looked at`
