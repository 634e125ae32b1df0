import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OwnWires } from '../../src/network/own-wires.js'
import type { WireSettings } from '../../src/network/wire.js'
import { Bench, hop, place, wire } from './bench.js'
import { BYTES_WIRE, TRANSMISSIONS } from '../../src/network/links.js'

const DEVICES = 4

interface Drawn {
  at: number
  device: number
  bytes: number
  priority: number
}

const sendings = fc.array(
  fc.record({
    at: fc.nat(20_000),
    device: fc.nat(DEVICES - 1),
    bytes: fc.integer({ min: 1, max: 4000 }),
    priority: fc.nat(3),
  }),
  { minLength: 1, maxLength: 30 },
)
const settings: fc.Arbitrary<Partial<WireSettings>> = fc.record({
  rate: fc.constantFrom(56_000, 1e6, 7e6),
  delay: fc.nat(5000),
  jitter: fc.constantFrom(0, 0, 9000),
  loss: fc.constantFrom<WireSettings['loss']>(
    0,
    0.3,
    { share: 0, poor: { devices: 0.5, share: 0.5 } },
    { share: 0.1, bursts: { every: 20_000, length: 5000, share: 1 } },
  ),
  retries: fc.nat(3),
  'retry-after': fc.nat(2000),
  header: fc.nat(60),
  queue: fc.constantFrom(6000, 1e9),
  order: fc.constantFrom('fifo', 'fifo', 'strict', 'weighted'),
  weights: fc.constant([8, 4, 2, 1]),
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
  const medium = bench.medium((name, seed, book) => new OwnWires(name, wire(figures), seed, book, 0, DEVICES))
  const first = bench.links(medium, { each: DEVICES })
  bench.route(hop(first, { endpoint: place('device') }))
  return sent(bench, drawn)
}

function sent(bench: Bench, drawn: Drawn[]): Bench {
  drawn.forEach(({ at, device, bytes, priority }, i) => {
    bench.send(at, i, { device, bytes, priority, source: 7 })
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
        const totals = ({ network: { links } }: Bench) =>
          [links.column(TRANSMISSIONS), links.column(BYTES_WIRE), ...links.packetsLost].map((column) =>
            column.reduce((sum, each) => sum + each, 0),
          )
        expect(totals(other)).toEqual(totals(one))
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})
