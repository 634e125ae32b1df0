import { studentQuantile } from '../../src/stats/beta.js'
import { Line, type LineSettings, type Sums } from './line.js'

const SECOND = 1_000_000

/** The figures of one replication, its warm-up left out. */
export interface Figures {
  /** Mean time in the line (seconds), mean number in it, mean number that waits, arrivals a second, share that spends long. */
  sojourn: number
  inside: number
  waiting: number
  rate: number
  long: number
  /** What happened after the warm-up. */
  sums: Sums
}

/** Seeds fixed beforehand: 1, 2, … 16. Every replication has about so many customers after a warm-up of a tenth. */
export function replicate(settings: LineSettings, customers: number): Figures[] {
  const each = (customers / REPLICATIONS / settings.arrivals) * SECOND
  const warm = Math.ceil(each / 10)
  const end = warm + Math.ceil(each)
  return Array.from({ length: REPLICATIONS }, (_, i) => {
    const line = new Line(settings, i + 1, end)
    const before = line.runUntil(warm)
    const sums = line.runUntil(end)
    for (const key of Object.keys(sums) as (keyof Sums)[]) sums[key] -= before[key]
    return {
      sojourn: sums.sojourn / sums.left / SECOND,
      inside: sums.inside / sums.time,
      waiting: sums.waiting / sums.time,
      rate: (sums.arrived / sums.time) * SECOND,
      long: sums.long / sums.left,
      sums,
    }
  })
}

/** The interval (95 %) of what the simulation says over what the formula says, less 1, by Student's t. */
export function difference(simulated: number[], formula: number): { low: number; high: number } {
  const n = simulated.length
  const off = simulated.map((value) => value / formula - 1)
  const mean = off.reduce((sum, value) => sum + value, 0) / n
  const variance = off.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n)
  return { low: mean - half, high: mean + half }
}

const REPLICATIONS = 16
