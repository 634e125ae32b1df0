import { describe, expect, test } from 'vitest'
import { failedIn, outcomeIn, shipped } from './shipped.js'

const ACK = '4.14.4.2/RTP_pricing-data_ack/5'
const HOMES = 4000
const DAPS = 2
/** An acknowledgement of 25 bytes with a header of 60: what a queue of 64 kB holds of them, and how long one has a line of 9600 bps. */
const held = Math.ceil(64_000 / 85)
const seconds = (85 * 8) / 9600

const atOnce = shipped('price-burst')

describe('all displays acknowledge at once', () => {
  const { sent, delivered, lost, losses, latencyS } = outcomeIn(atOnce, ACK)

  test('what a queue does not hold is lost', () => {
    expect(failedIn(atOnce)).toEqual([ACK])
    // 60 % of the homes, more or less. A display less or more is through before the last of a DAP comes, or in the middle of a byte.
    expect(Math.abs(sent - 0.6 * HOMES)).toBeLessThan(3.29 * Math.sqrt(HOMES * 0.6 * 0.4))
    expect(Math.abs(delivered - DAPS * held)).toBeLessThanOrEqual(2 * DAPS)
    expect(losses).toEqual([{ place: 'ESI - In Meter → DAPjm: queue full', messages: lost }])
  })

  test('what it holds takes the line most of a minute', () => {
    expect(Math.abs(latencyS!.max / (held * seconds) - 1)).toBeLessThan(0.01)
  })
})

test('within five minutes they are a third of what the line can carry, and none is lost', () => {
  const model = shipped('price-burst', 'timing.answer-jitter=5 min')
  const { sent, delivered, latencyS } = outcomeIn(model, ACK)
  expect(failedIn(model)).toEqual([])
  expect(delivered).toBe(sent)
  const load = ((sent / DAPS) * seconds) / 300
  expect(load).toBeLessThan(0.3)
  // In M/D/1 at that load 0.7 % wait for more than two services (Erlang 1909).
  expect(latencyS!.p99 - latencyS!.p50).toBeLessThan(2 * seconds)
})

test('what is not confirmed after a minute is sent again, once, and arrives', () => {
  const rules = '{ RTP_pricing-data_ack: { acknowledged: true, time-out: 60 s, resends: 3 } }'
  const model = shipped('price-burst', `delivery={ payloads: ${rules} }`)
  const { sent, delivered, latencyS } = outcomeIn(model, ACK)
  const lostAtFirst = outcomeIn(atOnce, ACK).lost
  expect([failedIn(model), delivered]).toEqual([[], sent])
  const payload = model.payloads.indexOf('RTP_pricing-data_ack')
  // The line is free when the first minute is over: what was lost has room for itself.
  expect(held * seconds).toBeLessThan(60)
  expect([model.payloadCounts.resent[payload], model.payloadCounts.duplicates[payload]]).toEqual([lostAtFirst, 0])
  expect(latencyS!.max).toBeLessThan(60 + held * seconds)
})
