import { describe, expect, test } from 'vitest'
import { judgeHowOften, type Sendings } from '../../../src/check/how-often.js'
import type { VerdictWord } from '../../../src/check/verdict.js'
import { statedRate } from '../../../src/run/stated-rate.js'
import { deployed } from './deployed.js'

/*
 * How often: `1-50 per 1000 per | ElectrMtr per | day` (SRS 4.15.4.1), `4-6 per | ElectrResdIMtr per | day` (4.10.4.4). What a row sends by itself, in messages a day of all its
 * senders, must lie in the stated range, of which an end may be missed by 5 % (SRS 2.2.2.2.1 states frequencies, and no tolerance: that is an assumption). What
 * comes at random has Garwood's interval of a Poisson count; what each member sends in a period of its own can be off by one message a member, and
 * by no more. `pass` when the whole interval lies in the range, `fail` when none of it does, `not exercised` when less than one was to be expected
 * and none came. It stands beside the verdict of the requirement and changes it in nothing.
 */
const COMMAND = '4.15.4.1/SW_opr_cmd/1'
const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
const BULK = '4.10.4.5/bulk_Mtr-read_cmd/1'

const town = (meters: number) => `name: town
quantities: { meters: { electric: { residential: ${meters} } } }
`
const random = (messages: number): Sendings => {
  return { random: { messages, squares: messages, largest: 1 }, regular: { messages: 0, members: 0 } }
}
const regular = (messages: number, members: number): Sendings => {
  return { random: { messages: 0, squares: 0, largest: 0 }, regular: { messages, members } }
}

/** What a row of the catalogue states in a town of so many meters, and what is made of a count. */
function judge(id: string, meters: number) {
  const { deployment, emissions } = deployed(town(meters))
  const stated = statedRate(
    deployment,
    emissions.filter((one) => one.polls < 0 && one.applied.some(({ requirement }) => requirement.id === id)),
  )
  const verdict = (sent: Sendings, days: number): VerdictWord => judgeHowOften(stated, sent, days).verdict!
  return { stated, verdict }
}

describe('what comes at random', () => {
  const { stated, verdict } = judge(COMMAND, 10_000)

  test('is held against the range of its cell times the meters', () => {
    expect(stated.low).toBeCloseTo(10, 9)
    expect(stated.high).toBeCloseTo(500, 9)
  })

  // Garwood's limits of 100 are 81.36 and 121.63 (published tables). The range less and more 5 % is 9.5 to 525 a day.
  test.each([
    [12.81, 'fail'], // 121.63 ÷ 12.81 < 9.5
    [12.8, 'undecided'],
    [8.57, 'undecided'],
    [8.56, 'pass'], // 81.36 ÷ 8.56 > 9.5
    [1, 'pass'],
    [0.2317, 'pass'], // 121.63 ÷ 0.2317 < 525
    [0.2316, 'undecided'],
    [0.155, 'undecided'],
    [0.1549, 'fail'], // 81.36 ÷ 0.1549 > 525
  ] as [number, VerdictWord][])('has 100 messages in %d days: %s', (days, expected) => {
    expect(verdict(random(100), days)).toBe(expected)
  })

  // An outage, say, that sets off a hundred at once is one observation: its interval is that of one occurrence, 0.025 to 5.57 (and more for the next).
  test('knows as little of a hundred messages of one occurrence as of one', () => {
    const once: Sendings = { ...random(0), random: { messages: 100, squares: 100 * 100, largest: 100 } }
    expect(verdict(once, 8)).toBe('undecided')
    expect(verdict(random(100), 8)).toBe('pass')
  })
})

describe('what each meter sends in its own period', () => {
  const { stated, verdict } = judge(READ, 640)

  test('is held against the range of its cell times the meters', () => {
    expect(stated).toMatchObject({ low: 4 * 640, high: 6 * 640 })
  })

  // In 10 days 25,600 to 38,400, less and more 5 % 24,320 to 40,320; each of 640 meters may have sent one more or one less.
  test.each([
    [24_320 - 640 - 1, 'fail'],
    [24_320 - 640, 'undecided'],
    [24_320 + 640 - 1, 'undecided'],
    [24_320 + 640, 'pass'],
    [32_000, 'pass'],
    [40_320 - 640, 'pass'],
    [40_320 - 640 + 1, 'undecided'],
    [40_320 + 640, 'undecided'],
    [40_320 + 640 + 1, 'fail'],
  ] as [number, VerdictWord][])('has %d messages in 10 days: %s', (messages, expected) => {
    expect(verdict(regular(messages, 640), 10)).toBe(expected)
  })
})

describe('what is rarer than the run is long', () => {
  // One a day.
  const { stated, verdict } = judge(BULK, 640)

  test.each([
    ['less than a day, of which none came', 0, 0.99, 'not exercised'],
    ['a day, of which none came: up to 3.69 were to be expected', 0, 1, 'undecided'],
    // 3.6889 ÷ 0.95 = 3.883.
    ['as many days as leave that open', 0, 3.88, 'undecided'],
    ['one more', 0, 3.89, 'fail'],
    ['less than a day, of which one came all the same', 1, 0.5, 'undecided'],
    // The lower limit of one is 0.0253: in less than 0.0253 ÷ 1.05 days = 34.7 min one is too many.
    ['half an hour, of which one came', 1, 0.5 / 24, 'fail'],
    ['none of its hours', 0, 0, 'not exercised'],
  ] as [string, number, number, VerdictWord][])('is judged in a run of %s', (_, messages, days, expected) => {
    expect(stated).toMatchObject({ low: 1, high: 1 })
    expect(verdict(random(messages), days)).toBe(expected)
  })
})
