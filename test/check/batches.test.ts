import { describe, expect, test } from 'vitest'
import { Batches } from '../../src/check/batches.js'

const HOUR = 3_600_000_000

describe('batches', () => {
  test('are hours: what one district sends in one hour is one cluster', () => {
    const batches = new Batches(0, 24 * HOUR, 3)
    expect(batches.clusters).toBe(72)
    const seen = new Set<number>()
    for (let district = 0; district < 3; district++) {
      for (let hour = 0; hour < 24; hour++) {
        const cluster = batches.clusterOf(district, hour * HOUR)
        expect(batches.clusterOf(district, (hour + 1) * HOUR - 1)).toBe(cluster)
        seen.add(cluster)
      }
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 72 }, (_, i) => i))
  })

  test('are counted from the start of the run, wherever in the day that is', () => {
    const start = 6.5 * HOUR
    const batches = new Batches(start, start + 25 * HOUR, 1)
    expect(batches.clusters).toBe(25)
    expect(batches.clusterOf(0, start + HOUR - 1)).toBe(0)
    expect(batches.clusterOf(0, start + HOUR)).toBe(1)
  })

  test('are the same whatever was asked for before', () => {
    const [start, end] = [6.5 * HOUR, 31.5 * HOUR]
    const batches = new Batches(start, end, 2)
    // There and back by primes, over ends of hours and that of the run: what arrives late is of the hour in which it was sent.
    for (let i = 0; i < 2000; i++) {
      const at = start + ((i * 7919 * 1e7) % (end - start + HOUR))
      expect(batches.clusterOf(i % 2, at)).toBe((i % 2) * 25 + Math.min(24, Math.floor((at - start) / HOUR)))
    }
  })

  test('are longer than an hour in a run of more than a week: 168 of one length', () => {
    const batches = new Batches(0, 336 * HOUR, 64)
    expect(batches.clusters).toBe(64 * 168)
    expect(batches.clusterOf(0, 2 * HOUR - 1)).toBe(0)
    expect(batches.clusterOf(0, 2 * HOUR)).toBe(1)
    expect(batches.clusterOf(1, 0)).toBe(168)
    // Of fewer districts there may be more of them.
    expect(new Batches(0, 336 * HOUR, 2).clusters).toBe(2 * 336)
  })

  test('are parts of a day, or days, in a long run, so that each day has the same', () => {
    const [month, year, decade] = [30, 365, 3650].map((days) => new Batches(0, days * 24 * HOUR, 64))
    // 720 hours in parts of 6, 365 days in threes.
    expect([month!.batches, month!.aDay]).toEqual([120, 4])
    expect([year!.batches, year!.aDay]).toEqual([122, 0])
    expect(decade!.batches).toBeLessThanOrEqual(168)
  })

  test('are the 24th part of a run that is shorter than a day, and a minute at least', () => {
    const [twelve, minutes] = [new Batches(0, 12 * HOUR, 1), new Batches(0, HOUR / 12, 1)]
    expect([twelve.batches, twelve.clusterOf(0, HOUR), twelve.aDay]).toEqual([24, 2, 48])
    expect([minutes.batches, minutes.clusterOf(0, HOUR / 60)]).toEqual([5, 1])
  })

  test('take in what happens at the very end, and a run of less than an hour', () => {
    expect(new Batches(0, 24 * HOUR, 1).clusterOf(0, 24 * HOUR)).toBe(23)
    expect(new Batches(0, 10, 5).clusters).toBe(5)
  })
})
