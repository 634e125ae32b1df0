import { describe, expect, it } from 'vitest'
import { bare, chain, DOWN, mesh, MeshBench, UP, type Places } from './mesh-bench.js'
import { BUSY, BYTES_APPLICATION, BYTES_WIRE, TRANSMISSIONS } from '../../src/network/links.js'

const reasons = ({ losses }: MeshBench) => losses.map(({ message, reason }) => [message, reason])
const arrivals = (bench: MeshBench) => [...bench.arrivals()]

describe('a packet on a mesh', () => {
  const nodes = 5

  it.each([
    { way: 'up', route: UP },
    { way: 'down', route: DOWN },
  ])('goes $way hop by hop, each hop a transmission of its own', ({ route }) => {
    const bench = new MeshBench(bare(), 1, nodes, { places: chain(nodes) })
    for (let device = 0; device < nodes; device++) bench.carry(device * 10_000, device, device, route, 300)
    bench.run()
    expect(arrivals(bench)).toEqual(Array.from({ length: nodes }, (_, i) => [i, i * 10_000 + (i + 1) * 300]))
    const { links } = bench.network
    const link = route === UP ? bench.up : bench.down
    expect(links.get(link, TRANSMISSIONS)).toBe(1 + 2 + 3 + 4 + 5)
    expect(links.get(link, BYTES_WIRE)).toBe(15 * 300)
    expect(links.get(link, BUSY)).toBe(15 * 300)
    // Application bytes count once.
    expect(links.get(link, BYTES_APPLICATION)).toBe(nodes * 300)
    expect(bench.load.bytesWire[route]![0]).toBe(15 * 300)
  })

  it('is acknowledged on each hop, in time and bytes', () => {
    const settings = bare({ acknowledged: true, ack: '20 B', 'ack-after': '7 us', 'ack-time-out': '1 ms', retries: 1 })
    const bench = new MeshBench(settings, 1, nodes, { places: chain(nodes) })
    bench.carry(0, 0, 4, UP, 300)
    bench.run()
    // Each node sends it on when it has answered.
    expect(arrivals(bench)).toEqual([[0, 5 * 300 + 4 * 27]])
    expect(bench.network.links.get(bench.up, BYTES_WIRE)).toBe(5 * 320)
    expect(bench.network.links.get(bench.up, BUSY)).toBe(5 * 327)
  })

  it('is processed at the far end, not on the way', () => {
    const bench = new MeshBench(bare(), 1, nodes, { places: chain(nodes), processing: 50 })
    bench.carry(0, 0, 4)
    bench.run()
    expect(arrivals(bench)).toEqual([[0, 5 * 100 + 50]])
  })

  it('is lost where nothing reaches the device, and the coverage says how many there are', () => {
    const places: Places = [...chain(2), [9, 9], [9, 8]]
    const bench = new MeshBench(bare({ uncovered: 'lost' }), 1, 4, { places })
    for (const [message, device] of [0, 1, 2, 3].entries()) bench.carry(message * 1000, message, device)
    bench.carry(5000, 4, 3, DOWN)
    bench.run()
    expect(reasons(bench)).toEqual([2, 3, 4].map((message) => [message, 'out of range']))
    expect(bench.mesh.coverage()).toEqual({ gateways: 1, devices: 4, byHop: [1, 1], uncovered: 2, meanHops: 1.5 })
    expect(bench.network.links.get(bench.up, TRANSMISSIONS)).toBe(3)
  })

  it('is dropped at a node whose queue is full, also on the way', () => {
    // Both ends of a fork send at once; the node before them holds two at most.
    const places: Places = [
      [0.9, 0],
      [1.7, 0.5],
      [1.7, -0.5],
    ]
    const settings = bare({ mtu: '100 B', queue: '200 B', access: 'csma', 'sensing-range': 2, 'min-exponent': 6, 'max-exponent': 6, 'max-back-offs': 200, 'back-off-unit': '200 us', rate: '80 kbps' }) // prettier-ignore
    const bench = new MeshBench(settings, 1, 3, { places })
    for (let message = 0; message < 12; message++) bench.carry(message * 3000, message, 1 + (message % 2))
    bench.run()
    expect(bench.losses.length).toBeGreaterThan(0)
    for (const { reason } of bench.losses) expect(reason).toBe('queue full')
    expect(bench.consumptions.length + bench.losses.length).toBe(12)
  })

  it('must be of a node behind its gateway', () => {
    const bench = new MeshBench(bare(), 2, 3)
    bench.send(0, 0, { device: 1, tree: 1, route: UP })
    expect(() => bench.run()).toThrow('node 1 is not behind the gateway 7')
  })
})

describe('nodes of a mesh that speak at the same time', () => {
  it('do not hear while they speak', () => {
    const bench = new MeshBench(bare(), 1, 2, { places: chain(2) })
    bench.carry(0, 0, 1, UP, 500)
    // The relay speaks into what it should hear; the gateway is out of reach of the other.
    bench.carry(400, 1, 0, UP, 300)
    bench.run()
    expect(reasons(bench)).toEqual([[0, 'collision']])
    expect(arrivals(bench)).toEqual([[1, 700]])
  })

  it('do so unhindered where they are far apart', () => {
    // Of a chain of five, the first and the last hop; and of its middle, the third hop spoils the first.
    const bench = new MeshBench(bare(), 1, 5, { places: chain(5) })
    bench.carry(0, 0, 0, UP, 500)
    bench.carry(0, 1, 4, UP, 400)
    bench.run()
    expect(reasons(bench)).toEqual([])
    const close = new MeshBench(bare(), 1, 2, {
      places: [
        [0.9, 0],
        [0, 0.9],
      ],
    })
    close.carry(0, 0, 0, UP, 500)
    close.carry(100, 1, 1, UP, 100)
    close.run()
    expect(reasons(close)).toEqual([
      [1, 'collision'],
      [0, 'collision'],
    ])
  })

  const apart: Places = [
    [0.9, 0],
    [-0.9, 0],
  ]
  const polite = {
    access: 'csma',
    'max-back-offs': 200,
    'min-exponent': 4,
    'max-exponent': 4,
    'back-off-unit': '10 us',
  }

  it.each([
    { range: 1, hidden: '0%', lost: 2 },
    { range: 2, hidden: '0%', lost: 0 },
    { range: 2, hidden: '100%', lost: 2 },
  ])('listen before they do, $range hops far, but for $hidden of the pairs', ({ range, hidden, lost }) => {
    const settings = bare({ ...polite, 'sensing-range': range, hidden })
    const bench = new MeshBench(settings, 1, 2, { places: apart })
    bench.carry(0, 0, 0, UP, 1000)
    bench.carry(500, 1, 1, UP, 1000)
    bench.run()
    expect(reasons(bench).filter(([, reason]) => reason === 'collision')).toHaveLength(lost)
    expect(bench.consumptions).toHaveLength(2 - lost)
  })

  it('always hear the nodes that they send to, and that send to them', () => {
    const bench = new MeshBench(bare({ ...polite, hidden: '100%' }), 1, 2, { places: chain(2) })
    bench.carry(0, 0, 1, UP, 500)
    bench.carry(400, 1, 0, UP, 300)
    bench.run()
    expect(reasons(bench)).toEqual([])
  })

  it('are heard over others where they are so much nearer', () => {
    // 0.8 against 0.2: 35 log10(4) = 21 dB.
    const places: Places = [
      [0.8, 0],
      [0, 0.2],
    ]
    const lost = (capture: string) => {
      const bench = new MeshBench(bare({ capture }), 1, 2, { places })
      bench.carry(0, 0, 0, UP, 500)
      bench.carry(100, 1, 1, UP, 300)
      bench.run()
      return reasons(bench)
    }
    expect(lost('21 dB')).toEqual([[0, 'collision']])
    expect(lost('22 dB')).toEqual([
      [1, 'collision'],
      [0, 'collision'],
    ])
    expect(lost('none')).toHaveLength(2)
  })

  it('meet only on the same of several channels', () => {
    const lost = (channels: number) => {
      const bench = new MeshBench(bare({ channels }), 1, 2, { places: apart })
      for (let message = 0; message < 400; message++) bench.carry(Math.floor(message / 2) * 1000, message, message % 2, UP, 500) // prettier-ignore
      return reasons(bench.run()).length
    }
    expect(lost(1)).toBe(400)
    // Both are lost with one pair in four: 200 pairs, four standard deviations.
    expect(Math.abs(lost(4) / 2 - 50)).toBeLessThan(4 * Math.sqrt(200 * 0.25 * 0.75))
  })
})

describe('neighbouring gateways', () => {
  // So few devices on the area that the gateways stand 1.1 hops apart.
  const settings = (other: string) => bare({ density: '24.4 per km2', 'other-gateways': other })
  const places: Places = [
    [0.6, 0],
    [0.2, 0],
  ]

  it.each([
    { other: 'interfere', lost: [1] },
    { other: 'apart', lost: [] },
  ])('$other where their devices are near', ({ other, lost }) => {
    const bench = new MeshBench(settings(other), 2, 1, { places })
    expect(bench.layout.spacing).toBeGreaterThan(1)
    expect(bench.layout.spacing).toBeLessThan(1.15)
    // The device of the first gateway is as near to the second as that one's own, which is out of range of the first.
    bench.carry(0, 0, 0, UP, 500)
    bench.carry(100, 1, 1, UP, 300)
    bench.run()
    expect(bench.losses.map(({ message }) => message)).toEqual(lost)
  })
})

describe('a packet for all on a mesh', () => {
  it('is sent once by the gateway and once by each relay, hop after hop', () => {
    const bench = new MeshBench(bare(), 1, 5, { places: chain(5) })
    bench.flood(0, 0, 0, 200)
    bench.run()
    expect(arrivals(bench)).toEqual([[0, 5 * 200]])
    const { links } = bench.network
    expect(links.get(bench.down, TRANSMISSIONS)).toBe(5)
    expect(links.get(bench.down, BYTES_APPLICATION)).toBe(200)
    expect(links.get(bench.down, BYTES_WIRE)).toBe(5 * 200)
    expect([0, 1, 2, 3, 4].map((node) => bench.mesh.missedBy(node, 0, 0, 0))).toEqual(Array(5).fill(false))
  })

  it('is missed by those beyond a relay that did not get it, and by those out of range', () => {
    // The fourth node speaks while the second does.
    const places: Places = [...chain(5), [0, 5]]
    const bench = new MeshBench(bare({ uncovered: 'lost' }), 1, 6, { places })
    bench.flood(0, 0, 0, 200)
    bench.carry(450, 1, 3, UP, 100)
    bench.run()
    expect(arrivals(bench)).toContainEqual([0, 600])
    const missed = [0, 1, 2, 3, 4, 5].filter((node) => bench.mesh.missedBy(node, 0, 0, 0))
    expect(missed).toEqual([2, 3, 4, 5])
    // Of another packet, nothing is known.
    expect(bench.mesh.missedBy(3, 0, 0, 1)).toBe(false)
    bench.mesh.forget(0, 0)
    expect(bench.mesh.missedBy(3, 0, 0, 0)).toBe(false)
  })

  it('is lost when nobody got it', () => {
    const nobody = new MeshBench(bare({ uncovered: 'lost' }), 1, 1, { places: [[4, 0]] })
    nobody.flood(0, 0)
    expect(reasons(nobody.run())).toEqual([[0, 'out of range']])
    const spoilt = new MeshBench(bare(), 1, 1, { places: chain(1) })
    spoilt.flood(0, 0, 0, 200)
    spoilt.carry(100, 1, 0, UP, 200)
    expect(reasons(spoilt.run())).toEqual([
      [0, 'collision'],
      [1, 'collision'],
    ])
    const noisy = new MeshBench(bare({ loss: '99.9%' }), 1, 1, { places: chain(1) })
    noisy.flood(0, 0)
    expect(reasons(noisy.run())).toEqual([[0, 'noise']])
  })

  it('reaches all of a city when it has time', () => {
    const settings = mesh({
      retries: 0,
      'min-exponent': 16,
      'max-exponent': 16,
      hops: 'by density',
      density: '300 per km2',
    })
    const bench = new MeshBench(settings, 1, 600)
    bench.flood(0, 0)
    bench.run()
    expect(bench.consumptions).toHaveLength(1)
    const { hop, parent } = bench.layout
    const relays = new Set(Array.from({ length: 600 }, (_, node) => parent[node]!))
    expect(bench.network.links.get(bench.down, TRANSMISSIONS)).toBe(relays.size)
    expect(Math.max(...hop.subarray(0, 600))).toBeGreaterThan(2)
    for (let node = 0; node < 600; node++) expect(bench.mesh.missedBy(node, 0, 0, 0)).toBe(false)
  })
})

describe('the routing, beacons and time synchronisation of a mesh', () => {
  const HOUR = 3_600_000_000

  it('keep the channel busy for those who listen', () => {
    // Two nodes beside each other; each sends a beacon of 1,000 B every 10 ms: a tenth of the time, by the one that the other hears.
    const settings = bare({ access: 'csma', 'max-back-offs': 0, beacon: { bytes: '1000 B', interval: '10 ms' }, 'interference-range': 1 }) // prettier-ignore
    const bench = new MeshBench(settings, 1, 1, { places: chain(1) })
    const messages = 4000
    for (let i = 0; i < messages; i++) bench.carry(i * 2000, i, 0)
    bench.run()
    const busy = reasons(bench).filter(([, reason]) => reason === 'channel busy').length / messages
    expect(Math.abs(busy - (1 - Math.exp(-0.1)))).toBeLessThan(4 * Math.sqrt((0.095 * 0.905) / messages))
  })

  it('spoil what is received where the sender does not hear them', () => {
    // All pairs are hidden: the gateway hears the other node, which the sender does not.
    const settings = bare({ hidden: '100%', beacon: { bytes: '400 B', interval: '10 ms' } })
    const places: Places = [
      [0.5, 0],
      [-0.4, 0],
    ]
    const bench = new MeshBench(settings, 1, 2, { places })
    const messages = 4000
    for (let i = 0; i < messages; i++) bench.carry(i * 2000, i, 0, UP, 600)
    bench.run()
    // Two disturb the gateway, either of them with any beacon that begins in the 1,000 µs before the end of the frame.
    const lost = 1 - Math.exp((-2 * 1000) / 10_000)
    const found = reasons(bench).filter(([, reason]) => reason === 'collision').length / messages
    expect(Math.abs(found - lost)).toBeLessThan(4 * Math.sqrt((lost * (1 - lost)) / messages))
  })

  it('are in the books, evenly over the hours', () => {
    const bench = new MeshBench(bare({ routing: { bytes: '90 B', interval: '1 min' } }), 2, 3)
    bench.carry(5 * HOUR, 0, 0)
    bench.run()
    // The gateway and its three devices, in each of the thousand hours of the bench.
    const { links } = bench.network
    const bytes = 4 * 90 * 60 * 1000
    expect(bench.mesh.standingBytes).toBe(bytes)
    expect(links.get(bench.up, BYTES_WIRE)).toBe(bytes + 100 * bench.layout.hop[0]!)
    expect(bench.load.bytesWire[0]![17]).toBe(4 * 90 * 60)
    expect(links.get(bench.up, BUSY)).toBeCloseTo(bytes + 100 * bench.layout.hop[0]!, 3)
    expect(bench.load.busy[0]![17]).toBeCloseTo(4 * 90 * 60, 6)
  })
})
