import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareInterval } from '../../src/stats/share-interval.js'

/** How often the intervals of all outcomes hold p: the sum of the outcomes' probabilities. */
function coverage(p: number, n: number, confidence: number): number {
  // From all successes down: for a p near 1, the probability of none is too small for a double.
  let term = p ** n
  let sum = 0
  for (let k = n; k >= 0; k -= 1) {
    const { low, high } = shareInterval(k, n, confidence)
    if (low <= p && p <= high) sum += term
    term *= (k / (n - k + 1)) * ((1 - p) / p)
  }
  return sum
}

describe('the interval of a share', () => {
  it.each([1, 5, 20, 1000])('of none of %i ends at 1 − (α/2)^(1/n)', (n) => {
    const { low, high } = shareInterval(0, n)
    expect(low).toBe(0)
    expect(high).toBeCloseTo(1 - 0.025 ** (1 / n), 12)
  })

  it.each([1, 5, 20, 1000])('of all of %i begins at (α/2)^(1/n)', (n) => {
    const { low, high } = shareInterval(n, n, 0.9)
    expect(low).toBeCloseTo(0.05 ** (1 / n), 12)
    expect(high).toBe(1)
  })

  // The customary tables of exact binomial limits.
  it.each([
    [1, 10, 0.0025, 0.445],
    [5, 10, 0.1871, 0.8129],
    [10, 100, 0.049, 0.1762],
  ])('of %i of %i is %d to %d', (k, n, low, high) => {
    const interval = shareInterval(k, n)
    expect(Math.abs(interval.low - low)).toBeLessThan(1e-4)
    expect(Math.abs(interval.high - high)).toBeLessThan(1e-4)
  })

  it('of nothing is everything', () => {
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 })
  })

  it('holds the share itself, also when the numbers are fractional', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        (share, n) => {
          const { low, high } = shareInterval(share * n, n)
          expect(low).toBeLessThanOrEqual(share)
          expect(high).toBeGreaterThanOrEqual(share)
        },
      ),
    )
  })

  it('rises with the successes', () => {
    for (let k = 1; k <= 50; k += 1) {
      expect(shareInterval(k, 50).low).toBeGreaterThan(shareInterval(k - 1, 50).low)
      expect(shareInterval(k, 50).high).toBeGreaterThan(shareInterval(k - 1, 50).high * (k === 50 ? 0.999 : 1))
    }
  })

  it('narrows with the number, and widens with the confidence', () => {
    const width = (n: number, confidence: number) => {
      const { low, high } = shareInterval(0.9 * n, n, confidence)
      return high - low
    }
    for (let n = 10; n < 1e7; n *= 10) expect(width(10 * n, 0.95)).toBeLessThan(width(n, 0.95))
    expect(width(100, 0.99)).toBeGreaterThan(width(100, 0.95))
  })

  it('is the other way round for the failures', () => {
    const successes = shareInterval(13, 40)
    const failures = shareInterval(27, 40)
    expect(successes.low).toBeCloseTo(1 - failures.high, 12)
    expect(successes.high).toBeCloseTo(1 - failures.low, 12)
  })

  it.each([
    [0.5, 10],
    [0.9, 30],
    [0.98, 100],
    [0.995, 400],
  ])('covers a true share of %d at least as often as it says, for n = %i', (p, n) => {
    expect(coverage(p, n, 0.95)).toBeGreaterThanOrEqual(0.95)
    expect(coverage(p, n, 0.8)).toBeGreaterThanOrEqual(0.8)
  })

  it('refuses successes that are more than all, or fewer than none', () => {
    expect(() => shareInterval(11, 10)).toThrow(RangeError)
    expect(() => shareInterval(-1, 10)).toThrow(RangeError)
    expect(() => shareInterval(NaN, 10)).toThrow(RangeError)
  })

  it.each([0, 1, 1.5])('refuses a confidence of %d', (confidence) => {
    expect(() => shareInterval(1, 2, confidence)).toThrow(RangeError)
  })
})
