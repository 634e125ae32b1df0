import { describe, expect, it } from 'vitest'
import { gammaIncomplete, gammaQuantile } from '../../src/stats/gamma-distribution.js'
import { logGammaWeight } from '../../src/stats/gamma.js'

/** P(N ≥ n) of a Poisson variable, summed from the other end. */
function atLeast(n: number, mean: number): number {
  let term = Math.exp(-mean)
  let below = 0
  for (let i = 0; i < n; i += 1) {
    below += term
    term *= mean / (i + 1)
  }
  return 1 - below
}

describe('the gamma distribution', () => {
  it.each([0, 1e-9, 0.3, 1, 2.5, 20])('of shape 1 is exponential: x = %d', (x) => {
    expect(gammaIncomplete(x, 1)).toBeCloseTo(-Math.expm1(-x), 14)
  })

  it('of a whole shape n is the chance of n arrivals or more', () => {
    for (const n of [1, 2, 5, 30, 100])
      for (const mean of [0.1, 1, 4.9, 30, 101, 180])
        expect(gammaIncomplete(mean, n), `${n} of ${mean}`).toBeCloseTo(atLeast(n, mean), 12)
  })

  // P(a + 1, x) = P(a, x) - x^a e^-x / Γ(a + 1) (DLMF 8.8.5), on both sides of the mean and in the tails.
  it.each([0.3, 1, 7.7, 9.5, 40, 1e4, 1e7])('follows its recurrence: shape %d', (a) => {
    for (const sigmas of [-3, -0.5, 0, 0.5, 3]) {
      const x = Math.max(a / 10, a + sigmas * Math.sqrt(a))
      const step = Math.exp(logGammaWeight(x, a)) / a
      expect(gammaIncomplete(x, a) - gammaIncomplete(x, a + 1)).toBeCloseTo(step, 11)
    }
  })

  it('runs from 0 to 1', () => {
    expect(gammaIncomplete(-1, 3)).toBe(0)
    expect(gammaIncomplete(0, 3)).toBe(0)
    expect(gammaIncomplete(1e3, 3)).toBe(1)
    expect(() => gammaIncomplete(1, 0)).toThrow('expected a positive shape, found 0')
  })
})

describe('the quantile of the gamma distribution', () => {
  it.each([0.025, 0.5, 0.975, 0.999])('of shape 1 is that of the exponential one: p = %d', (p) => {
    expect(gammaQuantile(p, 1)).toBeCloseTo(-Math.log1p(-p), 12)
  })

  // Tables of chi-square, which with so many degrees of freedom is twice gamma of half of them.
  it.each([
    [0.025, 10, 3.247],
    [0.975, 10, 20.483],
    [0.05, 1, 0.00393],
    [0.95, 1, 3.841],
    [0.99, 100, 135.807],
  ])('is half the tabled chi-square: p = %d, %d degrees of freedom', (p, degrees, chiSquare) => {
    expect(2 * gammaQuantile(p, degrees / 2)).toBeCloseTo(chiSquare, 3)
  })

  it('has so much below it', () => {
    for (const a of [0.5, 1, 3.3, 12, 400.5, 1e5, 1e8])
      for (const p of [1e-6, 0.025, 0.5, 0.975, 1 - 1e-6])
        expect(gammaIncomplete(gammaQuantile(p, a), a), `${a} ${p}`).toBeCloseTo(p, 9)
  })

  it('starts at 0 and has no end', () => {
    expect(gammaQuantile(0, 2)).toBe(0)
    for (const p of [1, -0.1, NaN]) expect(() => gammaQuantile(p, 2)).toThrow('expected a share from 0 to below 1')
  })
})
