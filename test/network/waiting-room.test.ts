import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NodeSettings } from '../../src/network/station.js'
import { Bench, hop, place } from './bench.js'
import { DELIVERED, OFFERED } from '../../src/network/links.js'

// One byte at 8 Gbps: sent at t, it stands before the station at t + 1.
const instant = { rate: 8e9 }

interface Sent {
  at: number
  priority?: number
  bytes?: number
}

function run(settings: Partial<NodeSettings>, list: Sent[]) {
  const bench = new Bench()
  bench.route(hop(bench.wire(instant), { station: bench.station({ processing: 100, servers: 1, ...settings }) }))
  list.forEach(({ at, priority = 0, bytes = 1 }, i) => bench.send(at, i, { priority, bytes }))
  bench.run()
  const served = bench.consumptions.map(({ message }) => message)
  return { served, lost: bench.losses.map(({ message, at }) => [message, at]), bench }
}

describe('a bounded buffer', () => {
  const burst = [{ at: 0 }, { at: 10 }, { at: 20 }, { at: 30 }]

  it('drops what comes when it is full, what is being processed included', () => {
    const { served, lost } = run({ buffer: { most: 2, of: 'packets' } }, burst)
    expect(served).toEqual([0, 1])
    expect(lost).toEqual([[2, 21], [3, 31]]) // prettier-ignore
  })

  it('drops what has waited longest instead, never what is being processed', () => {
    const { served, lost } = run({ buffer: { most: 2, of: 'packets' }, drop: 'oldest' }, burst)
    expect(served).toEqual([0, 3])
    expect(lost).toEqual([[1, 21], [2, 31]]) // prettier-ignore
    expect(run({ buffer: { most: 1, of: 'packets' }, drop: 'oldest' }, burst).served).toEqual([0])
  })

  it('drops the last of the last class, where that is behind the one that comes', () => {
    const list = [
      { at: 0, priority: 3 },
      { at: 10, priority: 3 },
      { at: 20, priority: 2 },
      { at: 30, priority: 2 },
      { at: 40, priority: 0 },
      { at: 50, priority: 3 },
    ]
    const { served, lost } = run({ buffer: { most: 3, of: 'packets' }, drop: 'lowest-priority' }, list)
    // 3 comes for 1, whose class is behind; 4 for 3, the later of two; 5 for none.
    expect(served).toEqual([0, 2, 4])
    expect(lost).toEqual([[1, 31], [3, 41], [5, 51]]) // prettier-ignore
  })

  it('counts bytes where it is given in bytes, and drops as many as must go', () => {
    const list = [{ at: 0, bytes: 50 }, { at: 10, bytes: 20 }, { at: 20, bytes: 30 }, { at: 30, bytes: 45 }] // prettier-ignore
    expect(run({ buffer: { most: 100, of: 'bytes' }, drop: 'oldest' }, list).served).toEqual([0, 3])
    expect(run({ buffer: { most: 100, of: 'bytes' } }, list).served).toEqual([0, 1, 2])
    // What would not fit even if all that waits went drops nothing.
    const huge = [...list.slice(0, 3), { at: 30, bytes: 60 }]
    expect(run({ buffer: { most: 100, of: 'bytes' }, drop: 'oldest' }, huge).served).toEqual([0, 1, 2])
  })

  it('serves the first class first where its order is strict, without interrupting', () => {
    const list = [
      { at: 0, priority: 3 },
      { at: 10, priority: 2 },
      { at: 20, priority: 0 },
      { at: 30, priority: 2 },
      { at: 40, priority: 1 },
    ]
    expect(run({ order: 'strict' }, list).served).toEqual([0, 2, 4, 1, 3])
    expect(run({ order: 'fifo' }, list).served).toEqual([0, 1, 2, 3, 4])
  })

  it('is the same as without a bound where the bound is never reached', () => {
    const sendings = fc.array(fc.record({ at: fc.nat(3000), priority: fc.nat(3) }), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(
        sendings,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('constant', 'exponential'),
        (list, servers, distribution) => {
          const times = (buffer: NodeSettings['buffer']) =>
          run({ servers, distribution, buffer }, list).bench.consumptions.map(({ message, at }) => [message, at]).sort(([a], [b]) => a! - b!) // prettier-ignore
          expect(times({ most: 80, of: 'packets' })).toEqual(times('unlimited'))
        },
      ),
      { seed: 3, numRuns: 100 },
    )
  })
})

describe('what a node drops', () => {
  it('is lost there, to those whom it has not reached yet: at its origin to all, further on to those at and behind the node', () => {
    const bench = new Bench()
    const full = { processing: 100, servers: 1, buffer: { most: 1, of: 'packets' } } as const
    const branches = [
      hop(bench.wire(instant), { addressee: 1 }),
      hop(bench.wire(instant), { addressee: 2, from: 'DAP' }),
    ]
    const near = hop(bench.wire(instant), { addressee: 0, to: 'DAP', station: bench.station(full), hops: branches })
    bench.network.routes.add({ station: bench.station(full), node: place('one'), hops: [near] })
    bench.send(0, 0, {})
    bench.send(50, 1, {})
    bench.run()
    const { routes } = bench.network
    const first = routes.first[0]!
    expect(bench.losses).toEqual([
      { message: 1, beyond: 0b111, step: first, at: 50, reason: 'queue full', where: 'here' },
    ])

    const far = new Bench()
    const far2 = [hop(far.wire(instant), { addressee: 1 })]
    far.route(hop(far.wire(instant), { addressee: 0, to: 'DAP', station: far.station(full), hops: far2 }))
    far.send(0, 0, {})
    far.send(50, 1, {})
    far.run()
    expect(far.losses).toMatchObject([{ message: 1, beyond: 0b11, where: 'DAP', reason: 'queue full' }])
  })

  it('keeps the accounts: what was sent is consumed, lost or still inside, whenever the run is cut off', () => {
    const settings = fc.record({
      processing: fc.integer({ min: 1, max: 400 }),
      distribution: fc.constantFrom('constant', 'exponential', 'uniform', 'lognormal'),
      servers: fc.constantFrom('unlimited' as const, 1, 2),
      buffer: fc.constantFrom({ most: 2, of: 'packets' as const }, { most: 400, of: 'bytes' as const }),
      drop: fc.constantFrom('newest', 'oldest', 'lowest-priority'),
      order: fc.constantFrom('fifo', 'strict'),
    })
    const sendings = fc.array(
      fc.record({ at: fc.nat(3000), bytes: fc.integer({ min: 1, max: 900 }), priority: fc.nat(3), tree: fc.nat(1) }),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(settings, settings, sendings, fc.nat(6000), (one, two, list, cutOff) => {
        const bench = new Bench()
        const { network } = bench
        const end = hop(bench.wire(instant), { addressee: 0 })
        const left = hop(bench.wire(instant), { station: bench.station(two, 2), node: place('tree'), hops: [end] })
        const right = hop(bench.wire(instant), { addressee: 1 })
        network.routes.add({ station: bench.station(one, 2), node: place('tree'), hops: [left, right] })
        list.forEach((sending, i) => bench.send(sending.at, i, sending, 300))
        bench.run(cutOff)
        // A packet at a node is at no link.
        expect(bench.copies - bench.ends).toBe(network.packets.inUse)
        expect(bench.consumptions.length + bench.losses.length).toBe(bench.ends)
        bench.run(1e9)
        expect(network.packets.inUse).toBe(0)
        expect(bench.copies).toBe(bench.ends)
        const gone = bench.losses.filter(({ where }) => !where.includes('→'))
        expect(gone.every(({ reason }) => reason === 'queue full')).toBe(true)
        for (let link = 0; link < network.links.count; link++)
          expect(network.links.get(link, OFFERED)).toBe(network.links.get(link, DELIVERED))
      }),
      { seed: 8, numRuns: 200 },
    )
  })
})
