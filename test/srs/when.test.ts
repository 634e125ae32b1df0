import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printWhen, readWhen } from '../../src/srs/when.js'

describe('a When cell', () => {
  it.each([
    ['24x7', [{ from: 0, to: 1440 }]],
    ['7AM - 6PM', [{ from: 420, to: 1080 }]],
    ['12AM - 12PM', [{ from: 0, to: 720 }]],
    ['6PM - 6AM', [{ from: 1080, to: 360 }]],
    [
      '5AM - 9AM or 3PM - 7PM',
      [
        { from: 300, to: 540 },
        { from: 900, to: 1140 },
      ],
    ],
  ])('reads %s as minutes of the day', (text, windows) => {
    expect(readWhen(text)).toEqual({ value: { windows } })
  })

  // The forms of SRS 4.4 (DSDR periods, fault events) and 4.9 (small letters); 1.5 min are 90 s.
  it.each([
    ['1-6 hr duration, 4-8 times a year', { periods: { hours: { low: 1, high: 6 }, timesAYear: { low: 4, high: 8 } } }],
    ['within < 1.5 min of fault event', { within: { bound: 90_000_000, event: 'fault event' } }],
    ['within < 10sec of fault event', { within: { bound: 10_000_000 } }],
    ['within < 5 min of fault event (to avoid sustained outage class.)', { within: { bound: 300_000_000 } }],
    ['10pm - 5am', { windows: [{ from: 1320, to: 300 }], small: true }],
  ])('reads %s and prints it back', (text, value) => {
    const cell = readWhen(text)
    expect(cell).toMatchObject({ value })
    if ('value' in cell) expect(printWhen(cell.value)).toBe(text)
  })

  it.each([
    ['', 0],
    ['7 - 18', 0],
    ['13AM - 2PM', 0],
    ['0AM - 2PM', 0],
    ['7:60AM - 2PM', 0],
    ['7AM - 7AM', 0],
    ['7AM - 9AM or noon', 13],
  ])('refuses "%s" at character %i', (text, offset) => {
    expect(readWhen(text)).toEqual({ problem: expect.any(String), offset })
  })

  it('prints what it reads, and reads what it prints', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const window = fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to)
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 3 }), (windows) => {
        expect(readWhen(printWhen({ windows }))).toEqual({ value: { windows } })
      }),
    )
  })
})
