import type { Simulation } from '../kernel/simulation.js'
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
}

/** Carries packets along their routes, from link to station to link. */
export class Network implements MediumHost {
  readonly packets = new Packets()
  readonly links = new Links()
  readonly routes = new Routes()
  readonly stations: Station[] = []
  private readonly media: Medium[] = []

  constructor(
    readonly simulation: Simulation,
    readonly load: LoadByHour,
    private readonly host: PacketHost,
  ) {}

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
        room = Math.min(room, this.media[this.routes.medium[step]!]!.room)
        visit(this.routes.child[step]!)
      }
    }
    visit(this.routes.first[route]!)
    return room
  }

  /** Sends a message as packets of at most `room` bytes; they stand before the first link now. */
  send(sending: Sending, room: number): void {
    const { packets } = this
    // Read at once: a packet that is dropped on the first link can cause another sending before the last one has left.
    const { message, route, tree, device, tag, key, source, serial, first } = sending
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

  lost(packet: number, _link: number, reason: LossReason): void {
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
    packets.step[packet] = step
    packets.hop[packet] = routes.hop[step]!
    const link = routes.link.at(step, packets.tree[packet]!, packets.device[packet]!)
    this.media[routes.medium[step]!]!.offer(packet, link)
  }
}
