import { GivenUp } from './given-up.js'
import type { LinkBook } from './link-book.js'
import type { QueueSettings, WireQueue } from './next-free.js'
import { PRIORITY_ARRIVAL } from './order.js'
import type { WireCrossing } from './wire-crossing.js'
import type { Wires } from './wires.js'

const CLASSES = 4

/**
 * A line of waiting packets for each class of priority (`packets.priority`), or one for all (fifo), before each wire. When the wire has sent a packet, the next is
 * that of the first class that has one (strict), or of the class whose turn it is by its weight (weighted); a packet that is being
 * sent is never interrupted. The finite queue is one for all classes: what comes when it is full is dropped, whatever it is.
 *
 * Weighted is self-clocked fair queueing (Golestani, INFOCOM 1994): a class pays for each packet its bytes divided by its weight, and who has
 * paid least is next; one that had nothing to send starts from what the packet on the wire has paid, so that silence saves nothing up.
 *
 * Lines exist only of wires before which packets wait, so a million idle wires cost two numbers each, and an event is needed only
 * where one waits.
 */
export class ClassQueues implements WireQueue {
  private readonly microsPerByte: number
  private readonly freeCode: number
  private readonly givenUp: GivenUp
  /** By wire: its lines and one more; 0 where nothing waits. */
  private lines = new Int32Array(0)
  // By lines: the bytes that wait, what the packet on the wire has paid (in a free one, `next` is the next that is free).
  private bytes = new Float64Array(0)
  private paidLast = new Float64Array(0)
  private next = new Int32Array(0)
  // By lines and class: the waiting packets, and what the first of them will have paid, or the last that was sent.
  private head = new Int32Array(0)
  private tail = new Int32Array(0)
  private paid = new Float64Array(0)
  private free = -1

  constructor(
    name: string,
    private readonly settings: QueueSettings,
    private readonly book: LinkBook,
    private readonly wires: Wires,
    private readonly crossing: WireCrossing,
    /** By class, where it is weighted. */
    private readonly weights: readonly number[] | undefined,
  ) {
    this.microsPerByte = 8e6 / settings.rate
    this.givenUp = new GivenUp(crossing)
    this.freeCode = book.simulation.handler(`end of a transmission over ${name}`, (wire) => this.sendNext(wire))
  }

  send(packet: number, wire: number): void {
    const { book, settings } = this
    const { packets, simulation } = book
    const now = simulation.now
    const link = packets.link[packet]!
    const wireBytes = book.wireBytes(packet, settings.header)
    if (wire >= this.lines.length) this.widenWires(wire)
    // As in `NextFree` those whose turn has come within this microsecond are being sent.
    if (settings.order === 'fifo')
      while (this.lines[wire]! > 0 && this.wires.busyUntil(wire) <= now) this.sendNext(wire)
    const waiting = this.lines[wire]! - 1
    const busyUntil = this.wires.busyUntil(wire)
    if (waiting < 0 && busyUntil <= now) {
      book.backlog(link, wireBytes)
      this.transmit(packet, wire, now, wireBytes)
      return
    }
    let backlog = wireBytes
    if (waiting >= 0) backlog += this.bytes[waiting]!
    if (busyUntil > now) backlog += (busyUntil - now) / (this.microsPerByte * book.slowdown(packet))
    // As in `NextFree`: bytes are whole.
    if (backlog >= settings.queue + 0.5) {
      this.crossing.lost(packet, 'queue full')
      return
    }
    book.backlog(link, backlog)
    // Until it is sent, its arrival is that before the wire.
    packets.arrival[packet] = now
    if (waiting >= 0) {
      this.append(packet, waiting, wireBytes)
      return
    }
    this.append(packet, this.open(wire), wireBytes)
    this.expectFree(wire, packet)
  }

  private sendNext(wire: number): void {
    const lines = this.lines[wire]! - 1
    // What this event was for has been sent already (`send`).
    if (lines < 0 || this.wires.busyUntil(wire) > this.book.simulation.now) return
    const { book, givenUp } = this
    const { packets } = book
    for (let others = true; others;) {
      const packet = this.take(lines)
      const wireBytes = book.wireBytes(packet, this.settings.header)
      this.bytes[lines]! -= wireBytes
      others = this.anyIn(lines)
      if (!others) this.close(wire)
      const stopped = book.stop(packet)
      if (stopped === undefined) {
        // The event is rounded up, the wire was free before: but not for who came since.
        const came = packets.arrival[packet]!
        const free = this.wires.busyUntil(wire)
        this.transmit(packet, wire, came > free ? came : free, wireBytes)
        if (others) this.expectFree(wire, packet)
        break
      }
      givenUp.add(packet, stopped)
    }
    givenUp.tell()
  }

  private transmit(packet: number, wire: number, start: number, wireBytes: number): void {
    const finish = start + wireBytes * this.microsPerByte * this.book.slowdown(packet)
    this.wires.occupy(wire, finish)
    this.crossing.sent(packet, start, finish, wireBytes)
  }

  private expectFree(wire: number, packet: number): void {
    const { packets, simulation } = this.book
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(
      Math.max(simulation.now, Math.ceil(this.wires.busyUntil(wire))),
      PRIORITY_ARRIVAL,
      key,
      this.freeCode,
      wire,
    )
  }

  private append(packet: number, lines: number, wireBytes: number): void {
    const { packets } = this.book
    const { weights } = this
    const priority = this.settings.order === 'fifo' ? 0 : Math.min(packets.priority[packet]!, CLASSES - 1)
    const line = lines * CLASSES + priority
    const last = this.tail[line]!
    packets.next[packet] = -1
    this.tail[line] = packet
    this.bytes[lines]! += wireBytes
    if (last >= 0) {
      packets.next[last] = packet
      return
    }
    this.head[line] = packet
    if (weights === undefined) return
    const paid = Math.max(this.paid[line]!, this.paidLast[lines]!)
    this.paid[line] = paid + wireBytes / weights[priority]!
  }

  private take(lines: number): number {
    const { book, settings, weights } = this
    const { next } = book.packets
    const first = lines * CLASSES
    let line = -1
    for (let one = first; one < first + CLASSES; one++) {
      if (this.head[one]! < 0) continue
      if (line < 0 || this.paid[one]! < this.paid[line]!) line = one
      if (weights === undefined) break
    }
    const packet = this.head[line]!
    const second = next[packet]!
    this.head[line] = second
    next[packet] = -1
    this.paidLast[lines] = this.paid[line]!
    if (second < 0) this.tail[line] = -1
    else if (weights !== undefined) this.paid[line]! += book.wireBytes(second, settings.header) / weights[line - first]!
    return packet
  }

  private anyIn(lines: number): boolean {
    for (let line = lines * CLASSES; line < (lines + 1) * CLASSES; line++) if (this.head[line]! >= 0) return true
    return false
  }

  private open(wire: number): number {
    if (this.free < 0) this.widenLines()
    const lines = this.free
    this.free = this.next[lines]!
    this.lines[wire] = lines + 1
    this.bytes[lines] = 0
    this.paidLast[lines] = 0
    this.paid.fill(0, lines * CLASSES, (lines + 1) * CLASSES)
    return lines
  }

  private close(wire: number): void {
    const lines = this.lines[wire]! - 1
    this.lines[wire] = 0
    this.next[lines] = this.free
    this.free = lines
  }

  private widenWires(wire: number): void {
    const wide = new Int32Array(Math.max(this.wires.count, wire + 1))
    wide.set(this.lines)
    this.lines = wide
  }

  private widenLines(): void {
    const old = this.next.length
    const length = Math.max(16, 2 * old)
    this.bytes = doubles(this.bytes, length)
    this.paidLast = doubles(this.paidLast, length)
    this.paid = doubles(this.paid, length * CLASSES)
    this.next = whole(this.next, length)
    this.head = whole(this.head, length * CLASSES)
    this.tail = whole(this.tail, length * CLASSES)
    for (let lines = length - 1; lines >= old; lines--) {
      this.next[lines] = this.free
      this.free = lines
    }
  }
}

function doubles(old: Float64Array, length: number) {
  const wide = new Float64Array(length)
  wide.set(old)
  return wide
}

/** What is new is none: -1. */
function whole(old: Int32Array, length: number) {
  const wide = new Int32Array(length).fill(-1)
  wide.set(old)
  return wide
}
