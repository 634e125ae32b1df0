import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.js'
import { Stream } from '../../src/kernel/stream.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { SpreadTimes } from '../../src/traffic/spread-times.js'
import { distanceFromUniform } from './uniform.js'

describe('SpreadTimes', () => {
  const allDay = new ActiveTime([{ from: 0, to: 1440 }])
  const office = new ActiveTime([{ from: 7 * 60, to: 18 * 60 }])

  const cases = fc.record({
    seed: fc.nat(),
    clock: fc.constantFrom(allDay, office, new ActiveTime([{ from: 22 * 60, to: 6 * 60 }])),
    start: fc.nat(3 * DAY),
    members: fc.integer({ min: 1, max: 60 }),
    perDay: fc.constantFrom(0.5, 1, 4, 6, 7, 24, 96),
    jitter: fc.constantFrom(0, 1000, MINUTE, HOUR, DAY),
  })

  it('lets each member send once a period, at its own moment, in the order of time', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { clock, start, members } = one
        const period = clock.aDay / one.perDay
        const periods = 4
        const dues = Array.from({ length: members }, (): number[] => [])
        let last = -Infinity
        for (const { time, due, member } of sendings(one, members * periods * 2)) {
          expect(time).toBeGreaterThanOrEqual(last)
          last = time
          dues[member]!.push(clock.fromWall(due) - clock.fromWall(start))
        }
        // Jitter lets some run ahead of others by less than two periods, so each has been met often enough.
        for (const own of dues) {
          expect(own.length).toBeGreaterThanOrEqual(periods)
          // The first is in the first period; the others a period apart, to the rounding of a double at this time of the year.
          expect(own[0]).toBeGreaterThanOrEqual(-0.001)
          expect(own[0]).toBeLessThan(period + 0.001)
          for (let i = 1; i < own.length; i++) expect(Math.abs(own[i]! - own[i - 1]! - period)).toBeLessThan(0.001)
        }
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('is late by the jitter, never early and never by more than was asked for or than a period', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { clock } = one
        const most = Math.min(one.jitter, clock.aDay / one.perDay)
        for (const { time, due } of sendings(one, 200)) {
          const late = clock.fromWall(time) - clock.fromWall(due)
          expect(late).toBeGreaterThanOrEqual(-0.001)
          expect(late).toBeLessThan(most + 0.001)
        }
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  it('spreads the moments evenly over the period, and the jitter over its bound', () => {
    const one = { seed: 3, clock: allDay, start: 0, members: 20_000, perDay: 24, jitter: 10 * MINUTE }
    // Whole periods: where a run is cut, those that are late are missing.
    const all = sendings(one, 80_000).filter(({ due }) => due < 3 * HOUR)
    expect(all).toHaveLength(60_000)
    const moments = new Map(all.map(({ member, due }) => [member, (due % HOUR) / HOUR]))
    expect(moments.size).toBe(20_000)
    expect(distanceFromUniform(moments.values())).toBeLessThan(1)
    expect(distanceFromUniform(all.map(({ time, due }) => (time - due) / (10 * MINUTE)))).toBeLessThan(1)
  })

  it('draws the jitter anew in each period: the lateness of a member in one says nothing of the next', () => {
    const n = 5000
    const one = { seed: 4, clock: allDay, start: 0, members: n, perDay: 24, jitter: 5 * MINUTE }
    const late = Array.from({ length: n }, (): number[] => [])
    for (const { member, time, due } of sendings(one, 3 * n)) late[member]!.push((time - due) / (5 * MINUTE) - 0.5)
    const pairs = late.filter((own) => own.length > 1)
    expect(pairs.length).toBeGreaterThan(n / 2)
    // Uniform on (-½, ½) has the variance 1/12; the correlation of n independent pairs has the standard deviation 1/√n.
    const correlation = (12 * pairs.reduce((sum, own) => sum + own[0]! * own[1]!, 0)) / pairs.length
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(pairs.length))
  })

  it('sends inside the windows only', () => {
    const one = { seed: 5, clock: office, start: 12 * HOUR, members: 300, perDay: 6, jitter: 30 * MINUTE }
    for (const { time, due } of sendings(one, 5000)) {
      for (const at of [time, due]) {
        expect(at % DAY).toBeGreaterThanOrEqual(7 * HOUR)
        expect(at % DAY).toBeLessThanOrEqual(18 * HOUR)
      }
    }
  })

  it('comes out alike from streams of the same seed and name, even from ones that were used before', () => {
    const one = { seed: 6, clock: allDay, start: DAY, members: 100, perDay: 24, jitter: MINUTE }
    const used = [new Stream(6, 'moments'), new Stream(6, 'jitter')] as const
    const first = sendings(one, 700, ...used)
    for (const stream of used) stream.restart()
    expect(sendings(one, 700, ...used)).toEqual(first)
    expect(sendings(one, 700)).toEqual(first)
    expect(sendings({ ...one, seed: 7 }, 700)).not.toEqual(first)
  })

  it('has the same moments with jitter and without', () => {
    const one = { seed: 8, clock: allDay, start: 0, members: 100, perDay: 24 }
    const moments = (jitter: number) =>
      sendings({ ...one, jitter }, 100).map(({ member, due }) => [member, Math.round(due % HOUR)])
    const plain = new Map(moments(0).map(([member, due]) => [member!, due]))
    for (const [member, due] of moments(MINUTE)) expect(due).toBe(plain.get(member!))
  })

  interface Case {
    seed: number
    clock: ActiveTime
    start: number
    members: number
    perDay: number
    jitter: number
  }

  function sendings(
    { seed, clock, start, members, perDay, jitter }: Case,
    count: number,
    moments = new Stream(seed, 'moments'),
    lateness = new Stream(seed, 'jitter'),
  ) {
    const times = new SpreadTimes(moments, lateness, clock, start, members, perDay, jitter)
    return Array.from({ length: count }, () => {
      times.next()
      return { time: times.time, due: times.due, member: times.member }
    })
  }
})
