import { describe, expect, it } from 'vitest'
import { EVERYONE } from '../../src/network/medium.js'
import { polledChannel } from './one-channel.js'
import { BYTES_APPLICATION, TRANSMISSIONS } from '../../src/network/links.js'

const HOUR = 3_600_000_000

// A question takes 40 µs, the station then 20 µs, its answer 40 µs and 8 µs for each byte of data: an idle station 100 µs.
const ASKED = 60
const IDLE = 100
const BYTE = 8

describe('what a station sends on a polled channel', () => {
  it('waits until the station is asked, and goes with its answer', () => {
    const channel = polledChannel({ header: '20 B' }, { devices: 10, processing: 7 })
    // Station 3 is asked from 300 µs on, and in each cycle of 1000 µs; 120 bytes take 960 µs.
    channel.send(1234, { device: 3, bytes: 100 })
    expect(channel.run()).toEqual([1300 + ASKED + 40 + 960 + 7])
  })

  it('goes at once where it comes before the station has begun to answer, otherwise a cycle later', () => {
    for (const [at, asked] of [
      [1300 + ASKED, 1300],
      [1300 + ASKED + 1, 2300],
    ] as const) {
      const channel = polledChannel({}, { devices: 10 })
      channel.send(at, { device: 3, bytes: 100 })
      expect(channel.run()).toEqual([asked + ASKED + 40 + 100 * BYTE])
    }
  })

  it('keeps those behind it in the cycle waiting for as long as it takes', () => {
    const channel = polledChannel({}, { devices: 10 })
    channel.send(0, { device: 3, bytes: 100 })
    channel.send(0, { device: 5, bytes: 50 })
    const first = 300 + IDLE + 800
    expect(channel.run()).toEqual([first, first + IDLE + IDLE + 400])
  })

  it('is so many packets at a time, those of the highest priority first', () => {
    const channel = polledChannel({ 'packets-per-poll': 2 }, { devices: 10 })
    for (const priority of [3, 2, 0]) channel.send(0, { device: 0, bytes: 100, priority })
    // The station is already being asked at 0: it answers at 60 µs, with two of them.
    const second = IDLE + 1600
    expect(channel.run()).toEqual([second + 9 * IDLE + IDLE + 800, second, IDLE + 800])
  })

  it('comes with a report of the station that is as long whether or not there is anything new', () => {
    const channel = polledChannel({ 'report-by-exception': false, report: '10 B' }, { devices: 10 })
    channel.send(2000, { device: 3, bytes: 100 })
    // An idle station takes 180 µs, a cycle 1800 µs.
    expect(channel.run()).toEqual([1800 + 3 * 180 + ASKED + 120 + 800])
  })

  it('is dropped where it does not fit at the station', () => {
    const channel = polledChannel({ mtu: '100 B', queue: '200 B' }, { devices: 10 })
    for (const device of [3, 3, 3, 4]) channel.send(0, { device, bytes: 100 })
    channel.run()
    expect(channel.bench.losses).toMatchObject([{ message: 2, reason: 'queue full', at: 0 }])
  })

  it('may come from a station that the channel was not known to have: it is asked last', () => {
    const channel = polledChannel({}, { devices: 10 })
    channel.send(1234, { device: 50, bytes: 100 })
    // At 1234 station 2 is being asked; 8 more, then the new one.
    expect(channel.run()).toEqual([1200 + 8 * IDLE + IDLE + 800])
    expect(channel.bench.consumptions).toHaveLength(1)
  })

  it('is on a channel with so many stations, where the network leads straight to them', () => {
    const channel = polledChannel({ 'stations-per-channel': 20 }, { devices: 100, noDomain: true })
    channel.send(1, { device: 19, bytes: 100 })
    channel.send(1, { device: 20, bytes: 100 })
    channel.send(2500, { device: 63, bytes: 100 })
    // Each channel has its own scan: at 1 the first station of the second channel, which is 20, is being asked.
    expect(channel.run()).toEqual([1900 + IDLE + 800, IDLE + 800, 4300 + IDLE + 800])
  })
})

describe('a command on a polled channel', () => {
  it('is sent before the next question, and confirmed before the scan goes on', () => {
    const channel = polledChannel({}, { devices: 10 })
    channel.send(1234, { device: 8, bytes: 100, down: true })
    channel.send(1234, { device: 3, bytes: 100 })
    // At 1234 station 2 is being asked. The command takes 800 µs, its confirmation 20 + 40.
    const sent = 1300 + 800
    expect(channel.run()).toEqual([sent, sent + 60 + IDLE + 800])
  })

  it('waits for its station in turn, where that is said, and goes before its question', () => {
    const channel = polledChannel({ commands: 'in-turn' }, { devices: 10 })
    channel.send(1234, { device: 8, bytes: 100, down: true })
    channel.send(1234, { device: 8, bytes: 100 })
    const sent = 1800 + 800
    expect(channel.run()).toEqual([sent, sent + 60 + IDLE + 800])
  })

  it('goes before others of lower priority', () => {
    const channel = polledChannel({}, { devices: 10 })
    for (const priority of [2, 1]) channel.send(1, { device: 8, bytes: 100, down: true, priority })
    expect(channel.run()).toEqual([100 + 800 + 60 + 800, 100 + 800])
  })

  it('does not cut off a station that is being asked and has something to say', () => {
    const channel = polledChannel({}, { devices: 10 })
    channel.send(1200, { device: 3, bytes: 100 })
    channel.send(1310, { device: 5, bytes: 100, down: true })
    const answered = 1300 + IDLE + 800
    expect(channel.run()).toEqual([answered, answered + 800])
  })

  it('for all is sent once and not confirmed, also where others wait for their turn', () => {
    for (const commands of ['interrupt', 'in-turn']) {
      const channel = polledChannel({ commands }, { devices: 10 })
      channel.send(1234, { device: EVERYONE, bytes: 100, down: true })
      channel.send(1234, { device: 3, bytes: 100 })
      expect(channel.run()).toEqual([1300 + 800, 1300 + 800 + IDLE + 800])
    }
  })

  it('shares the queue of the master with all others', () => {
    const channel = polledChannel({ mtu: '100 B', queue: '200 B', commands: 'in-turn' }, { devices: 10 })
    for (const device of [3, 4, 5]) channel.send(0, { device, bytes: 100, down: true })
    channel.run()
    expect(channel.bench.losses).toMatchObject([{ message: 2, reason: 'queue full', at: 0 }])
  })
})

describe('exchanges that fail on a polled channel', () => {
  const always = { share: '0%', poor: { devices: '100%', share: '100%' } }
  /** Asked, and nothing until the time-out of 500 µs; an answer of 100 bytes takes longer than that. */
  const silent = 40 + 500

  it('are tried again at once, then in the next cycles, and after so many the station gives up', () => {
    const channel = polledChannel({ loss: always, retries: 1, visits: 2 }, { devices: 10 })
    channel.send(0, { device: 0, bytes: 10 })
    channel.run()
    // Every station is silent, twice in a visit; an answer with 10 bytes is over before the time-out.
    const cycle = 10 * 2 * silent
    expect(channel.bench.losses).toMatchObject([{ message: 0, reason: 'retries exhausted', at: cycle + 2 * silent }])
    expect(channel.links.get(channel.up, TRANSMISSIONS)).toBe(4)
    expect(channel.links.get(channel.up, BYTES_APPLICATION)).toBe(10)
  })

  it('are noise where nothing is tried again', () => {
    const channel = polledChannel({ loss: always, retries: 0, visits: 1 }, { devices: 10 })
    channel.send(0, { device: 0, bytes: 100 })
    channel.send(1, { device: 1, bytes: 100, down: true })
    channel.run()
    // The answer is so long that the master waits for its end; the command meets silence.
    expect(channel.bench.losses).toMatchObject([
      { message: 0, reason: 'noise', at: IDLE + 800 },
      { message: 1, reason: 'noise', at: IDLE + 800 + 800 + 500 },
    ])
  })

  it('of a command are tried again before anything else', () => {
    const channel = polledChannel({ loss: always, retries: 2 }, { devices: 10 })
    channel.send(0, { device: 1, bytes: 100, down: true })
    channel.run()
    expect(channel.bench.losses).toMatchObject([{ message: 0, reason: 'retries exhausted', at: 3 * (800 + 500) }])
  })

  it('keep the order of what a station sends', () => {
    const channel = polledChannel({ loss: '60%', retries: 20, visits: 10, 'packets-per-poll': 3 }, { devices: 4 })
    for (let i = 0; i < 40; i++) channel.send(i * 100, { device: 2, bytes: 10 })
    const arrivals = channel.run()
    expect(arrivals.every((at) => at !== undefined)).toBe(true)
    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a! - b!))
  })
})

describe('an idle scan', () => {
  it('costs no event but one an hour for the books, however many stations there are', () => {
    const channel = polledChannel({}, { devices: 1000 })
    channel.send(0, { device: 0 })
    channel.send(72 * HOUR, { device: 999 })
    channel.run(73 * HOUR)
    expect(channel.bench.simulation.events).toBeLessThan(73 + 10)
  })
})
