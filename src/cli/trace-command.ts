import { Command } from 'commander'
import { later } from './later.js'

export function traceCommand(): Command {
  return new Command('trace')
    .description('What a trace says: the life of one message hop by hop, or the worst latencies.')
    .argument('<file>', 'the trace, as sgsim run --trace wrote it (.csv or .ndjson)')
    .option('--message <number>', 'the life of this message')
    .option('--slowest <count>', 'so many receipts with the longest latencies')
    .option('--requirement <id>', 'with --slowest: only of this requirement')
    .option('--json', 'prints JSON')
    .addHelpText('after', '\nExample:\n  $ sgsim run scenarios/quickstart.yaml --trace /tmp/quickstart.csv')
    .addHelpText(
      'after',
      '  $ sgsim trace /tmp/quickstart.csv --slowest 10 \\\n      --requirement 4.15.4.1/SW_opr_cmd/1',
    )
    .action(later(() => import('./trace-action.js')))
}
