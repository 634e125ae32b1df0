import { Command } from 'commander'
import { withDeploymentOptions } from './deployment-options.js'
import { later } from './later.js'

export function sizeCommand(): Command {
  return withDeploymentOptions(
    new Command('size').description('How large a value must be for a deployment to meet the SRS.'),
  )
    .option(
      '--vary <path>',
      'what is sized, e.g. wan.rate or endpoints-per-dap\n(repeatable: each by itself, then together)',
      collect,
    ) // prettier-ignore
    .option('--from <value>', 'the smallest value that may be tried')
    .option('--to <value>', 'the largest')
    .option('--headroom <share>', 'also the answer of which so much stays free, e.g. 20%')
    .option('--requirement <pattern>', 'only these count: payloads (SW_*), an id or a row\n(repeatable)', collect)
    .option('--resolution <share>', 'how wide the bracket may be (default: 5%)')
    .option('--confidence <share>', 'how sure a verdict has to be (default: 95%)')
    .option(
      '--replications <number>',
      'so many runs of each value, each with a seed of its own:\ndecides more, and takes so many times as long (default: 1)',
    ) // prettier-ignore
    .option('--workers <number>', 'threads that run values (default: one a core, at most 3)')
    .option('--out <folder>', 'also writes size.json and size.csv there')
    .option('--quiet', 'prints nothing but errors')
    .option('--json', 'prints the result as JSON')
    .addHelpText('after', STATUSES)
    .addHelpText('after', '\nExample:\n  $ sgsim size scenarios/quickstart.yaml --vary wan.rate --headroom 20%')
    .action(later(() => import('./size-action.js')))
}

const STATUSES = `
Exit status:
  0    an answer: a bracket (whose better end is decided to pass, or does not
       fail as measured), or that nothing begins to fail
  1    no value passes, be it because of a requirement that fails at all of
       them; or what was found does not hold with its headroom, or together
  2    the input is wrong, or nothing answers to what is varied
  130  interrupted; nothing was written`

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
