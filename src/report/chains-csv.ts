import type { ChainOutcome } from '../run/chain-outcome.js'
import { writeTable } from './table.js'

const COLUMNS = [
  'section', 'name', 'from', 'to', 'sent', 'counted', 'in_time', 'share_in_time', 'low', 'high', 'bound_latency_s',
  'bound_reliability', 'legs_latency_s', 'legs_reliability', 'consistent', 'verdict', 'reason',
] // prettier-ignore

/** chains.csv: one line a sub-total and last receiver. */
export function writeChains(file: string, chains: readonly ChainOutcome[]): void {
  writeTable(file, COLUMNS, chains.map(row))
}

function row(one: ChainOutcome) {
  const { section, name, origin, inconsistent } = one.subTotal
  return [
    section, name, origin, one.last.to, one.sent, one.counted, one.inTime, one.shareInTime, one.low, one.high,
    one.boundLatencyS, one.boundReliability, one.legsLatencyS, one.legsReliability,
    inconsistent === undefined ? 'yes' : 'no', one.verdict, one.reason,
  ] // prettier-ignore
}
