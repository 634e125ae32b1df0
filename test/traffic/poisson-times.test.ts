import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/kernel/time.js'
import { Stream } from '../../src/kernel/stream.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { PoissonTimes } from '../../src/traffic/poisson-times.js'
import { chiSquareDeviation } from '../kernel/chi-square.js'
import { distanceFromUniform } from './uniform.js'

describe('PoissonTimes', () => {
  const allDay = new ActiveTime([{ from: 0, to: 1440 }])
  const office = new ActiveTime([{ from: 7 * 60, to: 18 * 60 }])

  it.each([
    { name: 'the whole day', clock: allDay },
    { name: '7AM - 6PM', clock: office },
    { name: '10PM - 6AM', clock: new ActiveTime([{ from: 22 * 60, to: 6 * 60 }]) },
  ])('sends as many a day as it is told, a Poisson number of them, in $name', ({ clock }) => {
    const days = 2000
    const perDay = 25.5
    const counts = new Float64Array(days)
    for (const { time } of sendings(clock, days, 1000, perDay)) counts[Math.floor(time / DAY)]!++
    const mean = counts.reduce((sum, count) => sum + count, 0) / days
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (days - 1)
    expect(Math.abs(mean - perDay)).toBeLessThan(4 * Math.sqrt(perDay / days))
    // Variance over mean is 1, with standard deviation √(2 / days) (index of dispersion).
    expect(Math.abs(variance / mean - 1)).toBeLessThan(4 * Math.sqrt(2 / days))
  })

  it('sends inside the windows only, evenly', () => {
    const hours = Array.from(sendings(office, 400, 10, 50), ({ time }) => (time % DAY) / HOUR)
    expect(hours.every((hour) => hour >= 7 && hour < 18)).toBe(true)
    expect(distanceFromUniform(hours.map((hour) => (hour - 7) / 11))).toBeLessThan(1)
  })

  it('has exponential gaps: 1 - e^(-gap / mean) is uniform', () => {
    const times = Array.from(sendings(allDay, 200, 10, 100), ({ time }) => time)
    const gaps = times.slice(1).map((time, i) => 1 - Math.exp(-(time - times[i]!) / (DAY / 100)))
    expect(distanceFromUniform(gaps)).toBeLessThan(1)
  })

  it('lets each member send alike, and is due when it sends', () => {
    const counts = new Float64Array(50)
    for (const { member, time, due } of sendings(allDay, 100, 50, 500)) {
      counts[member]!++
      expect(due).toBe(time)
    }
    expect(chiSquareDeviation(counts)).toBeLessThan(4)
  })

  it('starts with the run, and waits for the window where it starts outside', () => {
    const start = 3 * DAY + 20 * HOUR
    const first = (clock: ActiveTime) => {
      const times = new PoissonTimes(new Stream(1, 'first'), clock, start, 1, 1e9)
      times.next()
      return times.time
    }
    // A thousand million a day: the first comes within milliseconds.
    expect(first(allDay) - start).toBeGreaterThanOrEqual(0)
    expect(first(allDay) - start).toBeLessThan(1e4)
    expect(first(office) - (4 * DAY + 7 * HOUR)).toBeGreaterThanOrEqual(0)
    expect(first(office) - (4 * DAY + 7 * HOUR)).toBeLessThan(1e4)
  })

  it('draws no member where there is one, so that its times are those of its stream alone', () => {
    const gap = DAY / 7
    const times = new PoissonTimes(new Stream(5, 'one'), allDay, 0, 1, 7)
    const stream = new Stream(5, 'one')
    let at = 0
    for (let i = 0; i < 20; i++) {
      times.next()
      expect(times.member).toBe(0)
      expect(times.time).toBeCloseTo((at += stream.exponential(gap)), 3)
    }
  })

  function* sendings(clock: ActiveTime, days: number, members: number, perDay: number) {
    const times = new PoissonTimes(new Stream(2, 'sendings'), clock, 0, members, perDay)
    for (times.next(); times.time < days * DAY; times.next()) {
      yield { time: times.time, member: times.member, due: times.due }
    }
  }
})
