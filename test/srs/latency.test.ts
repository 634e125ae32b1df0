import { describe, expect, it } from 'vitest'
import { printLatency, readLatency } from '../../src/srs/latency.js'

describe('a Latency cell', () => {
  it.each([
    ['< 15 sec', 15_000_000, false],
    ['< 1 min', 60_000_000, false],
    ['< 1.5 min', 90_000_000, false],
    ['< 1 hr', 3_600_000_000, false],
    ['< 4 hr (expected window of data delivery)', 14_400_000_000, true],
    ['< 7 day', 604_800_000_000, false],
    ['< 5sec', 5_000_000, false],
    ['2 min - < 10 min', 600_000_000, false],
    ['20 min - < 4 hr per 1 mtr', 14_400_000_000, false],
    ['< 7 day per 100,000 mtrs', 604_800_000_000, false],
    ['< 7 day per 100,000 ESI-In-Utility', 604_800_000_000, false],
  ])('reads %s as a bound in microseconds', (text, bound, window) => {
    const cell = readLatency(text)
    expect(cell).toMatchObject({ value: { bound, window } })
    if ('value' in cell) expect(printLatency(cell.value)).toBe(text)
  })

  it.each([
    ['15 sec', 0],
    ['<= 15 sec', 0],
    ['< soon', 2],
    ['< 0 sec', 2],
    ['< 15', 4],
    ['< 15 seconds', 5],
    ['< 15 parsec', 5],
    ['< 4 hr (more or less)', 6],
    ['< 15 sec,< 1 hr', 8],
  ])('refuses "%s" at character %i', (text, offset) => {
    expect(readLatency(text)).toEqual({ problem: expect.any(String), offset })
  })
})
