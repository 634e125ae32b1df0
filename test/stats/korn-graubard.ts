import { studentQuantile } from '../../src/stats/beta.js'

/**
 * How many independent observations messages are worth of which those in one cluster share their fate in part.
 * `effective` goes into shareInterval with the share as it is. (Korn and Graubard, Survey Methodology 24, 1998.)
 * It knows only what was seen: where single messages fail all the time and a whole cluster once in a great while, a
 * run without such a cluster says nothing of it, and the interval is too narrow. More clusters help, not more messages.
 */
export function effectiveNumber(
  counts: ArrayLike<number>,
  failures: ArrayLike<number>,
  confidence = 0.95,
): { effective: number; clusters: number } {
  let n = 0
  let failed = 0
  let clusters = 0
  for (let i = 0; i < counts.length; i += 1) {
    n += counts[i]
    failed += failures[i]
    if (counts[i] > 0) clusters += 1
  }
  // One fate seen everywhere tells nothing of how alike a cluster's messages are: at the worst, entirely.
  if (clusters <= 1 || failed === 0 || failed === n) return { effective: clusters, clusters }

  const p = failed / n
  let squares = 0
  for (let i = 0; i < counts.length; i += 1) squares += (failures[i] - p * counts[i]) ** 2
  const variance = ((clusters / (clusters - 1)) * squares) / (n * n)
  // The variance is itself an estimate, from few clusters a poor one.
  const level = (1 + confidence) / 2
  const doubt = (studentQuantile(level, n - 1) / studentQuantile(level, clusters - 1)) ** 2
  const effective = ((p * (1 - p)) / variance) * doubt
  return { effective: Math.min(Math.max(effective, 1), n), clusters }
}
