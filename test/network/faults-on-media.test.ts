import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lan, lanSchema } from '../../src/network/lan.js'
import { LOSS_REASONS } from '../../src/network/medium.js'
import { Mesh } from '../../src/network/mesh.js'
import { OwnWires } from '../../src/network/own-wires.js'
import { Plc, plcSchema } from '../../src/network/plc.js'
import { Polled } from '../../src/network/polled.js'
import { polledSchema } from '../../src/network/polled-settings.js'
import { RadioLan, radioLanSchema } from '../../src/network/radio-lan.js'
import { Sector } from '../../src/network/sector.js'
import { sectorSchema } from '../../src/network/sector-settings.js'
import { Wire, type WireSettings } from '../../src/network/wire.js'
import { wire, type CreateMedium } from './bench.js'
import { DEVICES, DOWN, END, FaultsTable, HEAD_END, headOf, TO_ALL, treeOf, UP, type Message } from './faults-table.js'
import { mesh } from './mesh-bench.js'
import { DELIVERED, OFFERED } from '../../src/network/links.js'

/** What every medium must keep to where something can fail. */
interface MediumCase {
  name: string
  create: CreateMedium
  /** The near end is one for all: the medium groups endpoints itself. */
  noDomain?: boolean
  /** Others send on what they hold of a node that has gone down since. */
  relays?: boolean
  /** All trees are on one channel. */
  oneChannel?: boolean
  /** Its losses come in bursts that all links of a node have in common, and so depend on when each of them is looked at. */
  bursts?: boolean
}

const WIRE: Partial<WireSettings> = { rate: 56e3, delay: 700, header: 20, queue: 6000 }
const WORN: Partial<WireSettings> = { ...WIRE, jitter: 30_000, loss: 0.3, retries: 2, 'retry-after': 5000 }
const WEIGHTED: Partial<WireSettings> = { order: 'weighted', weights: [8, 4, 2, 1] }
const FADING = {
  share: 0.05,
  poor: { devices: 0.3, share: 0.6 },
  bursts: { every: 2_000_000, length: 400_000, share: 0.9 },
}

const onWire =
  (settings: Partial<WireSettings>): CreateMedium =>
  (name, seed, book, { nodes }) =>
    new Wire(name, wire(settings), seed, book, nodes)

const onOwnWires =
  (settings: Partial<WireSettings>): CreateMedium =>
  (name, seed, book) =>
    new OwnWires(name, wire(settings), seed, book, DEVICES, 2)

function sector(settings: object): CreateMedium {
  const parsed = sectorSchema().parse({ medium: 'sector', ...settings })
  return (name, seed, book, membership) => new Sector(name, parsed, seed, book, membership)
}

function polled(settings: object): CreateMedium {
  const parsed = polledSchema().parse({ medium: 'polled', ...settings })
  return (name, seed, book, membership) => new Polled(name, parsed, seed, book, membership)
}

function lan(settings: object): CreateMedium {
  const parsed = lanSchema().parse({ medium: 'lan', ...settings })
  return (name, seed, book, membership) => new Lan(name, parsed, seed, book, membership)
}

function radioLan(settings: object): CreateMedium {
  const parsed = radioLanSchema().parse({ medium: 'radio-lan', ...settings })
  return (name, seed, book, membership) => new RadioLan(name, parsed, seed, book, membership)
}

const MEDIA: MediumCase[] = [
  { name: 'wire', create: onWire(WIRE) },
  { name: 'wire without domains', create: onWire(WIRE), noDomain: true },
  { name: 'fast wire', create: onWire({ ...WIRE, rate: 1e9, delay: 3 }) },
  { name: 'wire that loses packets', create: onWire({ ...WORN, jitter: 0 }) },
  { name: 'wire that loses packets for good', create: onWire({ ...WORN, retries: 0 }) },
  { name: 'wire with jitter and losses', create: onWire(WORN) },
  { name: 'wire with bursts of losses', create: onWire({ ...WORN, loss: FADING }), bursts: true },
  { name: 'wire with strict priority and losses', create: onWire({ ...WORN, order: 'strict' }) },
  { name: 'wire shared by weight, with losses', create: onWire({ ...WORN, ...WEIGHTED }) },
  { name: 'own wires', create: onOwnWires(WIRE) },
  { name: 'own wires with jitter and losses', create: onOwnWires(WORN) },
  {
    name: 'sector: random access',
    create: sector({
      'rate-down': '20 kbps',
      'rate-up': '10 kbps',
      'out-of-range': '15%',
      coverage: [{ share: '100%', 'rate-factor': 0.5 }],
      loss: '20%',
      'random-access': { preambles: 2, attempts: 3, every: '100 ms' },
      retries: 2,
      queue: '4 kB',
    }),
  },
  {
    name: 'sector: power save mode',
    create: sector({ 'power-save': { mode: 'psm', period: '1 h', 'active-time': '3 s' }, inactivity: '1 s' }),
  },
  {
    name: 'sector: granted access, grouped',
    create: sector({
      access: 'granted',
      'endpoints-per-sector': 4,
      'power-save': { mode: 'none' },
      'rate-up': '9600 bps',
      retries: 0,
    }),
    noDomain: true,
  },
  { name: 'polled: commands interrupt', create: polled({ loss: '20%', 'packets-per-poll': 2, visits: 1, retries: 1 }) },
  {
    name: 'polled: commands in turn',
    create: polled({ commands: 'in-turn', loss: '30%', visits: 2, retries: 0, queue: '2 kB' }),
  },
  {
    name: 'polled: grouped',
    create: polled({ 'stations-per-channel': 4, 'report-by-exception': false }),
    noDomain: true,
  },
  { name: 'lan', create: lan({ rate: '500 kbps', backbone: '400 kbps', queue: '9 kB' }) },
  { name: 'fast lan', create: lan({}) },
  { name: 'lan that loses', create: lan({ rate: '100 kbps', loss: '30%', retries: 2 }), noDomain: true },
  { name: 'radio-lan', create: radioLan({}) },
  { name: 'radio-lan without domains', create: radioLan({ access: 'aloha' }), noDomain: true, oneChannel: true },
  { name: 'radio-lan without acknowledgements', create: radioLan({ access: 'slotted-aloha', acknowledged: false }) },
  {
    name: 'mesh of rings',
    create: (name, seed, book, membership) =>
      new Mesh(name, mesh({ hops: ['40%', '30%', '30%'], loss: '10%' }), seed, book, membership),
    relays: true,
  },
  {
    name: 'plc',
    create: (name, seed, book, membership) => {
      const settings = plcSchema().parse({ medium: 'plc', repeaters: ['40%', '30%', '30%'], retries: 1, queue: '2 kB' })
      return new Plc(name, settings, seed, book, membership)
    },
    relays: true,
  },
]

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

interface Outage {
  /** A node, or (below zero) the links of a tree: -1 those of the first, -2 those of the second; -3 and -4: others take most of these. */
  what: number
  from: number
  lasts: number
}

/** Some of which go down for moments, while others wait for them, or for good as far as most of the traffic goes. */
const outages = (nodes: readonly number[]) =>
  fc.array(
    fc.record({
      what: fc.constantFrom(...nodes),
      from: fc.oneof(fc.nat(20_000_000), fc.nat(400_000)),
      lasts: fc.oneof(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1, max: 30_000_000 })),
    }),
    { minLength: 1, maxLength: 12 },
  )
const ALL = [...Array.from({ length: HEAD_END + 1 }, (_, node) => node), -1, -2, -3, -4]

function played(medium: MediumCase, list: readonly Message[], failing: readonly Outage[] = [], canFail = true) {
  const table = new FaultsTable(medium.create, { noDomain: medium.noDomain ?? false, canFail })
  for (const { what, from, lasts } of failing) {
    if (what < -2) {
      table.at({ at: from, tree: -3 - what, taken: 0.8 })
      table.at({ at: from + lasts, tree: -3 - what, taken: 0 })
      continue
    }
    const whose = what >= 0 ? { node: what } : { tree: -1 - what }
    table.at({ at: from, falls: true, ...whose })
    table.at({ at: from + lasts, ...whose })
  }
  list.forEach((message, i) => table.send(message, i))
  return table
}

describe.each(MEDIA)('under faults, the medium $name', (medium) => {
  it.runIf(!medium.bursts)('gives the same as where nothing can fail, as long as nothing does', () => {
    fc.assert(
      fc.property(traffic, (list) => {
        const told = (canFail: boolean) => {
          const { bench, sent } = played(medium, list, [], canFail).run()
          const transmissions = sent.map(({ message, start, finish }) => [message, start, finish])
          transmissions.sort((a, b) => a[1]! - b[1]! || a[0]! - b[0]! || a[2]! - b[2]!)
          return { consumptions: bench.consumptions, losses: bench.losses, transmissions }
        }
        expect(told(true)).toEqual(told(false))
      }),
      { seed: 21, numRuns: 60 },
    )
  })

  it('delivers each packet once or loses it once with a reason, however ends and links fail and are there again', () => {
    fc.assert(
      fc.property(traffic, outages(ALL), fc.nat(40_000_000), (list, failing, cutOff) => {
        const table = played(medium, list, failing)
        for (const until of [cutOff, END]) {
          const { bench, links } = table.run(until)
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
          for (const { reason } of losses) expect(LOSS_REASONS).toContain(reason)
        }
        expect(table.bench.network.packets.inUse).toBe(0)
      }),
      { seed: 22, numRuns: 150 },
    )
  })

  it.runIf(!medium.relays)('transmits nothing of a node that has gone down with it', () => {
    fc.assert(
      fc.property(traffic, outages(ALL), (list, failing) => {
        expect(
          played(medium, list, failing)
            .run()
            .sent.filter(({ isOfDead }) => isOfDead),
        ).toEqual([])
      }),
      { seed: 23, numRuns: 80 },
    )
  })

  it.runIf(!medium.oneChannel)('changes nothing in a tree by what fails in another', () => {
    const ofFirst = medium.noDomain ? [0, 1, 2, 3, -1, -3] : [0, 1, 2, 3, headOf(0), -1, -3]
    fc.assert(
      fc.property(traffic, outages(ofFirst), (list, failing) => {
        const ofSecond = (message: number) => treeOf(list[message]!.device) === 1
        const [with_, without] = [played(medium, list, failing), played(medium, list)]
        expect(with_.run().told(ofSecond)).toEqual(without.run().told(ofSecond))
      }),
      { seed: 24, numRuns: 40 },
    )
  })

  it('does the same when it is run again', () => {
    fc.assert(
      fc.property(traffic, outages(ALL), (list, failing) => {
        expect(played(medium, list, failing).run().told()).toEqual(played(medium, list, failing).run().told())
      }),
      { seed: 25, numRuns: 25 },
    )
  })

  it('lets nothing that a dead node held keep up what it sends after its restart', () => {
    // A minute is more than any queue here needs; and all that an endpoint that sleeps would wait for goes up.
    const [died, rose, later] = [5_000, 10_000_000, 60_000_000]
    const burst = Array.from({ length: 20 }, (_, i) => ({ at: 1000 + i, bytes: 80, device: 1, way: UP, priority: 0 }))
    const last = { at: later, bytes: 80, device: 1, way: UP, priority: 0 }
    const table = played(medium, [...burst, last], [{ what: 1, from: died, lasts: rose - died }]).run()
    const alone = played(medium, [...burst.map((one) => ({ ...one, at: later + 3_600_000_000 })), last]).run()
    const whole = ({ bench }: FaultsTable) => bench.arrivals().get(burst.length)
    // On a channel with losses or contention of its own the draws are those of the message, so they are the same.
    if (whole(alone) !== undefined) expect(whole(table)).toBeDefined()
    for (const { message, now } of table.sent) if (now > died) expect(message).toBe(burst.length)
  })
})
