import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bench, hop, place } from './bench.js'
import { BUSY, BYTES_APPLICATION, BYTES_WIRE, DELIVERED, OFFERED } from '../../src/network/links.js'

// Design 6: bytes into a link = out + dropped + still inside, whenever one looks.
describe('conservation', () => {
  const link = fc.record({
    rate: fc.constantFrom(9600, 56e3, 1e6, 1e9),
    loss: fc.constantFrom(0, 0.1, 0.6),
    retries: fc.nat(3),
    'retry-after': fc.nat(3000),
    delay: fc.nat(5000),
    header: fc.nat(30),
    mtu: fc.integer({ min: 50, max: 400 }),
    queue: fc.integer({ min: 400, max: 3000 }),
  })
  const sendings = fc.array(fc.record({ at: fc.nat(30_000), bytes: fc.nat(1000), tree: fc.nat(1) }), {
    minLength: 1,
    maxLength: 60,
  })

  it('holds for packets over a network that parts, for any links, whenever the run is cut off', () => {
    fc.assert(
      fc.property(link, link, link, sendings, fc.nat(200_000), (one, two, three, list, cutOff) => {
        const bench = new Bench()
        const { network } = bench
        const { links, packets } = network
        const [shared, left, right] = [bench.wire(one, 2), bench.wire(two), bench.wire(three, 2)]
        const branches = [hop(left, { addressee: 0 }), hop(right, { link: place('tree', right), addressee: 1 })]
        bench.route(hop(shared, { link: place('tree', shared), hops: branches }))
        list.forEach(({ at, bytes, tree }, i) => bench.send(at, i, { bytes, tree }))
        bench.run(cutOff)

        let inside = 0
        for (let i = 0; i < links.count; i++) {
          const still = links.get(i, OFFERED) - links.get(i, DELIVERED) - links.lostOn(i)
          expect(still).toBeGreaterThanOrEqual(0)
          inside += still
        }
        // Three accounts that nobody reconciles for them: the links', the pool's and what the host was told.
        expect(packets.inUse).toBe(inside)
        expect(bench.copies - bench.ends).toBe(inside)
        expect(bench.consumptions.length + bench.losses.length).toBe(bench.ends)
        const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0)
        expect(sum(links.lost('queue full'))).toBe(bench.losses.filter(({ reason }) => reason === 'queue full').length)
        expect(sum(links.lost('retries exhausted'))).toBe(
          bench.losses.filter(({ reason }) => reason === 'retries exhausted').length,
        )
        // What leaves the shared part goes over both branches.
        const offered = (first: number, count: number) => sum(links.column(OFFERED).subarray(first, first + count))
        const crossed = sum(links.column(DELIVERED).subarray(shared, shared + 2))
        expect([offered(left, 1), offered(right, 2)]).toEqual([crossed, crossed])

        bench.run(1e10)
        expect(packets.inUse).toBe(0)
        expect(bench.copies).toBe(bench.ends)
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('holds for bytes: what was sent is delivered, lost or still inside, and the wire carried every attempt', () => {
    fc.assert(
      fc.property(link, sendings, fc.nat(200_000), (settings, list, cutOff) => {
        const bench = new Bench()
        // One packet a message, so that the message says how many bytes it has.
        const wire = bench.wire({ ...settings, mtu: 1000 + settings.header, queue: 3 * (1000 + settings.header) })
        bench.route(hop(wire))
        list.forEach(({ at, bytes }, i) => bench.send(at, i, { bytes }))
        bench.run(cutOff)
        const { links } = bench.network
        const bytesOf = (messages: number[]) => messages.reduce((sum, message) => sum + list[message]!.bytes, 0)
        const sent = list.flatMap(({ at }, message) => (at <= cutOff ? [message] : []))
        const delivered = bench.consumptions.map(({ message }) => message)
        const lost = bench.losses.map(({ message }) => message)
        const ended = new Set([...delivered, ...lost])
        const inside = sent.filter((message) => !ended.has(message))
        expect(ended.size).toBe(delivered.length + lost.length)
        expect(bytesOf(sent)).toBe(bytesOf(delivered) + bytesOf(lost) + bytesOf(inside))
        expect(bench.network.packets.inUse).toBe(inside.length)

        // Once run out, the wire has carried each that it took once as application bytes, and the load says the same.
        bench.run(1e10)
        const never = bench.losses.filter(({ message, at }) => at === list[message]!.at).map(({ message }) => message)
        const took = list.map((_, message) => message).filter((message) => !never.includes(message))
        expect(links.get(wire, BYTES_APPLICATION)).toBe(bytesOf(took))
        expect(links.get(wire, BYTES_WIRE)).toBeGreaterThanOrEqual(bytesOf(took) + took.length * settings.header)
        if (settings.loss === 0) expect(links.get(wire, BYTES_WIRE)).toBe(bytesOf(took) + took.length * settings.header)
        const transmitting = (links.get(wire, BYTES_WIRE) * 8e6) / settings.rate
        expect(Math.abs(links.get(wire, BUSY) - transmitting)).toBeLessThanOrEqual(1e-9 * transmitting)
        expect(bench.load.bytesWire[0]!.reduce((all, bytes) => all + bytes)).toBe(links.get(wire, BYTES_WIRE))
        expect(bench.load.bytesApplication[0]!.reduce((all, bytes) => all + bytes)).toBe(
          links.get(wire, BYTES_APPLICATION),
        )
        expect(bench.bytesByTag[0]).toBe(links.get(wire, BYTES_WIRE))
      }),
      { seed: 6, numRuns: 300 },
    )
  })
})
