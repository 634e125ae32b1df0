import { describe, expect, it } from 'vitest'
import { pollTimes } from '../../src/network/poll-times.js'
import { polled, polledChannel } from './one-channel.js'

const SECOND = 1_000_000

// SRS 4.4.1.4.1.5 and 4.4.1.4.1.7: each feeder sensor is asked for its status and for its data every 5 s, and each of the four payloads has to be
// there in less than 4 s, more than 99.5 % of them.
const EVERY = 5 * SECOND
const BOUND = 4 * SECOND
const COMMANDS = [50, 150]
const RESPONSES = [50, 250]
const SENSORS = 1000

// A radio that changes over in 1 ms, which is 40 times as fast as the default.
const TURNAROUND = 1000
const more = {
  turnaround: '1 ms',
  'time-out': '10 ms',
  poll: '24 B',
  answer: '17 B',
  header: '43 B',
  queue: '1 MB',
  'packets-per-poll': 2,
}
const settings = (rate: number) => ({ ...more, rate: `${rate} bps` })

/** The share of each payload that is there in time, of half a minute's; the next four seconds are left to those on the way. */
function inTime(sensors: number, rate: number): number[] {
  const channel = polledChannel(settings(rate), { devices: sensors })
  const sent: { at: number; payload: number }[] = []
  const payloads = [
    ...COMMANDS.map((bytes) => ({ bytes, down: true })),
    ...RESPONSES.map((bytes) => ({ bytes, down: false })),
  ]
  for (let round = 0; round < 6; round++)
    for (let device = 0; device < sensors; device++)
      for (const [payload, one] of payloads.entries()) {
        // Evenly over the 5 s, the response half a second after its command.
        const phase = ((device * 617) % sensors) / sensors + (payload % 2) / 2 + (one.down ? 0 : 0.1)
        const at = Math.round((round + (phase % 1)) * EVERY)
        channel.send(at, { device, ...one })
        sent.push({ at, payload })
      }
  const arrivals = channel.run(6 * EVERY + BOUND)
  return payloads.map((_, payload) => {
    const mine = sent.map(({ at }, message) => arrivals[message]! - at).filter((_, i) => sent[i]!.payload === payload)
    return mine.filter((latency) => latency < BOUND).length / mine.length
  })
}

/** How much of its time a channel is busy with what is asked for, and how long its cycle is by that (Takagi: N·w ÷ (1 - ρ)). */
function byFormula(sensors: number, rate: number): { load: number; cycle: number } {
  const { microsPerByte, idle } = pollTimes(polled(settings(rate)))
  const commands = COMMANDS.reduce((sum, bytes) => sum + (bytes + 43 + 17) * microsPerByte + TURNAROUND, 0)
  const responses = RESPONSES.reduce((sum, bytes) => sum + (bytes + 43) * microsPerByte, 0)
  const load = (sensors * (commands + responses)) / EVERY
  return { load, cycle: load < 1 ? (sensors * idle) / (1 - load) : Infinity }
}

describe('1,000 feeder sensors, status and data every 5 s in less than 4 s', () => {
  it('are 400 exchanges a second: at 9600 bps the shortest question and answer alone take fourteen times as long', () => {
    expect((SENSORS * COMMANDS.length) / (EVERY / SECOND)).toBe(400)
    const { idle } = pollTimes(polled(settings(9600)))
    expect(idle).toBeCloseTo(41 * 8 * (SECOND / 9600) + TURNAROUND, 6)
    expect(idle * 400).toBeGreaterThan(14 * SECOND)
    // Round all of them once takes half a minute, without a byte of data.
    expect(SENSORS * idle).toBeGreaterThan(8 * BOUND)
  })

  it('are too many for 9600 bps, and for 2 Mbps, and few enough for 5 Mbps, as the formula says', () => {
    expect(byFormula(SENSORS, 9600).load).toBeGreaterThan(100)
    for (const share of inTime(SENSORS, 9600)) expect(share).toBeLessThan(0.05)

    // Not overloaded, but so nearly that the cycle is longer than the bound: commands are in time, since they interrupt, responses are not.
    const middle = byFormula(SENSORS, 2e6)
    expect(middle.load).toBeLessThan(1)
    expect(middle.cycle).toBeGreaterThan(2 * BOUND)
    const [status, data, ...responses] = inTime(SENSORS, 2e6)
    for (const share of [status, data]) expect(share).toBeGreaterThan(0.995)
    for (const share of responses) expect(share).toBeLessThan(0.5)

    expect(byFormula(SENSORS, 5e6).cycle).toBeLessThan(BOUND)
    for (const share of inTime(SENSORS, 5e6)) expect(share).toBeGreaterThan(0.995)
  })

  it('would be served by 9600 bps if there were seven of them on a channel', () => {
    const most = Array.from({ length: 20 }, (_, i) => i + 1).findLast((n) => byFormula(n, 9600).cycle < BOUND)
    expect(most).toBe(7)
    for (const share of inTime(7, 9600)) expect(share).toBeGreaterThan(0.995)
    // Half as many again as it can carry: after half a minute what waits is more than 4 s long.
    expect(byFormula(13, 9600).load).toBeGreaterThan(1.5)
    expect(Math.min(...inTime(13, 9600))).toBeLessThan(0.9)
  })
})
