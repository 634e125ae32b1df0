import { describe, expect, test } from 'vitest'
import type { VerdictWord } from '../../../src/check/verdict.js'
import { deployed, evenly, HOUR, MINUTE, momentsIn, TOWN } from './deployed.js'

/*
 * Joint reliability and latency: `> 98%` and `< 1 min` of one row (SRS 4.15.4.1). The SRS defines the one as the share of messages that succeed (2.2.2.2.1)
 * and the other as the time from the sender's sending to the receiver's consuming, less than which it must be (4.18, key point 7). Checked as one:
 * more than 98 % of the messages must be received in less than a minute. What is late fails like what is lost.
 */
const OPERATE = '4.15.4.1/SW_opr_cmd/1'

describe('a message of a row with reliability and latency', () => {
  const END = 12 * HOUR
  test.each([
    ['at once', 0, 0, { counted: 1, good: 1, delivered: 1 }],
    ['a microsecond before the bound', 0, MINUTE - 1, { counted: 1, good: 1, delivered: 1 }],
    ['on the bound', 0, MINUTE, { counted: 1, good: 0, delivered: 1 }],
    ['a microsecond after the bound', 0, MINUTE + 1, { counted: 1, good: 0, delivered: 1 }],
    ['never', 0, undefined, { counted: 1, good: 0, delivered: 0 }],
    ['in time, sent when the bound just fits into the run', END - MINUTE, MINUTE - 1, { counted: 1, good: 1 }],
    ['in time, sent a microsecond too late for that', END - MINUTE + 1, 1, { counted: 0, good: 0, delivered: 0 }],
  ])('that is received %s', (_, sentAt, after, expected) => {
    const tally = deployed(TOWN).tally(OPERATE)
    tally.onSent(sentAt, 0)
    if (after !== undefined) tally.onReceived(sentAt, sentAt + after, 0, -1)
    expect(tally.verdict()).toMatchObject(expected)
  })
})

describe('the share of them', () => {
  /** 7680 messages in 768 clusters, so many of which fare badly. */
  function verdict(
    bad: number,
    fate: 'late' | 'lost' | 'both',
  ): { verdict: VerdictWord; bound: number; within: number } {
    const town = deployed(TOWN)
    const tally = town.tally(OPERATE)
    const moments = momentsIn(town, 12, 10)
    const isBad = evenly(bad, moments.length)
    let many = 0
    for (const [i, { at, district }] of moments.entries()) {
      tally.onSent(at, district)
      const late = fate === 'late' || (fate === 'both' && many % 2 === 0)
      if (isBad(i)) many++
      if (!isBad(i)) tally.onReceived(at, at + MINUTE - 1, district, -1)
      else if (late) tally.onReceived(at, at + MINUTE, district, -1)
      else tally.onLost('somewhere')
    }
    expect(many).toBe(bad)
    return tally.verdict()
  }

  // 2 % of 7680 are 153.6. With 768 clusters of ten, independent failures: ± 1.96 √(0.02 × 0.98 ÷ 7680) = ± 0.31 %, 24 messages.
  test.each(['late', 'lost', 'both'] as const)('is held against 98 in 100: %s', (fate) => {
    expect(verdict(77, fate)).toMatchObject({ verdict: 'pass', bound: 0.98, within: MINUTE })
    expect(verdict(150, fate).verdict).toBe('undecided')
    expect(verdict(157, fate).verdict).toBe('undecided')
    expect(verdict(307, fate).verdict).toBe('fail')
  })

  test('that is the bound itself is not above it: it never passes', () => {
    // 7500 messages, of which 150 are late: exactly 98 %.
    const town = deployed(TOWN)
    const tally = town.tally(OPERATE)
    const moments = momentsIn(town, 12, 10).slice(0, 7500)
    const isLate = evenly(150, 7500)
    for (const [i, { at, district }] of moments.entries()) {
      tally.onSent(at, district)
      tally.onReceived(at, at + (isLate(i) ? MINUTE : 1), district, -1)
    }
    const { verdict, good, counted, reason } = tally.verdict()
    expect(good / counted).toBe(0.98)
    expect(verdict).toBe('undecided')
    expect(reason).toContain('must be above 98 %')
  })
})
