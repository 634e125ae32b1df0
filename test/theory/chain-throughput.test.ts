import { describe, expect, it } from 'vitest'
import { bare, chain, MeshBench } from '../network/mesh-bench.js'
import { expectValidated } from './validation.js'
import { TRANSMISSIONS } from '../../src/network/links.js'

const BYTES = 100_000
const big = { mtu: '200 kB', queue: '100 MB' }

/** Microseconds from one arrival to the next, once the chain is full. */
function spacing(bench: MeshBench, warm: number): number {
  const times = bench.run().consumptions.map(({ at }) => at)
  return (times.at(-1)! - times[warm]!) / (times.length - 1 - warm)
}

// Half-duplex radios, of which neighbours hear each other: while a node sends, the one before it and the one that it sends to are silent, and so is the one
// behind that. A chain of k hops carries the rate ÷ min(k, 3) at best (Li, Blake, De Couto, Lee and Morris, Capacity of Ad Hoc Wireless Networks, MobiCom 2001).
describe('a chain of half-duplex relays', () => {
  it.each([1, 2, 3])(
    'carries rate ÷ %d over as many hops, where all hear each other and the source never stops',
    (hops) => {
      // Back-offs are a thousandth of a frame, and hardly ever end in the same microsecond.
      const polite = { access: 'csma', 'sensing-range': 10, 'interference-range': 10, 'max-back-offs': 200, 'min-exponent': 10, 'max-exponent': 10, 'after-busy': 'wait', 'back-off-unit': '1 us' } // prettier-ignore
      const settings = bare({ ...big, ...polite, acknowledged: true, retries: 10, 'ack-time-out': '1 us' })
      const rates = Array.from({ length: 16 }, (_, i) => {
        const bench = new MeshBench(settings, 1, hops, { places: chain(hops), seed: i + 1 })
        for (let n = 0; n < 600; n++) bench.carry(0, n, hops - 1, 0, BYTES)
        // All frames of all hops together take the channel by turns.
        const end = Math.max(...bench.run().consumptions.map(({ at }) => at))
        expect(bench.losses).toEqual([])
        return (600 * BYTES) / end
      })
      expectValidated('Chain throughput, rate ÷ min(k, 3) (Li et al. 2001)', `k = ${hops}, saturated`, rates, 1 / hops)
    },
  )

  it.each([4, 7, 12])('carries rate ÷ 3 over %d hops, where it is fed no faster', (hops) => {
    const rates = Array.from({ length: 16 }, (_, i) => {
      const settings = bare({ ...big, access: 'csma', acknowledged: true, retries: 10, 'ack-time-out': '1 us' })
      const bench = new MeshBench(settings, 1, hops, { places: chain(hops), seed: i + 1 })
      const every = 3 * BYTES + 1 + i
      for (let n = 0; n < 100; n++) bench.carry(n * every, n, hops - 1, 0, BYTES)
      const between = spacing(bench, 20)
      expect(bench.losses).toEqual([])
      // No relay has more than it can send on: nothing was sent twice.
      expect(bench.network.links.get(bench.up, TRANSMISSIONS)).toBe(100 * hops)
      return BYTES / between
    })
    expectValidated('Chain throughput, rate ÷ min(k, 3) (Li et al. 2001)', `k = ${hops}, in step`, rates, 1 / 3)
  })

  it.each([4, 7, 12])('carries no more than that over %d hops when it is fed faster', (hops) => {
    const polite = {
      access: 'csma',
      'max-back-offs': 200,
      'min-exponent': 6,
      'max-exponent': 14,
      'back-off-unit': '50 us',
    }
    const settings = bare({ ...big, ...polite, acknowledged: true, retries: 100, 'ack-time-out': '1 us' })
    const bench = new MeshBench(settings, 1, hops, { places: chain(hops) })
    for (let n = 0; n < 400; n++) bench.carry(0, n, hops - 1, 0, BYTES)
    bench.run()
    const rate = (bench.consumptions.length * BYTES) / Math.max(...bench.consumptions.map(({ at }) => at))
    expect(rate).toBeLessThan(1 / 3)
    // But far ends do speak at the same time.
    if (hops > 7) expect(rate).toBeGreaterThan(1 / hops)
  })
})
