import { gammaQuantile } from './gamma-distribution.js'

/** Messages of occurrences that came at random: each occurrence brought one of them, or many. */
export interface RandomCount {
  messages: number
  /** The sum of the squares of what each occurrence brought; of single messages, their number. */
  squares: number
  /** The most that an occurrence brings, one that was not seen included; 0 where nothing comes at random. */
  largest: number
}

/**
 * The interval of the number to be expected of which such a count is a sample. Of single messages it is Garwood's exact one
 * of a Poisson count (Biometrika 28, 1936); where occurrences bring several, that of a weighted sum of Poisson counts, which
 * is at least as wide as it says (Fay and Feuer, Statistics in Medicine 16, 1997).
 */
export function countInterval(
  { messages, squares, largest }: RandomCount,
  confidence = 0.95,
): { low: number; high: number } {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
  const outside = (1 - confidence) / 2
  return {
    low: quantile(outside, messages, squares),
    high: quantile(1 - outside, messages + largest, squares + largest ** 2),
  }
}

/** Of the gamma distribution with this mean and variance. */
function quantile(p: number, mean: number, variance: number): number {
  if (mean === 0) return 0
  const scale = variance / mean
  return scale * gammaQuantile(p, mean / scale)
}
