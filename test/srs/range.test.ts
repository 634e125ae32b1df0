import { describe, expect, it } from 'vitest'
import { pickFrom, printRange, readRange } from '../../src/srs/range.js'

describe('a range', () => {
  it.each([
    ['1-50', { low: 1, high: 50 }],
    ['200 - 2400', { low: 200, high: 2400 }],
    ['25', { low: 25, high: 25 }],
  ])('reads %s', (text, range) => {
    expect(readRange(text)).toEqual({ value: range })
  })

  it('prints one number as one number, two with the dash of their cell', () => {
    expect(printRange({ low: 25, high: 25 })).toBe('25')
    expect(printRange({ low: 1, high: 50 })).toBe('1-50')
    expect(printRange({ low: 200, high: 2400 }, ' - ')).toBe('200 - 2400')
  })

  it('has a low, a middle and a high', () => {
    const range = { low: 12, high: 24 }
    expect([pickFrom(range, 'low'), pickFrom(range, 'mid'), pickFrom(range, 'high')]).toEqual([12, 18, 24])
  })

  it.each([
    ['', 0],
    ['few', 0],
    ['5-1', 0],
    ['1-50 or so', 4],
  ])('refuses "%s" at character %i', (text, offset) => {
    expect(readRange(text)).toEqual({ problem: expect.any(String), offset })
  })
})
