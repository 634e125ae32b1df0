import { betaQuantile } from './beta.js'

/**
 * The interval of a share by Clopper and Pearson, which covers the true share at least as often as it says. The
 * numbers may be fractional: an effective number of observations need not be whole.
 */
export function shareInterval(successes: number, n: number, confidence = 0.95): { low: number; high: number } {
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`expected 0 to ${n} successes, found ${successes}`)
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
  if (n === 0) return { low: 0, high: 1 }
  const outside = (1 - confidence) / 2
  const failures = n - successes
  return {
    low: successes === 0 ? 0 : betaQuantile(outside, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - betaQuantile(outside, failures, successes + 1),
  }
}
