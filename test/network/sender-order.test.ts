import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lossDraw } from '../../src/network/loss-draw.js'
import type { WireSettings } from '../../src/network/wire.js'
import { Bench, hop, place } from './bench.js'

const LINKS = 2
/** Of the actor at the far end. */
const PROCESSING = 700

interface Message {
  at: number
  device: number
  source: number
  tree: number
  priority: number
}

const messages = fc.array(
  fc.record({
    at: fc.nat(20_000),
    // None is as good as a device: then it is its source that sends.
    device: fc.constantFrom(-1, 0, 1, 2, 7, 8),
    source: fc.constantFrom(0, 1, 7),
    tree: fc.nat(LINKS - 1),
    priority: fc.nat(3),
  }),
  { minLength: 1, maxLength: 80 },
)

/** A message a packet, each with draws of its own. */
function played(settings: Partial<WireSettings>, list: Message[], senderOf: (message: Message, i: number) => number[]) {
  const bench = new Bench(5)
  const link = bench.wire(settings, LINKS, PROCESSING)
  bench.route(hop(link, { link: place('tree', link), endpoint: place('one', 3) }))
  list.forEach((message, i) => {
    const [device, source] = senderOf(message, i)
    bench.send(message.at, i, { bytes: 100, device: device!, source: source!, tree: message.tree, priority: message.priority }) // prettier-ignore
  })
  return bench.run()
}

// A wire never reorders the packets of one sender: where a repair or jitter would, the later one waits at the far end, and nobody else.
describe('the packets of one sender', () => {
  const settings: fc.Arbitrary<Partial<WireSettings>> = fc.record({
    rate: fc.constantFrom(100e3, 1e6),
    delay: fc.nat(5000),
    jitter: fc.constantFrom(0, 0, 3000, 50_000),
    loss: fc.constantFrom(0, 0.1, 0.5),
    retries: fc.nat(3),
    'retry-after': fc.nat(20_000),
    queue: fc.constantFrom(3000, 1e9),
    order: fc.constantFrom('fifo', 'strict'),
  })

  it('arrive when all before them have come or were given up, those of others when they come', () => {
    fc.assert(
      fc.property(settings, messages, (figures, list) => {
        // As if each were of a device of its own: nobody waits. The draws hang on source and number alone.
        const alone = played(figures, list, ({ source }, i) => [100 + i, source])
        const came = alone.arrivals()
        // Nobody waits for what was never sent, or is not sent again; after the others that are given up, packets are processed.
        const givenUp = new Map(
          alone.losses
            .filter(({ message, at }) => figures.retries! > 0 && at > list[message]!.at)
            .map(({ message, at }) => [message, at + PROCESSING]),
        )
        const bench = played(figures, list, ({ device, source }) => [device, source])

        const latest = new Map<string, number>()
        const expected: { message: number; at: number }[] = []
        const sent = list.map((one, i) => ({ ...one, i })).sort((a, b) => a.at - b.at || a.i - b.i)
        for (const { device, source, tree, priority, i } of sent) {
          const sender = [tree, device >= 0 ? `device ${device}` : `source ${source}`]
          const key = [...sender, figures.order === 'strict' ? priority : ''].join()
          const at = Math.max(came.get(i) ?? givenUp.get(i) ?? 0, latest.get(key) ?? 0)
          if (came.has(i)) expected.push({ message: i, at })
          latest.set(key, at)
        }
        const byMessage = (one: { message: number }, other: { message: number }) => one.message - other.message
        expect(bench.consumptions.map(({ message, at }) => ({ message, at })).sort(byMessage)).toEqual(
          expected.sort(byMessage),
        )
        expect(bench.losses.map(({ message, at, reason }) => [message, at, reason])).toEqual(
          alone.losses.map(({ message, at, reason }) => [message, at, reason]),
        )
        expect(bench.network.packets.inUse).toBe(0)
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  it('are delivered in the order in which they were sent, also where they come in one microsecond', () => {
    const bench = new Bench(5)
    bench.route(hop(bench.wire({ rate: 1e9, loss: 0.4, retries: 50, 'retry-after': 500, mtu: 10 })))
    const delivered: number[] = []
    const crossed = bench.network.crossed.bind(bench.network)
    bench.network.crossed = (packet) => {
      delivered.push(bench.network.packets.number[packet]!)
      crossed(packet)
    }
    bench.send(0, 0, { bytes: 5000 })
    bench.run()
    expect(delivered).toEqual(Array.from({ length: 500 }, (_, i) => i))
  })

  it('wait for a repair, seen one by one', () => {
    // Of three messages the first is lost once: 800 µs on the wire, noticed 50 later, and then behind the others.
    const lostOnce = (seed: number) => {
      const { packets } = new Bench(seed).network
      const packet = packets.take()
      const lost = (serial: number, attempt: number) => {
        packets.serial[packet] = serial
        return lossDraw(packets, packet, attempt, seed) < 0.3
      }
      return lost(0, 0) && !lost(0, 1) && !lost(1, 0) && !lost(2, 0)
    }
    const seed = Array.from({ length: 1000 }, (_, i) => i).find(lostOnce)!
    const bench = new Bench(seed)
    bench.route(hop(bench.wire({ rate: 1e6, delay: 300, loss: 0.3, retries: 3, 'retry-after': 50 })))
    bench.send(0, 0, { device: 1 })
    bench.send(0, 1, { device: 2 })
    bench.send(0, 2, { device: 1 })
    bench.run()
    // On the wire: 0 … 800 in vain, 800 … 1600, 1600 … 2400, and again from 2400 on.
    expect(bench.consumptions.map(({ message, at }) => [message, at])).toEqual([
      [1, 1600 + 300],
      [0, 3200 + 300],
      [2, 3200 + 300],
    ])
  })
})
