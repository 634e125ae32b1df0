import { describe, expect, test } from 'vitest'
import { deployed, evenly, MINUTE, momentsIn, SECOND, TOWN } from './deployed.js'

/*
 * Several bounds for several destinations: a row that one sends to more than one, with a bound for each (SRS 4.15.4.1: the acknowledgement of a switch operation,
 * `< 2 min` to CIS/Billing and `< 1 min` to MDMS). It is one message, and a requirement for each from × to pair: each destination is judged at its own
 * receipt by its own bound, and what becomes of the message at the one is nothing to the other.
 */
const ACK = '4.15.4.1/SW_opr_cmd_ack'
const [BILLING, MDMS] = [`${ACK}/1`, `${ACK}/2`]
const NOT_DELIVERED = '4.15.4.4/SW_opr_cmd_comm-err'

describe('a message to two destinations', () => {
  test('is one sending, with a counter for each', () => {
    const { emissions, tally } = deployed(TOWN)
    const those = emissions.filter((one) => one.applied.some(({ requirement }) => requirement.id.startsWith(`${ACK}/`)))
    expect(those.map((one) => one.applied.map(({ requirement }) => requirement.id))).toEqual([[BILLING, MDMS]])
    expect([tally(BILLING).within, tally(MDMS).within]).toEqual([2 * MINUTE, MINUTE])
  })

  test.each([
    ['at both before the shorter bound', MINUTE - 1, MINUTE - 1, 1, 1],
    ['at both on the shorter bound', MINUTE, MINUTE, 1, 0],
    ['at both just before the longer', 2 * MINUTE - 1, 2 * MINUTE - 1, 1, 0],
    ['at both on the longer', 2 * MINUTE, 2 * MINUTE, 0, 0],
    ['late at the one, soon at the other', 2 * MINUTE, SECOND, 0, 1],
    ['never at the one', undefined, SECOND, 0, 1],
    ['never at the other', SECOND, undefined, 1, 0],
  ])('that is received %s', (_, billing, mdms, good, goodMdms) => {
    const { tally } = deployed(TOWN)
    for (const [id, after] of [
      [BILLING, billing],
      [MDMS, mdms],
    ] as const) {
      // prettier-ignore
      tally(id).onSent(0, 0)
      if (after !== undefined) tally(id).onReceived(0, after, 0, 0)
    }
    expect(tally(BILLING).verdict()).toMatchObject({ counted: 1, good })
    expect(tally(MDMS).verdict()).toMatchObject({ counted: 1, good: goodMdms })
  })

  test('counts at each when its own bound has passed by the end of the run', () => {
    const { deployment, tally } = deployed(TOWN)
    for (const id of [BILLING, MDMS])
      for (const before of [2 * MINUTE, MINUTE, MINUTE - 1]) tally(id).onSent(deployment.end - before, 0)
    expect(tally(BILLING).verdict().counted).toBe(1)
    expect(tally(MDMS).verdict().counted).toBe(2)
  })

  // Half of all take 90 s: in time for the one, too late for the other.
  test('can pass at the one and fail at the other', () => {
    const town = deployed(TOWN)
    const moments = momentsIn(town, 11)
    const isSlow = evenly(1, 2)
    for (const id of [BILLING, MDMS]) {
      for (const [i, { at, district }] of moments.entries()) {
        town.tally(id).onSent(at, district)
        town.tally(id).onReceived(at, at + (isSlow(i) ? 90 * SECOND : SECOND), district, -1)
      }
    }
    expect(town.tally(BILLING).verdict()).toMatchObject({ verdict: 'pass', good: moments.length })
    expect(town.tally(MDMS).verdict()).toMatchObject({ verdict: 'fail', good: moments.length / 2 })
  })

  test('has four, two of them with bounds that differ, where the SRS gives it four (4.15.4.4)', () => {
    // NMS is there under every profile.
    const { emissions } = deployed(TOWN)
    const one = emissions.find(({ applied }) =>
      applied.some(({ requirement }) => requirement.id === `${NOT_DELIVERED}/1`),
    )!
    const bounds = one.applied.map(({ requirement: { to, latency } }) => [to, latency.bound])
    expect(bounds).toEqual([
      ['CIS/Billing - Utility', MINUTE],
      ['MDMS', MINUTE],
      ['NMS', MINUTE],
      ['AMI Head-End(j)', 5 * SECOND],
    ])
  })
})
