import { describe, expect, it } from 'vitest'
import { EVERYONE, type Membership } from '../../src/network/medium.js'
import { Plc, plcSchema, survivalOnPlc, type PlcSettings } from '../../src/network/plc.js'
import { Repeaters } from '../../src/network/plc-repeaters.js'
import { Bench, hop, place } from './bench.js'
import { BYTES_APPLICATION, BYTES_WIRE, TRANSMISSIONS } from '../../src/network/links.js'

const HEAD = 1000
const SEED = 3
const MEMBERSHIP: Membership = {
  nodes: HEAD + 2,
  membersOf: (domain, visit) => {
    if (domain === HEAD) for (let node = 0; node < HEAD; node++) visit(node)
  },
}
/** Everything at once, a byte a microsecond. */
const PLAIN = {
  rate: '8 Mbps', preamble: '100 us', 'min-exponent': 0, 'max-exponent': 0, sensing: '10 us', turnaround: '20 us', acknowledged: false, gap: '0 s',
  header: '10 B', mtu: '1500 B', queue: '1 MB', loss: '0%',
} // prettier-ignore

/** Waits so long that no two of hundreds of repeaters begin in the same unit. */
const SPREAD = { 'min-exponent': 20, 'max-exponent': 20, 'back-off-unit': '1 ms', 'max-back-offs': 200 }

function settings(more: object): PlcSettings {
  return plcSchema().parse({ medium: 'plc', ...PLAIN, ...more })
}

/** A line with a link up and one down. */
function lineOf(more: object, processing = 0) {
  const bench = new Bench(SEED)
  let plc!: Plc
  const medium = bench.medium((name, seed, book, membership) => {
    return (plc = new Plc(name, settings(more), seed, book, membership))
  }, MEMBERSHIP)
  for (const direction of ['up', 'down'] as const) {
    const link = bench.links(medium, { direction, processing })
    bench.route(hop(link, { domain: place('one', HEAD), endpoint: place('device') }))
  }
  return { bench, plc, up: 0, down: 1, links: bench.network.links }
}

function repeatersOf(...shares: number[]): Repeaters {
  const repeaters = new Repeaters(shares, SEED, MEMBERSHIP, MEMBERSHIP.nodes)
  repeaters.settle(HEAD)
  return repeaters
}

describe('the repeaters of a line', () => {
  it('are as far away as the shares say, and each way leads to the head by nodes ever nearer to it', () => {
    const shares = [0.6, 0.3, 0.1]
    const repeaters = repeatersOf(...shares)
    const counts = [0, 0, 0, 0]
    for (let node = 0; node < HEAD; node++) {
      const distance = repeaters.distanceOf(node, HEAD)
      counts[distance]!++
      const parent = repeaters.parentOf(node)
      expect(repeaters.distanceOf(parent, HEAD)).toBe(distance - 1)
    }
    expect(counts[0]).toBe(0)
    // Binomial; four standard deviations.
    shares.forEach((share, i) => {
      expect(Math.abs(counts[i + 1]! - share * HEAD)).toBeLessThan(4 * Math.sqrt(HEAD * share * (1 - share)))
    })
  })

  it('are nearer where nobody stands in between', () => {
    const repeaters = repeatersOf(0, 0, 1)
    for (let node = 0; node < HEAD; node++) expect(repeaters.distanceOf(node, HEAD)).toBe(1)
  })
})

describe('a power line', () => {
  const repeaters = repeatersOf(0.6, 0.3, 0.1)
  const shares = { repeaters: ['60%', '30%', '10%'] }
  const nodeAt = (distance: number): number => {
    for (let node = 0; node < HEAD; node++) if (repeaters.distanceOf(node, HEAD) === distance) return node
    throw new Error('nobody is so far away')
  }

  it.each([1, 2, 3])('takes %s transmissions for a node so far away, up and down, one after the other', (distance) => {
    for (const route of [0, 1]) {
      const { bench, links } = lineOf(shares, 7)
      bench.send(0, 1, { route, device: nodeAt(distance), bytes: 200 })
      bench.run()
      // Each listens, turns round and sends 210 bytes behind a preamble; in the end the far end takes its time.
      expect(bench.arrivals().get(1)).toBe(distance * (10 + 20 + 100 + 210) + 7)
      expect([links.get(route, TRANSMISSIONS), links.get(route, BYTES_WIRE)]).toEqual([distance, distance * 210])
      expect(links.get(route, BYTES_APPLICATION)).toBe(200)
    }
  })

  it('is busy for all while one sends, also for another repeater', () => {
    const { bench } = lineOf({ ...shares, 'max-back-offs': 0 })
    bench.send(0, 1, { route: 0, device: nodeAt(1), bytes: 1000 })
    bench.send(500, 2, { route: 0, device: nodeAt(3), bytes: 10 })
    bench.run()
    expect(bench.losses.map(({ message, reason }) => [message, reason])).toEqual([[2, 'channel busy']])
  })

  it('gets through what each transmission does, as often as there are: p, p² and p³', () => {
    const more = { ...shares, acknowledged: true, retries: 1, loss: '30%' }
    const { bench } = lineOf(more)
    const count = 9000
    for (let i = 0; i < count; i++) bench.send(i * 100_000, i, { route: 0, device: i % HEAD })
    bench.run()
    const arrived = bench.arrivals()
    for (const distance of [1, 2, 3]) {
      const sent = Array.from({ length: count }, (_, i) => i).filter(
        (i) => repeaters.distanceOf(i % HEAD, HEAD) === distance,
      )
      const share = (1 - 0.3 ** 2) ** distance
      const got = sent.filter((i) => arrived.has(i)).length
      expect(Math.abs(got - share * sent.length)).toBeLessThan(4 * Math.sqrt(sent.length * share * (1 - share)))
    }
    expect(new Set(bench.losses.map(({ reason }) => reason))).toEqual(new Set(['retries exhausted']))
    const expected = [0.6, 0.3, 0.1].reduce((sum, share, i) => sum + share * 0.91 ** (i + 1), 0)
    expect(survivalOnPlc(settings(more))).toBeCloseTo(expected, 12)
  })

  it('brings what is for all to all, by way of each that others hang on', () => {
    const { bench, plc, links } = lineOf({ ...shares, ...SPREAD })
    bench.send(0, 1, { route: 1, device: EVERYONE, bytes: 100 })
    bench.run()
    expect(bench.consumptions).toHaveLength(1)
    for (let node = 0; node < HEAD; node++) expect(plc.missedBy(node, 0, 1, 0)).toBe(false)
    let repeating = 1
    for (let node = 0; node < HEAD; node++) if (repeaters.repeats(node)) repeating++
    expect(links.get(1, TRANSMISSIONS)).toBe(repeating)
    expect(links.get(1, BYTES_APPLICATION)).toBe(100)
  })

  it('leaves out who does not hear it, and all behind', () => {
    const loss = 0.2
    const { bench, plc } = lineOf({ ...shares, ...SPREAD, loss: '20%' })
    bench.send(0, 1, { route: 1, device: EVERYONE, bytes: 100 })
    bench.run()
    const missed = (node: number) => plc.missedBy(node, 0, 1, 0)
    const counts = [0, 0, 0, 0]
    const all = [0, 0, 0, 0]
    for (let node = 0; node < HEAD; node++) {
      const distance = repeaters.distanceOf(node, HEAD)
      const parent = repeaters.parentOf(node)
      if (parent !== HEAD && missed(parent)) {
        expect(missed(node)).toBe(true)
        continue
      }
      all[distance]!++
      if (missed(node)) counts[distance]!++
    }
    // Of those whose repeater had it, so many missed it.
    for (const distance of [1, 2, 3]) {
      const sigma = Math.sqrt(all[distance]! * loss * (1 - loss))
      expect(Math.abs(counts[distance]! - loss * all[distance]!)).toBeLessThan(4 * sigma)
    }
    plc.forget(0, 1)
    for (let node = 0; node < HEAD; node++) expect(missed(node)).toBe(false)
  })

  it('loses what is for all where nobody hears it', () => {
    const { bench } = lineOf({ repeaters: ['100%'] })
    // Both begin in the same microsecond.
    bench.send(0, 1, { route: 1, device: EVERYONE })
    bench.send(0, 2, { route: 0, device: 4 })
    bench.run()
    expect(bench.losses.map(({ message, reason }) => [message, reason])).toEqual([[1, 'collision'], [2, 'collision']]) // prettier-ignore
  })
})
