import { describe, expect, it } from 'vitest'
import { logBeta, logGamma } from '../../src/stats/gamma.js'

describe('the gamma function', () => {
  it('of a whole number is the factorial of the one before', () => {
    let factorial = 1
    for (let n = 1; n <= 170; n += 1) {
      // As a share of the factorial, whose logarithm has itself the error of a double.
      expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(4e-15 * Math.max(1, Math.log(factorial)))
      factorial *= n
    }
  })

  it('of one half is the root of pi', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14)
  })

  it.each([1e-5, 0.1, 0.77, 3.3, 9.99, 10.01, 42.5, 1e4])('of x + 1 is x times that of x = %d', (x) => {
    const difference = logGamma(x + 1) - logGamma(x) - Math.log(x)
    expect(Math.abs(difference)).toBeLessThan(1e-15 * Math.max(10, 10 * logGamma(x + 1)))
  })
})

describe('the beta function', () => {
  it.each([0.01, 0.5, 1, 3.3, 9, 25, 1e3, 1e8])('of (a, 1) is 1/a: a = %d', (a) => {
    expect(logBeta(a, 1)).toBeCloseTo(-Math.log(a), 12)
  })

  it.each([0.5, 1, 3.3, 9, 25, 1e3])('of (a, 2) is 1/(a (a + 1)): a = %d', (a) => {
    expect(logBeta(2, a)).toBeCloseTo(-Math.log(a * (a + 1)), 12)
  })

  it.each([
    [15, 12],
    [20, 30],
    [11, 140],
  ])('of whole numbers (%i, %i) is a quotient of factorials', (a, b) => {
    // 1 / B(a, b) = a · (a + b − 1 choose a)
    let inverse = a
    for (let i = 1; i <= a; i += 1) inverse *= (b - 1 + i) / i
    expect(logBeta(a, b)).toBeCloseTo(-Math.log(inverse), 11)
  })
})
