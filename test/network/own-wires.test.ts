import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OwnWires } from '../../src/network/own-wires.js'
import type { WireSettings } from '../../src/network/wire.js'
import { Bench, hop, place, wire } from './bench.js'

const DEVICES = 4

interface Drawn {
  at: number
  device: number
  bytes: number
}

const sendings = fc.array(
  fc.record({ at: fc.nat(20_000), device: fc.nat(DEVICES - 1), bytes: fc.integer({ min: 1, max: 4000 }) }),
  { minLength: 1, maxLength: 30 },
)
const settings: fc.Arbitrary<Partial<WireSettings>> = fc.record({
  rate: fc.constantFrom(56_000, 1e6, 7e6),
  delay: fc.nat(5000),
  loss: fc.constantFrom(0, 0.3),
  retries: fc.nat(3),
  'retry-after': fc.nat(2000),
  header: fc.nat(60),
  queue: fc.constantFrom(6000, 1e9),
})

/** The wires of each device, each as a link of its own. */
function apart(figures: Partial<WireSettings>, drawn: Drawn[]): Bench {
  const bench = new Bench()
  const first = bench.wire(figures, DEVICES)
  bench.route(hop(first, { link: place('device', first) }))
  return sent(bench, drawn)
}

/** The same, counted together. */
function together(figures: Partial<WireSettings>, drawn: Drawn[]): Bench {
  const bench = new Bench()
  const { simulation, load, network, seed, bytesByTag } = bench
  const { links, packets } = network
  const group = { flow: 'own', network: 'own', direction: 'up', from: 'here', to: 'there' } as const
  const lane = load.lane('own', 'up')
  const { first } = links.addGroup({ ...group, count: 1, each: DEVICES, number: 1, processing: 0 }, lane)
  const own = new OwnWires(
    'own',
    wire(figures),
    seed,
    simulation,
    links,
    packets,
    load,
    bytesByTag,
    network,
    first,
    DEVICES,
  )
  bench.route(hop(0, { link: place('device'), medium: network.addMedium(own) }))
  return sent(bench, drawn)
}

function sent(bench: Bench, drawn: Drawn[]): Bench {
  drawn.forEach(({ at, device, bytes }, i) => {
    bench.send(at, i, { device, bytes, source: 7 })
  })
  return bench.run()
}

describe('wires of many devices, counted together', () => {
  it('behave as a wire for each: the same arrivals, the same losses for the same reasons', () => {
    fc.assert(
      fc.property(settings, sendings, (figures, drawn) => {
        const [one, other] = [apart(figures, drawn), together(figures, drawn)]
        const byMessage = <T extends { message: number; at: number }>(list: T[]) =>
          list.map((each) => JSON.stringify(each)).sort()
        expect(byMessage(other.consumptions)).toEqual(byMessage(one.consumptions))
        const losses = (bench: Bench) =>
          byMessage(bench.losses.map(({ message, at, reason }) => ({ message, at, reason })))
        expect(losses(other)).toEqual(losses(one))
        const total = (bench: Bench, column: 'transmissions' | 'bytesWire' | 'packetsDropped' | 'packetsExhausted') =>
          bench.network.links[column].reduce((sum, each) => sum + each, 0)
        for (const column of ['transmissions', 'bytesWire', 'packetsDropped', 'packetsExhausted'] as const)
          expect(total(other, column), column).toBe(total(one, column))
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})
