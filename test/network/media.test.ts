import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOSS_REASONS, NO_DOMAIN, type Medium, type Membership } from '../../src/network/medium.js'
import { OwnWires } from '../../src/network/own-wires.js'
import { Lan, lanSchema, type LanSettings } from '../../src/network/lan.js'
import { Mesh } from '../../src/network/mesh.js'
import { Plc, plcSchema, type PlcSettings } from '../../src/network/plc.js'
import { RadioLan, radioLanSchema, type RadioLanSettings } from '../../src/network/radio-lan.js'
import { Polled } from '../../src/network/polled.js'
import { polledSchema } from '../../src/network/polled-settings.js'
import { Sector } from '../../src/network/sector.js'
import { sectorSchema } from '../../src/network/sector-settings.js'
import { Wire, type WireSettings } from '../../src/network/wire.js'
import { Bench, hop, place, wire, type CreateMedium } from './bench.js'
import { mesh } from './mesh-bench.js'
import { BUSY, BYTES_APPLICATION, BYTES_WIRE, DELIVERED, OFFERED, TRANSMISSIONS } from '../../src/network/links.js'

/** What every medium must keep to, whatever it is made of. A medium that is made comes into this table. */
interface MediumCase {
  name: string
  create: CreateMedium
  /** The near end is one for all: the medium groups endpoints itself. */
  noDomain?: boolean
  /** Whose packets arrive in the order in which they were sent: those of a device, or those of a device and class. */
  inOrder?: 'sender' | 'class'
  /** Bytes in its books that belong to no packet. */
  ownBytes?: (medium: Medium) => number
}

/** A loss of every kind. */
const LOSSY = {
  share: '5%',
  poor: { devices: '30%', share: '40%' },
  bursts: { every: '10 s', length: '1 s', share: '90%' },
}

// Two trees of four devices each: the devices are the nodes 0…7, the heads of the trees 8 and 9, and the one behind them 10.
const DEVICES = 8
const EACH = 4

const WIRE: Partial<WireSettings> = { rate: 56e3, delay: 700, header: 20, queue: 6000 }
const WORN: Partial<WireSettings> = { ...WIRE, jitter: 30_000, loss: 0.3, retries: 2, 'retry-after': 5000 }
const WEIGHTED: Partial<WireSettings> = { order: 'weighted', weights: [8, 4, 2, 1] }
/** Nodes that lose much and little, and bursts of some packets. */
const FADING = {
  share: 0.05,
  poor: { devices: 0.3, share: 0.6 },
  bursts: { every: 2_000_000, length: 400_000, share: 0.9 },
}

const onWire =
  (settings: Partial<WireSettings>): CreateMedium =>
  (name, seed, book, { nodes }) =>
    new Wire(name, wire(settings), seed, book, nodes)

/** The wires of the trees' heads, counted together. */
const onOwnWires =
  (settings: Partial<WireSettings>): CreateMedium =>
  (name, seed, book) =>
    new OwnWires(name, wire(settings), seed, book, DEVICES, 2)

const MEDIA: MediumCase[] = [
  { name: 'wire', create: onWire(WIRE), inOrder: 'sender' },
  { name: 'wire without domains', create: onWire(WIRE), noDomain: true, inOrder: 'sender' },
  { name: 'wire that loses packets', create: onWire({ ...WORN, jitter: 0 }), inOrder: 'sender' },
  { name: 'wire that loses packets for good', create: onWire({ ...WORN, retries: 0 }), inOrder: 'sender' },
  { name: 'wire with jitter and losses', create: onWire(WORN), inOrder: 'sender' },
  { name: 'wire with bursts of losses', create: onWire({ ...WORN, loss: FADING }), inOrder: 'sender' },
  { name: 'wire with strict priority', create: onWire({ ...WIRE, order: 'strict' }), inOrder: 'class' },
  {
    name: 'wire with strict priority, jitter and losses',
    create: onWire({ ...WORN, order: 'strict' }),
    inOrder: 'class',
  },
  { name: 'wire shared by weight', create: onWire({ ...WIRE, ...WEIGHTED }), inOrder: 'class' },
  {
    name: 'wire shared by weight, with bursts',
    create: onWire({ ...WORN, ...WEIGHTED, loss: FADING }),
    inOrder: 'class',
  },
  { name: 'own wires', create: onOwnWires(WIRE), inOrder: 'sender' },
  {
    name: 'own wires with jitter and bursts of losses',
    create: onOwnWires({ ...WORN, loss: FADING }),
    inOrder: 'sender',
  },
  { name: 'own wires with strict priority', create: onOwnWires({ ...WORN, order: 'strict' }), inOrder: 'class' },
  { name: 'own wires shared by weight', create: onOwnWires({ ...WIRE, ...WEIGHTED }), inOrder: 'class' },
  {
    name: 'plc',
    create: (name, seed, book, membership) =>
      new Plc(
        name,
        plc({ repeaters: ['40%', '30%', '30%'], loss: LOSSY, retries: 1, queue: '2 kB' }),
        seed,
        book,
        membership,
      ),
  },
  {
    name: 'lan',
    create: (name, seed, book, membership) =>
      new Lan(name, lan({ rate: '500 kbps', backbone: '400 kbps', queue: '9 kB' }), seed, book, membership),
    inOrder: 'sender',
  },
  {
    name: 'lan that loses',
    create: (name, seed, book, membership) =>
      new Lan(name, lan({ rate: '100 kbps', loss: LOSSY, retries: 2 }), seed, book, membership),
  },
  {
    name: 'radio-lan',
    create: (name, seed, book, membership) => new RadioLan(name, radioLan({}), seed, book, membership),
  },
  {
    name: 'radio-lan with pure ALOHA and channels',
    create: (name, seed, book, membership) =>
      new RadioLan(
        name,
        radioLan({ access: 'aloha', channels: 3, loss: LOSSY, queue: '1 kB' }),
        seed,
        book,
        membership,
      ),
  },
  {
    name: 'radio-lan with slots and without acknowledgements',
    create: (name, seed, book, membership) =>
      new RadioLan(name, radioLan({ access: 'slotted-aloha', acknowledged: false }), seed, book, membership),
  },
  meshed('mesh of rings', { hops: ['40%', '30%', '30%'], loss: '10%' }),
  meshed('mesh with uncovered devices, poor links, hidden pairs and standing traffic', {
    hops: 'by density',
    density: '15 per km2',
    uncovered: 'lost',
    loss: LOSSY,
    hidden: '30%',
    retries: 1,
    queue: '3 kB',
    routing: { bytes: '100 B', interval: '5 s' },
    beacon: { bytes: '50 B', interval: '1 s' },
  }),
  meshed('mesh with pure ALOHA and channels', { hops: ['50%', '50%'], access: 'aloha', channels: 3, retries: 2 }),
  sector('sector: random access, poor links and bursts', {
    'rate-down': '20 kbps',
    'rate-up': '10 kbps',
    'out-of-range': '15%',
    coverage: [
      { share: '60%', 'rate-factor': 1 },
      { share: '40%', 'rate-factor': 0.2 },
    ],
    loss: {
      share: '20%',
      poor: { devices: '20%', share: '60%' },
      bursts: { every: '20 s', length: '2 s', share: '90%' },
    },
    'random-access': { preambles: 2, attempts: 3, every: '100 ms' },
    retries: 2,
    queue: '4 kB',
  }),
  sector('sector: power save mode', { 'power-save': { mode: 'psm', period: '1 h', 'active-time': '3 s' }, loss: '0%' }),
  {
    ...sector('sector: granted access, grouped', {
      access: 'granted',
      'endpoints-per-sector': 4,
      'power-save': { mode: 'none' },
      'rate-up': '9600 bps',
      retries: 0,
    }),
    noDomain: true,
  },
  polled('polled: commands interrupt', { loss: '20%', 'packets-per-poll': 2, visits: 1, retries: 1 }),
  polled('polled: commands in turn', { commands: 'in-turn', loss: '30%', visits: 2, retries: 0, queue: '2 kB' }),
  { ...polled('polled: grouped', { 'stations-per-channel': 4, 'report-by-exception': false }), noDomain: true },
]

function plc(more: object): PlcSettings {
  return plcSchema().parse({ medium: 'plc', ...more })
}

function lan(more: object): LanSettings {
  return lanSchema().parse({ medium: 'lan', ...more })
}

function radioLan(more: object): RadioLanSettings {
  return radioLanSchema().parse({ medium: 'radio-lan', ...more })
}

function sector(name: string, settings: object): MediumCase {
  const parsed = sectorSchema().parse({ medium: 'sector', ...settings })
  return {
    name,
    create: (name, seed, book, membership) => new Sector(name, parsed, seed, book, membership),
    inOrder: 'class',
  }
}

function polled(name: string, settings: object): MediumCase {
  const parsed = polledSchema().parse({ medium: 'polled', ...settings })
  return {
    name,
    create: (name, seed, book, membership) => new Polled(name, parsed, seed, book, membership),
    inOrder: 'class',
    ownBytes: (medium) => (medium as Polled).scanBytes,
  }
}

function meshed(name: string, settings: object): MediumCase {
  const parsed = mesh(settings)
  return {
    name,
    create: (name, seed, book, membership) => new Mesh(name, parsed, seed, book, membership),
    ownBytes: (medium) => (medium as Mesh).standingBytes,
  }
}

const MEMBERSHIP: Membership = {
  nodes: DEVICES + 2 + 1,
  membersOf: (domain, visit) => {
    for (let device = 0; device < DEVICES; device++) if (headOf(device) === domain) visit(device)
  },
}
const treeOf = (device: number) => Math.floor(device / EACH)
const headOf = (device: number) => DEVICES + treeOf(device)
const UP = 0
const DOWN = 1
/** What is for all devices of a tree: it is of no device. */
const TO_ALL = 2

interface Message {
  at: number
  bytes: number
  device: number
  way: number
  priority: number
}

const messages = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 20_000_000 }),
    bytes: fc.integer({ min: 0, max: 1500 }),
    device: fc.nat(DEVICES - 1),
    way: fc.constantFrom(UP, UP, DOWN, DOWN, TO_ALL),
    priority: fc.nat(3),
  }),
  { minLength: 1, maxLength: 50 },
)
/** Many at once, so that they stand in line and meet. */
const crowded = messages.map((list) => list.map((one) => ({ ...one, at: one.at % 50_000 })))
const traffic = fc.oneof(messages, crowded)

describe.each(MEDIA)('the medium $name', (medium) => {
  it('delivers each packet once or loses it once with its link and a reason, or still has it, whenever the run is cut off', () => {
    fc.assert(
      fc.property(traffic, fc.nat(40_000_000), (list, cutOff) => {
        const table = new Table(medium)
        list.forEach((message, i) => table.send(message, i))
        for (const until of [cutOff, END]) {
          table.bench.run(until)
          const { bench, links } = table
          const { consumptions, losses, copies, ends, network } = bench
          let inside = 0
          for (let link = 0; link < links.count; link++) {
            const still = links.get(link, OFFERED) - links.get(link, DELIVERED) - links.lostOn(link)
            expect(still).toBeGreaterThanOrEqual(0)
            inside += still
          }
          // Three accounts that nobody reconciles for them: the links', the pool's and what the host was told.
          expect(network.packets.inUse).toBe(inside)
          expect(copies - ends).toBe(inside)
          expect(consumptions.length + losses.length).toBe(ends)
          const fates = list.map(() => 0)
          for (const { message } of [...consumptions, ...losses]) fates[message]!++
          list.forEach(({ at, bytes, way }, i) => {
            const packets = at <= until ? network.packetsOf(bytes, network.roomOf(way)) : 0
            expect(fates[i]).toBeLessThanOrEqual(packets)
            if (until === END) expect(fates[i]).toBe(packets)
          })
          for (const reason of LOSS_REASONS) {
            const counted = links.lost(reason).reduce((sum, count) => sum + count, 0)
            expect(losses.filter((loss) => loss.reason === reason)).toHaveLength(counted)
          }
          // Each is lost on the step that its route has, and its addressee is told.
          for (const { message, step, beyond } of losses) expect([step, beyond]).toEqual([list[message]!.way, 1])
        }
        expect(table.bench.network.packets.inUse).toBe(0)
      }),
      { seed: 11, numRuns: 80 },
    )
  })

  it('does the same when it is run again', () => {
    fc.assert(
      fc.property(traffic, (list) => {
        expect(played(medium, list).told()).toEqual(played(medium, list).told())
      }),
      { seed: 12, numRuns: 25 },
    )
  })

  it('is indifferent to what happens in a domain that it shares nothing with', () => {
    fc.assert(
      fc.property(traffic, (list) => {
        const own = (tree: number) =>
          list.map((one, i) => ({ one, i })).filter(({ one }) => treeOf(one.device) === tree)
        const together = played(medium, list)
        for (const tree of [0, 1]) {
          const alone = new Table(medium)
          for (const { one, i } of own(tree)) alone.send(one, i)
          alone.bench.run(END)
          const ofTree = ({ message }: { message: number }) => treeOf(list[message]!.device) === tree
          expect(alone.bench.consumptions).toEqual(together.bench.consumptions.filter(ofTree))
          expect(alone.bench.losses).toEqual(together.bench.losses.filter(ofTree))
        }
      }),
      { seed: 13, numRuns: 30 },
    )
  })

  it('counts application bytes once, and each transmission under its link, payload and hour', () => {
    fc.assert(
      fc.property(traffic, (list) => {
        const table = played(medium, list)
        const { bench, links } = table
        const { load, bytesByTag, network } = bench
        const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0)
        const lanes = (columns: Float64Array[]) => columns.reduce((all, column) => all + sum(column), 0)
        const wireBytes = sum(links.column(BYTES_WIRE))
        expect(lanes(load.bytesWire)).toBe(wireBytes)
        expect(sum(bytesByTag) + (medium.ownBytes?.(table.medium) ?? 0)).toBe(wireBytes)
        const application = sum(links.column(BYTES_APPLICATION))
        expect(lanes(load.bytesApplication)).toBe(application)
        expect(wireBytes).toBeGreaterThanOrEqual(application)
        // What was delivered was sent; what was lost may have been.
        const all = list.reduce((bytes, one) => bytes + one.bytes, 0)
        const lost = new Set(bench.losses.map(({ message }) => message))
        const whole = list.reduce((bytes, one, i) => bytes + (lost.has(i) ? 0 : one.bytes), 0)
        expect(application).toBeLessThanOrEqual(all)
        expect(application).toBeGreaterThanOrEqual(whole)
        if (lost.size === 0) expect(application).toBe(all)
        expect(sum(links.column(TRANSMISSIONS))).toBeGreaterThanOrEqual(sum(links.column(DELIVERED)))
        // The hours have the time that the links have.
        const busy = sum(links.column(BUSY))
        expect(Math.abs(lanes(load.busy) - busy)).toBeLessThanOrEqual(1e-9 * busy)
        expect(network.packets.inUse).toBe(0)
      }),
      { seed: 14, numRuns: 50 },
    )
  })

  it('spends no more time on transmissions than a packet is on its link', () => {
    fc.assert(
      fc.property(traffic, (list) => {
        const table = played(medium, list)
        expect(table.times).toHaveLength(table.bench.consumptions.length)
        for (const { elapsed, transmitting, retrying } of table.times) {
          expect(transmitting).toBeGreaterThan(0)
          expect(retrying).toBeGreaterThanOrEqual(0)
          // The event is rounded up, never down, but for the last digits of a double.
          expect(transmitting + retrying).toBeLessThanOrEqual(elapsed + 1e-3)
        }
      }),
      { seed: 15, numRuns: 30 },
    )
  })

  it('books nothing that would be sent after the end of the run, under whatever it is booked', () => {
    // All at once, and the run ends while most of it waits.
    const [messages, end] = [60, 400_000]
    const table = new Table(medium, end)
    for (let i = 0; i < messages; i++)
      table.send({ at: 1000 * i, bytes: 700, device: i % DEVICES, way: i % 2 === 0 ? UP : DOWN, priority: i % 4 }, i)
    table.bench.run(end)
    const { load, bytesByTag } = table.bench
    const { links } = table
    const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0)
    expect(sum(links.column(OFFERED))).toBeGreaterThan(sum(links.column(DELIVERED)))
    for (let link = 0; link < links.count; link++) {
      const lane = links.laneOf(link)
      const ofLane = (column: Float64Array) =>
        column.reduce((all, one, i) => all + (links.laneOf(i) === lane ? one : 0), 0)
      expect(sum(load.bytesWire[lane]!)).toBe(ofLane(links.column(BYTES_WIRE)))
      expect(sum(load.bytesApplication[lane]!)).toBe(ofLane(links.column(BYTES_APPLICATION)))
      expect(sum(load.busy[lane]!) - ofLane(links.column(BUSY))).toBeCloseTo(0, 3)
    }
    expect(sum(bytesByTag) + (medium.ownBytes?.(table.medium) ?? 0)).toBe(sum(links.column(BYTES_WIRE)))
  })

  it('is given a room for application bytes', () => {
    const table = new Table(medium)
    const rooms = [UP, DOWN, TO_ALL].map((way) => table.bench.network.roomOf(way))
    for (const room of rooms) expect(room).toBeGreaterThan(0)
    for (const room of rooms) expect(room).toBeLessThan(Infinity)
  })

  it.runIf(medium.inOrder)('never reorders the packets of one sender', () => {
    fc.assert(
      fc.property(traffic, (list) => {
        const { bench } = played(medium, list)
        // Who sent first: of the same microsecond, by the number of the message; and its packets one after the other.
        const sent = list.map((one, i) => ({ ...one, i })).sort((a, b) => a.at - b.at || a.i - b.i)
        const rank = new Map(sent.map(({ i }, place) => [i, place]))
        const last = new Map<string, number>()
        for (const { message } of bench.consumptions) {
          const { device, way, priority } = list[message]!
          const sender = [way, way === TO_ALL ? treeOf(device) : device]
          const key = [...sender, medium.inOrder === 'class' ? priority : ''].join()
          expect(rank.get(message)!).toBeGreaterThanOrEqual(last.get(key) ?? -1)
          last.set(key, rank.get(message)!)
        }
      }),
      { seed: 16, numRuns: 80 },
    )
  })
})

const END = 800 * 3_600_000_000

function played(medium: MediumCase, list: Message[]): Table {
  const table = new Table(medium)
  list.forEach((message, i) => table.send(message, i))
  table.bench.run(END)
  return table
}

/** One medium with a link up and a link down for each of two trees. */
class Table {
  readonly bench: Bench
  readonly links: Bench['network']['links']
  /** What the packets that crossed had spent. */
  readonly times: { elapsed: number; transmitting: number; retrying: number }[] = []

  medium!: Medium

  constructor({ create, noDomain }: MediumCase, end?: number) {
    const bench = (this.bench = new Bench(7, end))
    this.links = bench.network.links
    const { network, simulation } = bench
    const medium = bench.medium((...given) => (this.medium = create(...given)), MEMBERSHIP)
    const domain = noDomain ? place('one', NO_DOMAIN) : place('tree', DEVICES)
    for (const direction of ['up', 'down'] as const) {
      const first = bench.links(medium, { count: 2, direction })
      bench.route(hop(first, { link: place('tree', first), domain, endpoint: place('device') }))
      // Over the same links.
      if (direction === 'down')
        bench.route(hop(first, { link: place('tree', first), domain, endpoint: place('device') }))
    }
    const crossed = network.crossed.bind(network)
    network.crossed = (packet) => {
      const { since, transmitting, retrying } = network.packets
      this.times.push({
        elapsed: simulation.now - since[packet]!,
        transmitting: transmitting[packet]!,
        retrying: retrying[packet]!,
      })
      crossed(packet)
    }
  }

  send({ at, bytes, device, way, priority }: Message, message: number): void {
    const whose = way === TO_ALL ? -1 : device
    this.bench.send(at, message, { bytes, device: whose, tree: treeOf(device), route: way, priority, source: way })
  }

  /** All that is known afterwards. */
  told() {
    const { bench, links, times } = this
    const { consumptions, losses, load, bytesByTag } = bench
    const columns = [
      links.column(OFFERED),
      links.column(DELIVERED),
      links.column(TRANSMISSIONS),
      links.column(BYTES_WIRE),
      links.column(BUSY),
    ]
    return { consumptions, losses, load, bytesByTag, times, columns: [...columns, ...links.packetsLost] }
  }
}
