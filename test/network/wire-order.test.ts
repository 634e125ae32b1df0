import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireSettings } from '../../src/network/wire.js'
import { Bench, hop } from './bench.js'
import { BACKLOG_MAX } from '../../src/network/links.js'

interface Packet {
  at: number
  bytes: number
  priority: number
}

const packets = fc.array(
  fc.record({ at: fc.nat(60_000), bytes: fc.integer({ min: 1, max: 300 }), priority: fc.nat(3) }),
  { minLength: 1, maxLength: 150 },
)
// Rates at which a byte takes a whole number of microseconds: a line that is kept knows no rounding then.
const rates = fc.constantFrom(500e3, 1e6, 2e6)
const weights = fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(0.5, 1, 2, 3, 8)))

/** Each packet is a message of a device of its own. */
function played(settings: Partial<WireSettings>, list: Packet[]): Bench {
  const bench = new Bench(2)
  bench.route(hop(bench.wire({ mtu: 320, ...settings })))
  list.forEach(({ at, bytes, priority }, i) => bench.send(at, i, { bytes, priority, device: i }))
  return bench.run()
}

const told = ({ consumptions, losses }: Bench) => [
  consumptions.map(({ message, at }) => [message, at]),
  losses.map(({ message, at, reason }) => [message, at, reason]),
]

describe('a wire that sends by class', () => {
  it.each(['strict', 'weighted'] as const)(
    'is the same as first come, first served for packets of one class: %s',
    (order) => {
      fc.assert(
        fc.property(packets, fc.constantFrom(9600, 1e6, 3e6, 7e6), fc.integer({ min: 320, max: 3000 }), fc.nat(3), (list, rate, queue, priority) => {
        const alike = list.map((one) => ({ ...one, priority }))
        const settings = { rate, queue, header: 20, delay: 7 }
        expect(told(played({ ...settings, order, weights: [8, 4, 2, 1] }, alike))).toEqual(told(played(settings, alike)))
      }), // prettier-ignore
        { seed: 31, numRuns: 200 },
      )
    },
  )

  it.each(['strict', 'weighted'] as const)(
    'gives the same as lines that are kept as one would first write them: %s',
    (order) => {
      fc.assert(
        fc.property(packets, rates, weights, fc.constantFrom(700, 3000, 1e9), (list, rate, weights, queue) => {
          const bench = played({ rate, order, weights, queue, header: 4 }, list)
          const kept = keptLines(list.map((one) => ({ ...one, bytes: one.bytes + 4 })), 8e6 / rate, queue, order === 'weighted' ? weights : undefined) // prettier-ignore
          expect(told(bench)).toEqual([kept.departures, kept.drops])
          expect(bench.network.packets.inUse).toBe(0)
        }),
        { seed: 32, numRuns: 300 },
      )
    },
  )

  it('interrupts nothing: what is first in rank waits for the packet that is being sent', () => {
    const bench = played({ rate: 1e6, order: 'strict' }, [
      { at: 0, bytes: 300, priority: 3 },
      { at: 0, bytes: 100, priority: 3 },
      { at: 10, bytes: 50, priority: 1 },
      { at: 20, bytes: 50, priority: 0 },
    ])
    expect(bench.consumptions.map(({ message, at }) => [message, at])).toEqual([
      [0, 2400],
      [3, 2800],
      [2, 3200],
      [1, 4000],
    ])
  })

  it('shares a busy wire by weight: in any stretch of time in which two classes wait, to within a packet of each', () => {
    const weights = [8, 4, 2, 1]
    const list = Array.from({ length: 800 }, (_, i) => ({ at: 0, bytes: 100 + ((i * 37) % 200), priority: i % 4 }))
    const bench = played({ rate: 1e6, order: 'weighted', weights }, list)
    const sent = [0, 0, 0, 0]
    const left = [200, 200, 200, 200]
    for (const { message } of bench.consumptions) {
      const { priority, bytes } = list[message]!
      sent[priority]! += bytes
      left[priority]!--
      if (left.some((packets) => packets === 0)) break
      // What a class has paid differs by no more than a packet of each (Golestani's bound); the first packet was sent unasked.
      for (let one = 0; one < 4; one++) {
        for (let other = 0; other < 4; other++) {
          const apart = Math.abs(sent[one]! / weights[one]! - sent[other]! / weights[other]!)
          expect(apart).toBeLessThanOrEqual(300 / weights[one]! + 300 / weights[other]!)
        }
      }
    }
    expect(left[0]).toBe(0)
    // 8 of 15 parts of what was sent so far are of the first class.
    const all = sent.reduce((sum, bytes) => sum + bytes)
    expect(Math.abs(sent[0]! / all - 8 / 15)).toBeLessThan(0.01)
  })

  it('saves nothing up for a class that was silent', () => {
    // For 100 packets only class 3 sends; then class 0 comes and they share evenly from there on.
    const [old, late] = [
      Array.from({ length: 200 }, () => ({ at: 0, bytes: 100, priority: 3 })),
      Array.from({ length: 100 }, () => ({ at: 80_000, bytes: 100, priority: 0 })),
    ]
    const bench = played({ rate: 1e6, order: 'weighted', weights: [1, 1, 1, 1] }, [...old, ...late])
    const after = bench.consumptions.filter(({ at }) => at > 80_800).map(({ message }) => (message < 200 ? 3 : 0))
    const first = after.slice(0, 100)
    expect(Math.abs(first.filter((one) => one === 0).length - 50)).toBeLessThanOrEqual(1)
  })

  it('drops what comes when the queue is full, of whatever class', () => {
    const full = { at: 0, bytes: 100, priority: 3 }
    const bench = played({ rate: 1e6, mtu: 100, queue: 300, order: 'strict' }, [
      full,
      full,
      full,
      { at: 1, bytes: 100, priority: 0 },
    ])
    expect(bench.losses.map(({ message, reason }) => [message, reason])).toEqual([[3, 'queue full']])
    expect(bench.network.links.get(0, BACKLOG_MAX)).toBe(300)
  })

  it('takes a class beyond the last for the last', () => {
    const list = [0, 9, 3, 0].map((priority) => ({ at: 0, bytes: 100, priority }))
    const bench = played({ rate: 1e6, order: 'strict' }, list)
    expect(bench.consumptions.map(({ message }) => message)).toEqual([0, 3, 1, 2])
  })
})

/**
 * A list of waiting packets a class, and an event at each arrival and departure. Weighted: each packet is stamped when it comes with max(what the
 * packet on the wire is stamped with, the last stamp of its class) + bytes ÷ weight, and the least stamp is next (Golestani 1994).
 */
function keptLines(list: Packet[], microsPerByte: number, queue: number, weights: number[] | undefined) {
  const departures: number[][] = []
  const drops: (number | string)[][] = []
  const lines: { message: number; bytes: number; stamp: number }[][] = [[], [], [], []]
  let sending: { message: number; bytes: number; stamp: number } | undefined
  let since = 0
  let stamps = [0, 0, 0, 0]
  const inOrder = list.map((one, message) => ({ ...one, message })).sort((a, b) => a.at - b.at || a.message - b.message)
  const start = (at: number) => {
    const waiting = lines.filter((line) => line.length > 0)
    const line = weights ? waiting.reduce<typeof waiting[0] | undefined>((best, one) => (best && best[0]!.stamp <= one[0]!.stamp ? best : one), undefined) : waiting[0] // prettier-ignore
    sending = line?.shift()
    since = at
    if (sending === undefined) stamps = [0, 0, 0, 0]
  }
  let next = 0
  while (next < inOrder.length || sending) {
    const done = sending ? since + sending.bytes * microsPerByte : Infinity
    // What comes in the microsecond in which the wire is free comes after: it is sent by whoever is done first.
    if (next < inOrder.length && inOrder[next]!.at < done) {
      const { at, bytes, priority, message } = inOrder[next++]!
      const waiting = lines.flat().reduce((sum, one) => sum + one.bytes, 0)
      const held = sending ? waiting + sending.bytes - (at - since) / microsPerByte : 0
      if (sending && Math.round(held + bytes) > queue) {
        drops.push([message, at, 'queue full'])
        continue
      }
      const stamp = Math.max(sending?.stamp ?? 0, stamps[priority]!) + bytes / (weights?.[priority] ?? 1)
      stamps[priority] = stamp
      lines[priority]!.push({ message, bytes, stamp })
      if (!sending) start(at)
    } else {
      departures.push([sending!.message, done])
      start(done)
    }
  }
  return { departures, drops }
}
