import type { HowOftenTerm } from './how-often.js'
import type { Pick, Range } from './range.js'
import { pickFrom } from './range.js'
import { DAY } from './time-unit.js'

/** The count of a How Often; `x` is what the SRS leaves to the deployment. */
export function howMany(count: Range | 'x', pick: Pick, x = 1): number {
  return count === 'x' ? x : pickFrom(count, pick)
}

/**
 * How many a member of the population sends: a day for a timed term, for each event of a term that waits for one
 * (SRS 4.21 table 1 takes `50/1000` a day; table 2 `1/1000` of those).
 */
export function perMember(term: HowOftenTerm, pick: Pick, x = 1): number {
  const each = howMany(term.count, pick, x) / term.perMany
  return term.period.kind === 'event' ? each : (each * DAY) / term.period.micros
}

/**
 * What `See REQMTS Table` stands for: SRS 4.21 table 1 takes 25 reads a day for 1000 meters, here for each selected
 * use case that uses the row (errata, 4.10.4.1).
 */
export const onDemandReads = { count: 25, perMany: 1000 } as const
