import { describe, expect, test } from 'vitest'
import { runScenario } from './run-scenario.js'

const ROW = '4.7.4.6/prepay_msg_[1of10]_resp-data'
const BALANCE = `${ROW}/1`

const [DISPLAYS, DAPS, DAYS] = [2000, 5, 3]
/** The middle of 50 - 150 bytes and a header of 60, on the link from a DAP to the displays; 1 % are sent twice. */
const each = (rate: number) => (((100 + 60) * 8) / rate) * 1.01

describe('at seven each morning over 9.6 kbps', async () => {
  const ran = await runScenario('prepay')

  test('each display is sent a balance a day', () => {
    expect(ran.outcome(BALANCE).sent).toBe(DISPLAYS * DAYS)
  })

  test('those are in time whose turn comes before 30 s have passed', () => {
    const { shareInTime, verdict, boundLatencyS } = ran.outcome(BALANCE)
    expect(boundLatencyS).toBe(30)
    // 0.35 s for the way, of which WAN 60 ms, NAN 20, HAN 10 and the actors 140; and the turns before one's own.
    const byHand = (30 - 0.35) / (each(9600) * (DISPLAYS / DAPS))
    // In a hundred links' worth of retries of 0.5 s, one overtakes the other by some turns.
    expect(Math.abs(shareInTime! - byHand)).toBeLessThan(0.02)
    expect(verdict).toBe('fail')
  })

  test('the last comes when all turns of its DAP are over', () => {
    const all = each(9600) * (DISPLAYS / DAPS)
    expect(Math.abs(ran.outcome(BALANCE).latencyS!.max - all)).toBeLessThan(2)
  })

  test('nothing else fails', () => {
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement.id)
    expect(failed).toEqual([BALANCE])
  })

  test('who prepays is switched in addition: 40 % more commands', () => {
    // 4.15.4.1 and 4.15.4.3: 1-50 per 1000, middle 25.5, of all electric meters and once more of those that prepay.
    const expected = ((25.5 / 1000) * (5000 + DISPLAYS) * DAYS)
    const sent = ran.outcome('4.15.4.1/SW_opr_cmd/1').sent + ran.outcome('4.15.4.3/SW_state_cmd/1').sent
    // Five standard deviations of a Poisson count.
    expect(Math.abs(sent - 2 * expected)).toBeLessThan(5 * Math.sqrt(2 * expected))
    const without = 2 * (25.5 / 1000) * 5000 * DAYS
    expect(sent - without).toBeGreaterThan(5 * Math.sqrt(without))
  })
})

test.each([
  ['sent through the day', `timing.requirements.${ROW}=spread`],
  ['at seven with 19.2 kbps', 'nan.rate=19200 bps'],
])('%s it comes in time', async (_, change) => {
  expect(each(19_200) * (DISPLAYS / DAPS)).toBeLessThan(30)
  const ran = await runScenario('prepay', change)
  expect(ran.outcome(BALANCE).shareInTime).toBe(1)
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
})
