import { describe, expect, test } from 'vitest'
import { deployed, HOUR, MINUTE, momentsIn, TOWN, type Deployed } from './deployed.js'

/*
 * Delivered only: the other reading of the same row, `assumptions.reliability-holds: delivered`. Reliability (SRS 2.2.2.2.1) is then the share
 * that is received at all, in the run, and the latency is reported beside it but decides nothing, except from when on a message counts: those whose
 * latency bound had passed by the end of the run.
 */
const OPERATE = '4.15.4.1/SW_opr_cmd/1'
const DELIVERED = 'assumptions.reliability-holds=delivered'

/** All late; a share of them, every n-th, is never received. */
function told(town: Deployed, lostEach: number, late = 2 * MINUTE) {
  const tally = town.tally(OPERATE)
  for (const [i, { at, district }] of momentsIn(town, 11, 4).entries()) {
    tally.onSent(at, district)
    if (i % lostEach === lostEach - 1) tally.onLost('somewhere')
    else tally.onReceived(at, at + late, district, -1)
  }
  return tally.verdict()
}

describe('what is delivered, however late', () => {
  test('passes where the deployment reads reliability so, and fails where it has to be in time', () => {
    expect(told(deployed(TOWN, DELIVERED), Infinity)).toMatchObject({ verdict: 'pass', good: 2816, delivered: 2816 })
    expect(told(deployed(TOWN), Infinity)).toMatchObject({ verdict: 'fail', good: 0, delivered: 2816 })
  })

  // One lost of 200 is 99.5 %; of 50, 98 %; of 20, 95 %.
  test.each([
    [200, 'pass'],
    [50, 'undecided'],
    [20, 'fail'],
  ])('is held against the same 98 in 100: one lost of %d', (lostEach, verdict) => {
    expect(told(deployed(TOWN, DELIVERED), lostEach).verdict).toBe(verdict)
  })

  test('counts though it comes hours later, until the end of the run; what is still on its way then does not', () => {
    const tally = deployed(TOWN, DELIVERED).tally(OPERATE)
    tally.onSent(0, 0)
    tally.onSent(1, 0)
    tally.onReceived(0, 12 * HOUR, 0, -1)
    expect(tally.verdict()).toMatchObject({ counted: 2, good: 1, delivered: 1 })
    expect(tally.open).toBe(1)
  })

  test('is not asked of what was sent less than the latency bound before the end', () => {
    const tally = deployed(TOWN, DELIVERED).tally(OPERATE)
    for (const sentAt of [12 * HOUR - MINUTE, 12 * HOUR - MINUTE + 1]) tally.onSent(sentAt, 0)
    expect(tally.verdict()).toMatchObject({ counted: 1, good: 0 })
  })
})
