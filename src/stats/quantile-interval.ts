import { betaIncomplete } from './beta.js'
import type { Histogram } from './histogram.js'

/**
 * The interval of a quantile by order statistics, whatever the distribution: how many of n independent observations do not exceed the
 * quantile is binomial, so two ranks have it between them at least as often as is said (Thompson, Annals of Mathematical Statistics 7,
 * 1936; David and Nagaraja, Order Statistics, 7.1). Where observations are equal it is there more often still.
 *
 * `effective`: how many independent observations those of the histogram are worth, such as the number of their clusters; a part of one
 * is none. An upper limit that would lie beyond what so few can say is Infinity, such a lower one 0: no time is shorter.
 */
export function quantileInterval(
  histogram: Histogram,
  q: number,
  effective = histogram.count,
  confidence = 0.95,
): { low: number; high: number } {
  if (!(q > 0 && q < 1)) throw new RangeError(`expected a share between 0 and 1, found ${q}`)
  if (!(effective >= 0)) throw new RangeError(`expected a number of observations, found ${effective}`)
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
  const n = Math.floor(Math.min(effective, histogram.count))
  const outside = (1 - confidence) / 2
  const low = ranksThatReach(n, q, 1 - outside)
  const high = ranksThatReach(n, q, outside) + 1
  return {
    low: low === 0 ? 0 : histogram.quantile(low / n),
    high: high > n ? Infinity : histogram.quantile(high / n),
  }
}

/** The largest k of which the probability that at least k of n do not exceed the quantile is more than this, or 0. */
function ranksThatReach(n: number, q: number, probability: number): number {
  let [least, most] = [0, n]
  while (least < most) {
    const k = Math.ceil((least + most) / 2)
    // The upper tail of the binomial distribution is an incomplete beta function (DLMF 8.17.5).
    if (betaIncomplete(q, k, n - k + 1) > probability) least = k
    else most = k - 1
  }
  return least
}
