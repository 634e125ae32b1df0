import { describe, expect, it } from 'vitest'
import { ENDED, OF_A_LEG, PROCESSED, RETRYING, TRANSMITTING } from '../../src/network/leg-columns.js'
import { Bench, hop, place } from './bench.js'
import { TIME, TRANSMISSIONS } from '../../src/network/links.js'

/** What each leg of a packet's way cost it. */
interface Leg {
  ended: number
  transmitting: number
  retrying: number
  processed: number
}

/** Reads what stands in a packet when it is consumed, before anything else happens. */
class Timed extends Bench {
  readonly ways: { message: number; addressee: number; handed: number; atOrigin: number; legs: Leg[] }[] = []

  override consumed(message: number, addressee: number, packet = -1): void {
    super.consumed(message, addressee)
    const { packets, routes } = this.network
    const legs = Array.from({ length: routes.depth[packets.step[packet]!]! + 1 }, (_, leg) => {
      const at = packets.legAt(packet, leg)
      const [ended, transmitting, retrying, processed] = [ENDED, TRANSMITTING, RETRYING, PROCESSED].map(
        (which) => packets.legs[at + which]!,
      ) as [number, number, number, number]
      return { ended, transmitting, retrying, processed }
    })
    this.ways.push({ message, addressee, handed: packets.handed[packet]!, atOrigin: packets.atOrigin[packet]!, legs })
  }
}

// A byte at 1 Mbps takes 8 µs: 100 bytes take 800.
describe('the clock of the legs', () => {
  it('knows of each leg when it was over, and what of it was transmission and processing', () => {
    const bench = new Timed()
    const [near, far] = [bench.wire({ delay: 1000 }, 1, 50), bench.wire({ rate: 500e3 }, 1, 7)]
    bench.route(hop(near, { hops: [hop(far)] }))
    bench.send(40, 1, { bytes: 100 })
    // It comes while the first is being sent, and waits until 840 for the first link; until 3490 for the second, which is slower.
    bench.send(140, 2, { bytes: 100 })
    const ways = bench.run().ways
    expect(ways).toEqual([
      {
        message: 1, addressee: 0, handed: 40, atOrigin: 0,
        legs: [
          { ended: 1890, transmitting: 1800, retrying: 0, processed: 50 },
          { ended: 3497, transmitting: 1600, retrying: 0, processed: 7 },
        ],
      },
      {
        message: 2, addressee: 0, handed: 140, atOrigin: 0,
        legs: [
          { ended: 2690, transmitting: 1800, retrying: 0, processed: 50 },
          { ended: 5097, transmitting: 1600, retrying: 0, processed: 7 },
        ],
      },
    ]) // prettier-ignore
    const { links } = bench.network
    // Waiting, transmission and processing of both: 1850 + 2550, then 1607 + 2407.
    expect([...links.column(TIME)]).toEqual([4400, 4014])
  })

  it('tells what a station took to process from how long it waited there, at the far end and at the origin', () => {
    const bench = new Timed()
    const station = bench.station({ processing: 300, servers: 1 })
    const origin = bench.station({ processing: 90, servers: 1 })
    bench.network.routes.add({ station: origin, node: place('one'), hops: [hop(bench.wire({ rate: 8e9 }), { station })] }) // prettier-ignore
    bench.send(0, 1, { bytes: 1000 })
    bench.send(0, 2, { bytes: 1000 })
    // Each microsecond of the wire carries 1000 bytes: they are at the far end at 91 and 181, and processed one after the other.
    expect(bench.run().ways).toEqual([
      { message: 1, addressee: 0, handed: 0, atOrigin: 90, legs: [{ ended: 391, transmitting: 1, retrying: 0, processed: 300 }] },
      { message: 2, addressee: 0, handed: 0, atOrigin: 90, legs: [{ ended: 691, transmitting: 1, retrying: 0, processed: 300 }] },
    ]) // prettier-ignore
  })

  it('counts as retrying all that passes before the attempt that got through', () => {
    const bench = new Timed()
    bench.route(hop(bench.wire({ loss: 0.5, retries: 100, 'retry-after': 200 })))
    const n = 200
    // Far enough apart that none waits for another: 100 attempts would take 100 ms.
    for (let i = 0; i < n; i++) bench.send(i * 200_000, i, { bytes: 100 })
    const { ways } = bench.run()
    expect(ways).toHaveLength(n)
    let attempts = 0
    for (const { handed, legs } of ways) {
      const [leg] = legs as [Leg]
      // Each attempt takes 800 µs, and its loss is noticed after 200 more.
      const failed = leg.retrying / 1000
      expect(Number.isInteger(failed)).toBe(true)
      expect(leg.transmitting).toBe(800)
      expect(leg.ended - handed).toBe(failed * 1000 + 800)
      attempts += failed + 1
    }
    expect(attempts).toBe(bench.network.links.get(0, TRANSMISSIONS))
    expect(attempts).toBeGreaterThan(1.5 * n)
  })

  it('has the shared part in each copy where the ways part, and at an addressee on the way what there was up to it', () => {
    const bench = new Timed()
    const [shared, one, other, last] = [bench.wire(), bench.wire(), bench.wire({ rate: 500e3 }), bench.wire()]
    const branch = hop(other, { addressee: 2, hops: [hop(last, { addressee: 3 })] })
    bench.route(hop(shared, { addressee: 0, hops: [hop(one, { addressee: 1 }), branch] }))
    bench.send(0, 1, { bytes: 100 })
    const ended = new Map(bench.run().ways.map(({ addressee, legs }) => [addressee, legs.map((leg) => leg.ended)]))
    expect(ended).toEqual(new Map([[0, [800]], [1, [800, 1600]], [2, [800, 2400]], [3, [800, 2400, 3200]]])) // prettier-ignore
  })

  it('keeps what packets have when a longer way is added, and when there are more of them', () => {
    const bench = new Timed()
    const [a, b, c] = [bench.wire(), bench.wire(), bench.wire()]
    const short = bench.route(hop(a, { hops: [hop(b)] }))
    for (let i = 0; i < 1500; i++) bench.send(i, i, { bytes: 100, route: short })
    bench.run(1_000_000)
    const long = bench.route(hop(c, { hops: [hop(c, { hops: [hop(c)] })] }))
    bench.send(1_000_001, 5000, { bytes: 100, route: long })
    const { ways } = bench.run()
    expect(ways).toHaveLength(1501)
    for (const { message, legs } of ways) {
      if (message === 5000) {
        expect(legs.map((leg) => leg.ended)).toEqual([1_000_801, 1_001_601, 1_002_401])
        continue
      }
      // They leave the first link one after the other, 800 µs apart, and find the second one free.
      expect(legs.map((leg) => leg.ended)).toEqual([800 * (message + 1), 800 * (message + 2)])
    }
    expect(bench.network.packets.legAt(3, 2)).toBe((3 * (3 + 1) + 1 + 2) * OF_A_LEG)
  })
})
