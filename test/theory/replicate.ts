import { Line, type LineSettings, type Sums } from './line.js'

const SECOND = 1_000_000

/** The figures of one replication, its warm-up left out. */
export interface Figures {
  /** Mean time in the line, in seconds. */
  sojourn: number
  /** Mean numbers in the line, and waiting. */
  inside: number
  waiting: number
  /** Arrivals a second. */
  rate: number
  /** By bound: the share of the customers who spent longer. */
  longer: number[]
  before: Sums
  after: Sums
}

/** One replication for each of the seeds 1, 2, … 16, with so many customers together, after warm-ups of a tenth. */
export function replicate(settings: LineSettings, customers: number): Figures[] {
  const each = Math.ceil((customers / REPLICATIONS / settings.arrivals) * SECOND)
  const warm = Math.ceil(each / 10)
  return Array.from({ length: REPLICATIONS }, (_, i) => {
    const line = new Line(settings, i + 1, warm + each)
    const before = line.runUntil(warm)
    const after = line.runUntil(warm + each)
    const left = after.left - before.left
    return {
      sojourn: (after.sojourn - before.sojourn) / left / SECOND,
      inside: (after.inside - before.inside) / each,
      waiting: (after.waiting - before.waiting) / each,
      rate: ((after.arrived - before.arrived) / each) * SECOND,
      longer: after.longer.map((count, bound) => (count - before.longer[bound]!) / left),
      before,
      after,
    }
  })
}

const REPLICATIONS = 16
