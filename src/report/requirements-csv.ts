import type { Outcome } from '../run/outcome.js'
import type { Sensitivity } from '../run/sensitivity.js'
import type { Range } from '../srs/range.js'
import { hangsOnOf } from './hangs-on.js'
import { figure, writeTable } from './table.js'

const COLUMNS = [
  'requirement', 'payload', 'use_case', 'section', 'from', 'to', 'sent', 'delivered', 'in_time', 'lost', 'open', 'counted',
  'share_delivered', 'share_in_time', 'low', 'high', 'bound_reliability', 'bound_latency_s', 'latency_p50_s',
  'latency_p90_s', 'latency_p95_s', 'latency_p99_s', 'latency_mean_s', 'latency_max_s', 'verdict', 'reason',
  'share_devices', 'gap_longest_s', 'how_often_stated', 'how_often_simulated', 'how_often_low', 'how_often_high',
  'how_often_verdict', 'how_often_ratio', 'devices_counted', 'devices_below_bound', 'devices_failing', 'clusters', 'effective', 'latency_p50_low_s', 'latency_p50_high_s', 'latency_p90_low_s',
  'latency_p90_high_s', 'latency_p95_low_s', 'latency_p95_high_s', 'latency_p99_low_s', 'latency_p99_high_s', 'hangs_on',
] // prettier-ignore

/** requirements.csv: one line a requirement that applies. */
export function writeRequirements(file: string, outcomes: readonly Outcome[], sensitivity?: Sensitivity): void {
  const hangsOn = hangsOnOf(outcomes, sensitivity)
  writeTable(
    file,
    COLUMNS,
    outcomes.map((one, i) => row(one, hangsOn[i])),
  )
}

function row(one: Outcome, hangsOn: string | undefined) {
  const { requirement: r, latencyS, latencyWithinS: within } = one
  return [
    r.id, r.payload.name, r.useCase, r.section, r.from, r.to, one.sent, one.delivered, one.inTime, one.lost, one.open,
    one.counted, one.shareDelivered, one.shareInTime, one.low, one.high, one.boundReliability, one.boundLatencyS,
    latencyS?.p50, latencyS?.p90, latencyS?.p95, latencyS?.p99, latencyS?.mean, latencyS?.max, one.verdict, one.reason,
    one.shareDevices, one.gapLongestS, one.howOftenStated && rangeText(one.howOftenStated), one.howOftenSimulated,
    one.howOftenLow, one.howOftenHigh, one.howOftenVerdict, one.howOftenRatio,
    one.devicesCounted, one.devicesBelowBound, one.devicesFailing, one.clusters, one.effective,
    within?.p50.low, within?.p50.high, within?.p90.low, within?.p90.high, within?.p95.low, within?.p95.high, within?.p99.low, within?.p99.high,
    hangsOn,
  ] // prettier-ignore
}

function rangeText({ low, high }: Range): string {
  const [least, most] = [figure(low), figure(high)]
  return least === most ? least : `${least}-${most}`
}
