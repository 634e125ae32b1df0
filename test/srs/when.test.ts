import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursIn, printWhen, readWhen } from '../../src/srs/when.js'

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

  // SRS 4.21 tables 1 and 2 divide a day's figure by 11 and by 15; the 12 is arithmetic (errata, 4.21).
  it.each([
    ['7AM - 6PM', 11],
    ['7AM - 10PM', 15],
    ['8AM - 8PM', 12],
    ['6PM - 6AM', 12],
    ['24x7', 24],
    ['5AM - 9AM or 3PM - 7PM', 8],
  ])('covers with %s so many hours: %i', (text, hours) => {
    const cell = readWhen(text)
    if (!('value' in cell)) throw new Error(cell.problem)
    expect(hoursIn(cell.value)).toBe(hours)
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
