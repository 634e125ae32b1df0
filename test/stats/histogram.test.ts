import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../src/stats/histogram.js'

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.add(value)
  return histogram
}

/** Of every size: a random number of bits, then a random number of so many bits. */
const anyValue = fc
  .tuple(fc.integer({ min: 0, max: 53 }), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }))
  .map(([bits, x]) => Math.floor(x * 2 ** bits))
const values = fc.array(anyValue, { minLength: 1, maxLength: 200 })

describe('a histogram', () => {
  it('of nothing has no values to tell of', () => {
    const empty = new Histogram()
    expect(empty.count).toBe(0)
    expect([empty.min, empty.max, empty.mean, empty.quantile(0.5)]).toEqual([NaN, NaN, NaN, NaN])
  })

  it('knows the number, the smallest, the largest and the mean', () => {
    fc.assert(
      fc.property(values, (all) => {
        const histogram = of(all)
        expect(histogram.count).toBe(all.length)
        expect(histogram.min).toBe(Math.min(...all))
        expect(histogram.max).toBe(Math.max(...all))
        const sum = all.reduce((sum, value) => sum + BigInt(value), 0n)
        const mean = Number((sum * 2n ** 20n) / BigInt(all.length)) / 2 ** 20
        expect(Math.abs(histogram.mean - mean)).toBeLessThanOrEqual(1e-15 * mean + 2 ** -20)
      }),
    )
  })

  it('keeps its sum exact far beyond 2^53', () => {
    const { sum } = of([...Array<number>(1000).fill(2 ** 53), ...Array<number>(1000).fill(2 ** 53 - 1), 1]).toJSON()
    expect(BigInt(sum[0]) * 2n ** 52n + BigInt(sum[1])).toBe(1000n * 2n ** 53n + 1000n * (2n ** 53n - 1n) + 1n)
  })

  it('gives every quantile by nearest rank within 0.05 %', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 1000 }), (all, perMille) => {
        const sorted = all.toSorted((a, b) => a - b)
        const rank = Math.max(1, Math.floor((perMille * all.length + 999) / 1000))
        const exact = sorted[rank - 1]
        expect(Math.abs(of(all).quantile(perMille / 1000) - exact)).toBeLessThanOrEqual(0.0005 * exact)
      }),
    )
  })

  it('gives quantiles exactly below 1024', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1023), { minLength: 1 }), (all) => {
        const sorted = all.toSorted((a, b) => a - b)
        expect(of(all).quantile(0.5)).toBe(sorted[Math.ceil(all.length / 2) - 1])
      }),
    )
  })

  it('takes the seventh of a hundred for 7 %, although 0.07 × 100 is more than 7 in doubles', () => {
    expect(of(Array.from({ length: 100 }, (_, i) => i + 1)).quantile(0.07)).toBe(7)
  })

  it.each([0, 1023, 1024, 2047, 2048, 4095, 4096, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 52, 2 ** 53])(
    'of one value, %i, gives back that value',
    (value) => {
      const histogram = of([value])
      expect([histogram.min, histogram.quantile(0.5), histogram.max, histogram.mean]).toEqual(Array(4).fill(value))
    },
  )

  it('keeps apart what lies on two sides of an octave', () => {
    for (let bits = 0; bits <= 53; bits += 1) {
      const edge = 2 ** bits
      expect(
        of([edge - 1, edge, edge])
          .toJSON()
          .buckets.filter((_, i) => i % 2 === 1),
      ).toEqual([1, 2])
    }
  })

  it('gives the same after merging as if it had counted all, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyValue), fc.array(anyValue), (one, two) => {
        const forwards = of(one)
        forwards.merge(of(two))
        const backwards = of(two)
        backwards.merge(of(one))
        const together = of([...one, ...two]).toJSON()
        expect(forwards.toJSON()).toEqual(together)
        expect(backwards.toJSON()).toEqual(together)
      }),
    )
  })

  it('goes on counting after it was merged into', () => {
    const histogram = of([5])
    histogram.merge(of([1e9]))
    histogram.add(7)
    expect(histogram.toJSON()).toEqual(of([5, 7, 1e9]).toJSON())
  })

  it('counts a value that occurred many times as if it had been added so often, also beyond 2^53', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyValue, fc.integer({ min: 1, max: 30 }))), (all) => {
        const together = new Histogram()
        for (const [value, times] of all) together.add(value, times)
        expect(together.toJSON()).toEqual(
          of(all.flatMap(([value, times]) => Array<number>(times).fill(value))).toJSON(),
        )
      }),
    )
    const large = new Histogram()
    large.add(2 ** 52 + 1, 1_000_003)
    const { sum } = large.toJSON()
    expect(BigInt(sum[0]) * 2n ** 52n + BigInt(sum[1])).toBe((2n ** 52n + 1n) * 1_000_003n)
  })

  it('of six bits knows every value to 1 %, the sum exactly', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 1000 }), (all, perMille) => {
        const coarse = new Histogram(6)
        for (const value of all) coarse.add(value)
        const sorted = all.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.floor((perMille * all.length + 999) / 1000)) - 1]
        // Half the width of a bucket: 1/128 of its octave.
        expect(Math.abs(coarse.quantile(perMille / 1000) - exact)).toBeLessThanOrEqual(exact / 128)
        expect([coarse.mean, coarse.min, coarse.max]).toEqual([of(all).mean, of(all).min, of(all).max])
        const back = Histogram.fromJSON(coarse.toJSON(), 6)
        back.merge(coarse)
        expect(back.count).toBe(2 * all.length)
      }),
    )
    expect(() => new Histogram(6).merge(of([1]))).toThrow(RangeError)
  })

  it('survives JSON', () => {
    fc.assert(
      fc.property(fc.array(anyValue), (all) => {
        const back = Histogram.fromJSON(JSON.parse(JSON.stringify(of(all))))
        back.add(3)
        expect(back.toJSON()).toEqual(of([...all, 3]).toJSON())
      }),
    )
  })

  it.each([-1, NaN, Infinity, 2 ** 53 + 2])('refuses %d', (value) => {
    expect(() => of([value])).toThrow(RangeError)
  })

  it('gives several quantiles in one walk, each as by itself', () => {
    const all = of(Array.from({ length: 500 }, (_, i) => (i * i * 7919) % 1_000_003))
    const shares = Array.from({ length: 101 }, (_, i) => i / 100)
    expect(all.quantiles(shares)).toEqual(shares.map((share) => all.quantile(share)))
    expect(of([]).quantiles([0.1, 0.9])).toEqual([NaN, NaN])
    expect(() => all.quantiles([0.5, 0.4])).toThrow(RangeError)
  })

  it.each([-0.1, 1.1, NaN])('has no quantile %d', (p) => {
    expect(() => of([1]).quantile(p)).toThrow(RangeError)
  })
})
