import { LOSS_REASONS } from '../network/medium.js'
import type { LegOutcome, WayOutcome } from '../run/leg-outcome.js'
import { TIMES } from '../trace/leg-times.js'
import { writeTable } from './table.js'

const COLUMNS = [
  'requirement', 'territory', 'leg', 'flow', 'network', 'from', 'to', 'link', 'messages',
  ...TIMES.flatMap((time) => [`${time}_mean_s`, `${time}_p95_s`]),
  ...LOSS_REASONS.map((reason) => `lost_${reason.replaceAll(' ', '_')}`),
  'bound_latency_s', 'bound_reliability', 'share_in_bound', 'in_bound',
] // prettier-ignore

/** legs.csv: one line a requirement, territory and leg of its path. */
export function writeLegs(file: string, ways: readonly WayOutcome[]): void {
  writeTable(file, COLUMNS, rows(ways))
}

function* rows(ways: readonly WayOutcome[]) {
  for (const way of ways) for (const [i, leg] of way.legs.entries()) yield row(way, leg, i + 1)
}

function row({ requirement, territory }: WayOutcome, leg: LegOutcome, number: number) {
  const { hop, worst, counts, inBound } = leg
  return [
    requirement.id, territory, number, hop.flow, hop.network, hop.from, hop.to, worst.name, counts.messages,
    ...counts.times.flatMap(({ mean, p95 }) => [mean / 1e6, p95 / 1e6]), ...counts.lost,
    leg.boundLatency / 1e6, leg.boundReliability, leg.shareInBound, inBound === undefined ? undefined : inBound ? 'yes' : 'no',
  ] // prettier-ignore
}
