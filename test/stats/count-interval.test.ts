import { describe, expect, it } from 'vitest'
import { Stream } from '../../src/kernel/stream.js'
import { countInterval } from '../../src/stats/count-interval.js'

const single = (messages: number) => ({ messages, squares: messages, largest: 1 })

/** A Poisson draw, by counting exponential gaps. */
function draw(stream: Stream, mean: number): number {
  let n = 0
  for (let at = stream.exponential(1); at < mean; at += stream.exponential(1)) n++
  return n
}

/** P(N ≤ n) of a Poisson variable. */
function atMost(n: number, mean: number): number {
  let term = Math.exp(-mean)
  let sum = term
  for (let i = 1; i <= n; i += 1) sum += term *= mean / i
  return sum
}

describe('the interval of a count', () => {
  // Garwood's limits, as tables of the 95 % interval of a Poisson mean print them.
  it.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [5, 1.6235, 11.6683],
    [10, 4.7954, 18.3904],
  ])('of %i single messages is that of published tables', (n, low, high) => {
    const interval = countInterval(single(n))
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('leaves 2.5 % on each side, summed term by term', () => {
    for (const n of [1, 3, 20, 100]) {
      const { low, high } = countInterval(single(n))
      expect(1 - atMost(n - 1, low)).toBeCloseTo(0.025, 10)
      expect(atMost(n, high)).toBeCloseTo(0.025, 10)
    }
  })

  it('of large counts comes near the normal one', () => {
    const { low, high } = countInterval(single(1e8))
    // 1.96 standard deviations of 10^4, and a few single messages beyond them.
    expect((1e8 - low) / 1e4).toBeCloseTo(1.96, 2)
    expect((high - 1e8) / 1e4).toBeCloseTo(1.96, 2)
  })

  it('of occurrences that all bring as many is that of the occurrences, so many times over', () => {
    for (const n of [0, 1, 7, 300]) {
      const alone = countInterval(single(n))
      const heaps = countInterval({ messages: 250 * n, squares: 250 ** 2 * n, largest: 250 })
      expect(heaps.low).toBeCloseTo(250 * alone.low, 6)
      expect(heaps.high).toBeCloseTo(250 * alone.high, 6)
    }
  })

  it('covers what is to be expected of mixed occurrences at least as often as it says', () => {
    // Rates of occurrences of 1, 10 and 40 messages; 95 % of 2000 trials, less three standard deviations of that count.
    const [sizes, means] = [
      [1, 10, 40],
      [30, 5, 2],
    ]
    const expected = sizes!.reduce((sum, size, i) => sum + size * means![i]!, 0)
    const stream = new Stream(20, 'mixed occurrences')
    let covered = 0
    for (let trial = 0; trial < 2000; trial++) {
      const drawn = means!.map((mean) => draw(stream, mean))
      const sum = (weight: (size: number) => number) => drawn.reduce((all, n, i) => all + n * weight(sizes![i]!), 0)
      const interval = countInterval({ messages: sum((s) => s), squares: sum((s) => s * s), largest: 40 })
      if (interval.low <= expected && expected <= interval.high) covered++
    }
    expect(covered).toBeGreaterThan(0.95 * 2000 - 3 * Math.sqrt(2000 * 0.95 * 0.05))
  })

  it('of what cannot come is nothing', () => {
    expect(countInterval({ messages: 0, squares: 0, largest: 0 })).toEqual({ low: 0, high: 0 })
    expect(() => countInterval(single(3), 1)).toThrow('expected a share between 0 and 1, found 1')
  })
})
