import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pollTimes } from '../../src/network/poll-times.js'
import { polled, polledChannel } from './one-channel.js'
import { QuestionByQuestion, type ScanMessage } from './question-by-question.js'
import { BUSY, BYTES_WIRE } from '../../src/network/links.js'

const HOUR = 3_600_000_000

// All times are multiples of 10 µs and messages come 5 µs off, so that nothing hangs on which of two things in a microsecond is first.
const message = (last: number) =>
  fc.record({
    at: fc.nat(last).map((at) => 10 * at + 5),
    device: fc.nat(39),
    bytes: fc.integer({ min: 1, max: 40 }).map((five) => 5 * five),
    down: fc.boolean(),
    priority: fc.nat(2),
  })

describe('a scan that is computed', () => {
  it.each([
    { commands: 'interrupt', inTurn: false },
    { commands: 'in-turn', inTurn: true },
  ])('is the scan question by question, with commands that go $commands', ({ commands, inTurn }) => {
    // Crowded, so that stations and commands wait for each other, and sparse, so that the scan goes round idle.
    const traffic = fc.oneof(
      fc.array(message(1000), { minLength: 1, maxLength: 60 }),
      fc.array(message(10_000), { minLength: 1, maxLength: 20 }),
    )
    fc.assert(
      fc.property(traffic, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 }), (list, stations, most) => {
        const messages = list.map((one) => ({ ...one, device: one.device % stations }))
        const channel = polledChannel({ commands, 'packets-per-poll': most, queue: '1 MB' }, { devices: stations })
        for (const one of messages) channel.send(one.at, one)
        const times = { microsPerByte: 8, poll: 5, answer: 5, turnaround: 20, packetsPerPoll: most, inTurn }
        const end = 500_000
        const { arrivals } = new QuestionByQuestion(stations, times, messages).runUntil(end)
        expect(channel.run(end)).toEqual(messages.map((_, i) => (arrivals[i]! <= end ? arrivals[i] : undefined)))
      }),
      { seed: 21, numRuns: 60 },
    )
  })

  it('puts as many bytes on the air, hour by hour and each way, as if they were counted question by question', () => {
    // Idle for an hour, busy for another, idle to the end in the middle of the fourth; 9600 bps, DNP3 figures.
    const list: ScanMessage[] = []
    for (let i = 0; i < 3900; i++)
      list.push({ at: HOUR + 900_001 * i, device: (i * 7) % 40, bytes: 50, down: i % 3 === 0, priority: 0 })
    const end = 3.5 * HOUR
    const channel = polledChannel(
      { rate: '9600 bps', poll: '24 B', answer: '17 B', turnaround: '40 ms' },
      { devices: 40 },
    )
    const { bench, links, up, down } = channel
    ;(bench.load as { end: number }).end = end
    for (const one of list) channel.send(one.at, one)
    channel.run(end)

    const microsPerByte = 8e6 / 9600
    const times = { microsPerByte, poll: 24, answer: 17, turnaround: 40_000, packetsPerPoll: 4, inTurn: false }
    const brute = new QuestionByQuestion(40, times, list).runUntil(end)
    const lists = [
      { link: down, own: brute.questions, way: true },
      { link: up, own: brute.answers, way: false },
    ]
    for (const { link, own, way } of lists) {
      const messages = list.filter((one) => one.down === way).map(({ bytes }) => bytes)
      const all = [...own.filter(({ at }) => at < end).map(({ bytes }) => bytes), ...messages]
      // The scan is booked evenly, so that it is off by the part of a question at the end.
      expect(Math.abs(links.get(link, BYTES_WIRE) - all.reduce((sum, bytes) => sum + bytes))).toBeLessThanOrEqual(24)
      expect(links.get(link, BUSY) / (links.get(link, BYTES_WIRE) * microsPerByte)).toBeCloseTo(1, 9)
      const hours = bench.load.bytesWire[links.laneOf(link)]!
      for (const hour of [0, 2, 3]) {
        const inHour = own.filter(({ at }) => Math.floor(at / HOUR) === hour && at < end)
        const bytes = inHour.reduce((sum, one) => sum + one.bytes, 0)
        // Nothing else is sent in those hours; a question on the edge of an hour may be in either.
        expect(Math.abs(hours[hour]! - bytes)).toBeLessThanOrEqual(24)
        expect(bytes).toBeGreaterThan(100_000)
      }
      expect(hours.reduce((sum, bytes) => sum + bytes)).toBe(links.get(link, BYTES_WIRE))
      const busy = bench.load.busy[links.laneOf(link)]!
      expect(busy.reduce((sum, time) => sum + time) / links.get(link, BUSY)).toBeCloseTo(1, 9)
    }
    // No payload pays for the scan.
    expect(bench.bytesByTag[0]).toBe(list.reduce((sum, { bytes }) => sum + bytes, 0))
    expect(channel.medium.scanBytes).toBe(
      links.get(up, BYTES_WIRE) + links.get(down, BYTES_WIRE) - bench.bytesByTag[0]!,
    )
  })

  it('takes on the mean as long with an idle station, where exchanges fail, as asking again and again does', () => {
    const settings = polled({ loss: '30%', retries: 2 })
    const times = pollTimes(settings)
    // By hand: 100 µs when it answers, 540 when not (question and time-out); asked up to three times.
    const [good, failed] = [100, 540]
    const mean = 0.7 * good + 0.3 * 0.7 * (failed + good) + 0.09 * 0.7 * (2 * failed + good) + 0.027 * 3 * failed
    expect(times.idle).toBeCloseTo(mean, 9)
    expect(times.idleDown).toBeCloseTo(5 * (1 + 0.3 + 0.09), 9)
    expect(times.idleUp).toBeCloseTo(5 * (1 + 0.3 + 0.09), 9)
  })
})
