import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMereDelay, type NodeSettings } from '../../src/network/station.js'
import { Bench, hop, node, place } from './bench.js'

describe('Station', () => {
  // One byte at 8 Gbps takes a thousandth of a microsecond: a packet sent at t stands before the station at t + 1.
  const instant = { rate: 8e9 }

  function served(settings: Partial<NodeSettings>, at: number[], seed = 1): [message: number, at: number][] {
    const bench = new Bench(seed)
    bench.route(hop(bench.wire(instant), { station: bench.station(settings) }))
    at.forEach((at, i) => bench.send(at, i, { bytes: 1 }))
    return bench.run().consumptions.map(({ message, at }) => [message, at])
  }

  it('serves one after the other where it has one server', () => {
    expect(served({ processing: 100, servers: 1 }, [0, 10, 20, 500])).toEqual([[0, 101], [1, 201], [2, 301], [3, 601]]) // prettier-ignore
  })

  it('serves as many at a time as it has servers, the others in the order in which they came', () => {
    expect(served({ processing: 100, servers: 2 }, [0, 10, 20, 30, 40])).toEqual([
      [0, 101],
      [1, 111],
      [2, 201],
      [3, 211],
      [4, 301],
    ])
  })

  it('serves all at once where its servers are unlimited', () => {
    expect(served({ processing: 100, servers: 'unlimited' }, [0, 10, 20])).toEqual([[0, 101], [1, 111], [2, 121]]) // prettier-ignore
  })

  it('needs no event where it is a mere delay: folded into the link it gives the same times', () => {
    const sendings = fc.array(fc.record({ at: fc.nat(5000), bytes: fc.integer({ min: 1, max: 500 }) }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(sendings, fc.nat(3000), fc.integer({ min: 1000, max: 1e7 }), (list, processing, rate) => {
        const run = (folded: boolean) => {
          const bench = new Bench()
          const station = folded ? -1 : bench.station({ processing })
          const near = bench.wire({ rate }, 1, folded ? processing : 0)
          bench.route(hop(near, { station, hops: [hop(bench.wire({ rate }))] }))
          list.forEach(({ at, bytes }, i) => bench.send(at, i, { bytes }))
          return bench.run().arrivals()
        }
        expect(run(true)).toEqual(run(false))
      }),
      { seed: 9 },
    )
  })

  it.each([
    { servers: 'unlimited', distribution: 'constant', mere: true },
    { servers: 'unlimited', distribution: 'exponential', mere: false },
    { servers: 1, distribution: 'constant', mere: false },
  ] as const)('is a mere delay: $mere, with $servers servers and $distribution times', ({ mere, ...settings }) => {
    expect(isMereDelay(node({ processing: 5, ...settings }))).toBe(mere)
  })

  it('draws exponential times with the mean that it was given, and another for each message and seed', () => {
    const n = 20_000
    const mean = 50_000
    const times = (seed: number) =>
      served({ processing: mean, distribution: 'exponential' }, Array.from({ length: n }, () => 0), seed) // prettier-ignore
        .sort(([a], [b]) => a - b)
        .map(([, at]) => at - 1)
    const took = times(1)
    // The mean of n exponential times has the standard deviation mean / √n; P(T > t) = e^(-t / mean) at the median.
    expect(Math.abs(took.reduce((sum, t) => sum + t, 0) / n / mean - 1)).toBeLessThan(4 / Math.sqrt(n))
    const long = took.filter((t) => t > mean * Math.LN2).length
    expect(Math.abs(long - n / 2)).toBeLessThan(4 * Math.sqrt(n / 4))
    expect(new Set(took).size).toBeGreaterThan(n / 2)
    expect(times(1)).toEqual(took)
    expect(times(2)).not.toEqual(took)
  })

  // Of uniform times the standard deviation is mean ÷ √3 (and none exceeds twice the mean), of lognormal ones what is said; P(T ≤ median) = ½.
  it.each([
    { distribution: 'uniform', variation: undefined, cv: 1 / Math.sqrt(3), median: 1 },
    { distribution: 'lognormal', variation: 0.5, cv: 0.5, median: 1 / Math.sqrt(1 + 0.5 ** 2) },
    { distribution: 'lognormal', variation: undefined, cv: 1, median: 1 / Math.SQRT2 },
  ] as const)(
    'draws $distribution times with their mean, variation and median',
    ({ distribution, variation, cv, median }) => {
      const n = 40_000
      const mean = 1e9
      const took = served({ processing: mean, distribution, variation }, Array.from({ length: n }, () => 0)).map(([, at]) => (at - 1) / mean) // prettier-ignore
      const average = took.reduce((sum, t) => sum + t, 0) / n
      const deviation = Math.sqrt(took.reduce((sum, t) => sum + (t - 1) ** 2, 0) / n)
      expect(Math.abs(average - 1)).toBeLessThan((4 * cv) / Math.sqrt(n))
      // The variance of a sample varies by its fourth moment: of a lognormal time with variation 1 that is 41 times the square of the variance.
      expect(Math.abs(deviation / cv - 1)).toBeLessThan((4 * Math.sqrt(41)) / 2 / Math.sqrt(n))
      expect(Math.abs(took.filter((t) => t <= median).length - n / 2)).toBeLessThan(4 * Math.sqrt(n / 4))
      if (distribution === 'uniform') expect(Math.max(...took)).toBeLessThanOrEqual(2 + 1e-8)
    },
  )

  it('draws another time for each packet of a message, and for the same packet at another station', () => {
    const bench = new Bench()
    const exponential = { processing: 50_000, distribution: 'exponential' } as const
    const [near, far] = [bench.station(exponential), bench.station(exponential)]
    const end = hop(bench.wire(instant), { station: far, addressee: 1 })
    bench.route(hop(bench.wire(instant), { station: near, addressee: 0, hops: [end] }))
    bench.send(0, 1, { bytes: 50 }, 1)
    bench.run()
    const [first, second] = [0, 1].map((addressee) =>
      bench.consumptions.filter((one) => one.addressee === addressee).map(({ at }) => at),
    )
    expect(new Set(first).size).toBe(50)
    // Each takes its first time, two transmissions of up to a microsecond, and its second time: not twice the first.
    const twice = first!.filter((at) => second!.some((later) => Math.abs(later - 2 * at) < 10))
    expect(twice.length).toBeLessThan(5)
  })

  it.each([
    [
      'one',
      [
        [1, 101],
        [2, 201],
        [3, 301],
      ],
    ],
    [
      'tree',
      [
        [1, 101],
        [2, 201],
        [3, 101],
      ],
    ],
    [
      'device',
      [
        [1, 101],
        [2, 101],
        [3, 101],
      ],
    ],
  ] as const)('is a node of its own: %s, so that others keep nobody waiting', (per, times) => {
    const bench = new Bench()
    const link = bench.wire(instant, 2)
    bench.route(
      hop(link, {
        link: place('tree', link),
        station: bench.station({ processing: 100, servers: 1 }, 4),
        node: place(per),
      }),
    )
    bench.send(0, 1, { bytes: 1, tree: 0, device: 0 })
    bench.send(0, 2, { bytes: 1, tree: 0, device: 1 })
    bench.send(0, 3, { bytes: 1, tree: 1, device: 2 })
    const got = bench.run().consumptions.map(({ message, at }) => [message, at])
    expect(got.sort(([a], [b]) => a! - b!)).toEqual(times.map((one) => [...one]))
  })

  it('processes at the origin before the first link, and at the far end before the message is consumed', () => {
    const bench = new Bench()
    const origin = bench.station({ processing: 100, servers: 1 })
    const end = bench.station({ processing: 30, servers: 1 })
    bench.network.routes.add({
      station: origin,
      node: place('one'),
      hops: [hop(bench.wire({ rate: 1e6 }), { station: end })],
    })
    bench.send(0, 1, { bytes: 10 })
    bench.send(0, 2, { bytes: 10 })
    expect(bench.run().consumptions.map(({ message, at }) => [message, at])).toEqual([
      [1, 100 + 80 + 30],
      [2, 200 + 80 + 30],
    ])
  })
})
