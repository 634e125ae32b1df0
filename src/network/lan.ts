import { z } from 'zod'
import { bytes, duration, rate } from '../input/quantity.js'
import { KeptServers } from './kept-servers.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, linkLossSchema, lossForGood } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, NO_DOMAIN, type Medium, type Membership } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'
import { OwnHeads } from './own-heads.js'
import { NextFreeServers, type Servers, type ServersHost } from './servers.js'
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
      params: { about: ['mtu', 'header'] },
    })
    .refine((lan) => lan.queue >= lan.mtu, {
      path: ['queue'],
      message: 'expected a queue that holds at least one packet of the mtu',
      when: known('queue', 'mtu'),
      params: { about: ['queue', 'mtu'] },
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
  private readonly heads: OwnHeads
  private readonly switchedCode: number
  private readonly acrossCode: number
  private readonly lossCode: number

  constructor(
    name: string,
    private readonly settings: LanSettings,
    seed: number,
    private readonly book: LinkBook,
    membership: Membership,
  ) {
    const { nodes } = membership
    this.room = settings.mtu - settings.header
    this.theOne = nodes - 1
    const lost: ServersHost['lost'] = (packet, reason) => book.lost(packet, reason)
    const ports: ServersHost = {
      queued: (packet, bytes) => book.backlog(book.packets.link[packet]!, bytes),
      served: (packet, start, finish, wireBytes) => this.throughPort(packet, start, finish, wireBytes),
      lost,
    }
    const backbones: ServersHost = {
      queued: () => undefined,
      served: (packet, start, finish) => this.overBackbone(packet, start, finish),
      lost,
    }
    this.portsOfNodes = servers(name, settings, settings.rate, book, ports)
    this.portsOfLinks = servers(name, settings, settings.rate, book, ports)
    this.backbones = servers(name, settings, settings.backbone, book, backbones)
    this.noise = new LinkLoss(settings.loss, seed, book, nodes)
    this.ways = new LinkWays(book.links)
    this.heads = new OwnHeads(membership)
    const { simulation } = book
    this.switchedCode = simulation.handler(`switching on ${name}`, (packet) => this.switched(packet))
    this.acrossCode = simulation.handler(`arrival over ${name}`, (packet) => book.delivered(packet))
    this.lossCode = simulation.handler(`retry over ${name}`, (packet) => this.retry(packet))
  }

  offer(packet: number): void {
    const { book } = this
    const { now } = book.simulation
    book.offered(packet)
    if (this.isUp(packet)) this.toPort(packet, now)
    else this.toBackbone(packet, now)
  }

  wayIn(node: number): number {
    return this.heads.wayIn(node, this.book.faults)
  }

  /** A packet has come through the first of its two parts. */
  private switched(packet: number): void {
    if (this.isStopped(packet)) return
    const came = this.book.packets.arrival[packet]!
    if (this.isUp(packet)) this.toBackbone(packet, came)
    else this.toPort(packet, came)
  }

  private isStopped(packet: number): boolean {
    const stopped = this.book.stop(packet)
    if (stopped === undefined) return false
    this.book.lost(packet, stopped)
    return true
  }

  private retry(packet: number): void {
    if (this.isStopped(packet)) return
    const { packets, simulation } = this.book
    if (packets.attempt[packet]! >= this.settings.retries) {
      this.book.lost(packet, this.settings.retries === 0 ? 'noise' : 'retries exhausted')
      return
    }
    packets.attempt[packet]!++
    this.toPort(packet, simulation.now)
  }

  private toPort(packet: number, came: number): void {
    const { book, settings } = this
    const { link, endpoint: endpoints } = book.packets
    const endpoint = endpoints[packet]!
    const ofLink = endpoint === EVERYONE || endpoint >= this.theOne
    const ports = ofLink ? this.portsOfLinks : this.portsOfNodes
    const port = ofLink ? link[packet]! : 2 * endpoint + (this.isUp(packet) ? 1 : 0)
    ports.offer(packet, port, came, book.wireBytes(packet, settings.header))
  }

  private throughPort(packet: number, start: number, finish: number, wireBytes: number): void {
    const { book, settings } = this
    const { packets } = book
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    book.sent(packet, start, finish, wireBytes, attempt > 0)
    if (!this.noise.never && this.noise.fails(packet, packets.endpoint[packet]!, attempt, start)) {
      this.expect(packet, finish + settings['retry-after'], this.lossCode)
      return
    }
    book.spent(packet, packets.begun[packet]!, start, finish)
    this.passOn(packet, finish, this.isUp(packet))
  }

  private toBackbone(packet: number, came: number): void {
    const { book, backbones } = this
    const domain = book.packets.domain[packet]!
    const trunk = 2 * (domain === NO_DOMAIN ? this.theOne : domain) + (this.isUp(packet) ? 1 : 0)
    backbones.offer(packet, trunk, came, book.wireBytes(packet, this.settings.header))
  }

  private overBackbone(packet: number, start: number, finish: number): void {
    this.book.spent(packet, start, start, finish)
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
    this.expect(packet, at + delay + links.processingOf(packets.link[packet]!), this.acrossCode)
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

function servers(name: string, settings: LanSettings, rate: number, book: LinkBook, host: ServersHost): Servers {
  const all = { rate, queue: settings.queue, header: settings.header }
  return book.faults === undefined ? new NextFreeServers(all, host) : new KeptServers(name, all, book, host)
}
