import { z } from 'zod'
import { bytes, duration, rate } from '../input/quantity.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, linkLossSchema, lossForGood } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, NO_DOMAIN, type Medium, type Membership } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'
import { technology } from './technology.js'

const RETRIES = 'expected a whole number of retries from 0 to 100, such as 3'

/** The keys of `networks: {<network>: {medium: lan, …}}`. */
export function lanSchema() {
  const above = (description: string, value: string) =>
    rate()
      .refine((perSecond) => perSecond > 0, 'expected a rate above zero')
      .prefault(value)
      .meta({ description })
  return z
    .strictObject({
      medium: z.literal('lan').meta({
        description:
          'How the network behaves: a switched LAN; each endpoint has a full-duplex port, all cross one backbone.',
      }),
      technology: technology(),
      rate: above('Bits per second of one port, in each direction.', '100 Mbps'),
      backbone: above(
        'Bits per second of the switch or trunk that all packets of a site cross, in each direction.',
        '1 Gbps',
      ),
      delay: duration().prefault('20 us').meta({ description: 'Cables and switching, from one end to the other.' }),
      loss: linkLossSchema('0%'),
      retries: z
        .int(RETRIES)
        .min(0, RETRIES)
        .max(100, RETRIES)
        .prefault(0)
        .meta({ description: 'How often a packet that is lost at a port is sent again before it is given up.' }),
      'retry-after': duration()
        .prefault('1 ms')
        .meta({ description: 'How long after the end of a transmission its loss is noticed.' }),
      mtu: bytes().prefault('1500 B').meta({ description: 'The largest packet, its header included.' }),
      header: bytes().prefault('60 B').meta({
        description: 'Bytes that protocols and security add to each packet (the sizes of the SRS exclude them).',
      }),
      queue: bytes().prefault('256 kB').meta({
        description:
          'Bytes that may wait for one port, and for the backbone, the packet being sent included; more are dropped.',
      }),
    })
    .refine((lan) => lan.mtu > lan.header, {
      path: ['mtu'],
      message: 'expected an mtu above the header: no byte of a message fits',
      when: known('mtu', 'header'),
    })
    .refine((lan) => lan.queue >= lan.mtu, {
      path: ['queue'],
      message: 'expected a queue that holds at least one packet of the mtu',
      when: known('queue', 'mtu'),
    })
}

/** Compares two figures also where another key is wrong, so that all problems are reported in one go. */
const known =
  (...keys: string[]) =>
  ({ value }: { value: unknown }): boolean =>
    keys.every((key) => typeof (value as Record<string, unknown>)[key] === 'number')

export type LanSettings = z.output<ReturnType<typeof lanSchema>>

/** The share of packets that get across a LAN which is not overloaded. */
export function survivalOnLan({ loss, retries, 'retry-after': after }: LanSettings): number {
  return 1 - lossForGood(loss, retries, after)
}

/**
 * A switched LAN: full-duplex ports of one rate, and a backbone that all packets of a site cross, stored and forwarded in between, each
 * first come first served, and each direction by itself. Up a packet comes through the port of its endpoint and then over the backbone, down the other way round. A
 * site is what stands behind one near end (a premise, a substation); where that is the only one of its kind, the network is one site.
 * In the books a link is its ports; the backbone is a wait on the way.
 */
export class Lan implements Medium {
  readonly room: number
  private readonly theOne: number
  /** Ports by node and direction, and where the outer end is none of many, by link. */
  private readonly portsOfNodes: Servers
  private readonly portsOfLinks: Servers
  private readonly backbones: Servers
  private readonly noise: LinkLoss
  private readonly ways: LinkWays
  private readonly switchedCode: number
  private readonly acrossCode: number
  private readonly lossCode: number

  constructor(
    name: string,
    private readonly settings: LanSettings,
    seed: number,
    private readonly book: LinkBook,
    { nodes }: Membership,
  ) {
    this.room = settings.mtu - settings.header
    this.theOne = nodes - 1
    this.portsOfNodes = new Servers(settings.rate, settings.queue)
    this.portsOfLinks = new Servers(settings.rate, settings.queue)
    this.backbones = new Servers(settings.backbone, settings.queue)
    this.noise = new LinkLoss(settings.loss, seed, book, nodes)
    this.ways = new LinkWays(book.links)
    const { simulation } = book
    this.switchedCode = simulation.handler(`switching on ${name}`, (packet) => this.switched(packet))
    this.acrossCode = simulation.handler(`arrival over ${name}`, (packet) => book.delivered(packet))
    this.lossCode = simulation.handler(`retry over ${name}`, (packet) => this.retry(packet))
  }

  offer(packet: number): void {
    const { book } = this
    const { now } = book.simulation
    book.offered(packet)
    if (this.isUp(packet)) this.throughPort(packet, now)
    else this.overBackbone(packet, now)
  }

  /** A packet has come through the first of its two parts. */
  private switched(packet: number): void {
    const came = this.book.packets.arrival[packet]!
    if (this.isUp(packet)) this.overBackbone(packet, came)
    else this.throughPort(packet, came)
  }

  private retry(packet: number): void {
    const { packets, simulation } = this.book
    if (packets.attempt[packet]! >= this.settings.retries) {
      this.book.lost(packet, this.settings.retries === 0 ? 'noise' : 'retries exhausted')
      return
    }
    packets.attempt[packet]!++
    this.throughPort(packet, simulation.now)
  }

  private throughPort(packet: number, came: number): void {
    const { book, settings } = this
    const { packets } = book
    const link = packets.link[packet]!
    const endpoint = packets.endpoint[packet]!
    const ofLink = endpoint === EVERYONE || endpoint >= this.theOne
    const ports = ofLink ? this.portsOfLinks : this.portsOfNodes
    const port = ofLink ? link : 2 * endpoint + (this.isUp(packet) ? 1 : 0)
    const wireBytes = book.wireBytes(packet, settings.header)
    const start = ports.take(port, came, wireBytes)
    if (start < 0) {
      book.lost(packet, 'queue full')
      return
    }
    book.backlog(link, ports.backlog(port, came))
    const finish = ports.busyUntil(port)
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    book.sent(packet, start, finish, wireBytes, attempt > 0)
    if (!this.noise.never && this.noise.fails(packet, endpoint, attempt, start)) {
      this.expect(packet, finish + settings['retry-after'], this.lossCode)
      return
    }
    book.spent(packet, packets.begun[packet]!, start, finish)
    this.passOn(packet, finish, this.isUp(packet))
  }

  private overBackbone(packet: number, came: number): void {
    const { book, backbones } = this
    const domain = book.packets.domain[packet]!
    const trunk = 2 * (domain === NO_DOMAIN ? this.theOne : domain) + (this.isUp(packet) ? 1 : 0)
    const start = backbones.take(trunk, came, book.wireBytes(packet, this.settings.header))
    if (start < 0) {
      book.lost(packet, 'queue full')
      return
    }
    const finish = backbones.busyUntil(trunk)
    book.spent(packet, start, start, finish)
    this.passOn(packet, finish, !this.isUp(packet))
  }

  /** The packet leaves one of its two parts: to the other, or to the far end. */
  private passOn(packet: number, at: number, isFirst: boolean): void {
    const { packets, links } = this.book
    if (isFirst) {
      packets.arrival[packet] = at
      this.expect(packet, at, this.switchedCode)
      return
    }
    const { delay } = this.settings
    this.book.spent(packet, at, at, at + delay)
    this.expect(packet, at + delay + links.processing[packets.link[packet]!]!, this.acrossCode)
  }

  private expect(packet: number, at: number, code: number): void {
    const { packets, simulation } = this.book
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(Math.ceil(at), PRIORITY_ARRIVAL, key, code, packet)
  }

  private isUp(packet: number): boolean {
    return this.ways.isUp(this.book.packets.link[packet]!)
  }
}

/** Servers of one rate, first come first served, each with a finite queue in bytes. When one is next free says all about it. */
class Servers {
  private readonly microsPerByte: number
  /** By server, unrounded. */
  private free = new Float64Array(0)

  constructor(
    rate: number,
    private readonly queue: number,
  ) {
    this.microsPerByte = 8e6 / rate
  }

  /** When a server begins to send so many bytes that come now; -1 where they do not fit into its queue. */
  take(server: number, now: number, wireBytes: number): number {
    if (server >= this.free.length) this.widen(server)
    const free = this.free[server]!
    const start = free > now ? free : now
    // Bytes are whole: a fraction is the rest of the packet that is being sent, or what rounding left of the sum.
    if (start > now && (start - now) / this.microsPerByte + wireBytes >= this.queue + 0.5) return -1
    this.free[server] = start + wireBytes * this.microsPerByte
    return start
  }

  busyUntil(server: number): number {
    return this.free[server]!
  }

  /** Bytes that stand before it. */
  backlog(server: number, now: number): number {
    return (this.free[server]! - now) / this.microsPerByte
  }

  private widen(server: number): void {
    const wide = new Float64Array(Math.max(64, 2 * this.free.length, server + 1))
    wide.set(this.free)
    this.free = wide
  }
}
