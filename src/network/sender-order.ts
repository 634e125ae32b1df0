import { finish } from '../kernel/mix.js'
import type { LinkBook } from './link-book.js'
import type { LossReason } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'

const UNDER_WAY = 0
const COME = 1
/** It has come, waits for nobody, and its processing will be over. */
const PROCESSED = 2

/**
 * Keeps the packets of one sender in the order in which they were first sent over a link, where a repair or jitter would let a later one
 * come first: at the far end it waits until those before it have come or were given up. Nobody else waits for them.
 *
 * A sender is the device that a packet comes from or goes to, or where it is of no device, its source; where a link serves
 * classes of priority one before the other, it is one sender for each class, since to let an alarm overtake is what they are for.
 *
 * A line is kept only of a sender that has a packet under repair, from there on until all in the line have come; so without losses
 * (and without jitter) nothing is kept and nothing is asked.
 */
export class SenderOrder {
  /** How many lines there are: most often none. */
  lines = 0
  /** By link: how many of its senders have a line. */
  private onLink = new Int32Array(0)
  // By packet: its line and one more (0: none), its neighbours there, whether it has come, and when it is delivered at the earliest.
  private line = new Int32Array(0)
  private before = new Int32Array(0)
  private after = new Int32Array(0)
  private state = new Uint8Array(0)
  private notBefore = new Float64Array(0)
  // By line: whose it is, its first and last packet (in a free one, `head` is the next that is free).
  private link = new Int32Array(0)
  private sender = new Int32Array(0)
  private kind = new Int32Array(0)
  private head = new Int32Array(0)
  private tail = new Int32Array(0)
  private free = -1
  /** Finds a line by whose it is: its number and one more, at the first place from that of its hash on that is not another's. */
  private table = new Int32Array(0)

  private readonly releaseCode: number

  constructor(
    name: string,
    private readonly book: LinkBook,
    private readonly byClass: boolean,
  ) {
    this.releaseCode = book.simulation.handler(`processing behind ${name}`, (packet) => {
      this.state[packet] = COME
      this.release(this.line[packet]! - 1)
    })
  }

  /** A packet is sent that may come later than those sent after it: from here on the order of its sender is kept. */
  watch(packet: number): void {
    if (this.lineOf(packet) >= 0) return
    const known = this.find(packet)
    this.append(packet, known >= 0 ? known : this.open(packet))
  }

  /** Whether any sender on a link waits for a packet: only then need those that are sent be told (`follow`). */
  keeps(link: number): boolean {
    return this.lines > 0 && this.onLink[link]! > 0
  }

  /** A packet is sent that will come at its time: it matters only where its sender waits for one before it. */
  follow(packet: number): void {
    if (this.lineOf(packet) >= 0) return
    const known = this.find(packet)
    if (known >= 0) this.append(packet, known)
  }

  /** A packet has come to the far end: whether it is in a line, and so delivered from there in its turn. */
  takes(packet: number): boolean {
    const line = this.lineOf(packet)
    if (line < 0) return false
    this.state[packet] = COME
    this.release(line)
    return true
  }

  /** A packet goes no further: those that waited for nothing else are delivered, when the actor at the far end has processed them. */
  lost(packet: number, reason: LossReason): void {
    const line = this.lineOf(packet)
    if (line < 0) {
      this.book.lost(packet, reason)
      return
    }
    const { simulation, links, packets } = this.book
    const after = this.after[packet]!
    if (after >= 0) {
      const processed = Math.ceil(simulation.now + links.processingOf(packets.link[packet]!))
      this.notBefore[after] = Math.max(this.notBefore[after]!, this.notBefore[packet]!, processed)
    }
    const others = this.leave(packet, line)
    this.book.lost(packet, reason)
    if (others) this.release(line)
  }

  /** Delivers those at the head of a line that have come. What a delivery sets off can only add to the end of it. */
  private release(line: number): void {
    const { simulation, packets } = this.book
    let packet = this.head[line]!
    while (this.state[packet] === COME) {
      const at = this.notBefore[packet]!
      if (at > simulation.now) {
        this.state[packet] = PROCESSED
        simulation.at(at, PRIORITY_ARRIVAL, packets.key[packet]! + packets.hop[packet]!, this.releaseCode, packet)
        return
      }
      const others = this.leave(packet, line)
      this.book.delivered(packet)
      if (!others) return
      packet = this.head[line]!
    }
  }

  private lineOf(packet: number): number {
    return this.lines > 0 && packet < this.line.length ? this.line[packet]! - 1 : -1
  }

  private append(packet: number, line: number): void {
    if (packet >= this.line.length) this.widenPackets(packet)
    const last = this.tail[line]!
    this.line[packet] = line + 1
    this.before[packet] = last
    this.after[packet] = -1
    this.state[packet] = UNDER_WAY
    this.notBefore[packet] = 0
    this.tail[line] = packet
    if (last >= 0) this.after[last] = packet
    else this.head[line] = packet
  }

  /** Takes a packet out of its line; whether others are left there. */
  private leave(packet: number, line: number): boolean {
    const before = this.before[packet]!
    const after = this.after[packet]!
    this.line[packet] = 0
    if (before >= 0) this.after[before] = after
    else this.head[line] = after
    if (after >= 0) this.before[after] = before
    else this.tail[line] = before
    if (this.head[line]! >= 0) return true
    this.close(line)
    return false
  }

  private open(packet: number): number {
    if (this.free < 0) this.widenLines()
    const line = this.free
    this.free = this.head[line]!
    const { packets } = this.book
    const link = packets.link[packet]!
    this.link[line] = link
    this.sender[line] = this.senderOf(packet)
    this.kind[line] = this.kindOf(packet)
    this.head[line] = -1
    this.tail[line] = -1
    this.enter(line)
    this.lines++
    if (link >= this.onLink.length) this.onLink = widened(this.onLink, this.book.links.count, Int32Array)
    this.onLink[link]!++
    return line
  }

  private close(line: number): void {
    this.onLink[this.link[line]!]!--
    this.lines--
    this.remove(line)
    this.head[line] = this.free
    this.free = line
  }

  private senderOf(packet: number): number {
    const { device, source } = this.book.packets
    return device[packet]! >= 0 ? device[packet]! : source[packet]!
  }

  /** Tells a device from a source of the same number, and classes from each other where they count. */
  private kindOf(packet: number): number {
    const { device, priority } = this.book.packets
    return (device[packet]! >= 0 ? 1 : 0) + (this.byClass ? 2 * priority[packet]! : 0)
  }

  private find(packet: number): number {
    if (this.lines === 0) return -1
    const link = this.book.packets.link[packet]!
    const sender = this.senderOf(packet)
    const kind = this.kindOf(packet)
    const { table } = this
    const mask = table.length - 1
    for (let place = hash(link, sender, kind) & mask; table[place] !== 0; place = (place + 1) & mask) {
      const line = table[place]! - 1
      if (this.link[line] === link && this.sender[line] === sender && this.kind[line] === kind) return line
    }
    return -1
  }

  private enter(line: number): void {
    const mask = this.table.length - 1
    let place = this.placeOf(line)
    while (this.table[place] !== 0) place = (place + 1) & mask
    this.table[place] = line + 1
  }

  /** Those after a gap move up into it, unless that is before the place of their hash. */
  private remove(line: number): void {
    const { table } = this
    const mask = table.length - 1
    let gap = this.placeOf(line)
    while (table[gap] !== line + 1) gap = (gap + 1) & mask
    for (let place = (gap + 1) & mask; table[place] !== 0; place = (place + 1) & mask) {
      const wanted = this.placeOf(table[place]! - 1)
      if (((place - wanted) & mask) < ((place - gap) & mask)) continue
      table[gap] = table[place]!
      gap = place
    }
    table[gap] = 0
  }

  private placeOf(line: number): number {
    return hash(this.link[line]!, this.sender[line]!, this.kind[line]!) & (this.table.length - 1)
  }

  private widenPackets(packet: number): void {
    const length = Math.max(1024, 2 * this.line.length, packet + 1)
    this.line = widened(this.line, length, Int32Array)
    this.before = widened(this.before, length, Int32Array)
    this.after = widened(this.after, length, Int32Array)
    this.state = widened(this.state, length, Uint8Array)
    this.notBefore = widened(this.notBefore, length, Float64Array)
  }

  private widenLines(): void {
    const old = this.head.length
    const length = Math.max(16, 2 * old)
    this.link = widened(this.link, length, Int32Array)
    this.sender = widened(this.sender, length, Int32Array)
    this.kind = widened(this.kind, length, Int32Array)
    this.head = widened(this.head, length, Int32Array)
    this.tail = widened(this.tail, length, Int32Array)
    // At most half full, so that a search is short.
    this.table = new Int32Array(2 * length)
    for (let line = 0; line < old; line++) this.enter(line)
    for (let line = length - 1; line >= old; line--) {
      this.head[line] = this.free
      this.free = line
    }
  }
}

function hash(link: number, sender: number, kind: number): number {
  return finish(finish(Math.imul(link, 0x9e3779b1) ^ sender) + kind)
}

function widened<T extends Int32Array | Uint8Array | Float64Array>(
  old: T,
  length: number,
  kind: new (n: number) => T,
): T {
  const wide = new kind(length)
  wide.set(old)
  return wide
}
