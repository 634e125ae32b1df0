import { tableText, type Cell } from '../report/table.js'
import { curveOf } from './size-curve.js'
import type { Sizing } from './size.js'

const COLUMNS = [
  'path', 'value', 'stands', 'pass', 'fail', 'undecided', 'not_exercised', 'binding', 'share', 'low', 'high',
  'latency_p99_s', 'network', 'direction', 'utilisation', 'utilisation_busiest_hour', 'price', 'cannot',
] // prettier-ignore

/** The values that were tried, one a line. */
export function sizeCsv(sizing: Sizing): string {
  return tableText(COLUMNS, rows(sizing))
}

function* rows({ deployment, answers }: Sizing): Generator<Cell[]> {
  for (const answer of answers)
    for (const { point, stands, verdicts, binding, busiest, price } of curveOf(deployment, answer))
      yield [
        ...[answer.sized.path.join('.'), point.text, stands],
        ...[verdicts.pass, verdicts.fail, verdicts.undecided, verdicts['not exercised']],
        ...[binding?.name, binding?.share ?? binding?.value, binding?.low, binding?.high, binding?.latencyP99S],
        ...[busiest?.network, busiest?.direction, busiest?.utilisation, busiest?.utilisationBusiest],
        ...[price?.total, point.cannot],
      ]
}
