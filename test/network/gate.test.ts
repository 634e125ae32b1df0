import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/time.js'
import { Battery } from '../../src/network/battery.js'
import { DutyCycle } from '../../src/network/duty-cycle.js'
import { Gate, type GateParts } from '../../src/network/gate.js'
import { Store } from '../../src/network/store.js'
import { WakeUp } from '../../src/network/wake-up.js'
import { Bench, hop, place } from './bench.js'
import { BUSY, DELIVERED, OFFERED, TIME, TRANSMISSIONS } from '../../src/network/links.js'

const instant = { rate: 8e9 }

function gated(bench: Bench, parts: (bench: Bench) => GateParts, wire = instant as object, processing = 0): number {
  const gate = bench.network.addGate(new Gate(parts(bench)))
  const link = bench.wire(wire, 1, processing)
  bench.route(hop(link, { gate, near: place('device'), node: place('device'), to: 'DAP' }))
  return link
}

describe('wake-up windows', () => {
  const every = HOUR
  const lasts = 10 * SECOND
  const windows = { every, for: lasts }

  it('open once in each cycle for so long, at a phase of each node that the seed and its name decide', () => {
    const wakeUp = new WakeUp('gas-meter', windows, 7)
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e12), (node, at) => {
        const open = wakeUp.awake(node, at)
        expect(open).toBeGreaterThanOrEqual(at)
        expect(open - at).toBeLessThanOrEqual(every - lasts + 1)
        // It is awake then, asleep just before where it had to wait, and so a cycle later.
        expect(wakeUp.awake(node, open)).toBe(open)
        if (open > at) {
          expect(wakeUp.awake(node, open - 2)).toBe(open)
          expect(wakeUp.awake(node, open + lasts + 1) - open).toBeGreaterThan(every - 3)
          expect(wakeUp.awake(node, open + every) - open - every).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 4 },
    )
    const phases = (of: WakeUp) => Array.from({ length: 100 }, (_, node) => of.awake(node, 0))
    expect(new Set(phases(wakeUp)).size).toBeGreaterThan(90)
    expect(phases(new WakeUp('gas-meter', windows, 7))).toEqual(phases(wakeUp))
    expect(phases(new WakeUp('gas-meter', windows, 8))).not.toEqual(phases(wakeUp))
    expect(phases(new WakeUp('water-meter', windows, 7))).not.toEqual(phases(wakeUp))
  })

  it('keep what a device sends at the device, what is for it at the node before it, and what is for all until all were awake', () => {
    for (const side of ['awake', 'listens'] as const) {
      const bench = new Bench()
      const wakeUp = new WakeUp('gas-meter', windows, 1)
      const link = gated(bench, () => ({ [side]: wakeUp }))
      bench.send(1000, 1, { device: 5, bytes: 1 })
      const opens = wakeUp.awake(5, 1000)
      expect(opens).toBeGreaterThan(1000)
      bench.run(opens - 1)
      expect(bench.network.links.get(link, OFFERED)).toBe(0)
      expect(bench.network.packets.inUse).toBe(1)
      expect(bench.run().arrivals().get(1)).toBe(opens + 1)
      expect(bench.network.links.get(link, TIME)).toBe(opens + 1 - 1000)
    }
    const bench = new Bench()
    gated(bench, () => ({ listens: new WakeUp('gas-meter', windows, 1) }))
    bench.send(1000, 1, { device: -1, bytes: 1 })
    expect(bench.run().arrivals().get(1)).toBe(1000 + every - lasts + 1)
  })
})

describe('a duty cycle', () => {
  // A byte takes a millisecond; 1 % of 10 s is 100 ms, so 100 bytes at once, then one each 100 ms.
  const settings = { share: 0.01, window: 10 * SECOND, networks: ['nan' as const] }
  const slow = { rate: 8000 }
  const parts = { header: 0, microsPerByte: 1000 }

  it('lets a node send its share of a window at once, and then as much as the share allows', () => {
    const bench = new Bench()
    gated(bench, () => ({ ...parts, duty: new DutyCycle(3, settings) }), slow)
    for (let i = 0; i < 4; i++) bench.send(0, i, { device: 1, bytes: 50 })
    bench.send(0, 9, { device: 2, bytes: 50 })
    bench.run()
    // 50 ms each; the third when the bucket has 50 ms again, 5 s later, the fourth another 5 s later. Another node has its own.
    const sent = bench.arrivals()
    expect([0, 1, 2, 3].map((i) => sent.get(i))).toEqual([50e3, 100e3, 5e6 + 50e3, 10e6 + 50e3])
    expect(sent.get(9)).toBe(150e3)
  })

  it('comes to the share in the long run, whatever is offered', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 200, maxLength: 300 }), (sizes) => {
        const bench = new Bench()
        const link = gated(bench, () => ({ ...parts, duty: new DutyCycle(1, settings) }), slow)
        sizes.forEach((bytes, i) => bench.send(0, i, { device: 0, bytes }))
        bench.run()
        const airtime = sizes.reduce((sum, bytes) => sum + bytes * 1000, 0)
        const last = sizes.at(-1)! * 1000
        // The last begins when all before it and itself, but for one bucket, have been earned.
        const ends = Math.ceil((airtime - settings.share * settings.window) / settings.share) + last
        expect(Math.abs(bench.consumptions.at(-1)!.at - ends)).toBeLessThanOrEqual(100_000)
        expect(bench.network.links.get(link, BUSY)).toBeCloseTo(airtime, 3)
      }),
      { seed: 2, numRuns: 20 },
    )
  })

  it('counts what is sent again', () => {
    const at = (retries: number) => {
      const bench = new Bench(5)
      gated(bench, () => ({ ...parts, duty: new DutyCycle(1, settings) }), { ...slow, loss: 1, retries })
      bench.send(0, 0, { device: 0, bytes: 50 })
      bench.send(1e6, 1, { device: 0, bytes: 50 })
      bench.run(1e6 - 1)
      const first = bench.network.links.get(0, TRANSMISSIONS)
      bench.run()
      return { first, gone: bench.losses.at(-1)!.at }
    }
    expect(at(0)).toEqual({ first: 1, gone: 1e6 + 50e3 })
    // Four times 50 ms were sent: 200 ms are 20 s, and the bucket holds 10 s: 50 ms (5 s) more are allowed after 15 s.
    expect(at(3)).toEqual({ first: 4, gone: 15e6 + 4 * 50e3 })
  })
})

describe('a battery', () => {
  it('allows so many messages a day, whole ones, and more on the next', () => {
    const bench = new Bench()
    const battery = () => new Battery(2, { 'messages-per-day': 2 }, bench.network.packets)
    gated(bench, () => ({ battery: battery() }))
    for (let i = 0; i < 3; i++) bench.send(i * HOUR, i, { device: 1, bytes: 3 }, 1)
    bench.send(3 * HOUR, 7, { device: 0, bytes: 1 })
    bench.send(DAY, 8, { device: 1, bytes: 1 })
    bench.run()
    expect(bench.consumptions.map(({ message }) => message)).toEqual([0, 0, 0, 1, 1, 1, 7, 8])
    expect(bench.losses).toHaveLength(3)
    for (const one of bench.losses)
      expect(one).toMatchObject({ message: 2, reason: 'node down', where: 'here', beyond: 1 })
    expect(bench.network.links.get(0, OFFERED)).toBe(8)
    expect(bench.network.packets.inUse).toBe(0)
  })

  it('allows so many bytes a day', () => {
    const bench = new Bench()
    gated(bench, () => ({ battery: new Battery(1, { 'bytes-per-day': 100 }, bench.network.packets) }))
    ;[60, 30, 20, 10].forEach((bytes, i) => bench.send(i * HOUR, i, { device: 0, bytes }))
    bench.run()
    expect(bench.consumptions.map(({ message }) => message)).toEqual([0, 1, 3])
  })
})

describe('a store', () => {
  // A wire that holds one packet of 100 bytes, for 10 s.
  const narrow = { rate: 80, queue: 100, mtu: 100 }
  const settings = { 'time-out': 1 * MINUTE, retry: 7 * SECOND, packets: 1, survives: false }

  it('offers again what the link refused, and gives it up after its time-out', () => {
    const bench = new Bench()
    const link = gated(bench, () => ({ store: new Store(1, settings) }), narrow)
    bench.send(0, 0, { device: 0 })
    bench.send(SECOND, 1, { device: 0 })
    // No room in the store either: the first is in the way.
    bench.send(2 * SECOND, 2, { device: 0 })
    bench.run()
    // Offered at 1 s, 8 s, 15 s: the wire is free from 10 s on.
    expect([...bench.arrivals()]).toEqual([[0, 10 * SECOND], [1, 25 * SECOND]]) // prettier-ignore
    expect(bench.losses).toMatchObject([{ message: 2, reason: 'queue full', where: 'here → DAP', at: 2 * SECOND }])
    const { links } = bench.network
    expect([links.get(link, OFFERED), links.get(link, DELIVERED), links.lostOn(link)]).toEqual([3, 2, 1])
  })

  it('loses at the node what it kept in vain', () => {
    const bench = new Bench()
    const link = gated(bench, () => ({ store: new Store(1, settings) }), { ...narrow, rate: 8 })
    bench.send(0, 0, { device: 0 })
    bench.send(SECOND, 1, { device: 0 })
    bench.run()
    expect(bench.losses).toMatchObject([{ message: 1, reason: 'expired', where: 'here', at: 61 * SECOND, beyond: 1 }])
    // In the books it is one that came before the link and went no further.
    expect(bench.network.links.lostOn(link)).toBe(1)
    expect(bench.network.packets.inUse).toBe(0)
  })

  it('keeps the accounts whenever the run is cut off', () => {
    const sendings = fc.array(fc.record({ at: fc.nat(200 * SECOND), device: fc.nat(1) }), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(sendings, fc.nat(300 * SECOND), fc.integer({ min: 1, max: 5 }), (list, cutOff, room) => {
        const bench = new Bench()
        const store = new Store(2, { ...settings, packets: room, survives: false })
        const link = gated(bench, () => ({ store }), { ...narrow, queue: 250 })
        list.forEach(({ at, device }, i) => bench.send(at, i, { device }))
        bench.run(cutOff)
        const { links, packets } = bench.network
        const onLink = links.get(link, OFFERED) - links.get(link, DELIVERED) - links.lostOn(link)
        expect(onLink).toBeGreaterThanOrEqual(0)
        const inside = bench.copies - bench.ends
        expect(packets.inUse).toBe(inside)
        // The others are in the store, and it holds no more than it may.
        expect(inside - onLink).toBeGreaterThanOrEqual(0)
        expect(inside - onLink).toBeLessThanOrEqual(2 * room)
        bench.run(1e10)
        expect(packets.inUse).toBe(0)
        expect(bench.consumptions.length + bench.losses.length).toBe(list.length)
      }),
      { seed: 12, numRuns: 200 },
    )
  })
})
