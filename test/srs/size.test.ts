import { describe, expect, it } from 'vitest'
import { readHowOften } from '../../src/srs/how-often.js'
import type { Size } from '../../src/srs/size.js'
import { printSize, readSize, sizeAt, tiedToHowOften } from '../../src/srs/size.js'

const RESIDENTIAL = '1600 for 4hr of data - 2400 for 6hr of data'
const COMMERCIAL = '200 for 1hr interval 4 pts every hr - 1600 for 15 min interval 20 pts for 2 hr of data'

const THOUSANDS = ['400k - 2,000k', '1k - 50k', '150k - 1,000k']

describe('a size in thousands of bytes (SRS 4.9)', () => {
  it.each(THOUSANDS)('is printed back as %s', (text) => {
    const cell = readSize(text)
    if (!('value' in cell)) throw new Error(cell.problem)
    expect(printSize(cell.value)).toBe(text)
  })
})

describe('a Payload Size cell', () => {
  it('reads bytes, a range, and the unit of what is left open', () => {
    expect(readSize('25')).toEqual({ value: { kind: 'fixed', bytes: 25 } })
    expect(readSize('400k - 2,000k')).toMatchObject({ value: { kind: 'range', low: 400_000, high: 2_000_000 } })
    expect(readSize('200 - 2400')).toEqual({ value: { kind: 'range', low: 200, high: 2400 } })
    expect(readSize('xMB')).toEqual({ value: { kind: 'unknown', unit: 1_000_000 } })
  })

  it('takes the end or the middle of a range that the deployment picks', () => {
    const size = { kind: 'range', low: 200, high: 2400 } as const
    expect([sizeAt(size, 1, 'low'), sizeAt(size, 1, 'mid'), sizeAt(size, 1, 'high')]).toEqual([200, 1300, 2400])
  })

  it('multiplies the unit by the x of the deployment', () => {
    expect(sizeAt({ kind: 'unknown', unit: 1_000_000 }, 1, 'mid')).toBe(1_000_000)
    expect(sizeAt({ kind: 'unknown', unit: 1_000_000 }, 1, 'mid', 2.5)).toBe(2_500_000)
  })

  // SRS 4.10.4.4: Payload Size = 24 hours / How Often × 400 bytes.
  it.each([1, 2, 4, 5, 6, 8, 24])(
    'gives a home meter that sends %i times a day 24 / how often × 400 bytes',
    (often) => {
      expect(sizeAt(read(RESIDENTIAL), often, 'high')).toBe(Math.round((24 / often) * 400))
    },
  )

  it('ties the size of a C/I read to 12 and 24 a day (SRS 4.21, last note), straight between', () => {
    const size = read(COMMERCIAL)
    expect(sizeAt(size, 12, 'low')).toBe(1600)
    expect(sizeAt(size, 24, 'high')).toBe(200)
    expect(sizeAt(size, 16, 'mid')).toBe((200 + 1600) / 2)
  })

  it('leaves nothing to pick in a tied size', () => {
    const size = read(RESIDENTIAL)
    expect(sizeAt(size, 4, 'low')).toBe(sizeAt(size, 4, 'high'))
  })

  it('never lets a size fall below zero, however often it is sent', () => {
    expect(sizeAt(read(COMMERCIAL), 96, 'mid')).toBe(200 / 4)
  })

  it('ties the range of a scheduled read inversely to its how often (errata, 4.10.4.4)', () => {
    const size = tiedToHowOften(read('200 - 2400'), often('1-6 per | GasC/IMtr per | day'))
    expect(sizeAt(size, 6, 'high')).toBe(200)
    expect(sizeAt(size, 1, 'low')).toBe(2400)
    // 14 of 4 to 24 hours: half way.
    expect(sizeAt(size, 24 / 14, 'low')).toBe(1300)
  })

  it('leaves the range of an answer to a command a range', () => {
    const size = read('200 - 2400')
    expect(tiedToHowOften(size, often('25 per 1000 per | GasMtr per | day'))).toBe(size)
    expect(tiedToHowOften(size, often('See REQMTS Table'))).toBe(size)
  })

  it.each([
    ['', 0],
    ['small', 0],
    ['25 bytes', 2],
    ['0', 0],
    ['0 - 25', 0],
    ['0k - 750k', 0],
    ['0 for 4hr of data - 2400 for 6hr of data', 0],
    ['2400 - 200', 0],
    ['1600 for a while - 2400 for 6hr of data', 0],
    ['1600 for 4hr of data - a lot for 6hr of data', 23],
    ['2400 for 6hr of data - 1600 for 4hr of data', 23],
    ['1600 for 4hr of data', 0],
  ])('refuses "%s" at character %i', (text, offset) => {
    expect(readSize(text)).toEqual({ problem: expect.any(String), offset })
  })
})

function read(text: string): Size {
  const cell = readSize(text)
  if (!('value' in cell)) throw new Error(cell.problem)
  return cell.value
}

function often(text: string) {
  const cell = readHowOften(text)
  if (!('value' in cell)) throw new Error(cell.problem)
  return cell.value
}
