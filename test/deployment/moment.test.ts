import { describe, expect, test } from 'vitest'
import { printTime, readMoment, timeOf } from '../../src/deployment/moment.js'
import { readStart } from '../../src/deployment/start.js'

const HOUR = 3_600_000_000
const DAY = 24 * HOUR

function startAt(text: string) {
  const reading = readStart(text)
  if ('expected' in reading) throw new Error(reading.expected)
  return reading.value
}

function time(text: string, start: string): number {
  const reading = readMoment(text)
  if ('expected' in reading) throw new Error(reading.expected)
  return timeOf(reading.value, startAt(start))
}

describe('a moment of a run', () => {
  // Design 4: time is counted from the midnight before the start.
  test.each([
    ['17:05', '2026-06-01 06:30', 17 * HOUR + HOUR / 12],
    ['7:05', '2026-06-01 06:30', 7 * HOUR + HOUR / 12],
    ['17:05:30', '2026-06-01', 17 * HOUR + HOUR / 12 + HOUR / 120],
    ['2026-06-01 17:05', '2026-06-01 06:30', 17 * HOUR + HOUR / 12],
    ['2026-06-02T00:30', '2026-06-01 06:30', DAY + HOUR / 2],
    ['2026-06-03', '2026-06-01 06:30', 2 * DAY],
    ['2026-05-31 23:00', '2026-06-01 06:30', -HOUR],
    // 2028 has a 29th of February.
    ['2028-03-01', '2028-02-28', 2 * DAY],
    ['+90 min', '2026-06-01 06:30', 8 * HOUR],
    ['+ 1 day 2 h', '2026-06-01 06:30', DAY + 8.5 * HOUR],
  ])('%s of a run that starts at %s', (text, start, expected) => {
    expect(time(text, start)).toBe(expected)
  })

  test.each([
    ['24:00', /00:00 to 23:59:59/],
    ['17:60', /00:00 to 23:59:59/],
    ['17:05:60', /00:00 to 23:59:59/],
    ['2026-02-29 10:00', /a day that exists/],
    ['5 pm', /HH:MM/],
    ['', /HH:MM/],
    ['2026-06-0217:05', /HH:MM/],
    [' 17', /HH:MM/],
    ['90 min', /\+ and a duration/],
    ['+90', /a unit after the number/],
    ['+', /a number and its unit/],
  ])('is not %j', (text, expected) => {
    const reading = readMoment(text)
    expect('expected' in reading && reading.expected).toMatch(expected)
  })

  test.each(['2026-06-01 06:30', '2026-06-01 17:05:30', '2026-12-31 23:59:59', '2027-01-01 00:00'])(
    'is printed as it is read: %s',
    (text) => {
      const start = '2026-06-01 06:30'
      expect(printTime(time(text, start), startAt(start))).toBe(text)
    },
  )
})
