import type { TallyCounts } from '../check/tally.js'
import { addTo } from '../stats/columns.js'
import type { LegTimesCounts } from '../trace/leg-times.js'
import type { TimelineCounts } from '../trace/timeline.js'
import type { Model } from './model.js'
import type { SentCounts } from './sent-by-itself.js'

/** What a part of a model counted, as it goes to whoever adds it up. Whole numbers, so the order makes no difference. */
export interface PartCounts {
  tallies: TallyCounts[]
  legs: LegTimesCounts[]
  links: Float64Array[]
  load: Float64Array[][]
  timeline: TimelineCounts
  sent: SentCounts
  /** By payload: the counts of messages, bytes on the wire, those of security. */
  payloads: Float64Array[]
  underWay: number
  events: number
}

export function countsOf(model: Model): PartCounts {
  model.leaveOutUncounted()
  return {
    tallies: model.tallies.map((one) => one.counts),
    legs: [...model.legs.values()].map(({ times }) => times.counts),
    links: model.network.links.counts,
    load: model.load.counts,
    timeline: model.timeline.counts,
    sent: model.sentByItself.counts,
    payloads: byPayload(model),
    underWay: model.flight.underWay,
    events: model.simulation.events,
  }
}

/** Adds what another part of the same model counted. */
export function absorb(model: Model, counts: PartCounts): void {
  model.tallies.forEach((one, i) => one.absorb(counts.tallies[i]!))
  for (const [i, { times }] of [...model.legs.values()].entries()) times.absorb(counts.legs[i]!)
  model.network.links.absorb(counts.links)
  model.load.absorb(counts.load)
  model.timeline.absorb(counts.timeline)
  model.sentByItself.absorb(counts.sent)
  byPayload(model).forEach((column, i) => addTo(column, counts.payloads[i]!))
  model.flight.underWayElsewhere += counts.underWay
  model.simulation.executedElsewhere(counts.events)
}

function byPayload({ payloadCounts, bytesByPayload, securityByPayload }: Model): Float64Array[] {
  const { sent, delivered, resent, duplicates, bytes } = payloadCounts
  // Behind the payloads stands what belongs to none.
  return [sent, delivered, resent, duplicates, bytes, bytesByPayload.subarray(0, sent.length), securityByPayload]
}
