import type { Simulation } from '../kernel/simulation.js'
import { Faults } from './faults.js'
import { NEVER, type Gate } from './gate.js'
import { HeldPackets } from './held-packets.js'
import { LegClock } from './leg-clock.js'
import { LinkBook } from './link-book.js'
import type { LinkStates } from './link-states.js'
import { Links } from './links.js'
import type { LoadByHour } from './load-by-hour.js'
import type { LossReason, Medium, MediumHost } from './medium.js'
import type { NodeStates } from './node-states.js'
import { PacketSecurity, type Security } from './packet-security.js'
import { PRIORITY_SERVED } from './order.js'
import { Packets } from './packets.js'
import { atFarEnd, atNearEnd } from './place-of-loss.js'
import { Routes } from './routes.js'
import type { StationBook } from './station-book.js'
import type { Station } from './station.js'
import type { NodeHost } from './waiting-room.js'
import { WhoMissed } from './who-missed.js'

/** Who hears what becomes of the packets. */
export interface PacketHost {
  /** A packet of the message has reached one of its addressees. What its legs cost it stands in the packet (`LegClock`) until this returns. */
  consumed(message: number, addressee: number, packet: number): void
  /** A packet of the message is lost at a place (`place-of-loss`): the addressees in `beyond` (bits) will not have it. */
  missed(message: number, beyond: number, place: number, reason: LossReason): void
  /** The paths part: one more copy of a packet of the message is under way. */
  copied(message: number): void
  /** The device that the message is of hangs on another tree now. */
  moved?(message: number, tree: number): void
  /** One copy of one packet of the message is gone, consumed or lost. */
  ended(message: number): void
}

/** Who simulates what leaves a node, where that is not all simulated here. */
export interface PacketsElsewhere {
  /** Whether a packet that stands before a step, and its siblings, goes on elsewhere. */
  takes(packet: number, step: number): boolean
  /** A packet has crossed its link. */
  crossed(packet: number): void
}

/** How one message is handed to the network. */
export interface Sending {
  message: number
  route: number
  bytes: number
  /** Of those bytes: application data, which go first, and what security adds to the message, which comes after. */
  application: number
  security: number
  tree: number
  device: number
  tag: number
  key: number
  source: number
  serial: number
  /** The number of its first packet: those before it belong to an earlier part of the message. */
  first: number
  priority: number
  /** From when on nobody wants it any more; Infinity: it is never too late. */
  expires: number
}

/** For what a node with a store keeps a packet. */
const CAN_WAIT: ReadonlySet<LossReason> = new Set(['queue full', 'node down', 'link down'])

/** Carries packets along their routes, from link to station to link. */
export class Network implements MediumHost, NodeHost {
  readonly packets = new Packets()
  readonly links = new Links()
  readonly routes = new Routes()
  readonly stations: Station[] = []
  /** Of the nodes of which someone asks how they fare, by the name that `nodes` has for them. */
  readonly stationBooks = new Map<string, StationBook>()
  /** What every medium of this network is given to work with. */
  readonly book: LinkBook
  private readonly clock: LegClock
  /** Who has not got what was for all on a tree. */
  readonly whoMissed: WhoMissed
  private readonly media: Medium[] = []
  private readonly gates: Gate[] = []
  /** Who hears of packets whose message has a negative number: those of nodes that join. */
  joining: PacketHost | undefined
  /** Where districts are simulated apart. */
  elsewhere: PacketsElsewhere | undefined
  /** On which tree a device hangs now, where that can change. */
  treeNow: ((device: number, tree: number) => number) | undefined
  /** What waits in nodes that are on their way into the network. */
  private held: HeldPackets | undefined
  private readonly offerCode: number

  constructor(
    readonly simulation: Simulation,
    readonly load: LoadByHour,
    bytesByTag: Float64Array,
    private readonly host: PacketHost,
    security?: Security,
  ) {
    const { links, packets } = this
    const secured = security && new PacketSecurity(security, links, packets, load)
    this.book = new LinkBook(simulation, links, packets, load, bytesByTag, this, secured)
    this.whoMissed = new WhoMissed(this.routes, this.links, this.media, this.book)
    this.clock = new LegClock(simulation, this.packets, this.links, this.routes)
    this.offerCode = simulation.handler('leaving of a node', (packet) => this.offer(packet))
  }

  /** From now on nodes and links can fail: to be said before anything is built. */
  letFail(nodes: NodeStates, links: LinkStates): void {
    this.book.faults = new Faults(nodes, links, this.packets, this.links)
    this.held = new HeldPackets(nodes, this.packets, {
      goOn: (packet) => this.goOnFrom(packet),
      lost: (packet, reason) => this.stayed(packet, reason),
      waits: (packet, change) => this.book.waits(packet, change),
    })
    nodes.listen({ wentDown: (node) => this.stations.forEach((one) => one.clear(node)) })
  }

  addMedium(medium: Medium): number {
    return this.media.push(medium) - 1
  }

  /** What carries a link. */
  mediumOf(link: number): Medium {
    return this.media[this.links.mediumOf(link)]!
  }

  addGate(gate: Gate): number {
    return this.gates.push(gate) - 1
  }

  addStation(station: Station): number {
    return this.stations.push(station) - 1
  }

  /** How many links, or shared channels that have carried anything, a network has in a direction. */
  channelsOf(network: string, direction: 'down' | 'up'): number {
    const shared = new Map<number, number>()
    let own = 0
    for (const group of this.links.groups) {
      if (group.network !== network || group.direction !== direction) continue
      for (let link = group.first; link < group.first + group.count; link++) {
        const medium = this.links.mediumOf(link)
        const { channels } = this.media[medium]!
        if (channels === undefined) own += group.each
        else shared.set(medium, channels)
      }
    }
    return [...shared.values()].reduce((sum, channels) => sum + channels, own)
  }

  /** In how many packets a message goes over a route: of at most `room` bytes each. */
  packetsOf(bytes: number, room: number): number {
    return Math.max(1, Math.ceil(bytes / room))
  }

  /**
   * The bytes that a packet may carry on every link of a route (the path's smallest, so that no hop must cut it again), beside what
   * security adds to those that are counted under a tag.
   */
  roomOf(route: number, tag = 0): number {
    let room = Infinity
    const visit = (first: number): void => {
      for (let step = first; step >= 0; step = this.routes.sibling[step]!) {
        room = Math.min(room, this.roomOn(step, tag))
        visit(this.routes.child[step]!)
      }
    }
    visit(this.routes.first[route]!)
    return room
  }

  /** One of many links is not known before a message is: the smallest of all that it may be. */
  private roomOn(step: number, tag: number): number {
    const { links, media } = this
    const first = this.routes.link.firstOf(step)
    const security = this.book.security?.bytesOn(first, tag) ?? 0
    if (this.routes.link.isOne(step)) return media[links.mediumOf(first)]!.room - security
    const group = links.groupOf(first)
    let room = Infinity
    for (let link = group.first; link < group.first + group.count; link++)
      room = Math.min(room, media[links.mediumOf(link)]!.room - security)
    return room
  }

  /** Through which head a node that is outside of its network could come in, over the first step of a route (`Medium`). */
  wayIn(route: number, tree: number, device: number): number {
    const step = this.routes.first[route]!
    const medium = this.media[this.links.mediumOf(this.routes.link.at(step, tree, device))]!
    return medium.wayIn?.(this.routes.endpoint.at(step, tree, device)) ?? -1
  }

  /** Whether the node from which a route leaves is down: it sends nothing, and knows nothing. */
  isOriginDown(route: number, tree: number, device: number): boolean {
    const { faults } = this.book
    return faults !== undefined && !faults.nodes.isUp(this.routes.nearEnd.at(this.routes.first[route]!, tree, device))
  }

  /** Sends a message as packets of at most `room` bytes; they stand before the first link now. */
  send(sending: Sending, room: number): void {
    const { packets } = this
    // Read at once: a packet that is dropped on the first link can cause another sending before the last one has left.
    const { message, route, tree, device, tag, key, source, serial, first, priority, expires } = sending
    const count = this.packetsOf(sending.bytes, room)
    let { bytes: left, application, security } = sending
    const station = this.routes.origin[route]!
    packets.haveLegs(this.routes.longest)
    for (let number = 0; number < count; number++) {
      const packet = packets.take()
      const bytes = left > room ? room : left
      left -= bytes
      packets.message[packet] = message
      packets.number[packet] = first + number
      packets.bytes[packet] = bytes
      const data = bytes > application ? application : bytes
      application -= data
      const added = bytes - data > security ? security : bytes - data
      security -= added
      packets.application[packet] = data
      packets.security[packet] = added
      packets.expires[packet] = expires
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
      this.clock.sent(packet)
      if (station >= 0) this.serve(packet, station, this.routes.originNode.at(route, tree, device))
      else this.leave(packet, this.routes.first[route]!)
    }
  }

  crossed(packet: number): void {
    const { packets, routes, elsewhere } = this
    const { security } = this.book
    if (elsewhere !== undefined) elsewhere.crossed(packet)
    this.clock.crossed(packet, security?.timeOn(packets.link[packet]!, packets.tag[packet]!) ?? 0)
    // At the node to which it comes it is dropped, not looked at.
    const step = packets.step[packet]!
    if (this.simulation.now > packets.expires[packet]!) {
      this.lose(packet, routes.beyond[step]!, atFarEnd(step), 'expired')
      return
    }
    const station = routes.station[step]!
    if (station < 0) this.reached(packet)
    else this.serve(packet, station, routes.node.at(step, packets.tree[packet]!, packets.device[packet]!))
  }

  private serve(packet: number, station: number, node: number): void {
    if (this.book.faults !== undefined) this.packets.came[packet] = this.simulation.now
    this.stations[station]!.serve(packet, node)
  }

  /** A station has processed a packet: at its origin it leaves, elsewhere it is consumed or goes on. */
  served(packet: number): void {
    this.clock.served(packet)
    if (this.book.faults?.nodes.hasFallenSince(this.nodeServing(packet), this.packets.came[packet]!)) {
      this.dropped(packet, 'node down')
      return
    }
    const step = this.packets.step[packet]!
    if (step < 0) this.leave(packet, this.routes.first[-1 - step]!)
    else this.reached(packet)
  }

  unreached(packet: number): void {
    const step = this.packets.step[packet]!
    this.lose(packet, this.routes.beyond[step]!, atFarEnd(step), 'node down')
  }

  lost(packet: number, reason: LossReason): void {
    const step = this.packets.step[packet]!
    this.lose(packet, this.routes.beyond[step]!, step, reason)
  }

  dropped(packet: number, reason: LossReason = 'queue full'): void {
    const { routes } = this
    const step = this.packets.step[packet]!
    if (step >= 0) {
      this.lose(packet, routes.beyond[step]!, atFarEnd(step), reason)
      return
    }
    const first = routes.first[-1 - step]!
    let beyond = 0
    for (let one = first; one >= 0; one = routes.sibling[one]!) beyond |= routes.beyond[one]!
    this.lose(packet, beyond, atNearEnd(first), reason)
  }

  /** The node at which a station processes a packet, by the numbers of `NodeStates`. */
  private nodeServing(packet: number): number {
    const { packets, routes } = this
    const step = packets.step[packet]!
    const tree = packets.tree[packet]!
    const device = packets.device[packet]!
    return step >= 0 ? routes.farEnd.at(step, tree, device) : routes.nearEnd.at(routes.first[-1 - step]!, tree, device)
  }

  kept(packet: number, reason: LossReason): boolean {
    const { packets, simulation } = this
    const gate = this.routes.gate[packets.step[packet]!]!
    const store = gate < 0 ? undefined : this.gates[gate]!.store
    if (store === undefined) return false
    // What has gone a piece of the way is not at the node any more.
    if (!CAN_WAIT.has(reason) || packets.transmitting[packet]! > 0) return false
    // What a node held is gone with it, unless its store survives that.
    if (this.hasFallen(packet) && !store.survives) return false
    const at = store.keeps(packet, this.nearOf(packet), simulation.now)
    if (at < 0) return false
    // It stands before its link anew when it is offered again.
    packets.since[packet] = simulation.now
    this.book.waits(packet, 1)
    this.offerAt(packet, at)
    return true
  }

  sentAgain(packet: number, start: number, time: number): void {
    const gate = this.routes.gate[this.packets.step[packet]!]!
    // By the node itself, not by a relay behind it.
    if (gate >= 0 && this.packets.transmitting[packet]! === 0)
      this.gates[gate]!.sentAgain(this.nearOf(packet), start, time)
  }

  /** Whether the node that a packet stands at has gone down since it came there. */
  private hasFallen(packet: number): boolean {
    const { packets, book } = this
    return book.faults?.nodes.hasFallenSince(packets.near[packet]!, packets.since[packet]!) ?? false
  }

  private stayed(packet: number, reason: LossReason): void {
    this.book.stayed(packet, reason)
    this.loseAtNearEnd(packet, reason)
  }

  private loseAtNearEnd(packet: number, reason: LossReason): void {
    const step = this.packets.step[packet]!
    this.lose(packet, this.routes.beyond[step]!, atNearEnd(step), reason)
  }

  private lose(packet: number, beyond: number, place: number, reason: LossReason): void {
    const message = this.packets.message[packet]!
    const host = this.hostOf(message)
    this.packets.release(packet)
    host.missed(message, beyond, place, reason)
    host.ended(message)
  }

  private hostOf(message: number): PacketHost {
    return message >= 0 ? this.host : this.joining!
  }

  private reached(packet: number): void {
    const step = this.packets.step[packet]!
    const message = this.packets.message[packet]!
    const addressee = this.routes.addressee[step]!
    const child = this.routes.child[step]!
    const host = this.hostOf(message)
    if (child >= 0) {
      if (addressee >= 0) host.consumed(message, addressee, packet)
      this.leave(packet, child)
      return
    }
    if (addressee >= 0) host.consumed(message, addressee, packet)
    this.packets.release(packet)
    host.ended(message)
  }

  /** Puts a packet before the link of a step, and copies of it before those of the step's siblings. */
  leave(packet: number, first: number): void {
    const { packets, routes, elsewhere } = this
    if (elsewhere !== undefined && elsewhere.takes(packet, first)) {
      const message = packets.message[packet]!
      packets.release(packet)
      this.host.ended(message)
      return
    }
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
    const tree = packets.tree[packet]!
    const device = packets.device[packet]!
    const link = routes.link.at(step, tree, device)
    packets.step[packet] = step
    packets.hop[packet] = routes.hop[step]!
    packets.link[packet] = link
    if (this.media[this.links.mediumOf(link)]!.asksForLinkOnly !== true) {
      packets.domain[packet] = routes.domain.at(step, tree, device)
      packets.endpoint[packet] = routes.endpoint.at(step, tree, device)
    }
    packets.since[packet] = this.simulation.now
    packets.transmitting[packet] = 0
    packets.retrying[packet] = 0
    if (this.book.faults !== undefined && this.stays(packet, step, tree, device)) return
    this.goOn(packet)
  }

  private goOn(packet: number): void {
    const gate = this.routes.gate[this.packets.step[packet]!]!
    if (gate < 0) this.offer(packet)
    else this.pass(packet, this.gates[gate]!)
  }

  /** Its device has found into the network, perhaps through another head than before. */
  private goOnFrom(packet: number): void {
    const { packets } = this
    // What it took to start and to join is the node's own time, and no waiting for the channel.
    packets.atOrigin[packet]! += this.simulation.now - packets.since[packet]!
    packets.since[packet] = this.simulation.now
    const tree = packets.tree[packet]!
    const device = packets.device[packet]!
    const now = device < 0 || this.treeNow === undefined ? tree : this.treeNow(device, tree)
    if (now === tree) {
      this.goOn(packet)
      return
    }
    packets.tree[packet] = now
    this.hostOf(packets.message[packet]!).moved?.(packets.message[packet]!, now)
    this.enter(packet, packets.step[packet]!)
  }

  /** Whether a packet goes no further for now, or at all, because of the state of its node. */
  private stays(packet: number, step: number, tree: number, device: number): boolean {
    const { packets, routes, book, held } = this
    const { nodes } = book.faults!
    const near = (packets.near[packet] = routes.nearEnd.at(step, tree, device))
    packets.far[packet] = routes.farEnd.at(step, tree, device)
    if (nodes.isIn(near)) return false
    // Who joins a network is up, and asks before it is in.
    if (packets.message[packet]! < 0 && nodes.isUp(near)) return false
    if (nodes.isOnItsWay(near)) held!.keep(packet, near)
    else this.stayed(packet, 'node down')
    return true
  }

  /** A packet leaves a node as soon as its gate opens. */
  private pass(packet: number, gate: Gate): void {
    const { packets, routes } = this
    const { now } = this.simulation
    const step = packets.step[packet]!
    const far = routes.node.at(step, packets.tree[packet]!, packets.device[packet]!)
    const at = gate.opens(packet, packets.bytes[packet]!, this.nearOf(packet), far, now)
    if (at === NEVER) this.loseAtNearEnd(packet, 'node down')
    else if (at > now) this.offerAt(packet, at)
    else this.offer(packet)
  }

  private offerAt(packet: number, at: number): void {
    const key = this.packets.key[packet]! + this.packets.hop[packet]!
    this.simulation.at(at, PRIORITY_SERVED, key, this.offerCode, packet)
  }

  private offer(packet: number): void {
    const { packets, routes } = this
    const { now } = this.simulation
    const step = packets.step[packet]!
    const gate = routes.gate[step]!
    if ((gate >= 0 || this.book.faults !== undefined) && !this.mayLeave(packet, gate)) return
    if (now > packets.expires[packet]!) {
      this.book.offered(packet)
      this.book.lost(packet, 'expired')
      return
    }
    this.media[this.links.mediumOf(packets.link[packet]!)]!.offer(packet)
  }

  /** Where a gate keeps packets, or something can fail: whether a packet is still to be sent. */
  private mayLeave(packet: number, gate: number): boolean {
    const { now } = this.simulation
    const stored = gate < 0 ? undefined : this.gates[gate]!.store?.taken(packet, this.nearOf(packet), now)
    if (stored === 'in time' || stored === 'too late') this.book.waits(packet, -1)
    if (stored === 'too late') {
      this.stayed(packet, 'expired')
      return false
    }
    const stopped = this.book.stop(packet) ?? this.refusedBehind(packet, gate)
    if (stopped === undefined) return true
    this.book.offered(packet)
    this.book.lost(packet, stopped)
    return false
  }

  /** A node with a store does not send to one that is down, and so can keep the packet. */
  private refusedBehind(packet: number, gate: number): LossReason | undefined {
    const { faults } = this.book
    if (faults === undefined || gate < 0 || this.gates[gate]!.store === undefined) return undefined
    return faults.nodes.isUp(this.packets.far[packet]!) ? undefined : 'node down'
  }

  /** The node that a packet leaves, by its number among those of its actor. */
  private nearOf(packet: number): number {
    const { packets } = this
    return this.routes.near.at(packets.step[packet]!, packets.tree[packet]!, packets.device[packet]!)
  }
}
