import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measured } from '../../src/input/measure.js'
import {
  printDuration,
  printRate,
  printShare,
  printSize,
  readDuration,
  readRate,
  readShare,
  readSize,
} from '../../src/input/units.js'

const value = (measured: Measured) => ('value' in measured ? measured.value : NaN)
const expected = (measured: Measured) => ('expected' in measured ? measured.expected : 'no complaint')

describe('a duration in microseconds', () => {
  it.each([
    ['7 us', 7],
    ['7 µs', 7],
    ['40ms', 40_000],
    ['40 ms', 40_000],
    ['15 sec', 15e6],
    ['2 s', 2e6],
    ['.5 s', 500_000],
    ['1.5 min', 90e6],
    ['1 h', 3600e6],
    ['4 hr', 4 * 3600e6],
    ['2 hours', 2 * 3600e6],
    ['1 day', 86_400e6],
    ['2 Days', 2 * 86_400e6],
    ['1 week', 604_800e6],
    ['1 h 30 min', 5400e6],
    ['1h30min', 5400e6],
    ['1e3 s', 1e9],
    [' 0 s ', 0],
  ])('"%s" is %i', (text, micros) => {
    expect(readDuration(text)).toEqual({ value: micros })
  })

  it.each([
    ['', 'a number and its unit'],
    ['soon', 'a number and its unit'],
    ['NaN s', 'a number and its unit'],
    ['Infinity s', 'a number and its unit'],
    ['-1 s', 'a number that is not negative'],
    ['40', 'a unit after the number, one of: us, ms, s, min, h, day, week'],
    ['40 mni', 'a unit that is known, not "mni": did you mean "min"?'],
    ['1 fortnight', 'a unit that is known, not "fortnight": one of: us, ms, s, min, h, day, week'],
    ['1,5 s', 'a unit that is known, not ",": one of: us, ms, s, min, h, day, week'],
    ['30 min 1 h', 'units from large to small, each once'],
    ['1 h 1 h', 'units from large to small, each once'],
    ['1 h and', 'a number and its unit'],
    ['0.1 us', 'at least 1 us, or 0 us'],
    ['1e400 s', 'at most 2^53 - 1 us'],
    ['1e6 weeks', 'at most 2^53 - 1 us'],
  ])('"%s" is refused', (text, complaint) => {
    expect(expected(readDuration(text))).toBe(complaint)
  })

  it('is refused from 2^53 on', () => {
    expect(readDuration(`${2 ** 53 - 1} us`)).toEqual({ value: Number.MAX_SAFE_INTEGER })
    expect(expected(readDuration(`${2 ** 53} us`))).toBe('at most 2^53 - 1 us')
  })
})

describe('a rate in bits per second', () => {
  it.each([
    ['9600 bps', 9600],
    ['50 kbps', 50_000],
    ['50 Kbps', 50_000],
    ['50 kbit/s', 50_000],
    ['1.1 Mbps', 1_100_000],
    ['1 mbps', 1_000_000],
    ['1 MBit/s', 1_000_000],
    ['1 Gbps', 1e9],
  ])('"%s" is %i', (text, bps) => {
    expect(readRate(text)).toEqual({ value: bps })
  })

  it.each(['1 kBps', '1 MB/s', '1 MBPS', '100', '1 Mbps 50 kbps', '1 Mb', '-1 bps'])('"%s" is refused', (text) => {
    expect(readRate(text)).toHaveProperty('expected')
  })
})

describe('a rate as people write it', () => {
  it.each([
    // A byte has 8 bits.
    ['9.6 kBps', 'a rate in bits: kBps is kilobytes a second, and 9.6 kBps = 76.8 kbps'],
    ['1 MB/s', 'a rate in bits: MB/s is megabytes a second, and 1 MB/s = 8 Mbps'],
    ['100 Bps', 'a rate in bits: Bps is bytes a second, and 100 Bps = 800 bps'],
    ['9600', 'a unit after the number: 9600 bps, where it is bits a second'],
    ['9600 baud', 'a rate in bits: 9600 baud are 9600 bps where a symbol is one bit'],
    ['9.6 kBaud', 'a rate in bits: 9.6 kBaud are 9.6 kbps where a symbol is one bit'],
    ['4,800bps', 'a number without a comma: 4800 bps'],
    ['4,800 bps', 'a number without a comma: 4800 bps'],
    ['1,544,000 bps', 'a number without a comma: 1544000 bps'],
    ['4,800', 'a unit after the number: 4800 bps, where it is bits a second'],
    ['4,800 bauds', 'a rate in bits: 4800 bauds are 4800 bps where a symbol is one bit'],
    // No thousands: nobody knows what is meant.
    ['4,80 bps', 'a unit that is known, not ",": one of: bps, kbps, Mbps, Gbps'],
    ['1 MBPS', 'a unit that is known, not "MBPS": did you mean "Mbps"?'],
    // As near to bps, of which it would be a thousandth.
    ['100 kps', 'a unit that is known, not "kps": did you mean "kbps"?'],
    ['100 mps', 'a unit that is known, not "mps": did you mean "Mbps"?'],
  ])('"%s" is refused with what was meant', (text, complaint) => {
    expect(expected(readRate(text))).toBe(complaint)
  })

  it('which holds for other commas too', () => {
    expect(expected(readDuration('1,500 ms'))).toBe('a number without a comma: 1500 ms')
    expect(expected(readSize('1,600 B'))).toBe('a number without a comma: 1600 B')
  })
})

describe('a size in bytes', () => {
  it.each([
    ['1600 B', 1600],
    ['1 byte', 1],
    ['25 Bytes', 25],
    ['1.5 kB', 1500],
    ['1 KB', 1000],
    ['1 KiB', 1024],
    ['1 kiB', 1024],
    ['2 MB', 2_000_000],
    ['2 MiB', 2 * 1024 * 1024],
    ['1 GB', 1e9],
    ['1 GiB', 1024 ** 3],
  ])('"%s" is %i', (text, bytes) => {
    expect(readSize(text)).toEqual({ value: bytes })
  })

  it.each(['1 b', '1 kb', '1 Mb', '1 Kib', '64', '1 kB 1 B', '0.4 B'])('"%s" is refused', (text) => {
    expect(readSize(text)).toHaveProperty('expected')
  })
})

describe('a share', () => {
  it.each([
    ['98%', 0.98],
    ['98 %', 0.98],
    ['0.1%', 0.001],
    ['99.9 %', 0.999],
    ['1e1 %', 0.1],
    ['0 %', 0],
    ['100 %', 1],
  ])('"%s" is %d', (text, share) => {
    expect(readShare(text)).toEqual({ value: share })
  })

  it.each([
    ['', 'a number and "%"'],
    ['all', 'a number and "%"'],
    ['0.98', 'a "%" after the number'],
    ['98 percent', 'a "%" after the number, not "percent"'],
    ['-1 %', 'a share that is not negative'],
    ['100.1 %', 'at most 100 %'],
  ])('"%s" is refused', (text, complaint) => {
    expect(readShare(text)).toEqual({ expected: complaint })
  })
})

describe('printing', () => {
  it('takes the largest unit of which there is at least one', () => {
    expect(printDuration(40_000)).toBe('40 ms')
    expect(printDuration(999)).toBe('999 us')
    expect(printDuration(90e6)).toBe('1.5 min')
    expect(printDuration(86_400e6)).toBe('1 day')
    expect(printDuration(14 * 86_400e6)).toBe('14 day')
    expect(printRate(50_000)).toBe('50 kbps')
    expect(printRate(1e10)).toBe('10 Gbps')
    expect(printSize(1600)).toBe('1.6 kB')
    expect(printSize(1024)).toBe('1.024 kB')
    expect(printShare(0.001)).toBe('0.1 %')
  })

  it('takes the smallest unit for nothing', () => {
    expect(printDuration(0)).toBe('0 us')
  })

  it('goes to the next unit when rounding arrives there', () => {
    expect(printDuration(999_999)).toBe('1 s')
  })

  it('does not round to 100 % what is not all', () => {
    expect(printShare(1)).toBe('100 %')
    expect(printShare(0.99999)).toBe('99.999 %')
    expect(printShare(0.9999996)).toBe('99.99996 %')
  })

  const safe = fc.maxSafeNat()
  it.each([
    ['durations', printDuration, readDuration],
    ['rates', printRate, readRate],
    ['sizes', printSize, readSize],
  ] as const)('is read back as it was, within four digits: %s', (_, print, read) => {
    fc.assert(
      fc.property(safe, (x) => {
        // Rounding up at the very end of the range would leave it.
        fc.pre(x < 2 ** 53 - 2 ** 43)
        expect(Math.abs(value(read(print(x))) - x)).toBeLessThanOrEqual(0.0005 * x + 0.5)
      }),
    )
  })

  it.each([
    ['durations', printDuration, readDuration],
    ['rates', printRate, readRate],
    ['sizes', printSize, readSize],
  ] as const)('is read back exactly when all digits are printed: %s', (_, print, read) => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (x) => {
        expect(read(print(x, 17))).toEqual({ value: x })
      }),
    )
  })

  it('of shares is read back as it was, within four digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (n) => {
        expect(readShare(printShare(n / 10_000))).toEqual({ value: n / 10_000 })
      }),
    )
  })
})
