import type { Simulation } from '../kernel/simulation.js'
import { LinkBook } from './link-book.js'
import { Links } from './links.js'
import type { LoadByHour } from './load-by-hour.js'
import type { LossReason, Medium, MediumHost } from './medium.js'
import { Packets } from './packets.js'
import { Routes } from './routes.js'
import type { Station } from './station.js'

/** Who hears what becomes of the packets. */
export interface PacketHost {
  /** A packet of the message has reached one of its addressees. */
  consumed(message: number, addressee: number): void
  /** A packet of the message is lost on a step: the addressees in `beyond` (bits) will not have it. */
  missed(message: number, beyond: number, step: number, reason: LossReason): void
  /** The paths part: one more copy of a packet of the message is under way. */
  copied(message: number): void
  /** One copy of one packet of the message is gone, consumed or lost. */
  ended(message: number): void
}

/** How one message is handed to the network. */
export interface Sending {
  message: number
  route: number
  bytes: number
  tree: number
  device: number
  tag: number
  key: number
  source: number
  serial: number
  /** The number of its first packet: those before it belong to an earlier part of the message. */
  first: number
  priority: number
}

/** Carries packets along their routes, from link to station to link. */
export class Network implements MediumHost {
  readonly packets = new Packets()
  readonly links = new Links()
  readonly routes = new Routes()
  readonly stations: Station[] = []
  /** What every medium of this network is given to work with. */
  readonly book: LinkBook
  private readonly media: Medium[] = []

  constructor(
    readonly simulation: Simulation,
    readonly load: LoadByHour,
    bytesByTag: Float64Array,
    private readonly host: PacketHost,
  ) {
    this.book = new LinkBook(simulation, this.links, this.packets, load, bytesByTag, this)
  }

  addMedium(medium: Medium): number {
    return this.media.push(medium) - 1
  }

  addStation(station: Station): number {
    return this.stations.push(station) - 1
  }

  /** In how many packets a message goes over a route: of at most `room` bytes each. */
  packetsOf(bytes: number, room: number): number {
    return Math.max(1, Math.ceil(bytes / room))
  }

  /** The bytes that a packet may carry on every link of a route (the path's smallest, so that no hop must cut it again). */
  roomOf(route: number): number {
    let room = Infinity
    const visit = (first: number): void => {
      for (let step = first; step >= 0; step = this.routes.sibling[step]!) {
        room = Math.min(room, this.roomOn(step))
        visit(this.routes.child[step]!)
      }
    }
    visit(this.routes.first[route]!)
    return room
  }

  /** One of many links is not known before a message is: the smallest of all that it may be. */
  private roomOn(step: number): number {
    const { links, media } = this
    const first = this.routes.link.firstOf(step)
    if (this.routes.link.isOne(step)) return media[links.medium[first]!]!.room
    const group = links.groupOf(first)
    return links.medium
      .subarray(group.first, group.first + group.count)
      .reduce((room, medium) => Math.min(room, media[medium]!.room), Infinity)
  }

  /** Sends a message as packets of at most `room` bytes; they stand before the first link now. */
  send(sending: Sending, room: number): void {
    const { packets } = this
    // Read at once: a packet that is dropped on the first link can cause another sending before the last one has left.
    const { message, route, tree, device, tag, key, source, serial, first, priority } = sending
    const count = this.packetsOf(sending.bytes, room)
    let left = sending.bytes
    const station = this.routes.origin[route]!
    for (let number = 0; number < count; number++) {
      const packet = packets.take()
      const bytes = left > room ? room : left
      left -= bytes
      packets.message[packet] = message
      packets.number[packet] = first + number
      packets.bytes[packet] = bytes
      packets.tree[packet] = tree
      packets.device[packet] = device
      packets.tag[packet] = tag
      packets.key[packet] = key
      packets.source[packet] = source
      packets.serial[packet] = serial
      packets.priority[packet] = priority
      // Before its first link it is on no step; the origin's own processing draws under a hop of its own.
      packets.step[packet] = -1 - route
      packets.hop[packet] = 63
      if (station >= 0) this.stations[station]!.serve(packet, this.routes.originNode.at(route, tree, device))
      else this.leave(packet, this.routes.first[route]!)
    }
  }

  crossed(packet: number): void {
    const { packets, routes } = this
    const step = packets.step[packet]!
    const station = routes.station[step]!
    if (station < 0) this.reached(packet)
    else this.stations[station]!.serve(packet, routes.node.at(step, packets.tree[packet]!, packets.device[packet]!))
  }

  /** A station has processed a packet: at its origin it leaves, elsewhere it is consumed or goes on. */
  served(packet: number): void {
    const step = this.packets.step[packet]!
    if (step < 0) this.leave(packet, this.routes.first[-1 - step]!)
    else this.reached(packet)
  }

  lost(packet: number, reason: LossReason): void {
    const step = this.packets.step[packet]!
    const message = this.packets.message[packet]!
    this.packets.release(packet)
    this.host.missed(message, this.routes.beyond[step]!, step, reason)
    this.host.ended(message)
  }

  private reached(packet: number): void {
    const step = this.packets.step[packet]!
    const message = this.packets.message[packet]!
    const addressee = this.routes.addressee[step]!
    const child = this.routes.child[step]!
    if (child >= 0) {
      if (addressee >= 0) this.host.consumed(message, addressee)
      this.leave(packet, child)
      return
    }
    this.packets.release(packet)
    if (addressee >= 0) this.host.consumed(message, addressee)
    this.host.ended(message)
  }

  /** Puts a packet before the link of a step, and copies of it before those of the step's siblings. */
  private leave(packet: number, first: number): void {
    const { packets, routes } = this
    let sibling = routes.sibling[first]!
    while (sibling >= 0) {
      const twin = packets.copy(packet)
      this.host.copied(packets.message[packet]!)
      this.enter(twin, sibling)
      sibling = routes.sibling[sibling]!
    }
    this.enter(packet, first)
  }

  private enter(packet: number, step: number): void {
    const { packets, routes } = this
    const [tree, device] = [packets.tree[packet]!, packets.device[packet]!]
    const link = routes.link.at(step, tree, device)
    packets.step[packet] = step
    packets.hop[packet] = routes.hop[step]!
    packets.link[packet] = link
    packets.domain[packet] = routes.domain.at(step, tree, device)
    packets.endpoint[packet] = routes.endpoint.at(step, tree, device)
    packets.since[packet] = this.simulation.now
    packets.transmitting[packet] = 0
    packets.retrying[packet] = 0
    this.media[this.links.medium[link]!]!.offer(packet)
  }
}
