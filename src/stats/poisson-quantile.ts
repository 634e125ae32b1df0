import { gammaIncomplete } from './gamma-distribution.js'

/** The least count that a Poisson variable of this mean does not exceed with a probability: of 0.999, in 999 of 1000 seconds. */
export function poissonQuantile(p: number, mean: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`expected a share between 0 and 1, found ${p}`)
  if (mean <= 0) return 0
  // P(N <= n) = Q(n + 1, mean).
  const holds = (count: number) => 1 - gammaIncomplete(mean, count + 1) >= p
  if (holds(0)) return 0
  let low = 0
  let high = Math.ceil(mean + 5 * Math.sqrt(mean) + 5)
  while (!holds(high)) [low, high] = [high, 2 * high]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
