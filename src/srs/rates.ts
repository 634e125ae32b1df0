import type { HowOftenTerm, Unknown } from './how-often.js'
import type { Pick, Range } from './range.js'
import { pickFrom } from './range.js'
import { DAY } from './time-unit.js'

/** The count of a How Often; `x` is what the SRS leaves to the deployment. */
export function howMany(count: Range | Unknown, pick: Pick, x = 1): number {
  return typeof count === 'string' ? x : pickFrom(count, pick)
}

/**
 * How many a member of the population sends: a day for a timed term, for each event of a term that waits for one
 * (SRS 4.21 table 1 takes `50/1000` a day; table 2 `1/1000` of those).
 */
export function perMember(term: HowOftenTerm, pick: Pick, x = 1): number {
  const each = howMany(term.count, pick, x) / term.perMany
  const { period } = term
  if (period.kind === 'event') return each
  return (each * howMany(period.times ?? { low: 1, high: 1 }, pick, x) * DAY) / period.micros
}
