import { describe, expect, test } from 'vitest'
import { failedIn, outcomeIn, shipped } from './shipped.js'

const ROW = '4.9.4.9/metrology_firmware_update'
const BROADCAST = `${ROW}_broadcast_cmd/1`
const EACH = `${ROW}_cmd/1`
const CONFIRMATION = `${ROW}_confirmation/1`

/** An image of 1.2 MB goes in parts of 16 kB, each in 12 packets (1440 bytes and a header of 60), the next when one is there. */
const parts = 75
const packets = 12
/** Seconds that a part, and a confirmation of 50 bytes, hold the 20 kbps between a DAP and its meters. */
const partHeld = ((16_000 + packets * 60) * 8) / 20_000
const held = ((50 + 60) * 8) / 20_000
/** 1 % of the transmissions are repeated. */
const repeated = 1 / 0.99

describe('an image by broadcast', () => {
  const model = shipped('firmware-campaign')
  const image = outcomeIn(model, BROADCAST)
  const confirmation = outcomeIn(model, CONFIRMATION)

  test('takes the parts one after the other, each with its way, and what is repeated', () => {
    // The first packet of a part to the DAP, the whole of it over the mesh, propagation and processing.
    const part = (1500 * 8) / 1e6 + 0.05 + 0.01 + partHeld + 0.1 + 0.05
    const least = parts * part
    // Five standard deviations of the losses; each is noticed after half a second and sent again in 0.6 s.
    const lost = parts * packets * 0.01 * repeated
    const most = least + (lost + 5 * Math.sqrt(lost)) * (0.5 + 0.6) + 1
    expect(image).toMatchObject({ sent: 2000, delivered: 2000 })
    expect(image.latencyS!.p50).toBeGreaterThan(least)
    expect(image.latencyS!.max).toBeLessThan(most)
  })

  test('is there in time: 7 days for 100 000 meters are 3.4 hours for 2000', () => {
    expect(image.boundLatencyS).toBeCloseTo((7 * 86_400 * 2000) / 100_000, 6)
    expect(image.shareInTime).toBe(1)
  })

  test('fails for the confirmations that stand beyond the first 15 s of the 500, and for nothing else', () => {
    expect(failedIn(model)).toEqual([CONFIRMATION])
    expect(confirmation).toMatchObject({ sent: 2000, lost: 0, boundLatencyS: 15, boundReliability: 0.98 })
    // After the line to the DAP: the WAN, the back office, propagation and processing.
    const rest = 0.1 + ((110 * 8) / 1e6 + 0.05) + 0.001 + (0.05 + 0.01 + 0.005 + 0.005)
    const inTime = (15 - rest) / (held * repeated) / 500
    // Of the 336 that a line sends in that time some 3 are lost, more or less two; there are four lines.
    expect(Math.abs(confirmation.shareInTime! - inTime)).toBeLessThan((3.29 * Math.sqrt(4 * 336 * 0.01)) / 2000)
    expect(confirmation.latencyS!.max).toBeGreaterThan(500 * held)
  })
})

test('with half as many meters on a DAP the confirmations are in time', () => {
  const model = shipped('firmware-campaign', 'quantities.endpoints-per-dap=250')
  expect(failedIn(model)).toEqual([])
  const { shareInTime, latencyS } = outcomeIn(model, CONFIRMATION)
  expect(shareInTime).toBe(1)
  // 11 s, and what is repeated at the end.
  expect(latencyS!.max).toBeGreaterThan(250 * held)
  expect(latencyS!.max).toBeLessThan(15)
})

describe('an image to each meter by itself', () => {
  const event = "events=[{ at: '01:00', what: firmware-update, of: metrology, cast: unicast }]"
  const model = shipped('firmware-campaign', event, 'duration=4 days')
  const { sent, delivered, shareInTime, boundLatencyS, latencyS } = outcomeIn(model, EACH)

  test('takes the line as long as 500 images do', () => {
    expect([sent, delivered]).toEqual([2000, 2000])
    const seconds = 500 * parts * partHeld * repeated
    expect(seconds / 86_400).toBeCloseTo(2.9, 1)
    // 450 000 packets a line: the noise of 1 % of them, 0.6 s each, is 40 s in 253 000.
    expect(Math.abs(latencyS!.max / seconds - 1)).toBeLessThan(0.002)
  })

  test('comes in 4 hours to none: the parts of all images go in turn', () => {
    expect(boundLatencyS).toBe(4 * 3600)
    expect(shareInTime).toBe(0)
    expect(failedIn(model)).toEqual([EACH])
  })
})
