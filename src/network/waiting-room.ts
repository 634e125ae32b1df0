import type { Simulation } from '../kernel/simulation.js'
import type { Buffer, DROPS } from './buffer.js'
import type { LossReason } from './medium.js'
import { PRIORITY_SERVED } from './order.js'
import type { Packets } from './packets.js'
import type { ProcessingTime } from './processing-time.js'
import type { StationBook } from './station-book.js'

const CLASSES = 4

/** What a waiting room must know of its nodes. */
export interface RoomSettings {
  servers: number | 'unlimited'
  buffer: Buffer | 'unlimited'
  drop: (typeof DROPS)[number]
  order: 'fifo' | 'strict'
}

/** Who hears what becomes of the packets at nodes. */
export interface NodeHost {
  /** A node has processed a packet. */
  served(packet: number): void
  /** A node has no room for a packet. */
  dropped(packet: number, reason?: LossReason): void
}

/**
 * The nodes of one actor where who waits must be known by name: because their buffers are bounded, or because the first class of
 * priority is served first. Nobody who is being served is interrupted. Lines exist only of nodes at which packets wait.
 */
export class WaitingRoom {
  readonly code: number
  private readonly servers: number
  private readonly most: number
  private readonly inBytes: boolean
  /** By node: servers that are busy, what counts against its buffer, and its lines and one more (0: nothing waits). */
  private readonly busy: Int32Array
  private readonly held: Float64Array
  private readonly lines: Int32Array
  // By lines and class: the packets that wait, and what they count. In free lines the first head is the next that are free.
  private head = new Int32Array(0)
  private tail = new Int32Array(0)
  private waiting = new Float64Array(0)
  private free = -1
  // By packet: the one before it in its line, and its turn among all who ever waited.
  private before = new Int32Array(0)
  private turn = new Float64Array(0)
  private turns = 0

  constructor(
    actor: string,
    nodes: number,
    private readonly settings: RoomSettings,
    private readonly time: ProcessingTime,
    private readonly simulation: Simulation,
    private readonly packets: Packets,
    private readonly host: NodeHost,
    private readonly book?: StationBook,
  ) {
    const { servers, buffer } = settings
    this.servers = servers === 'unlimited' ? Infinity : servers
    this.most = buffer === 'unlimited' ? Infinity : buffer.most
    this.inBytes = buffer !== 'unlimited' && buffer.of === 'bytes'
    this.busy = new Int32Array(nodes)
    this.held = new Float64Array(nodes)
    this.lines = new Int32Array(nodes)
    this.code = simulation.handler(`processing at ${actor}`, (packet) => this.finished(packet))
  }

  serve(packet: number, node: number): void {
    const { packets, simulation } = this
    const size = this.sizeOf(packet)
    const over = this.held[node]! + size - this.most
    if (over > 0 && this.thatGiveWay(packet, node) < over) {
      this.host.dropped(packet)
      return
    }
    const out = over > 0 ? this.makeRoom(node, over) : -1
    this.held[node]! += size
    this.book?.came(node)
    packets.node[packet] = node
    packets.arrival[packet] = simulation.now
    if (this.busy[node]! < this.servers) this.begin(packet, node, simulation.now)
    else this.append(packet, node, size)
    // Only now: what the loss of one sets off may come here at once.
    this.dropAll(out, 'queue full')
  }

  /** Packets that were taken out, one behind the other by `packets.next`. */
  private dropAll(first: number, reason: LossReason): void {
    const { packets } = this
    let out = first
    while (out >= 0) {
      const next = packets.next[out]!
      packets.next[out] = -1
      this.host.dropped(out, reason)
      out = next
    }
  }

  /** A node has gone down: what waits there is lost. What it is processing is when that would be over. */
  clear(node: number): void {
    let out = -1
    for (;;) {
      const lines = this.lines[node]! - 1
      if (lines < 0) break
      const packet = this.lastOf(lines)
      this.remove(packet, node, lines)
      this.held[node]! -= this.sizeOf(packet)
      this.book?.left(node)
      this.packets.next[packet] = out
      out = packet
    }
    this.dropAll(out, 'node down')
  }

  private begin(packet: number, node: number, start: number): void {
    const { packets } = this
    this.busy[node]!++
    const took = this.time.of(packet)
    packets.serving[packet] = took
    this.book?.begins(start - packets.arrival[packet]!)
    // Kept unrounded, so that a server that is never idle loses no time to rounding.
    const finish = start + took
    packets.arrival[packet] = finish
    const key = packets.key[packet]! + packets.hop[packet]!
    this.simulation.at(Math.ceil(finish), PRIORITY_SERVED, key, this.code, packet)
  }

  private finished(packet: number): void {
    const { packets } = this
    const node = packets.node[packet]!
    const finish = packets.arrival[packet]!
    this.busy[node]!--
    this.held[node]! -= this.sizeOf(packet)
    this.book?.ends(node, packets.serving[packet]!, finish)
    const lines = this.lines[node]! - 1
    if (lines >= 0) {
      const next = this.remove(this.firstOf(lines), node, lines)
      const came = packets.arrival[next]!
      this.begin(next, node, came > finish ? came : finish)
    }
    this.host.served(packet)
  }

  private sizeOf(packet: number): number {
    return this.inBytes ? this.packets.bytes[packet]! : 1
  }

  private classOf(packet: number): number {
    const priority = this.packets.priority[packet]!
    return priority < CLASSES ? priority : CLASSES - 1
  }

  /** What waits and would be dropped for a packet. */
  private thatGiveWay(packet: number, node: number): number {
    const lines = this.lines[node]! - 1
    const { drop } = this.settings
    if (lines < 0 || drop === 'newest') return 0
    let sum = 0
    for (let of = drop === 'oldest' ? 0 : this.classOf(packet) + 1; of < CLASSES; of++)
      sum += this.waiting[lines * CLASSES + of]!
    return sum
  }

  /** Takes out as many as must go; the first of them, the others behind it by `packets.next`. */
  private makeRoom(node: number, over: number): number {
    const lines = this.lines[node]! - 1
    let out = -1
    for (let left = over; left > 0;) {
      const victim = this.settings.drop === 'oldest' ? this.oldestOf(lines) : this.lastOf(lines)
      const size = this.sizeOf(victim)
      this.remove(victim, node, lines)
      this.held[node]! -= size
      this.book?.left(node)
      left -= size
      this.packets.next[victim] = out
      out = victim
    }
    return out
  }

  private firstOf(lines: number): number {
    if (this.settings.order === 'fifo') return this.oldestOf(lines)
    let line = lines * CLASSES
    while (this.head[line]! < 0) line++
    return this.head[line]!
  }

  private oldestOf(lines: number): number {
    let first = -1
    for (let line = lines * CLASSES; line < (lines + 1) * CLASSES; line++) {
      const packet = this.head[line]!
      if (packet >= 0 && (first < 0 || this.turn[packet]! < this.turn[first]!)) first = packet
    }
    return first
  }

  private lastOf(lines: number): number {
    let line = (lines + 1) * CLASSES - 1
    while (this.tail[line]! < 0) line--
    return this.tail[line]!
  }

  private append(packet: number, node: number, size: number): void {
    if (packet >= this.turn.length) this.widenPackets(packet)
    if (this.lines[node] === 0) this.open(node)
    const line = (this.lines[node]! - 1) * CLASSES + this.classOf(packet)
    const last = this.tail[line]!
    this.packets.next[packet] = -1
    this.before[packet] = last
    this.turn[packet] = this.turns++
    this.tail[line] = packet
    this.waiting[line]! += size
    if (last >= 0) this.packets.next[last] = packet
    else this.head[line] = packet
  }

  private remove(packet: number, node: number, lines: number): number {
    const { next } = this.packets
    const line = lines * CLASSES + this.classOf(packet)
    const before = this.before[packet]!
    const after = next[packet]!
    if (before >= 0) next[before] = after
    else this.head[line] = after
    if (after >= 0) this.before[after] = before
    else this.tail[line] = before
    next[packet] = -1
    this.waiting[line]! -= this.sizeOf(packet)
    if (this.oldestOf(lines) < 0) this.close(node, lines)
    return packet
  }

  private open(node: number): void {
    if (this.free < 0) this.widenLines()
    const lines = this.free
    this.free = this.head[lines * CLASSES]!
    this.head[lines * CLASSES] = -1
    this.lines[node] = lines + 1
  }

  private close(node: number, lines: number): void {
    this.lines[node] = 0
    this.head[lines * CLASSES] = this.free
    this.free = lines
  }

  private widenLines(): void {
    const old = this.head.length / CLASSES
    const length = Math.max(16, 2 * old)
    const head = new Int32Array(length * CLASSES).fill(-1)
    head.set(this.head)
    this.head = head
    const tail = new Int32Array(length * CLASSES).fill(-1)
    tail.set(this.tail)
    this.tail = tail
    const waiting = new Float64Array(length * CLASSES)
    waiting.set(this.waiting)
    this.waiting = waiting
    for (let lines = length - 1; lines >= old; lines--) {
      this.head[lines * CLASSES] = this.free
      this.free = lines
    }
  }

  private widenPackets(packet: number): void {
    const length = Math.max(1024, 2 * this.turn.length, packet + 1)
    const turn = new Float64Array(length)
    turn.set(this.turn)
    this.turn = turn
    const before = new Int32Array(length)
    before.set(this.before)
    this.before = before
  }
}
