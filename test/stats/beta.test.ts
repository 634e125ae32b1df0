import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaIncomplete, betaQuantile, studentQuantile } from '../../src/stats/beta.js'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const parameter = fc.oneof(between(0.3, 3), between(3, 100), between(100, 1e5))

/** P(at least k of n), summed term by term. */
function atLeast(k: number, n: number, p: number): number {
  let term = (1 - p) ** n
  let sum = 0
  for (let i = 0; i <= n; i += 1) {
    if (i >= k) sum += term
    term *= ((n - i) / (i + 1)) * (p / (1 - p))
  }
  return sum
}

describe('the incomplete beta function', () => {
  it('is the sum of the upper terms of the binomial distribution', () => {
    for (const n of [1, 7, 40]) {
      for (const p of [0.01, 0.3, 0.5, 0.9]) {
        for (let k = 1; k <= n; k += 1) expect(betaIncomplete(p, k, n - k + 1)).toBeCloseTo(atLeast(k, n, p), 13)
      }
    }
  })

  it('is x^a for b = 1, and 1 − (1 − x)^b for a = 1', () => {
    fc.assert(
      fc.property(between(0, 1), between(0.1, 50), (x, a) => {
        expect(betaIncomplete(x, a, 1)).toBeCloseTo(x ** a, 12)
        expect(betaIncomplete(x, 1, a)).toBeCloseTo(1 - (1 - x) ** a, 12)
      }),
    )
  })

  it('of (½, ½) is the arcsine law', () => {
    fc.assert(
      fc.property(between(0, 1), (x) => {
        expect(betaIncomplete(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.atan2(Math.sqrt(x), Math.sqrt(1 - x)), 12)
      }),
    )
  })

  it('of x and (a, b) and of 1 − x and (b, a) make 1 together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1024 }), parameter, parameter, (n, a, b) => {
        expect(betaIncomplete(n / 1024, a, b) + betaIncomplete(1 - n / 1024, b, a)).toBeCloseTo(1, 12)
      }),
    )
  })

  it('is one half in the middle of equal parameters, however large', () => {
    for (const a of [0.5, 7, 1e3, 1e6, 1e8]) expect(betaIncomplete(0.5, a, a)).toBeCloseTo(0.5, 8)
  })

  it('keeps its relative precision far out in the lower tail', () => {
    expect(betaIncomplete(1e-3, 50, 1) / 1e-150).toBeCloseTo(1, 12)
  })

  it('is 0 at 0 and 1 at 1', () => {
    expect([betaIncomplete(0, 2, 3), betaIncomplete(1, 2, 3)]).toEqual([0, 1])
  })

  it('has positive parameters', () => {
    expect(() => betaIncomplete(0.5, 0, 1)).toThrow(RangeError)
  })
})

describe('the beta quantile', () => {
  it('undoes the incomplete beta function', () => {
    // Below 1 the density has no limit at the ends, where the double next to x is another share.
    const bounded = parameter.map((a) => a + 1)
    fc.assert(
      fc.property(between(1e-6, 1 - 1e-6), bounded, bounded, (p, a, b) => {
        expect(betaIncomplete(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9)
      }),
    )
  })

  it('has its closed forms for b = 1, a = 1 and (½, ½)', () => {
    for (const p of [1e-9, 0.025, 0.5, 0.95, 0.975]) {
      for (const a of [0.3, 1, 2, 17, 5000]) {
        expect(betaQuantile(p, a, 1)).toBeCloseTo(p ** (1 / a), 12)
        expect(betaQuantile(p, 1, a)).toBeCloseTo(-Math.expm1(Math.log1p(-p) / a), 12)
      }
      expect(betaQuantile(p, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 12)
    }
  })

  it('is exact to its own size where it is tiny', () => {
    expect(betaQuantile(0.025, 0.1, 1) / 0.025 ** 10).toBeCloseTo(1, 10)
  })

  it('is 0 at 0 and 1 at 1, and there is none beyond', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
    expect(() => betaQuantile(1.1, 2, 3)).toThrow(RangeError)
  })
})

describe("Student's quantile", () => {
  // The customary tables of the t distribution.
  it.each([
    [0.975, 2, 4.302653],
    [0.975, 5, 2.570582],
    [0.975, 10, 2.228139],
    [0.975, 30, 2.042272],
    [0.975, 120, 1.97993],
    [0.95, 10, 1.812461],
    [0.995, 10, 3.169273],
    [0.995, 4, 4.604095],
  ])('of %d with %i degrees of freedom is %d', (p, df, t) => {
    expect(studentQuantile(p, df)).toBeCloseTo(t, 6)
  })

  it('with one degree of freedom is that of Cauchy', () => {
    for (const p of [0.6, 0.9, 0.975]) expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 10)
  })

  it('with very many is that of the normal distribution', () => {
    expect(studentQuantile(0.975, 1e9)).toBeCloseTo(1.959964, 6)
  })

  it('is 0 in the middle, and the same on both sides', () => {
    expect(studentQuantile(0.5, 7)).toBe(0)
    expect(studentQuantile(0.025, 7)).toBeCloseTo(-studentQuantile(0.975, 7), 12)
  })
})
