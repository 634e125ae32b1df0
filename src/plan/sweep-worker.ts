import type { Override } from '../input/overrides.js'
import { given, loadOrigin, type Origin } from '../run/origin.js'
import type { Statistics } from '../run/statistics.js'
import { pointOutcome, type PointOutcome } from './sweep-point.js'

/** What a worker of a sweep is given. */
export interface SweepOrigin extends Origin {
  statistics: Statistics
}

const origin = given() as SweepOrigin
const { withMore } = loadOrigin(origin)

/** One point, in a thread of its own. */
export default async function runPoint(values: readonly Override[]): Promise<PointOutcome> {
  return (await pointOutcome(withMore, values, origin.statistics))!
}
