import { describe, expect, it } from 'vitest'
import { readHowOften } from '../../src/srs/how-often.js'
import { howMany, perMember } from '../../src/srs/rates.js'

describe('the rate of a term', () => {
  // The values that SRS 4.21 tables 1 and 2 select.
  it.each([
    ['25 per 1000 per | ElectrMtr per | day', 'mid', 25 / 1000],
    ['1-50 per 1000 per | ElectrMtr per | day', 'high', 50 / 1000],
    ['1-2 per 1000 per | ElectrMtr per | day', 'high', 2 / 1000],
    ['12-24 per | ElectrC/IMtr per | day', 'high', 24],
    ['4-6 per | ElectrResdIMtr per | day', 'high', 6],
  ] as const)('of "%s" at its %s is %d a day and member', (text, pick, rate) => {
    expect(perMember(term(text), pick)).toBe(rate)
  })

  it('is brought from any period to a day', () => {
    expect(perMember(term('1 per | M per | 12 hours'), 'mid')).toBe(2)
    expect(perMember(term('73 per | M per | year'), 'mid')).toBeCloseTo(0.2, 12)
  })

  it('is a share of the events where it waits for one (SRS 4.21 table 2: 1/1000 × 50/1000)', () => {
    expect(perMember(term('1 per 1000 per | ElectrMtr per | SW oper per day'), 'mid')).toBe(1 / 1000)
  })

  it('multiplies a period that is several a day (SRS 4.14: `60 per 1000 … per | 6 per day`)', () => {
    expect(perMember(term('60 per 1000 per | ElectrMtr per | 6 per day'), 'mid')).toBeCloseTo(0.36, 12)
    expect(perMember(term('1 per | ElectrMtr per | 2-4 per day'), 'mid')).toBe(3)
    expect(perMember(term('x per | Utl per | z per day (y Mtrs per z)'), 'mid', 4)).toBe(16)
  })

  it('takes the x of the deployment', () => {
    expect(howMany('x', 'mid', 4)).toBe(4)
    expect(perMember(term('x per | Utl per | day'), 'mid', 4)).toBe(4)
  })
})

function term(text: string) {
  const cell = readHowOften(text)
  if (!('value' in cell) || 'seeTable' in cell.value) throw new Error(text)
  return cell.value.terms[0]
}
