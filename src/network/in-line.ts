import type { LinkBook } from './link-book.js'
import { PRIORITY_ARRIVAL } from './order.js'

/**
 * Packets to each of which something happens on its link, in the order in which it will: for each link they stand in a line by `packets.next`, and only
 * the first has an event. So no two of them can tie for which comes first, as is so on a `PlainWire`.
 */
export class InLine {
  /** By link. */
  private head = new Int32Array(0)
  private tail = new Int32Array(0)
  private readonly code: number

  constructor(
    what: string,
    private readonly book: LinkBook,
    happen: (packet: number) => void,
  ) {
    this.code = book.simulation.handler(what, (link) => happen(this.takeFirst(link)))
  }

  /** To a packet it happens at a moment, not before it does to those in front of it. */
  append(packet: number, at: number): void {
    const { next, arrival, link: links } = this.book.packets
    const link = links[packet]!
    if (link >= this.head.length) this.widen()
    const last = this.tail[link]!
    arrival[packet] = at
    next[packet] = -1
    this.tail[link] = packet
    if (last >= 0) next[last] = packet
    else {
      this.head[link] = packet
      this.expect(packet, link)
    }
  }

  private takeFirst(link: number): number {
    const { next } = this.book.packets
    const packet = this.head[link]!
    const second = next[packet]!
    this.head[link] = second
    if (second < 0) this.tail[link] = -1
    else this.expect(second, link)
    next[packet] = -1
    return packet
  }

  private expect(packet: number, link: number): void {
    const { packets, simulation } = this.book
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(packets.arrival[packet]!, PRIORITY_ARRIVAL, key, this.code, link)
  }

  private widen(): void {
    const { count } = this.book.links
    for (const column of ['head', 'tail'] as const) {
      const wide = new Int32Array(count).fill(-1)
      wide.set(this[column])
      this[column] = wide
    }
  }
}
