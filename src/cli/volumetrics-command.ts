import { Command, Option } from 'commander'
import { GROUPINGS } from '../plan/volumetrics-grouping.js'
import { withDeploymentOptions } from './deployment-options.js'
import { later } from './later.js'

export function volumetricsCommand(): Command {
  const others = (...names: string[]) => ['areas', 'density', 'paths', 'simulate', 'simulated'].filter((one) => !names.includes(one)) // prettier-ignore
  return withDeploymentOptions(
    new Command('volumetrics').description(
      'How many events and bytes cross an interface (SRS 4.21), a flow, a network, a link or an actor.',
    ),
  )
    .option('--interface <a:b>', 'two neighbouring actors (default: volumetrics.interface of the file)', collect)
    .option('--flow <name>', 'a data flow, such as 1D', collect)
    .option('--network <name>', 'a network, such as wan', collect)
    .option('--link <name>', 'a link as links.csv names it, such as "1Ca 23"', collect)
    .option('--actor <name>', 'an actor: all that comes in and goes out', collect)
    .option('--all', 'every network and data flow')
    .addOption(new Option('--by <what>', 'also a line for each of these').choices(GROUPINGS))
    .option('--hourly', 'also by hour of the day (always in JSON)')
    .addOption(
      new Option('--load <which>', 'PAP02 baseload, in normal operation; highload, in high; or both').choices([
        'base',
        'high',
        'both',
      ]),
    )
    .addOption(
      new Option('--density [kinds]', 'the load of a square mile and kilometre: urban,suburban,rural, 600/square-km').conflicts(others('density')), // prettier-ignore
    )
    .addOption(new Option('--areas <csv>', 'the same of each area of a table').conflicts(others('areas')))
    .option('--map <columns>', 'what the table calls its columns: area=NAME,square_m=ALAND')
    .addOption(new Option('--paths <requirement>', 'its ways under other profiles').conflicts(others('paths')))
    .option('--profiles <codes>', 'under which, such as ACvW,ACvIW (default: one for each way)')
    .addOption(new Option('--simulated <folder>', 'beside the figures of a report').conflicts(others('simulated')))
    .addOption(new Option('--simulate', 'beside those of a run made now').conflicts(others('simulate')))
    .addOption(new Option('--effects <mode>', 'instead of that of the file').choices(['stated', 'causal']))
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints the rows as CSV')
    .addHelpText(
      'after',
      '\nExample:\n  $ sgsim volumetrics scenarios/srs-4.21.yaml \\\n      --interface DAPjm:"2-Way Meter - Electr"',
    )
    .addHelpText('after', '  $ sgsim volumetrics scenarios/quickstart.yaml --network wan --by payload')
    .addHelpText('after', '  $ sgsim volumetrics scenarios/quickstart.yaml --density')
    .action(later(() => import('./volumetrics-action.js')))
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
