import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
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
    .action(later(quickly))
}

/**
 * A third of the time that a small deployment takes is that of loading the program. So what it needs is required, which takes less than to import it;
 * and as most code runs once, nothing is optimised that is not used some seven times as much as V8 asks for elsewhere. Of Node 20 both are
 * known to work without a word; others import as ever.
 */
async function quickly(): Promise<typeof import('./validate-action.js')> {
  const { require_module: canRequire } = process.features as { require_module?: boolean }
  if (canRequire !== true || !process.versions.node.startsWith('20.')) return await import('./validate-action.js')
  setFlagsFromString('--interrupt-budget=500000')
  return createRequire(import.meta.url)('./validate-action.js') as typeof import('./validate-action.js')
}

const ABOUT = `
All that a run would refuse before it starts is refused here, all problems of
all files at once; warnings are printed. Time, memory and numbers of messages
are estimates: arithmetic, no simulation.

Exit status:
  0    all of them can be run
  2    one of them cannot
  130  interrupted; the others were not looked at`
