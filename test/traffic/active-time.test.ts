import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.js'
import { ActiveTime } from '../../src/traffic/active-time.js'

const window = (from: number, to: number) => ({ from: from * 60, to: to * 60 })

// Windows that do not overlap, as the SRS writes them; the last may run over midnight.
const windows = fc
  .uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 8 })
  .map((minutes) => (minutes.length % 2 === 0 ? minutes : minutes.slice(1)).sort((a, b) => a - b))
  .chain((minutes) =>
    fc.boolean().map((overMidnight) => {
      const edges = overMidnight ? [...minutes.slice(1), minutes[0]!] : minutes
      return edges.flatMap((from, i) => (i % 2 === 0 ? [{ from, to: edges[i + 1]! }] : []))
    }),
  )

describe('ActiveTime', () => {
  it('runs all day where the window is the whole day', () => {
    const clock = new ActiveTime([{ from: 0, to: 1440 }])
    expect(clock.aDay).toBe(DAY)
    for (const at of [0, 1, DAY - 1, DAY, 5 * DAY + 12345]) {
      expect(clock.toWall(at)).toBe(at)
      expect(clock.fromWall(at)).toBe(at)
    }
  })

  it('runs eleven hours a day for 7AM - 6PM, and stands still in between', () => {
    const clock = new ActiveTime([window(7, 18)])
    expect(clock.aDay).toBe(11 * HOUR)
    expect(clock.toWall(0)).toBe(7 * HOUR)
    expect(clock.toWall(10.5 * HOUR)).toBe(17.5 * HOUR)
    expect(clock.toWall(11 * HOUR)).toBe(DAY + 7 * HOUR)
    expect(clock.fromWall(3 * HOUR)).toBe(0)
    expect(clock.fromWall(20 * HOUR)).toBe(11 * HOUR)
    expect(clock.fromWall(DAY + 8 * HOUR)).toBe(12 * HOUR)
  })

  it('cuts a window over midnight into the end and the start of the day', () => {
    const clock = new ActiveTime([window(22, 6)])
    expect(clock.aDay).toBe(8 * HOUR)
    // The day starts with six active hours; its last two come after 22:00.
    expect(clock.toWall(5 * HOUR)).toBe(5 * HOUR)
    expect(clock.toWall(6 * HOUR)).toBe(22 * HOUR)
    expect(clock.toWall(8 * HOUR)).toBe(DAY)
    expect(clock.fromWall(12 * HOUR)).toBe(6 * HOUR)
  })

  it('takes several windows in the order of the day, however they are listed', () => {
    const clock = new ActiveTime([window(17, 20), window(6, 9)])
    expect(clock.aDay).toBe(6 * HOUR)
    expect(clock.toWall(3 * HOUR)).toBe(17 * HOUR)
    expect(clock.fromWall(18 * HOUR)).toBe(4 * HOUR)
  })

  it('comes back from the day’s clock to the same active time, and lies inside the windows', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 400 * DAY }), (windows, active) => {
        const clock = new ActiveTime(windows)
        const wall = clock.toWall(active)
        expect(clock.fromWall(wall)).toBe(active)
        const minute = Math.floor((wall % DAY) / MINUTE)
        expect(
          windows.some(({ from, to }) => (from < to ? minute >= from && minute < to : minute >= from || minute < to)),
        ).toBe(true)
      }),
      { seed: 1 },
    )
  })

  it('is at the start of a window, not at the end of the one before, where a sum falls short of it by its rounding', () => {
    const clock = new ActiveTime([window(6, 9), window(17, 20)])
    expect(Math.ceil(clock.toWall(3 * HOUR - 1e-4))).toBe(17 * HOUR)
    expect(Math.ceil(clock.toWall(6 * HOUR - 1e-4))).toBe(DAY + 6 * HOUR)
    expect(clock.toWall(3 * HOUR - 1)).toBe(9 * HOUR - 1)
  })

  it('goes forward only', () => {
    fc.assert(
      fc.property(windows, fc.nat(10 * DAY), fc.nat(DAY), (windows, at, more) => {
        const clock = new ActiveTime(windows)
        expect(clock.toWall(at + more)).toBeGreaterThanOrEqual(clock.toWall(at) + more)
        const passed = clock.fromWall(at + more) - clock.fromWall(at)
        expect(passed).toBeGreaterThanOrEqual(0)
        expect(passed).toBeLessThanOrEqual(more)
      }),
      { seed: 2 },
    )
  })

  it('has outside it the rest of the day', () => {
    expect(ActiveTime.outside([window(7, 18)])).toEqual([window(0, 7), window(18, 24)])
    expect(ActiveTime.outside([window(22, 6)])).toEqual([window(6, 22)])
    expect(ActiveTime.outside([window(0, 24)])).toEqual([])
    fc.assert(
      fc.property(windows, fc.nat(3 * DAY), (windows, at) => {
        const inside = new ActiveTime(windows)
        const outside = new ActiveTime(ActiveTime.outside(windows))
        expect(inside.aDay + outside.aDay).toBe(DAY)
        // By any moment, what has passed inside and what has passed outside are all the time that has passed.
        expect(inside.fromWall(at) + outside.fromWall(at)).toBe(at)
      }),
      { seed: 3 },
    )
  })
})
