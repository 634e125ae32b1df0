import { describe, expect, it } from 'vitest'
import { numberThatDecides } from '../../src/stats/numbers-to-decide.js'
import { shareInterval } from '../../src/stats/share-interval.js'

describe('the number that decides', () => {
  // (α/2)^(1/n) > bound, so n > ln 0.025 / ln bound: 182.6 and 735.9.
  it.each([
    [0.98, 183],
    [0.995, 736],
  ])('for a bound of %d without a failure is %i', (bound, n) => {
    expect(n).toBe(Math.ceil(Math.log(0.025) / Math.log(bound)))
    expect(numberThatDecides(1, bound)).toBe(n)
  })

  it('without a success is the same from the other side', () => {
    expect(numberThatDecides(0, 0.02)).toBe(183)
  })

  it('is larger for a higher confidence', () => {
    expect(numberThatDecides(1, 0.98, 0.99)).toBe(Math.ceil(Math.log(0.005) / Math.log(0.98)))
  })

  it.each([
    [0.99, 0.98],
    [0.97, 0.98],
    [0.999, 0.995],
    [0.5, 0.9],
  ])('is the smallest at which the interval of %d leaves out %d', (share, bound) => {
    const n = numberThatDecides(share, bound)
    const holds = (n: number) => {
      const { low, high } = shareInterval(share * n, n)
      return low <= bound && bound <= high
    }
    expect(holds(n)).toBe(false)
    expect(holds(n - 1)).toBe(true)
  })

  it('does not exist when the share is the bound', () => {
    expect(numberThatDecides(0.98, 0.98)).toBe(Infinity)
  })

  it.each([
    [0.9801, 0.98],
    [0.98001, 0.98],
    [0.979999, 0.98],
  ])('of %d, very near to %d, is z² p (1 − p) / d² to one in a hundred', (share, bound) => {
    const normal = (1.959964 ** 2 * bound * (1 - bound)) / (share - bound) ** 2
    expect(Math.abs(numberThatDecides(share, bound) / normal - 1)).toBeLessThan(0.01)
  })
})
