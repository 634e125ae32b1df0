import { describe, expect, it } from 'vitest'
import { OrderStatistics } from '../../src/kernel/order-statistics.js'
import { Stream } from '../../src/kernel/stream.js'

describe('OrderStatistics', () => {
  it('gives n numbers on [0,1) that never decrease', () => {
    const sample = draw(new OrderStatistics(), 100_000, new Stream(1, 'order'))
    expect(sample.every((x, i) => x >= 0 && x < 1 && (i === 0 || x >= sample[i - 1]!))).toBe(true)
  })

  it('gives the number itself for a sample of one', () => {
    expect(draw(new OrderStatistics(), 1, new Stream(1, 'one'))[0]).toBeCloseTo(new Stream(1, 'one').next(), 14)
  })

  it('stays below 1 however near to 1 the draws are', () => {
    const order = new OrderStatistics()
    order.start(10)
    for (let i = 0; i < 10; i++) expect(order.next(1 - 2 ** -53)).toBeLessThan(1)
  })

  it('counts down what is left, and refuses a number more', () => {
    const order = new OrderStatistics()
    order.start(2)
    expect([order.left, order.next(0.5) < 1, order.left, order.next(0.5) < 1, order.left]).toEqual([
      2,
      true,
      1,
      true,
      0,
    ])
    expect(() => order.next(0.5)).toThrow('no number left')
  })

  it('starts afresh', () => {
    const order = new OrderStatistics()
    draw(order, 50, new Stream(1, 'other'))
    expect(draw(order, 50, new Stream(1, 'again'))).toEqual(draw(new OrderStatistics(), 50, new Stream(1, 'again')))
  })

  it.each([1, 2, 10, 19, 20])('gives the %d-th of 20 with the mean and variance of Beta(k, n-k+1)', (k) => {
    const n = 20
    const samples = 20_000
    const stream = new Stream(4, `beta ${k}`)
    const order = new OrderStatistics()
    const values = Array.from({ length: samples }, () => draw(order, n, stream)[k - 1]!)
    const mean = values.reduce((sum, x) => sum + x, 0) / samples
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / samples
    const betaVariance = (k * (n - k + 1)) / ((n + 1) ** 2 * (n + 2))
    expect(Math.abs(mean - k / (n + 1))).toBeLessThan(4 * Math.sqrt(betaVariance / samples))
    // A sample variance has relative standard deviation √((kurtosis-1)/samples); the kurtosis of these is below 9, the exponential's.
    expect(Math.abs(variance / betaVariance - 1)).toBeLessThan(4 * Math.sqrt(8 / samples))
  })

  it('gives a sample that is uniform (Kolmogorov-Smirnov at 1 %)', () => {
    const n = 100_000
    const sample = draw(new OrderStatistics(), n, new Stream(5, 'pooled'))
    const distance = sample.reduce((worst, x, i) => Math.max(worst, x - i / n, (i + 1) / n - x), 0)
    // 1.628/√n is the 1 % point of the Kolmogorov distribution.
    expect(distance).toBeLessThan(1.628 / Math.sqrt(n))
  })
})

function draw(order: OrderStatistics, n: number, stream: Stream): number[] {
  order.start(n)
  return Array.from({ length: n }, () => order.next(stream.next()))
}
