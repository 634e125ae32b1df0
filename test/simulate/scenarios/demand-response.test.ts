import { describe, expect, test } from 'vitest'
import type { Model } from '../../../src/simulate/model.js'
import { failedIn, outcomeIn, shipped } from './shipped.js'

const CALL = '4.6.4.1/Load_mgm_reqst_brdcst/7'
const ACK = '4.6.4.1/Load_mgm_req_ack/25'
const OPT_OUT = '4.6.4.3/Load_mgm_opt_out/25'
const CALLS = 3
const DAPS = 5

/** Seconds that an answer of 25 bytes with a header of 60 holds a line; 1 % of the transmissions are repeated. */
const held = (rate: number) => ((25 + 60) * 8) / rate / 0.99
/** Devices of a DAP that take part, of 2000: 60 %, drawn for each. */
const members = (model: Model) => outcomeIn(model, CALL).sent / CALLS / DAPS
/** Within this a count of so many, each with a probability, stays for all but 1 seed of 1000. */
const spread = (count: number, share: number) => 3.29 * Math.sqrt(count * share * (1 - share))

describe('a call for less load that all but those who opt out acknowledge', () => {
  const model = shipped('demand-response')
  const call = outcomeIn(model, CALL)
  const ack = outcomeIn(model, ACK)
  const optOut = outcomeIn(model, OPT_OUT)
  const line = members(model) * held(9600)

  test('reaches those who take part with one sending over each line', () => {
    expect(Math.abs(call.sent / CALLS - 6000)).toBeLessThan(spread(10_000, 0.6))
    expect(call).toMatchObject({ delivered: call.sent, shareInTime: 1, lost: 0 })
    // 100 bytes and 60: to the head-end, over the WAN, the line and the network of the home; then half of the devices need
    // longer than ln 2 of the mean.
    const sent = 160 * 8
    const ways = 0.001 + (sent / 1e6 + 0.05) + (sent / 9600 + 0.05) + (sent / 250_000 + 0.01)
    const processing = 0.005 + 0.005 + 0.01 + 0.02 + 0.2 * Math.LN2
    expect(Math.abs(call.latencyS!.p50 / (ways + processing) - 1)).toBeLessThan(0.02)
  })

  test('is acknowledged by 990 of 1000, and 10 of 1000 opt out', () => {
    expect(Math.abs(ack.sent - call.sent * 0.99)).toBeLessThan(spread(call.sent, 0.99))
    expect(Math.abs(optOut.sent - call.sent * 0.01)).toBeLessThan(spread(call.sent, 0.01))
  })

  test('fails for those who opt out and stand beyond the first minute of the line, and for nothing else', () => {
    expect(failedIn(model)).toEqual([OPT_OUT])
    expect(optOut).toMatchObject({ boundLatencyS: 60, boundReliability: 0.98, lost: 0 })
    // The place in line is by chance. What is not waiting is less than a second.
    const late = 1 - 60 / line
    expect(late).toBeGreaterThan(0.2)
    expect(Math.abs(optOut.counted - optOut.inTime - optOut.counted * late)).toBeLessThan(spread(optOut.counted, late))
  })

  test('has acknowledgements wait for half of the line on average, well within their window', () => {
    expect(Math.abs(ack.latencyS!.mean / (line / 2) - 1)).toBeLessThan(0.02)
    expect(ack.shareInTime).toBe(1)
  })
})

describe('what keeps those who opt out in time', () => {
  test.each([
    ['one acknowledgement of ten', 'assumptions.x-answers=100', 0.11, 9600],
    ['a line of twice the rate', 'nan.rate=20kbps', 1, 20_000],
  ])('is %s', (_, set, part, rate) => {
    const model = shipped('demand-response', set)
    const optOut = outcomeIn(model, OPT_OUT)
    const answers = members(model) * part
    expect(optOut.shareInTime).toBe(1)
    expect(failedIn(model)).toEqual([])
    // The longest of 15 lines, with four standard deviations of how many stand in it, and a second for the rest of the way.
    expect(optOut.latencyS!.max).toBeLessThan((answers + 4 * Math.sqrt(answers)) * held(rate) + 1)
    expect(optOut.latencyS!.max).toBeGreaterThan(0.5 * answers * held(rate))
  }, 60_000)
})
