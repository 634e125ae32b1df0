import { keyed } from '../kernel/keyed.js'
import { channelName } from './channel-name.js'
import { GivenUp } from './given-up.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, meanLoss } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, type LossReason, type Medium, type Membership } from './medium.js'
import { DRAW_HEARING, PRIORITY_ARRIVAL } from './order.js'
import { OwnHeads } from './own-heads.js'
import { PacketLines } from './packet-lines.js'
import { PowerSave } from './power-save.js'
import { RandomAccess, type AccessHost } from './random-access.js'
import { RateClasses } from './rate-classes.js'
import { ASKING, ASLEEP, AWAKE, IN_TURN, ON_AIR, READY_LATER, SectorEndpoints, WAITING } from './sector-endpoints.js'
import type { SectorSettings } from './sector-settings.js'
import { Turns } from './turns.js'

const DOWN = 0
const UP = 1
/** Nobody sends up to all: that line has what waits until all listen. */
const WAITS = UP

/**
 * A base station and its endpoints: cellular, or point to multipoint. The base station is the DAP, with no network node between it and an endpoint
 * (SRS 4.18, key point 4). What it can send and what it can receive are separate, and shared by all its
 * endpoints; those who have something to send or to receive take turns, a packet each, higher classes of priority first. An endpoint of a poor class of
 * coverage holds the channel longer for the same bytes.
 *
 * An endpoint that sent or received lately is known to the base station: its data wait for a grant only. Any other must ask first (`RandomAccess`),
 * as well when it is called because something waits for it: it is called when it listens (`PowerSave`). Packets of an endpoint in one direction are
 * sent one at a time, so that one that is repeated keeps those behind it waiting, but nobody else.
 *
 * What is for all on the channel is sent once, so that the poorest class understands it, and not repeated; where endpoints sleep it waits for one
 * of their cycles, in which all have been told to listen.
 *
 * An endpoint that is down answers neither calls nor data: both are tried as often as lost data are. One that was down must ask anew.
 *
 * Signals that carry no payload (asking, calling, waking up in vain) take time here but no capacity: they have channels of their own.
 */
export class Sector implements Medium, AccessHost {
  readonly room: number
  private readonly microsPerByte: readonly [down: number, up: number]
  private readonly classes: RateClasses
  private readonly powerSave: PowerSave
  private readonly randomAccess: RandomAccess
  private readonly loss: LinkLoss
  private readonly endpoints: SectorEndpoints
  private readonly lines: PacketLines
  private readonly turns = new Turns()
  private readonly ways: LinkWays
  private readonly heads: OwnHeads
  private readonly givenUp: GivenUp
  /** By node: when it sent or received last. */
  private spoke = new Float64Array(0)
  private readonly numbers = new Map<number, number>()
  /** By sector: the slot of what is for all. */
  private readonly forAll: number[] = []
  // By server (2 × sector + direction): the packet on the air (-1: none) and its line, when it started, and when it is over, unrounded.
  private packet = new Int32Array(0)
  private lineOf = new Int32Array(0)
  private start = new Float64Array(0)
  private finish = new Float64Array(0)
  private readonly listenCode: number
  private readonly readyCode: number
  private readonly sentCode: number
  private readonly arrivalCode: number

  constructor(
    name: string,
    private readonly settings: SectorSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    private readonly membership: Membership,
  ) {
    this.room = settings.mtu - settings.header
    this.microsPerByte = [8e6 / settings['rate-down'], 8e6 / settings['rate-up']]
    this.classes = new RateClasses(settings.coverage, settings['out-of-range'], seed)
    this.powerSave = new PowerSave(settings['power-save'], seed)
    this.loss = new LinkLoss(settings.loss, seed, book, membership.nodes)
    this.endpoints = new SectorEndpoints(membership.nodes)
    this.lines = new PacketLines(book.packets)
    this.ways = new LinkWays(book.links)
    this.heads = new OwnHeads(membership)
    this.givenUp = new GivenUp(book)
    const sectorOf = (slot: number) => this.endpoints.sector[slot]!
    this.randomAccess = new RandomAccess(name, settings['random-access'], seed, book, sectorOf, this)
    const { simulation } = book
    this.listenCode = simulation.handler(`listening over ${name}`, (slot) => this.listens(slot))
    this.readyCode = simulation.handler(`grant over ${name}`, (line) => this.ready(line))
    this.sentCode = simulation.handler(`transmission over ${name}`, (server) => this.sent(server))
    this.arrivalCode = simulation.handler(`arrival over ${name}`, (packet) => book.delivered(packet))
  }

  get channels(): number {
    return this.numbers.size
  }

  offer(packet: number): void {
    const { book, endpoints } = this
    const { packets, simulation } = book
    const { now } = simulation
    book.offered(packet)
    const node = packets.endpoint[packet]!
    if (node === EVERYONE) {
      this.offerToAll(packet)
      return
    }
    if (this.classes.factorOf(node) === 0) {
      book.lost(packet, 'out of range')
      return
    }
    let slot = endpoints.of(node)
    const isNew = slot < 0
    if (isNew) slot = this.take(node, packet)
    const direction = this.ways.isUp(packets.link[packet]!) ? UP : DOWN
    const line = 2 * slot + direction
    if (!this.append(line, packet)) {
      if (isNew) endpoints.release(slot)
      book.lost(packet, 'queue full')
      return
    }
    if (isNew) {
      const spoke = this.spoke[node]!
      if (now < spoke + this.settings.inactivity && !this.isForgotten(packet, direction, spoke))
        endpoints.stage[slot] = AWAKE
      else if (direction === UP) this.ask(slot, packet)
      else this.call(slot, node, spoke)
    } else if (endpoints.stage[slot] === ASLEEP && direction === UP) {
      // It wakes at once for what it has to send itself.
      simulation.cancel(endpoints.wake[slot]!)
      this.ask(slot, packet)
    }
    if (endpoints.stage[slot] !== AWAKE) return
    const does = endpoints.does[line]!
    if (does === WAITING) this.granted(line)
    else if (does === IN_TURN) this.turns.changed(line, this.priorityOf(line))
  }

  /** Not all who are in range hear what is sent once; those who are out of range never do. */
  missedBy(node: number, source: number, serial: number, number: number): boolean {
    if (this.classes.factorOf(node) === 0) return true
    return keyed(this.seed, source, serial, number, node, DRAW_HEARING) < meanLoss(this.settings.loss)
  }

  wayIn(node: number): number {
    return this.classes.factorOf(node) === 0 ? -1 : this.heads.wayIn(node, this.book.faults)
  }

  /** Whether an endpoint that spoke lately is not known any more: it was down since, or the base station was. */
  private isForgotten(packet: number, direction: number, spoke: number): boolean {
    const { faults, packets } = this.book
    if (faults === undefined) return false
    const { nodes } = faults
    if (nodes.hasFallenSince(packets.domain[packet]!, spoke)) return true
    if (direction === UP) return nodes.hasFallenSince(packets.near[packet]!, spoke)
    // Of one that is down still nobody knows.
    const far = packets.far[packet]!
    return nodes.isUp(far) && nodes.hasFallenSince(far, spoke)
  }

  /** Whether an endpoint asks still. One that is down does not, whether it had been going to or is called; what waits for it is kept for another call. */
  asks(slot: number, packet: number): number {
    const { faults, packets } = this.book
    if (faults === undefined) return packet
    const { endpoints, lines, givenUp } = this
    let asker = this.takeStopped(2 * slot + DOWN, packet)
    asker = this.takeStopped(2 * slot + UP, asker)
    const down = lines.head[2 * slot + DOWN]!
    const up = lines.head[2 * slot + UP]!
    if (up >= 0) asker = asker < 0 ? up : asker
    else if (down < 0) {
      endpoints.release(slot)
      asker = -1
    } else if (!faults.nodes.isUp(packets.far[down]!)) {
      this.callAgain(slot)
      asker = -1
    } else if (asker < 0) asker = down
    givenUp.tell()
    return asker
  }

  /** Takes those out that stand first in a line and cannot be sent any more. Gives back a packet unless it is one of them; else -1. */
  private takeStopped(line: number, packet: number): number {
    const { book, lines, settings } = this
    let left = packet
    for (let first = lines.head[line]!; first >= 0; first = lines.head[line]!) {
      const reason = book.stop(first)
      if (reason === undefined) break
      lines.takeFirst(line)
      lines.left(line, book.wireBytes(first, settings.header))
      this.givenUp.add(first, reason)
      if (first === left) left = -1
    }
    return left
  }

  /** An endpoint that is down was called in vain: it is called again when it would listen, or given up. */
  private callAgain(slot: number): void {
    const { book, endpoints, lines, settings } = this
    const { packets, simulation } = book
    const line = 2 * slot + DOWN
    if (endpoints.calls[slot]! >= settings.retries) {
      endpoints.release(slot)
      let packet = lines.takeAll(line)
      while (packet >= 0) {
        const after = packets.next[packet]!
        this.givenUp.add(packet, 'node down')
        packet = after
      }
      return
    }
    endpoints.calls[slot]!++
    const node = endpoints.node[slot]!
    const from = Math.ceil(simulation.now + settings['retry-after'])
    this.sleep(slot, this.powerSave.listens(node, from, this.spoke[node]!))
  }

  /** An endpoint that asked has been heard. */
  admitted(slot: number): void {
    this.known(slot, this.settings['set-up'])
  }

  /** An endpoint has asked in vain: what waits at it, and for it, goes no further. */
  refused(slot: number): void {
    this.endpoints.release(slot)
    // Whoever is told may send anew: the lines must be empty by then.
    const down = this.lines.takeAll(2 * slot + DOWN)
    const up = this.lines.takeAll(2 * slot + UP)
    this.giveUp(down, 'channel busy')
    this.giveUp(up, 'channel busy')
  }

  private giveUp(first: number, reason: LossReason): void {
    let packet = first
    while (packet >= 0) {
      const after = this.book.packets.next[packet]!
      this.book.lost(packet, reason)
      packet = after
    }
  }

  /** What is for all waits until all listen, each packet for the same time: first come, first sent, or by priority from then on. */
  private offerToAll(packet: number): void {
    const { book, lines, settings } = this
    const { simulation } = book
    const sector = this.sectorOf(packet)
    const slot = (this.forAll[sector] ??= this.take(EVERYONE, packet))
    const wireBytes = book.wireBytes(packet, settings.header)
    const before = lines.bytes[2 * slot + WAITS]! + lines.bytes[2 * slot + DOWN]!
    if (before + wireBytes > settings.queue) {
      book.lost(packet, 'queue full')
      return
    }
    book.backlog(book.packets.link[packet]!, before + wireBytes)
    lines.appendLast(2 * slot + WAITS, packet, wireBytes)
    const at = Math.ceil(simulation.now + this.powerSave.all)
    if (at <= simulation.now) this.allListen(slot)
    else simulation.at(at, PRIORITY_ARRIVAL, this.keyOf(packet), this.listenCode, slot)
  }

  private allListen(slot: number): void {
    const { book, lines, endpoints } = this
    const line = 2 * slot + DOWN
    const packet = lines.takeFirst(2 * slot + WAITS)
    const wireBytes = book.wireBytes(packet, this.settings.header)
    lines.left(2 * slot + WAITS, wireBytes)
    lines.append(line, packet, wireBytes)
    if (endpoints.does[line] === WAITING) this.ready(line)
    else if (endpoints.does[line] === IN_TURN) this.turns.changed(line, this.priorityOf(line))
  }

  private append(line: number, packet: number): boolean {
    const { book, lines, settings } = this
    const wireBytes = book.wireBytes(packet, settings.header)
    if (lines.bytes[line]! + wireBytes > settings.queue) return false
    lines.append(line, packet, wireBytes)
    book.backlog(book.packets.link[packet]!, lines.bytes[line]!)
    return true
  }

  /** Something waits for an endpoint that is not known: it is called when it listens. */
  private call(slot: number, node: number, spoke: number): void {
    const { simulation } = this.book
    const at = this.powerSave.listens(node, simulation.now, spoke)
    if (at <= simulation.now) this.ask(slot, this.lines.head[2 * slot + DOWN]!)
    else this.sleep(slot, at)
  }

  private sleep(slot: number, until: number): void {
    this.endpoints.stage[slot] = ASLEEP
    const key = this.keyOf(this.lines.head[2 * slot + DOWN]!)
    const { simulation } = this.book
    this.endpoints.wake[slot] = simulation.atCancellable(until, PRIORITY_ARRIVAL, key, this.listenCode, slot)
  }

  private listens(slot: number): void {
    if (this.endpoints.node[slot] === EVERYONE) {
      this.allListen(slot)
      return
    }
    const packet = this.asks(slot, this.lines.head[2 * slot + DOWN]!)
    if (packet >= 0) this.ask(slot, packet)
  }

  /** An endpoint asks on behalf of a packet. */
  private ask(slot: number, packet: number): void {
    if (this.settings.access === 'granted') {
      this.known(slot, 0)
      return
    }
    this.endpoints.stage[slot] = ASKING
    this.randomAccess.ask(slot, packet)
  }

  private known(slot: number, setUp: number): void {
    const { endpoints, lines } = this
    endpoints.stage[slot] = AWAKE
    endpoints.setUp[slot] = this.book.simulation.now + setUp
    for (const line of [2 * slot + DOWN, 2 * slot + UP]) if (!lines.isEmpty(line)) this.granted(line)
  }

  /** A line begins to move: as soon as access is set up, and upwards when the base station has given leave. */
  private granted(line: number): void {
    const from = Math.max(this.book.simulation.now, this.endpoints.setUp[line >> 1]!)
    this.readyAt(line, (line & 1) === UP ? from + this.settings.grant : from)
  }

  private readyAt(line: number, at: number): void {
    const { simulation } = this.book
    if (at <= simulation.now) {
      this.ready(line)
      return
    }
    this.endpoints.does[line] = READY_LATER
    const key = this.keyOf(this.lines.head[line]!)
    simulation.at(Math.ceil(at), PRIORITY_ARRIVAL, key, this.readyCode, line)
  }

  private ready(line: number): void {
    this.join(line)
    const server = this.serverOf(line)
    if (this.packet[server]! < 0) this.send(server, this.book.simulation.now)
  }

  private join(line: number): void {
    this.endpoints.does[line] = IN_TURN
    this.turns.join(this.serverOf(line), line, this.priorityOf(line))
  }

  /** Sends the packet whose turn it is, not before a moment; those that cannot be sent any more have none. */
  private send(server: number, from: number): void {
    for (let line = this.turns.next(server); line >= 0; line = this.turns.next(server)) {
      if (this.book.faults !== undefined) this.takeStopped(line, -1)
      if (!this.lines.isEmpty(line)) {
        this.transmit(server, line, from)
        break
      }
      this.rest(line)
    }
    this.givenUp.tell()
  }

  /** Nothing waits in a line any more. */
  private rest(line: number): void {
    const { endpoints, lines } = this
    endpoints.does[line] = WAITING
    const slot = line >> 1
    if (endpoints.node[slot] !== EVERYONE && lines.isEmpty(line ^ 1) && endpoints.does[line ^ 1] === WAITING)
      endpoints.release(slot)
  }

  private transmit(server: number, line: number, from: number): void {
    const { book, endpoints, lines, settings } = this
    const { packets } = book
    const packet = lines.takeFirst(line)
    endpoints.does[line] = ON_AIR
    // The one before may have ended within the microsecond in which this one came.
    const start = Math.max(from, packets.since[packet]!)
    const wireBytes = book.wireBytes(packet, settings.header)
    const node = endpoints.node[line >> 1]!
    const factor = node === EVERYONE ? this.classes.lowest : this.classes.factorOf(node)
    const finish = start + ((wireBytes * this.microsPerByte[server % 2]!) / factor) * book.slowdown(packet)
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    book.sent(packet, start, finish, wireBytes, attempt > 0)
    this.packet[server] = packet
    this.lineOf[server] = line
    this.start[server] = start
    this.finish[server] = finish
    book.simulation.at(Math.ceil(finish), PRIORITY_ARRIVAL, this.keyOf(packet), this.sentCode, server)
  }

  /** A transmission is over. */
  private sent(server: number): void {
    const { book, endpoints, lines, settings } = this
    const { packets, simulation, links } = book
    const packet = this.packet[server]!
    const line = this.lineOf[server]!
    const slot = line >> 1
    const start = this.start[server]!
    const finish = this.finish[server]!
    const node = endpoints.node[slot]!
    const attempt = packets.attempt[packet]!
    this.packet[server] = -1
    endpoints.does[line] = WAITING
    const stopped = book.stop(packet)
    const isHeard = book.faults === undefined || book.faults.nodes.isUp(packets.far[packet]!)
    let lost = false
    if (node !== EVERYONE) {
      if (isHeard && stopped === undefined) this.spoke[node] = simulation.now
      lost = this.loss.fails(packet, node, attempt, start) || !isHeard
    }
    const again = lost && stopped === undefined && attempt < settings.retries
    if (again) {
      packets.attempt[packet]!++
      lines.putBack(line, packet)
      endpoints.does[line] = READY_LATER
      const at = Math.ceil(finish + settings['retry-after'])
      simulation.at(at, PRIORITY_ARRIVAL, this.keyOf(packet), this.readyCode, line)
    } else {
      lines.left(line, book.wireBytes(packet, settings.header))
      if (lines.isEmpty(line)) this.rest(line)
      else this.join(line)
    }
    this.send(server, finish)
    if (again) return
    if (stopped !== undefined) {
      book.lost(packet, stopped)
      return
    }
    if (lost) {
      book.lost(packet, !isHeard ? 'node down' : settings.retries > 0 ? 'retries exhausted' : 'noise')
      return
    }
    book.spent(packet, packets.begun[packet]!, start, finish + settings.delay)
    const at = Math.ceil(finish + settings.delay + links.processingOf(packets.link[packet]!))
    if (at <= simulation.now) book.delivered(packet)
    else simulation.at(at, PRIORITY_ARRIVAL, this.keyOf(packet), this.arrivalCode, packet)
  }

  private take(node: number, packet: number): number {
    if (node >= this.spoke.length) this.widen(node)
    const slot = this.endpoints.take(node, this.sectorOf(packet))
    this.endpoints.stage[slot] = AWAKE
    this.lines.reach(2 * slot + UP)
    return slot
  }

  private sectorOf(packet: number): number {
    const name = channelName(this.book.packets, packet, this.settings['endpoints-per-sector'], this.membership)
    let number = this.numbers.get(name)
    if (number === undefined) {
      number = this.numbers.size
      this.numbers.set(name, number)
      if (2 * number + UP >= this.packet.length) this.widenServers()
    }
    return number
  }

  private serverOf(line: number): number {
    return 2 * this.endpoints.sector[line >> 1]! + (line & 1)
  }

  private priorityOf(line: number): number {
    return this.book.packets.priority[this.lines.head[line]!]!
  }

  private keyOf(packet: number): number {
    const { packets } = this.book
    return packets.key[packet]! + packets.hop[packet]!
  }

  private widen(node: number): void {
    const wide = new Float64Array(Math.max(this.membership.nodes, node + 1, 2 * this.spoke.length)).fill(-Infinity)
    wide.set(this.spoke)
    this.spoke = wide
  }

  private widenServers(): void {
    const size = Math.max(64, 2 * this.packet.length)
    const packet = new Int32Array(size).fill(-1)
    packet.set(this.packet)
    this.packet = packet
    const lineOf = new Int32Array(size)
    lineOf.set(this.lineOf)
    this.lineOf = lineOf
    for (const column of ['start', 'finish'] as const) {
      const wide = new Float64Array(size)
      wide.set(this[column])
      this[column] = wide
    }
  }
}
