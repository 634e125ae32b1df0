import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/kernel/time.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { AlignedTimes } from '../../src/traffic/aligned-times.js'

describe('AlignedTimes', () => {
  const allDay = new ActiveTime([{ from: 0, to: 1440 }])

  it.each([
    { start: 0, first: 0 },
    { start: 1, first: HOUR },
    { start: 7 * HOUR, first: 7 * HOUR },
    { start: 7.5 * HOUR, first: 8 * HOUR },
    { start: 3 * DAY + 23 * HOUR + 1, first: 4 * DAY },
  ])('sends 24 a day at the top of the hour, first at $first when the run starts at $start', ({ start, first }) => {
    expect(sendings(allDay, start, 3, 24, 7)).toEqual([
      [first, 0], [first, 1], [first, 2], [first + HOUR, 0], [first + HOUR, 1], [first + HOUR, 2], [first + 2 * HOUR, 0],
    ]) // prettier-ignore
  })

  it('starts with the next window where the run starts after the day’s last', () => {
    const office = new ActiveTime([{ from: 7 * 60, to: 18 * 60 }])
    expect(sendings(office, 20 * HOUR, 1, 1, 2).map(([time]) => time)).toEqual([DAY + 7 * HOUR, 2 * DAY + 7 * HOUR])
  })

  it('sends less often than once a day too: 25 in 1000 days are one every 40', () => {
    expect(sendings(allDay, 40 * DAY, 1, 25 / 1000, 3).map(([time]) => Math.round(time!))).toEqual([40 * DAY, 80 * DAY, 120 * DAY]) // prettier-ignore
  })

  it('leaves out no period that starts with the run, where 280 in 1000 days have seven by day 25', () => {
    const [first, second] = sendings(allDay, 25 * DAY, 1, 280 / 1000, 2).map(([time]) => Math.round(time!))
    expect([first, second]).toEqual([25 * DAY, Math.round((25 * DAY * 8) / 7)])
  })

  it('is due when it sends', () => {
    const times = new AlignedTimes(allDay, 0, 2, 4)
    times.next()
    expect(times.due).toBe(times.time)
  })

  it('shares out the active time, from the start of the window', () => {
    const office = new ActiveTime([{ from: 7 * 60, to: 19 * 60 }])
    const at = sendings(office, 0, 1, 4, 6).map(([time]) => time)
    expect(at).toEqual([7, 10, 13, 16, 24 + 7, 24 + 10].map((hour) => hour * HOUR))
  })

  it('has so many periods in every day, the first at the start of the window, for any number of them', () => {
    const office = new ActiveTime([{ from: 7 * 60, to: 18 * 60 }])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), fc.nat(400), (perDay, day) => {
        for (const [clock, opens] of [
          [allDay, 0],
          [office, 7 * HOUR],
        ] as const) {
          const at = sendings(clock, day * DAY + opens, 1, perDay, perDay + 1).map(([time]) => time!)
          expect(at[0]).toBe(day * DAY + opens)
          expect(at[perDay]).toBe((day + 1) * DAY + opens)
          const off = at
            .slice(0, perDay)
            .map((time, i) => Math.abs(time - (day * DAY + opens + (i * clock.aDay) / perDay)))
          expect(Math.max(...off)).toBeLessThan(0.01)
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  function sendings(clock: ActiveTime, start: number, members: number, perDay: number, count: number) {
    const times = new AlignedTimes(clock, start, members, perDay)
    return Array.from({ length: count }, () => {
      times.next()
      return [times.time, times.member]
    })
  }
})
