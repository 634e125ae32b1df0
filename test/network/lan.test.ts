import { describe, expect, it } from 'vitest'
import { Lan, lanSchema, survivalOnLan, type LanSettings } from '../../src/network/lan.js'
import { NO_DOMAIN, type Membership } from '../../src/network/medium.js'
import { Bench, hop, place } from './bench.js'
import { BUSY, BYTES_WIRE } from '../../src/network/links.js'

const [FIRST_SITE, THE_ONE] = [100, 110]
const MEMBERSHIP: Membership = { nodes: THE_ONE + 1, membersOf: () => undefined }
const [UP, DOWN] = [0, 1]

function settings(more: object): LanSettings {
  return lanSchema().parse({ medium: 'lan', ...more })
}

/** Ports on which a byte takes 8 µs, and a backbone on which it takes 2. */
function lan(
  more: object = {},
  { domain = place('tree', FIRST_SITE), endpoint = place('device'), links = 1 } = {},
): Bench {
  const bench = new Bench(4)
  const plain = { rate: '1 Mbps', backbone: '4 Mbps', delay: '20 us', header: '0 B', queue: '10 kB' }
  const medium = bench.medium((name, seed, book, membership) => {
    return new Lan(name, settings({ ...plain, ...more }), seed, book, membership)
  }, MEMBERSHIP)
  for (const direction of ['up', 'down'] as const) {
    const first = bench.links(medium, { direction, processing: 3, count: links })
    bench.route(hop(first, { domain, endpoint, link: links === 1 ? place('one', first) : place('tree', first) }))
  }
  return bench
}

describe('a switched LAN', () => {
  const across = 100 * (8 + 2) + 20 + 3

  it('stores and forwards: port, backbone, cables and processing', () => {
    for (const route of [UP, DOWN]) {
      const bench = lan()
      bench.send(0, 1, { route })
      bench.run()
      expect(bench.arrivals().get(1)).toBe(across)
      // A link is its ports.
      expect([bench.network.links.get(route, BUSY), bench.network.links.get(route, BYTES_WIRE)]).toEqual([800, 100])
    }
  })

  it('has a port for each endpoint, and one backbone for a site', () => {
    const bench = lan()
    for (const device of [1, 2, 3]) bench.send(0, device, { device })
    bench.send(0, 4, { device: 1 })
    bench.send(0, 5, { device: 5, tree: 1 })
    bench.run()
    // Three come from their ports at once, and cross one after the other; the second of a port comes later. Another site is another LAN.
    const at = (message: number) => bench.arrivals().get(message)
    expect([1, 2, 3, 4, 5].map(at)).toEqual([across, across + 200, across + 400, across + 800, across])
  })

  it('carries both ways at once', () => {
    const bench = lan()
    bench.send(0, 1, { route: UP, device: 1 })
    bench.send(0, 2, { route: DOWN, device: 1 })
    bench.run()
    expect([1, 2].map((message) => bench.arrivals().get(message))).toEqual([across, across])
  })

  it('has a port for each link where the near and the far end are the only ones of their kind', () => {
    const bench = lan({}, { domain: place('one', NO_DOMAIN), endpoint: place('one', THE_ONE), links: 2 })
    bench.send(0, 1, { tree: 0 })
    bench.send(0, 2, { tree: 1 })
    bench.send(0, 3, { tree: 0 })
    bench.run()
    expect([1, 2, 3].map((message) => bench.arrivals().get(message))).toEqual([across, across + 200, across + 800])
  })

  it('drops what does not fit before a port or before the backbone', () => {
    const port = lan({ queue: '1500 B' })
    for (const message of [1, 2, 3]) port.send(0, message, { device: 1, bytes: 700 })
    port.run()
    expect(port.losses.map(({ message, reason, at }) => [message, reason, at])).toEqual([[3, 'queue full', 0]])

    // Five come at once from their ports; the backbone takes half as long again for each as a port.
    const backbone = lan({ queue: '1500 B', backbone: '700 kbps' })
    for (const message of [1, 2, 3, 4, 5]) backbone.send(0, message, { device: message, bytes: 700 })
    backbone.run()
    expect(backbone.losses.map(({ message, at }) => [message, at])).toEqual([[3, 5600], [4, 5600], [5, 5600]]) // prettier-ignore
  })

  it('sends again what is lost at a port, so often', () => {
    const more = { loss: '30%', retries: 1, 'retry-after': '50 us' }
    const bench = lan(more)
    const count = 4000
    for (let i = 0; i < count; i++) bench.send(i * 10_000, i, { device: i % 100 })
    bench.run()
    const times = [...bench.arrivals()].map(([i, at]) => at - i * 10_000)
    expect(new Set(times)).toEqual(new Set([across, across + 850]))
    const share = 1 - 0.3 ** 2
    expect(survivalOnLan(settings(more))).toBeCloseTo(share, 12)
    expect(Math.abs(times.length - share * count)).toBeLessThan(4 * Math.sqrt(count * share * (1 - share)))
    expect(new Set(bench.losses.map(({ reason }) => reason))).toEqual(new Set(['retries exhausted']))
  })
})
