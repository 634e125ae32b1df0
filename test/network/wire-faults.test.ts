import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyed } from '../../src/kernel/keyed.js'
import { HOUR } from '../../src/kernel/time.js'
import { Lan, lanSchema } from '../../src/network/lan.js'
import { LinkStates } from '../../src/network/link-states.js'
import { NodeStates } from '../../src/network/node-states.js'
import { PRIORITY_SERVED } from '../../src/network/order.js'
import { OwnWires } from '../../src/network/own-wires.js'
import type { WireSettings } from '../../src/network/wire.js'
import { Bench, hop, place, wire } from './bench.js'
import { BACKLOG_MAX, BYTES_WIRE, DELIVERED, TRANSMISSIONS } from '../../src/network/links.js'

const sendings = fc.array(
  fc.record({
    at: fc.oneof(fc.nat(60), fc.nat(3000)),
    bytes: fc.integer({ min: 1, max: 3000 }),
    device: fc.nat(3),
    priority: fc.nat(3),
  }),
  { minLength: 1, maxLength: 60 },
)

// Two ways to keep a line, of which that where nothing can fail is checked against theory elsewhere: they must agree to the last microsecond, and in
// the order within one, or a fault that touches nothing would change what it does not touch.
describe('a wire that can fail, while it does not', () => {
  const rates = fc.constantFrom(1e9, 300e6, 7e6, 56e3)
  const loss = fc.constantFrom(0, 0.3)
  const queue = fc.constantFrom(4000, 1e9)
  it.each(['wire', 'own wires', 'lan'])('does the same as one that cannot: %s', (kind) => {
    fc.assert(
      fc.property(sendings, rates, loss, queue, fc.nat(3), (list, rate, loss, queue, retries) => {
        const settings = { rate, loss, queue, retries, 'retry-after': 7, delay: 3, header: 20 }
        const told = [true, false].map((canFail) => {
          const bench = new Bench(5)
          if (canFail) bench.network.letFail(new NodeStates(4, bench.simulation), new LinkStates(1))
          const first =
            kind === 'wire' ? bench.wire(settings) : kind === 'lan' ? lan(bench, settings) : ownWires(bench, settings)
          const second = bench.wire({ ...settings, rate: rate * 0.7 })
          const ends = { near: place('device'), far: place('one', -1) }
          bench.route(hop(first, { ends, hops: [hop(second)] }))
          // The numbers run against the time, so that ties are not broken by who came first.
          // On a LAN packets of one message that come within one microsecond come in no particular order: each is one packet.
          const most = kind === 'lan' ? 1400 : Infinity
          list.forEach(({ at, bytes, device, priority }, i) =>
            bench.send(at, list.length - i, { bytes: Math.min(bytes, most), device, priority }),
          )
          bench.run()
          const { consumptions, losses, network } = bench
          const columns = [BYTES_WIRE, TRANSMISSIONS, DELIVERED].map((what) => network.links.column(what))
          return { consumptions, losses, columns, backlogMax: network.links.column(BACKLOG_MAX) }
        })
        // A sum of bytes in one order or another: the last digits of a double.
        const [longest, other] = told.map(({ backlogMax }) => backlogMax)
        longest!.forEach((bytes, link) => expect(bytes).toBeCloseTo(other![link]!, 6))
        const [withFaults, without] = told.map(({ consumptions, losses, columns }) => ({
          consumptions,
          losses,
          columns,
        }))
        expect(withFaults).toEqual(without)
      }),
      { seed: 31, numRuns: 250 },
    )
  })
})

const LAN = lanSchema().parse({ medium: 'lan' })

/** Its backbone is hardly faster than a port. */
function lan(bench: Bench, settings: Partial<WireSettings>): number {
  const { rate, ...rest } = wire(settings)
  const made = { ...LAN, ...rest, medium: 'lan' as const, rate, backbone: rate * 1.3 }
  const members = { nodes: 5, membersOf: () => undefined }
  return bench.links(bench.medium((name, seed, book, given) => new Lan(name, made, seed, book, given), members))
}

function ownWires(bench: Bench, settings: Partial<WireSettings>): number {
  const medium = bench.medium((name, seed, book) => new OwnWires(name, wire(settings), seed, book, 0, 4))
  return bench.links(medium, { each: 4 })
}

/** Nodes 0 … 3 are devices, each with its end of the same wire. */
function failing(settings: Partial<WireSettings>, { trees = 1 } = {}) {
  const bench = new Bench(3)
  const nodes = new NodeStates(4, bench.simulation)
  const states = new LinkStates(trees)
  bench.network.letFail(nodes, states)
  const link = bench.wire(settings, trees)
  const ends = { near: place('device'), far: place('one', -1) }
  bench.route(hop(link, { ends, link: place('tree', link) }))
  const network = states.numberOf(bench.network.links.groupOf(link).network)
  const code = bench.simulation.handler('fault', (i) => changes[i]!())
  const changes: (() => void)[] = []
  const at = (time: number, change: () => void) =>
    bench.simulation.at(time, PRIORITY_SERVED, 0, code, changes.push(change) - 1)
  return { bench, nodes, states, link, network, at }
}

describe('a wire whose sender goes down', () => {
  it('sends on what it has begun, and nothing of what waited; the others have their turn in the same instant', () => {
    const { bench, link, nodes, at } = failing({ rate: 1e6 })
    // 800 µs each.
    for (let i = 0; i < 5; i++) bench.send(i, i, { bytes: 100, device: i === 3 ? 1 : 0 })
    at(100, () => nodes.fall(0))
    bench.run()
    expect(bench.consumptions.map(({ message, at }) => [message, at])).toEqual([
      [0, 800],
      [3, 1600],
    ])
    expect(bench.losses.map(({ message, reason, at }) => [message, reason, at])).toEqual([
      [1, 'node down', 800],
      [2, 'node down', 800],
      [4, 'node down', 1600],
    ])
    expect(bench.network.links.get(link, TRANSMISSIONS)).toBe(2)
  })

  it('does not keep what it sends after a restart behind what it held, nor send that again', () => {
    const { bench, nodes, at } = failing({ rate: 1e6 })
    for (let i = 0; i < 10; i++) bench.send(i, i, { bytes: 100 })
    at(100, () => nodes.fall(0))
    at(300, () => nodes.rise(0))
    bench.send(400, 10, { bytes: 100 })
    bench.run()
    expect([...bench.arrivals()]).toEqual([
      [0, 800],
      [10, 1600],
    ])
    expect(bench.losses.map(({ reason }) => reason)).toEqual(Array.from({ length: 9 }, () => 'node down'))
  })

  it('repeats nothing that was lost on the way, and nobody behind it waits for that', () => {
    const never = { rate: 1e6, retries: 5, 'retry-after': 100_000 }
    // What is lost of a hundred at 50 % is known by who arrives without a fault.
    const alone = failing({ ...never, loss: 0.5, retries: 0 })
    for (let i = 0; i < 100; i++) alone.bench.send(i * 10_000, i, { bytes: 100 })
    const first = alone.bench.run().arrivals()
    const { bench, link, nodes, at } = failing({ ...never, loss: 0.5 })
    for (let i = 0; i < 100; i++) bench.send(i * 10_000, i, { bytes: 100 })
    const died = 509_900
    at(died, () => nodes.fall(0))
    at(died + 1, () => nodes.rise(0))
    bench.run()
    const { links, packets } = bench.network
    expect(packets.inUse).toBe(0)
    // Under repair when it died: those lost within the last 100 ms; all that it sends afterwards gets through again.
    const dead = bench.losses.filter(({ reason }) => reason === 'node down')
    expect(dead.length).toBeGreaterThan(3)
    for (const { message } of dead) {
      expect(message).toBeLessThanOrEqual(50)
      expect(first.has(message)).toBe(false)
    }
    for (const { at } of dead) expect(at).toBeGreaterThan(died)
    for (const { at } of dead) expect(at).toBeLessThanOrEqual(died + 100_000)
    expect(bench.consumptions.length + bench.losses.length).toBe(100)
    // In the order of the sender, whatever was given up in between.
    const order = bench.consumptions.map(({ message }) => message)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(links.get(link, TRANSMISSIONS)).toBeGreaterThan(100)
  })

  it('leaves no line of its order behind, however it dies', () => {
    const outages = fc.array(fc.record({ from: fc.nat(200_000), lasts: fc.integer({ min: 1, max: 50_000 }) }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(sendings, outages, fc.constantFrom('fifo' as const, 'strict' as const), (list, down, order) => {
        const { bench, nodes, at } = failing({
          rate: 200e3, loss: 0.4, retries: 3, 'retry-after': 9000, jitter: 5000, queue: 9000, order,
        }) // prettier-ignore
        list.forEach(({ at, bytes, device, priority }, i) => bench.send(at * 50, i, { bytes, device, priority }))
        for (const { from, lasts } of down) {
          at(from, () => nodes.fall(0))
          at(from + lasts, () => nodes.rise(0))
        }
        bench.run()
        expect(bench.network.packets.inUse).toBe(0)
        expect(bench.copies).toBe(bench.ends)
        expect(linesOf(bench)).toBe(0)
      }),
      { seed: 32, numRuns: 150 },
    )
  })

  it('gives up thousands in one instant without a call inside a call for each, though each loss sets off a sending', () => {
    const { bench, nodes, at, link } = failing({ rate: 1e6 })
    const many = 30_000
    for (let i = 0; i < many; i++) bench.send(0, i, { bytes: 100 })
    at(100, () => nodes.fall(0))
    at(200, () => nodes.rise(0))
    let more = 0
    const missed = bench.missed.bind(bench)
    bench.missed = (message, ...rest) => {
      missed(message, ...rest)
      const sending = { message: many + message, route: 0, bytes: 1, application: 1, security: 0, tree: 0, device: 0 }
      const name = { tag: 0, key: 64 * (many + message), source: 0, serial: many + message, first: 0, priority: 0 }
      more++
      bench.copies++
      bench.network.send({ ...sending, ...name, expires: Infinity }, 1500)
    }
    bench.run()
    expect(more).toBe(many - 1)
    expect(bench.losses).toHaveLength(many - 1)
    // One byte takes 8 µs.
    expect(bench.consumptions.at(-1)!.at).toBe(800 + 8 * more)
    expect(bench.network.links.get(link, TRANSMISSIONS)).toBe(1 + more)
  })
})

describe('a wire that is down', () => {
  it('loses what waits for it when its turn comes, and what comes at once; the wire of another tree does not notice', () => {
    const { bench, states, network, at } = failing({ rate: 1e6 }, { trees: 2 })
    for (const tree of [0, 1]) for (let i = 0; i < 3; i++) bench.send(0, 10 * tree + i, { bytes: 100, tree })
    at(100, () => states.fall(network, 0))
    bench.send(500, 3, { bytes: 100, tree: 0 })
    at(900, () => states.rise(network, 0))
    bench.send(1000, 4, { bytes: 100, tree: 0 })
    bench.run()
    expect([...bench.arrivals()]).toEqual([
      [0, 800],
      [10, 800],
      [11, 1600],
      [4, 1800],
      [12, 2400],
    ])
    expect(bench.losses.map(({ message, reason, at }) => [message, reason, at])).toEqual([
      [3, 'link down', 500],
      [1, 'link down', 800],
      [2, 'link down', 800],
    ])
  })
})

describe('a wire that others fill', () => {
  it('takes so many times as long for what it begins to send from then on', () => {
    const { bench, states, network, at } = failing({ rate: 1e6 })
    for (let i = 0; i < 3; i++) bench.send(0, i, { bytes: 100 })
    at(100, () => states.fill(network, 0, 0.75))
    at(3999, () => states.fill(network, 0, 0))
    // 800 µs, 3200 of those that begin while a quarter is left.
    expect([...bench.run().arrivals().values()]).toEqual([800, 4000, 4800])
  })

  it('keeps waiting what M/D/1 says of a service twice as long where half of it is taken', () => {
    // Pollaczek and Khinchine's Wq = ρ s / (2 (1 - ρ)), with a service of 2 × 800 µs and ρ = 0.6.
    const [service, load, packets] = [1600, 0.6, 300_000]
    const { bench, states, network } = failing({ rate: 1e6 })
    states.fill(network, 0, 0.5)
    let [at, waited] = [0, 0]
    const sent = new Float64Array(packets)
    for (let i = 0; i < packets; i++) {
      at += (-Math.log(1 - keyed(9, 0, i, 0, 0, 0)) * service) / load
      sent[i] = Math.round(at)
      bench.send(sent[i]!, i, { bytes: 100 })
    }
    bench.run(2000 * HOUR)
    expect(bench.consumptions).toHaveLength(packets)
    for (const { message, at } of bench.consumptions) waited += at - sent[message]! - service
    const formula = (load * service) / (2 * (1 - load))
    expect(Math.abs(waited / packets / formula - 1)).toBeLessThan(0.02)
  })
})

/** The lines that the wire keeps of senders with a packet under repair. */
function linesOf({ network }: Bench): number {
  const { media } = network as unknown as { media: { queue: { crossing: { order: { lines: number } } } }[] }
  return media[0]!.queue.crossing.order.lines
}
