import { HOUR } from '../../src/kernel/time.js'
import { Simulation } from '../../src/kernel/simulation.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import type { LinkBook } from '../../src/network/link-book.js'
import type { LinkGroup } from '../../src/network/links.js'
import { NO_DOMAIN, type LossReason, type Medium, type Membership } from '../../src/network/medium.js'
import { Network, type PacketHost, type Sending } from '../../src/network/network.js'
import { PRIORITY_SEND } from '../../src/network/order.js'
import { nameOfPlace, stepOf } from '../../src/network/place-of-loss.js'
import type { Place, RouteHop } from '../../src/network/routes.js'
import { Station, type NodeSettings } from '../../src/network/station.js'
import { Wire, type WireSettings } from '../../src/network/wire.js'

/** A network on a table: links and stations of one's own, messages by hand, and all that the host is told. */
export class Bench implements PacketHost {
  readonly simulation = new Simulation()
  readonly load: LoadByHour
  readonly bytesByTag = new Float64Array(4)
  readonly network: Network
  readonly consumptions: { message: number; addressee: number; at: number }[] = []
  readonly losses: { message: number; beyond: number; step: number; where: string; reason: LossReason; at: number }[] =
    []
  copies = 0
  ends = 0
  private readonly sendings: { sending: Sending; room: number }[] = []
  private readonly sendCode = this.simulation.handler('send', (i) => {
    const { sending, room } = this.sendings[i]!
    this.copies += this.network.packetsOf(sending.bytes, room)
    this.network.send(sending, room)
  })

  constructor(
    readonly seed = 1,
    end = 1000 * HOUR,
  ) {
    this.load = new LoadByHour(0, end)
    this.network = new Network(this.simulation, this.load, this.bytesByTag, this)
  }

  /** Makes a link for each of `count` trees, and gives the number of the first. */
  wire(settings: Partial<WireSettings> = {}, count = 1, processing = 0): number {
    const medium = this.medium((name, seed, book) => new Wire(name, wire(settings), seed, book))
    return this.links(medium, { count, processing })
  }

  /** Makes a medium of any kind, and gives its number: what `links` needs. */
  medium(create: CreateMedium, membership: Membership = NOBODY): number {
    const { network, seed } = this
    return network.addMedium(create(`medium ${network.links.groups.length}`, seed, network.book, membership))
  }

  /** Makes links that a medium carries, one (a tree) or more, and gives the number of the first. */
  links(medium: number, more: Partial<Omit<LinkGroup, 'first'>> = {}): number {
    const { load, network } = this
    const flow = `flow ${network.links.groups.length}`
    const group = {
      flow,
      network: flow,
      direction: 'up',
      from: 'here',
      to: 'there',
      count: 1,
      each: 1,
      number: 1,
      processing: 0,
      ...more,
    } as const
    const { first } = network.links.addGroup(group, load.lane(group.network, group.direction))
    network.links.carriedBy(medium, first, group.count)
    return first
  }

  station(settings: Partial<NodeSettings>, nodes = 1): number {
    const { simulation, network, seed } = this
    return network.addStation(new Station('station', nodes, node(settings), seed, simulation, network.packets, network))
  }

  route(...hops: RouteHop[]): number {
    return this.network.routes.add({ station: -1, node: place('one'), hops })
  }

  /** Sends a message; what is not said has no bearing on the case. Its key and its draws are those of its number. */
  send(at: number, message: number, sending: Partial<Sending>, room?: number): void {
    const whole: Sending = {
      message, route: 0, bytes: 100, application: sending.bytes ?? 100, security: 0, tree: 0, device: 0, tag: 0, key: message * 64, source: 0,
      serial: message, first: 0, priority: 0, expires: Infinity, ...sending,
    } // prettier-ignore
    const i = this.sendings.push({ sending: whole, room: room ?? this.network.roomOf(whole.route) }) - 1
    this.simulation.at(at, PRIORITY_SEND, whole.key, this.sendCode, i)
  }

  run(until = 900 * HOUR): this {
    this.simulation.runUntil(until)
    return this
  }

  /** When each message was consumed; one that was not has no entry. */
  arrivals(): Map<number, number> {
    return new Map(this.consumptions.map(({ message, at }) => [message, at]))
  }

  consumed(message: number, addressee: number): void {
    this.consumptions.push({ message, addressee, at: this.simulation.now })
  }

  missed(message: number, beyond: number, place: number, reason: LossReason): void {
    const where = nameOfPlace(this.network.routes, place)
    this.losses.push({ message, beyond, step: stepOf(place), where, reason, at: this.simulation.now })
  }

  copied(): void {
    this.copies++
  }

  ended(): void {
    this.ends++
  }
}

export type CreateMedium = (name: string, seed: number, book: LinkBook, membership: Membership) => Medium

/** Nobody but those whose packets there are. */
const NOBODY: Membership = { nodes: 0, membersOf: () => undefined }

/** 1 Mbps: a byte takes 8 µs. */
export function wire(settings: Partial<WireSettings> = {}): WireSettings {
  return {
    medium: 'wire', rate: 1e6, delay: 0, jitter: 0, loss: 0, retries: 0, 'retry-after': 0, mtu: 1500, header: 0, queue: 1e12, order: 'fifo',
    ...settings,
  } // prettier-ignore
}

/** A node that takes no time and has room for all. */
export function node(settings: Partial<NodeSettings> = {}): NodeSettings {
  return {
    processing: 0, distribution: 'constant', servers: 'unlimited', order: 'fifo', buffer: 'unlimited', drop: 'newest', ...settings,
  } // prettier-ignore
}

/** One for all, or one a tree or device, from number `first` on. */
export function place(by: Place['by'], first = 0): Place {
  return { by, first, base: 0, times: 1, over: 1 }
}

/** A hop of a route. What it says beyond its link has no bearing on most cases. */
export function hop(link: number, more: Partial<RouteHop> = {}): RouteHop {
  const hops = more.hops ?? []
  return {
    link: place('one', link),
    domain: place('one', NO_DOMAIN),
    endpoint: place('device'),
    station: -1,
    node: place('one'),
    addressee: hops.length === 0 ? 0 : -1,
    from: 'here',
    to: 'there',
    ...more,
    hops,
  }
}
