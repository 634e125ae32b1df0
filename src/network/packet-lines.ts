import type { Packets } from './packets.js'

/**
 * Lines of packets that wait for the same thing, each in the order of priority, then of coming. Who uses them numbers them, from 0; the packets in a
 * line are chained by `packets.next`.
 */
export class PacketLines {
  head = new Int32Array(0)
  private tail = new Int32Array(0)
  /** Bytes on the wire: of those that wait, and of those that were taken out but count still. */
  bytes = new Float64Array(0)

  constructor(private readonly packets: Packets) {}

  /** There are lines up to this one. */
  reach(line: number): void {
    if (line < this.head.length) return
    const size = Math.max(64, 2 * this.head.length, line + 1)
    const head = new Int32Array(size).fill(-1)
    head.set(this.head)
    this.head = head
    const tail = new Int32Array(size).fill(-1)
    tail.set(this.tail)
    this.tail = tail
    const bytes = new Float64Array(size)
    bytes.set(this.bytes)
    this.bytes = bytes
  }

  isEmpty(line: number): boolean {
    return this.head[line]! < 0
  }

  /** Puts a packet behind those that go before it; its bytes count from now on. */
  append(line: number, packet: number, wireBytes: number): void {
    const { next, priority } = this.packets
    const last = this.tail[line]!
    if (last < 0 || priority[last]! <= priority[packet]!) {
      this.appendLast(line, packet, wireBytes)
      return
    }
    this.bytes[line]! += wireBytes
    let before = -1
    let after = this.head[line]!
    while (priority[after]! <= priority[packet]!) {
      before = after
      after = next[after]!
    }
    next[packet] = after
    if (before < 0) this.head[line] = packet
    else next[before] = packet
  }

  /** The same behind all, whatever their priority. */
  appendLast(line: number, packet: number, wireBytes: number): void {
    const { next } = this.packets
    const last = this.tail[line]!
    this.bytes[line]! += wireBytes
    this.tail[line] = packet
    next[packet] = -1
    if (last < 0) this.head[line] = packet
    else next[last] = packet
  }

  /** Takes the first out; its bytes count until `left`. */
  takeFirst(line: number): number {
    const { next } = this.packets
    const packet = this.head[line]!
    const second = next[packet]!
    this.head[line] = second
    if (second < 0) this.tail[line] = -1
    next[packet] = -1
    return packet
  }

  /** Empties a line, bytes and all: its first packet, the others behind it by `packets.next`; -1 where there is none. */
  takeAll(line: number): number {
    const first = this.head[line]!
    this.head[line] = this.tail[line] = -1
    this.bytes[line] = 0
    return first
  }

  /** One that was taken out comes first again. */
  putBack(line: number, packet: number): void {
    const first = this.head[line]!
    this.packets.next[packet] = first
    this.head[line] = packet
    if (first < 0) this.tail[line] = packet
  }

  /** One that was taken out does not come back. */
  left(line: number, wireBytes: number): void {
    this.bytes[line]! -= wireBytes
  }
}
