import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printHowOften, readHowOften } from '../../src/srs/how-often.js'

const DAY = 86_400_000_000

describe('a How Often cell', () => {
  it('reads a count per member and day (SRS 4.10.4.4)', () => {
    expect(
      readHowOften('12-24 per | ElectrC/IMtr per | day (Intervals of 15 min to 1hr, 4-20 data points per interval)'),
    ).toEqual({
      value: {
        terms: [
          {
            count: { low: 12, high: 24 },
            perMany: 1,
            population: 'ElectrC/IMtr',
            period: { kind: 'time', micros: DAY, text: 'day' },
            note: 'Intervals of 15 min to 1hr, 4-20 data points per interval',
          },
        ],
      },
    })
  })

  it('adds several terms up, each of its own population (SRS 4.15.4.1)', () => {
    const text = '1-50 per 1000 per | ElectrMtr per | day,1-50 per 1000 per | Utl-PrePay-ElectrMtr per | day'
    const term = { count: { low: 1, high: 50 }, perMany: 1000, period: { kind: 'time', micros: DAY, text: 'day' } }
    expect(readHowOften(text)).toEqual({
      value: {
        terms: [
          { ...term, population: 'ElectrMtr' },
          { ...term, population: 'Utl-PrePay-ElectrMtr' },
        ],
      },
    })
  })

  it('tells an event with a time from a time (SRS 4.15.4.4)', () => {
    const cell = readHowOften('1-4 per 1000 per | DAPjm-ElectrMtr per | SW oper per day')
    expect(cell).toMatchObject({
      value: { terms: [{ period: { kind: 'event', event: 'SW oper', micros: DAY, text: 'SW oper per day' } }] },
    })
  })

  it('keeps the x that the SRS leaves open (SRS 4.10.4.5)', () => {
    expect(readHowOften('x per | Utl per | day (batches of y Mtrs)')).toMatchObject({
      value: { terms: [{ count: 'x', perMany: 1, population: 'Utl', note: 'batches of y Mtrs' }] },
    })
  })

  it('says that the figure stands elsewhere (SRS 4.10.4.1)', () => {
    expect(readHowOften('See REQMTS Table')).toEqual({ value: { seeTable: true } })
  })

  it.each([
    ['1 per | M per | 12 hours', 12 * 3_600_000_000],
    ['1 per | M per | 5  min', 5 * 60_000_000],
    ['1 per | M per | year', 365 * DAY],
  ])('reads the period of "%s"', (text, micros) => {
    expect(readHowOften(text)).toMatchObject({ value: { terms: [{ period: { kind: 'time', micros } }] } })
  })

  it.each([
    ['', 0],
    ['often', 0],
    ['50-1 per 1000 per | ElectrMtr per | day', 0],
    ['1-50 in 1000 per | ElectrMtr per | day', 4],
    ['0 per | ElectrMtr per | day', 0],
    ['1 per 0 per | ElectrMtr per | day', 6],
    ['1-50 per 1000 per ElectrMtr per | day', 18],
    ['25 per | ElectrMtr | day', 9],
    ['25 per | ElectrMtr per | ', 25],
    ['25 per | ElectrMtr per | day (so', 28],
    ['25 per | ElectrMtr per | day,', 29],
    ['25 per | ElectrMtr per | day, every per | GasMtr per | day', 30],
  ])('refuses "%s" at character %i', (text, offset) => {
    expect(readHowOften(text)).toEqual({ problem: expect.any(String), offset })
  })

  it('reads the rate that an event brings (SRS 4.14: `… event - 4 per year`)', () => {
    const cell = readHowOften(
      '1 per | Utl-joined-TOU-HANdevice per | LMS - Utl TOU price data multicast event - 4 per year',
    )
    const period = {
      kind: 'event',
      event: 'LMS - Utl TOU price data multicast event',
      rate: { count: { low: 4, high: 4 } },
    }
    expect(cell).toMatchObject({ value: { terms: [{ period }] } })
  })

  it('prints whatever it has read as it was', () => {
    const count = fc.oneof(
      fc.constant('x'),
      fc
        .integer({ min: 1, max: 99 })
        .chain((low) => fc.integer({ min: low + 1, max: 200 }).map((high) => `${low}-${high}`)),
      fc.integer({ min: 1, max: 99 }).map(String),
    )
    const term = fc
      .tuple(
        count,
        fc.constantFrom('', '1000 per ', '100 per '),
        fc.constantFrom('ElectrMtr', 'ElectrC/IMtr', 'Utl-PrePay-GasMtr'),
        fc.constantFrom(
          'day',
          '4 hours',
          'SW oper per day',
          'LMS - Utl TOU price data event - 4 per year',
          'lost-power-event',
          '6 per day',
          '2-4 per day',
          'z per day',
          'time period',
          'cntl program update per year',
        ),
        fc.constantFrom('', ' (with 4hr -24h interval data)', ' (a, b)'),
      )
      .map(([n, many, population, period, note]) => `${n} per ${many}| ${population} per | ${period}${note}`)
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 4 }), (terms) => {
        const text = terms.join(', ')
        const cell = readHowOften(text)
        if (!('value' in cell)) throw new Error(`${text}: ${cell.problem}`)
        expect(printHowOften(cell.value)).toBe(text)
      }),
    )
  })
})
