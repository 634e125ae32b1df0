import type { Simulation } from '../kernel/simulation.js'
import type { Faults } from './faults.js'
import type { HopObserver } from './hop-observer.js'
import {
  BACKLOG_MAX,
  BUSY,
  BYTES_APPLICATION,
  BYTES_WIRE,
  DELIVERED,
  OFFERED,
  TRANSMISSIONS,
  type Links,
} from './links.js'
import type { LoadByHour } from './load-by-hour.js'
import type { LossReason, MediumHost } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'
import type { PacketSecurity } from './packet-security.js'
import type { Packets } from './packets.js'

/**
 * The books of all links, which every medium keeps alike: what stood before each, was sent, arrived and was lost, by link, hour and
 * payload; and what a packet spent its time on. Whoever writes them also tells the network what became of the packet.
 */
export class LinkBook {
  /** What can fail; undefined: nothing. Set, if at all, before any medium is made. */
  faults: Faults | undefined
  /** Who wants to know, by lane (`LoadByHour`), when a packet is lost. Set, if at all, before anything is sent. */
  onLoss: ((lane: number, reason: LossReason) => void) | undefined
  /** By lane (`LoadByHour`): packets that wait in nodes; undefined where none ever has. */
  readonly waiting: (number | undefined)[] = []
  /** Who follows each packet, where a trace is written. Set, if at all, before anything is sent. */
  observer: HopObserver | undefined
  private readonly crossedCode: number

  constructor(
    readonly simulation: Simulation,
    readonly links: Links,
    readonly packets: Packets,
    readonly load: LoadByHour,
    /** Wire bytes by what a packet is counted under. */
    private readonly bytesByTag: Float64Array,
    private readonly host: MediumHost,
    /** Undefined where it adds nothing anywhere. */
    readonly security: PacketSecurity | undefined,
  ) {
    this.crossedCode = simulation.handler('checking of a packet', (packet) => host.crossed(packet))
  }

  /** A packet stands before its link. */
  offered(packet: number): void {
    this.links.add(this.packets.link[packet]!, OFFERED, 1)
    this.packets.attempt[packet] = 0
    if (this.observer !== undefined) this.observer.offered(packet)
  }

  /** Its bytes on the wire, with a header of so many and what security adds on this network. */
  wireBytes(packet: number, header: number): number {
    const { packets, security } = this
    const bytes = packets.bytes[packet]! + header
    return security === undefined ? bytes : bytes + security.bytesOn(packets.link[packet]!, packets.tag[packet]!)
  }

  /** So many bytes stand before a link, the packet that is being sent included. */
  backlog(link: number, bytes: number): void {
    if (bytes > this.links.get(link, BACKLOG_MAX)) this.links.set(link, BACKLOG_MAX, bytes)
  }

  /** A packet waits in its node, in a store or until the node has joined, and stands before no link; or it does so no more. */
  waits(packet: number, change: 1 | -1): void {
    const lane = this.links.laneOf(this.packets.link[packet]!)
    this.waiting[lane] = (this.waiting[lane] ?? 0) + change
  }

  /** Why a packet that a medium is about to send cannot be sent; undefined: it can. To be asked whenever time has passed since it was offered. */
  stop(packet: number): LossReason | undefined {
    return this.faults?.stop(packet)
  }

  /** How many times as long as alone its sending takes. */
  slowdown(packet: number): number {
    return this.faults === undefined ? 1 : this.faults.slowdown(packet)
  }

  /** A transmission, whatever becomes of it. `again`: this piece of the way has been tried before, or is not the first on the link. */
  sent(packet: number, start: number, finish: number, wireBytes: number, again: boolean): void {
    const { links, packets, load } = this
    const link = packets.link[packet]!
    if (this.observer !== undefined) this.observer.sent(packet, start)
    if (again) this.host.sentAgain(packet, start, finish - start)
    // A medium may know early what it will send when; what lies after the end of the run is not of it.
    const { end } = load
    if (start >= end) return
    links.add(link, BUSY, (finish < end ? finish : end) - start)
    links.add(link, TRANSMISSIONS, 1)
    links.add(link, BYTES_WIRE, wireBytes)
    const bytes = again ? 0 : packets.application[packet]!
    links.add(link, BYTES_APPLICATION, bytes)
    this.bytesByTag[packets.tag[packet]!]! += wireBytes
    const messages = !again && packets.number[packet] === 0 ? 1 : 0
    load.addPacket(links.laneOf(link), start, messages, bytes, wireBytes)
    load.occupy(links.laneOf(link), start, finish)
    if (this.security !== undefined) this.security.sent(packet, start)
  }

  /**
   * What the time on a piece of the way was spent on, known when it succeeds: first sent at `begun`, last at `start`, over at `finish`.
   * The rest of the time on the link is waiting and processing.
   */
  spent(packet: number, begun: number, start: number, finish: number): void {
    this.packets.retrying[packet]! += start - begun
    this.packets.transmitting[packet]! += finish - start
  }

  delivered(packet: number): void {
    const { links, packets, security } = this
    const link = packets.link[packet]!
    if (this.faults !== undefined && !this.faults.nodes.isUp(packets.far[packet]!)) {
      this.countLoss(link, 'node down')
      if (this.observer !== undefined) this.observer.lost(packet, 'node down')
      this.host.unreached(packet)
      return
    }
    links.add(link, DELIVERED, 1)
    if (this.observer !== undefined) this.observer.crossed(packet)
    const time = security === undefined ? 0 : security.timeOn(link, packets.tag[packet]!)
    if (time === 0) this.host.crossed(packet)
    else {
      const key = packets.key[packet]! + packets.hop[packet]!
      this.simulation.after(time, PRIORITY_ARRIVAL, key, this.crossedCode, packet)
    }
  }

  lost(packet: number, reason: LossReason): void {
    if (this.host.kept(packet, reason)) {
      // It does not stand before the link: it is still at the node.
      this.links.add(this.packets.link[packet]!, OFFERED, -1)
      return
    }
    this.countLoss(this.packets.link[packet]!, reason)
    if (this.observer !== undefined) this.observer.lost(packet, reason)
    this.host.lost(packet, reason)
  }

  /** A packet does not leave its node for the link, since the node is down, or has no room for it until it has joined its network. */
  stayed(packet: number, reason: LossReason): void {
    const link = this.packets.link[packet]!
    this.links.add(link, OFFERED, 1)
    this.countLoss(link, reason)
    if (this.observer === undefined) return
    this.observer.offered(packet)
    this.observer.lost(packet, reason)
  }

  private countLoss(link: number, reason: LossReason): void {
    this.links.lost(reason)[link]!++
    this.onLoss?.(this.links.laneOf(link), reason)
  }
}
