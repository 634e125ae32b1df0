import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bench, hop, place } from './bench.js'
import { BYTES_APPLICATION, BYTES_WIRE } from '../../src/network/links.js'

describe('Wire', () => {
  it('takes transmission, then propagation, then the processing at its far end', () => {
    const bench = new Bench()
    // (100 + 25) bytes at 1 Mbps are 1000 µs.
    bench.route(hop(bench.wire({ rate: 1e6, header: 25, delay: 300 }, 1, 40)))
    bench.send(10, 1, { bytes: 100 })
    expect(bench.run().consumptions).toEqual([{ message: 1, addressee: 0, at: 10 + 1000 + 300 + 40 }])
  })

  it('rounds only the event up: a byte at 3 Mbps takes 2 2/3 µs, three of them 8', () => {
    const bench = new Bench()
    bench.route(hop(bench.wire({ rate: 3e6 })))
    for (let i = 0; i < 3; i++) bench.send(0, i, { bytes: 1 })
    expect(bench.run().consumptions.map(({ at }) => at)).toEqual([3, 6, 8])
  })

  it('sends in the order in which packets came, one after the other, and propagates them together', () => {
    const bench = new Bench()
    bench.route(hop(bench.wire({ rate: 1e6, delay: 5000 })))
    bench.send(0, 1, { bytes: 100 }) // on the wire 0 … 800
    bench.send(1, 2, { bytes: 10 }) // waits, 800 … 880
    bench.send(500, 3, { bytes: 50 }) // waits, 880 … 1280
    bench.send(2000, 4, { bytes: 1 }) // finds the wire idle, 2000 … 2008
    expect(bench.run().consumptions.map(({ message, at }) => [message, at])).toEqual([
      [1, 5800],
      [2, 5880],
      [3, 6280],
      [4, 7008],
    ])
  })

  it('does the same where nobody is looked up who would lose more than others', () => {
    // A plain share is that of whoever is at the end of the link; a group of keys may differ by who that is, though this one does not.
    const [plain, group] = [0.3, { share: 0.3 }].map((loss) => {
      const bench = new Bench()
      bench.route(hop(bench.wire({ rate: 1e6, loss, retries: 2 }), { endpoint: place('device', 100) }))
      for (let i = 0; i < 500; i++) bench.send(i * 700, i, { device: i % 7 })
      const { consumptions, losses, network } = bench.run()
      return { consumptions, losses, endpoint: network.packets.endpoint.some((one) => one >= 100) }
    })
    expect(plain!.losses.length).toBeGreaterThan(0)
    expect(plain).toEqual({ ...group, endpoint: false })
    expect(group!.endpoint).toBe(true)
  })

  it('cuts a message into packets of at most the mtu, each with its header, and pipelines them over the hops', () => {
    const bench = new Bench()
    const settings = { rate: 1e6, mtu: 110, header: 10 }
    const [near, far] = [bench.wire(settings), bench.wire(settings)]
    bench.route(hop(near, { hops: [hop(far)] }))
    bench.send(0, 1, { bytes: 250 })
    bench.run()
    // Packets of 110, 110 and 60 bytes: the second hop sends the first packet while the first hop sends the second.
    expect(bench.consumptions.map(({ at }) => at)).toEqual([2 * 880, 3 * 880, 3 * 880 + 480])
    for (const link of [near, far]) {
      expect(bench.network.links.get(link, BYTES_WIRE)).toBe(280)
      expect(bench.network.links.get(link, BYTES_APPLICATION)).toBe(250)
    }
  })

  it('cuts by the smallest room on any branch of the route', () => {
    const bench = new Bench()
    const [wide, narrow] = [bench.wire({ mtu: 1500 }), bench.wire({ mtu: 70, header: 20 })]
    const branches = [hop(narrow, { addressee: 0 }), hop(wide, { addressee: 1 })]
    const routes = [branches, branches.toReversed()].map((hops) => bench.route(hop(wide, { hops })))
    for (const route of routes) {
      expect(bench.network.roomOf(route)).toBe(50)
      bench.send(0, route, { bytes: 51, route })
    }
    // Both messages are two packets, for both of their addressees.
    expect(bench.run().consumptions).toHaveLength(8)
  })

  it('carries a message of no bytes as one packet that is all header', () => {
    const bench = new Bench()
    bench.route(hop(bench.wire({ rate: 1e6, header: 20 })))
    bench.send(0, 1, { bytes: 0 })
    expect(bench.run().consumptions.map(({ at }) => at)).toEqual([160])
  })

  it.each([64, 1500])(
    'loses no bandwidth to rounding: 100 000 packets of %d bytes at 1 Gbps take what their bits take',
    (bytes) => {
      const bench = new Bench()
      bench.route(hop(bench.wire({ rate: 1e9, queue: 1e12 })))
      const start = 3_600_000_000
      const packets = 100_000
      bench.send(start, 1, { bytes: packets * bytes }, bytes)
      const last = bench.run().consumptions.at(-1)!
      expect(bench.consumptions).toHaveLength(packets)
      expect(Math.abs(last.at - start - (packets * bytes * 8) / 1000)).toBeLessThanOrEqual(1)
    },
  )

  it('takes longer by jitter: evenly between none and all of it, each packet by itself', () => {
    const bench = new Bench(4)
    bench.route(hop(bench.wire({ rate: 1e6, delay: 300, jitter: 1000 })))
    const [n, each] = [20_000, 10_000]
    for (let i = 0; i < n; i++) bench.send(i * each, i, { bytes: 100 })
    const took = bench.run().consumptions.map(({ at, message }) => at - message * each - 1100)
    expect(took).toHaveLength(n)
    // Rounded up to a microsecond; a mean of n such has the deviation 1000 / √(12 n) = 2 µs. By tenths: √(n/10) = 45.
    expect(Math.min(...took)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...took)).toBeLessThanOrEqual(1000)
    expect(Math.abs(took.reduce((sum, one) => sum + one, 0) / n - 500.5)).toBeLessThan(8)
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = took.filter((one) => one > tenth * 100 && one <= (tenth + 1) * 100)
      expect(Math.abs(inside.length - n / 10)).toBeLessThan(180)
    }
    expect(bench.network.packets.inUse).toBe(0)
  })

  it('is full-duplex: a message the other way, on a link of its own, waits for nothing', () => {
    const bench = new Bench()
    const up = bench.route(hop(bench.wire({ rate: 1e6 })))
    const down = bench.route(hop(bench.wire({ rate: 1e6 })))
    bench.send(0, 1, { bytes: 100, route: up })
    bench.send(0, 2, { bytes: 100, route: down })
    expect(bench.run().consumptions.map(({ at }) => at)).toEqual([800, 800])
  })

  it('is never slower at a higher rate', () => {
    const sendings = fc.array(fc.record({ at: fc.nat(20_000), bytes: fc.integer({ min: 1, max: 4000 }) }), {
      minLength: 1,
    })
    const rate = fc.integer({ min: 1000, max: 1e9 })
    fc.assert(
      fc.property(sendings, rate, rate, fc.nat(1000), (list, one, other, delay) => {
        const arrivals = (rate: number) => {
          const bench = new Bench()
          bench.route(hop(bench.wire({ rate, delay }), { hops: [hop(bench.wire({ rate: 1e6 }))] }))
          list.forEach(({ at, bytes }, i) => bench.send(at, i, { bytes }))
          return bench.run().arrivals()
        }
        const slow = arrivals(Math.min(one, other))
        const fast = arrivals(Math.max(one, other))
        expect(fast.size).toBe(list.length)
        for (const [message, at] of fast) expect(at).toBeLessThanOrEqual(slow.get(message)!)
      }),
      { seed: 3 },
    )
  })
})
