import { describe, expect, it } from 'vitest'
import seedrandom from 'seedrandom'
import { Histogram } from '../../src/stats/histogram.js'
import { quantileInterval } from '../../src/stats/quantile-interval.js'
import { binomial } from './clustered-shares.js'

interface Distribution {
  /** A sample of n, each value so many times. */
  sample: (n: number, random: () => number, each?: number) => Histogram
  quantile: (q: number) => number
}

/** In microseconds; with a mean of 1 s, whose buckets of 0.05 % are far narrower than the intervals. */
const EXPONENTIAL: Distribution = {
  sample: (n, random, each = 1) => {
    const histogram = new Histogram()
    for (let i = 0; i < n; i += 1) histogram.add(Math.round(-1e6 * Math.log(1 - random())), each)
    return histogram
  },
  quantile: (q) => -1e6 * Math.log(1 - q),
}

/** As over a link with one retry: a message that is lost once takes 700 instead of 100, which a histogram counts exactly. */
const twoPoints = (retried: number): Distribution => ({
  sample: (n, random, each = 1) => {
    const late = binomial(n, retried, random)
    const histogram = new Histogram()
    if (n > late) histogram.add(100, each * (n - late))
    if (late > 0) histogram.add(700, each * late)
    return histogram
  },
  quantile: (q) => (q <= 1 - retried ? 100 : 700),
})

function histogramOf(values: Iterable<number>): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.add(value)
  return histogram
}

/** Of so many samples of n, the share whose interval holds the true quantile: of that quantile of which it is the least. */
function covered(samples: number, n: number, quantiles: readonly number[], distribution: Distribution): number {
  const random = seedrandom(`quantiles ${n} ${quantiles.join(' ')}`).double
  const hits = quantiles.map(() => 0)
  for (let i = 0; i < samples; i += 1) {
    const sample = distribution.sample(n, random)
    for (const [j, q] of quantiles.entries()) {
      const { low, high } = quantileInterval(sample, q)
      if (low <= distribution.quantile(q) && distribution.quantile(q) <= high) hits[j]! += 1
    }
  }
  return Math.min(...hits) / samples
}

const QUANTILES = [0.5, 0.9, 0.95, 0.99]
const NUMBERS = [100, 1000, 1e4, 1e5]
// Of 2000 samples of which 95 % or more hold it, fewer than 93 % do once in 20,000 times; of 400 once in 25.
const samplesOf = (n: number) => (n < 1e5 ? 2000 : 400)

describe('the interval of a quantile', () => {
  it.each(NUMBERS)('covers the median, p90, p95 and p99 of %i exponential times', (n) => {
    expect(covered(samplesOf(n), n, QUANTILES, EXPONENTIAL)).toBeGreaterThanOrEqual(0.93)
  })

  // The quantile is in the jump, just below it, and far from it.
  it.each(NUMBERS)('covers those of %i times of two lengths', (n) => {
    for (const q of QUANTILES)
      for (const retried of [1 - q, 0.98 * (1 - q)])
        expect(covered(samplesOf(n) / 4, n, [q], twoPoints(retried))).toBeGreaterThanOrEqual(0.93)
    expect(covered(samplesOf(n) / 4, n, QUANTILES, twoPoints(0.02))).toBeGreaterThanOrEqual(0.93)
  })

  // Of n independent observations k do not exceed the quantile with the probability of the binomial distribution, here term by term.
  it.each(QUANTILES)('covers the quantile %d of any continuous distribution in 95 % or more of all cases', (q) => {
    for (const n of [5, 20, 100, 400]) {
      const { low, high } = quantileInterval(histogramOf(Array.from({ length: n }, (_, i) => i + 1)), q)
      let inside = 0
      // From the top down: the probability of none is too small for a double.
      let term = q ** n
      for (let k = n; k >= 0; k -= 1) {
        if (k >= low && k < high) inside += term
        term *= (k / (n - k + 1)) * ((1 - q) / q)
      }
      expect(inside).toBeGreaterThanOrEqual(0.95 - 1e-9)
    }
  })

  // Of 10, none or one are below the median with a probability of 11/1024, at most two with 56/1024 > 2.5 %. Of 100, at most 39
  // with 1.76 %, at most 40 with 2.84 %.
  it.each([
    [10, 2, 9],
    [100, 40, 61],
  ])('of the median of %i is from the value of rank %i to that of rank %i', (n, low, high) => {
    const ranks = histogramOf(Array.from({ length: n }, (_, i) => i + 1))
    expect(quantileInterval(ranks, 0.5)).toEqual({ low, high })
  })

  // All of n are below the quantile with a probability of q^n: only where that is at most α/2 does the largest limit it.
  it('has an upper limit from ln(α/2) ÷ ln(q) observations on', () => {
    for (const q of QUANTILES) {
      const enough = Math.ceil(Math.log(0.025) / Math.log(q))
      const times = histogramOf(Array.from({ length: enough }, (_, i) => 100 + i))
      expect(quantileInterval(times, q).high).toBe(times.max)
      expect(quantileInterval(times, q, enough - 1).high).toBe(Infinity)
    }
  })

  it('of observations that come in clusters of equal ones is that of the clusters', () => {
    const random = seedrandom('clusters').double
    for (const q of QUANTILES) {
      const [single, many] = [1, 37].map((each) => EXPONENTIAL.sample(500, seedrandom(`each ${q}`).double, each))
      expect(quantileInterval(many!, q, 500)).toEqual(quantileInterval(single!, q))
    }
    // Counted as if each were independent, it would be too narrow to hold the quantile.
    let hits = 0
    for (let i = 0; i < 500; i += 1) {
      const { low, high } = quantileInterval(EXPONENTIAL.sample(100, random, 37), 0.5)
      if (low <= EXPONENTIAL.quantile(0.5) && EXPONENTIAL.quantile(0.5) <= high) hits += 1
    }
    expect(hits / 500).toBeLessThan(0.5)
  })

  it('holds the quantile itself, narrows with the number and widens with the confidence', () => {
    const times = EXPONENTIAL.sample(1e4, seedrandom('width').double)
    for (const q of QUANTILES) {
      const width = (effective: number, confidence = 0.95) => {
        const { low, high } = quantileInterval(times, q, effective, confidence)
        expect(low).toBeLessThanOrEqual(times.quantile(q))
        expect(high).toBeGreaterThanOrEqual(times.quantile(q))
        return high - low
      }
      expect(width(1e4)).toBeLessThan(width(1000))
      expect(width(1e4, 0.999)).toBeGreaterThan(width(1e4))
    }
  })

  it('of nothing, or of less than one observation, says nothing', () => {
    expect(quantileInterval(new Histogram(), 0.5)).toEqual({ low: 0, high: Infinity })
    expect(quantileInterval(histogramOf([5, 5, 5]), 0.5, 0.9)).toEqual({ low: 0, high: Infinity })
  })

  it('takes no more observations than there are', () => {
    const few = histogramOf([5, 6, 7, 8, 9, 10])
    expect(quantileInterval(few, 0.5, 1e9)).toEqual(quantileInterval(few, 0.5, 6))
  })

  it.each([
    [0, 10, 0.95],
    [1, 10, 0.95],
    [NaN, 10, 0.95],
    [0.5, -1, 0.95],
    [0.5, NaN, 0.95],
    [0.5, 10, 1],
  ])('refuses q = %d, n = %d, confidence = %d', (q, n, confidence) => {
    expect(() => quantileInterval(histogramOf([1, 2, 3]), q, n, confidence)).toThrow(RangeError)
  })
})
