import { describe, expect, it } from 'vitest'
import { Stream } from '../../src/kernel/stream.js'
import { chiSquareDeviation } from './chi-square.js'

describe('Stream', () => {
  it('gives the same numbers for the same seed and name', () => {
    expect(take(new Stream(7, 'meters'), 100)).toEqual(take(new Stream(7, 'meters'), 100))
  })

  it('takes a seed as text or as number alike', () => {
    expect(take(new Stream('7', 'meters'), 3)).toEqual(take(new Stream(7, 'meters'), 3))
  })

  it('gives other numbers for another seed, another name, and the same text split otherwise', () => {
    const streams = [new Stream('a', 'b,c'), new Stream('a,b', 'c'), new Stream('a', 'b'), new Stream('b', 'b,c')]
    expect(new Set(streams.map((stream) => stream.next())).size).toBe(4)
  })

  it('replays from the beginning', () => {
    const stream = new Stream(1, 'replay')
    const first = take(stream, 10)
    stream.restart()
    expect(take(stream, 10)).toEqual(first)
  })

  it('stays in [0,1), uses more than 32 bits, and is uniform', () => {
    const numbers = take(new Stream(2010, 'uniform'), 100_000)
    expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true)
    expect(numbers.some((u) => (u * 2 ** 32) % 1 !== 0)).toBe(true)
    const counts = new Float64Array(100)
    for (const u of numbers) counts[Math.floor(u * 100)]!++
    expect(Math.abs(chiSquareDeviation(counts))).toBeLessThan(4)
  })

  it('is not correlated with the stream of a neighbouring name', () => {
    const n = 100_000
    const one = take(new Stream(1, 'source 1'), n)
    const two = take(new Stream(1, 'source 2'), n)
    // Of independent uniforms the mean of 12(u-1/2)(v-1/2) has mean 0 and standard deviation 1/√n.
    const correlation = one.reduce((sum, u, i) => sum + 12 * (u - 0.5) * (two[i]! - 0.5), 0) / n
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n))
  })

  it('gives whole numbers below n, all alike', () => {
    const stream = new Stream(1, 'dice')
    const counts = new Float64Array(6)
    for (let i = 0; i < 60_000; i++) counts[stream.integer(6)]!++
    expect(counts.reduce((sum, count) => sum + count)).toBe(60_000)
    expect(Math.abs(chiSquareDeviation(counts))).toBeLessThan(4)
  })

  it('gives exponential numbers: each is -mean·ln(1-u)', () => {
    const uniform = new Stream(1, 'e')
    const stream = new Stream(1, 'e')
    for (let i = 0; i < 100; i++) expect(Math.exp(-stream.exponential(40) / 40)).toBeCloseTo(1 - uniform.next(), 12)
  })

  it('gives exponential numbers with the stated mean', () => {
    const stream = new Stream(3, 'mean')
    const n = 100_000
    let sum = 0
    for (let i = 0; i < n; i++) sum += stream.exponential(40)
    // The standard deviation of an exponential is its mean.
    expect(Math.abs(sum / n - 40)).toBeLessThan((4 * 40) / Math.sqrt(n))
  })
})

function take(stream: Stream, n: number): number[] {
  return Array.from({ length: n }, () => stream.next())
}
