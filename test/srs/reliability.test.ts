import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printReliability, readReliability } from '../../src/srs/reliability.js'

const HOUR = 3_600_000_000

describe('a Reliability cell', () => {
  it.each([
    ['> 98%', 0.98],
    ['> 99.5%', 0.995],
  ])('reads %s as a strict bound of the share', (text, bound) => {
    expect(readReliability(text)).toEqual({ value: { kind: 'share', bound, strict: true } })
  })

  it('reads shares by the size of an outage, of which the small one is left open (SRS 4.12)', () => {
    const text = '> 30% large outage, > xx% small outage'
    const cell = readReliability(text)
    expect(cell).toEqual({ value: { kind: 'outage', large: 0.3, small: undefined } })
    if ('value' in cell) expect(printReliability(cell.value)).toBe(text)
  })

  it('reads windows, strict only where > is written (SRS 4.10.4.4)', () => {
    expect(readReliability('90% success every 4-6 hr, 98% success over 1 day, > 99.5% over 2 day')).toMatchObject({
      value: {
        kind: 'windowed',
        windows: [
          { share: 0.9, strict: false, kind: 'every', from: 4 * HOUR, to: 6 * HOUR },
          { share: 0.98, strict: false, kind: 'over', from: 24 * HOUR, to: 24 * HOUR },
          { share: 0.995, strict: true, kind: 'over', from: 48 * HOUR, to: 48 * HOUR },
        ],
      },
    })
  })

  it.each([
    ['', 0],
    ['98', 0],
    ['> 101%', 0],
    ['> 0%', 0],
    ['98% mostly', 3],
    ['98% over 1 fortnight', 3],
    ['98% over 0 day', 0],
    ['90% every 6-4 hr', 0],
    ['> 98%,> 99%', 5],
    ['98% over 1 day; > 99.5% over 2 day', 14],
    ['98% over 1 day, most', 16],
  ])('refuses "%s" at character %i', (text, offset) => {
    expect(readReliability(text)).toEqual({ problem: expect.any(String), offset })
  })

  it.each([
    ['> 98% sucess over 1 day', 'sucess', 'success'],
    ['> 98% success ovre 1 day', 'ovre', 'over'],
    ['90% evry 4-6 hr', 'evry', 'every'],
  ])('says which word of "%s" is misspelt', (text, word, meant) => {
    const problem = `expected "over 1 day", "every 4-6 hr" or the like; found "${word}", did you mean "${meant}"?`
    expect(readReliability(text)).toEqual({ problem, offset: text.indexOf(word) })
  })

  it('prints every percentage as it was, however a double holds it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.boolean(), (hundredths, strict) => {
        const text = `${strict ? '> ' : ''}${hundredths / 100}%`
        const cell = readReliability(text)
        if (!('value' in cell)) throw new Error(`${text}: ${cell.problem}`)
        expect(printReliability(cell.value)).toBe(text)
      }),
    )
  })
})
