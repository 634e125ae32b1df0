import { describe, expect, test } from 'vitest'
import { Batches } from '../../src/check/batches.js'
import { DeviceShares } from '../../src/check/device-shares.js'
import { ShareCounter } from '../../src/check/share-counter.js'

const SECOND = 1_000_000
const HOUR = 3600 * SECOND
const END = 2 * HOUR
const WITHIN = 15 * SECOND

function counter(holds: 'in-time' | 'delivered' = 'in-time') {
  return new ShareCounter({ share: 0.98, strict: true, within: WITHIN }, new Batches(0, END, 1), END, holds)
}

describe('the count of messages in time', () => {
  test('takes a latency below the bound, not the bound itself (SRS 4.18)', () => {
    const before = counter()
    before.sent(0, 0)
    before.received(0, WITHIN - 1, 0)
    expect(before.verdict()).toMatchObject({ counted: 1, good: 1, delivered: 1 })

    const at = counter()
    at.sent(0, 0)
    at.received(0, WITHIN, 0)
    expect(at.verdict()).toMatchObject({ counted: 1, good: 0, delivered: 1 })
  })

  test('leaves out what was sent so late that its bound had not passed by the end, whatever became of it', () => {
    const late = counter()
    late.sent(END - WITHIN + 1, 0)
    late.received(END - WITHIN + 1, END - WITHIN + 2, 0)
    expect(late.verdict()).toMatchObject({ counted: 0, good: 0, delivered: 0, verdict: 'not exercised' })

    const just = counter()
    just.sent(END - WITHIN, 0)
    expect(just.verdict()).toMatchObject({ counted: 1, good: 0, delivered: 0 })
  })

  test('keeps delivered and in time apart, and holds the one that the deployment chooses against the bound', () => {
    const both = (holds: 'in-time' | 'delivered') => {
      const one = counter(holds)
      for (let i = 0; i < 100; i++) {
        one.sent(i, 0)
        one.received(i, i + 2 * WITHIN, 0)
      }
      return one.verdict()
    }
    expect(both('in-time')).toMatchObject({ counted: 100, good: 0, delivered: 100, verdict: 'fail' })
    expect(both('in-time').reason).toBe('0 % in time (within 15 s), must be above 98 %')
    expect(both('delivered')).toMatchObject({ counted: 100, good: 100, delivered: 100 })
    expect(both('delivered').reason).toMatch(/^100 % delivered, must be above 98 %/)
  })

  test('counts what was lost as sent and not good', () => {
    const lossy = counter()
    for (let i = 0; i < 10; i++) lossy.sent(i, 0)
    for (let i = 0; i < 6; i++) lossy.received(i, i + 1, 0)
    expect(lossy.verdict()).toMatchObject({ counted: 10, good: 6, delivered: 6 })
  })

  test('holds each device against the bound, by those of its messages that counted', () => {
    const batches = new Batches(0, END, 1)
    const bound = { share: 0.5, strict: false, within: WITHIN }
    const one = new ShareCounter(bound, batches, END, 'in-time', new DeviceShares(0, 4))
    const send = (device: number, latency: number | undefined, at = 0) => {
      one.sent(at, 0, device)
      if (latency !== undefined) one.received(at, at + latency, 0, true, device)
    }
    // Device 0: one of two in time, which is enough; 1: one of three; 2: too late for the end of the run; -1 is of no device.
    for (const latency of [1, WITHIN]) send(0, latency)
    for (const latency of [1, undefined, undefined]) send(1, latency)
    send(2, undefined, END)
    send(-1, undefined)
    expect(one.verdict().devices).toMatchObject({ devices: 2, below: 1, failing: 2 })
    expect(counter().verdict().devices).toBeUndefined()
  })

  test('takes all of one hour and district for one independent observation when nothing failed', () => {
    const districts = 100
    const wide = new ShareCounter(
      { share: 0.98, strict: true, within: WITHIN },
      new Batches(0, END, districts),
      END,
      'in-time',
    )
    for (let district = 0; district < districts; district++) {
      for (const at of [0, 1, HOUR, HOUR + 1]) {
        wide.sent(at, district)
        wide.received(at, at + 5, district)
      }
    }
    // 2 hours × 100 districts = 200, not 400: 0.025 ^ (1/200) is just above 0.98.
    const { verdict, interval } = wide.verdict()
    expect(verdict).toBe('pass')
    expect(interval!.low).toBeCloseTo(0.025 ** (1 / 200), 9)
  })
})
