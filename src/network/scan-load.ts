import { HOUR } from '../kernel/time.js'
import type { LinkBook } from './link-book.js'
import { BUSY, BYTES_WIRE } from './links.js'

/**
 * The books of what a scan puts on the air that belongs to no packet: questions, and answers that say nothing. Questions count on the first link
 * downwards that the channel is known to have, answers on the first upwards; where it has only one, all on that. They are of no payload and no message.
 */
export class ScanLoad {
  /** Bytes booked so far. */
  bytes = 0
  /** Down and up: the link, and the fraction of a byte that is not booked yet. */
  private readonly link: [number, number] = [-1, -1]
  private readonly owed: [number, number] = [0, 0]

  constructor(
    private readonly book: LinkBook,
    private readonly microsPerByte: number,
  ) {}

  /** The channel has a link in a direction (0 down, 1 up), and often one the other way for the same data flow. */
  knows(link: number, direction: 0 | 1): void {
    if (this.link[direction] >= 0) return
    this.link[direction] = link
    if (this.link[1 - direction]! < 0) this.link[1 - direction] = this.wayBack(link)
  }

  private wayBack(link: number): number {
    const { links } = this.book
    const { flow, direction, number, count, first } = links.groupOf(link)
    const back = links.groups.find(
      (group) =>
        group.flow === flow && group.direction !== direction && group.number === number && group.count === count,
    )
    return back === undefined ? -1 : back.first + link - first
  }

  /** So many bytes each way, evenly from one moment to another: each hour has its part. */
  spread(from: number, to: number, down: number, up: number): void {
    const { load } = this.book
    let at = Math.max(from, load.start)
    const end = Math.min(to, load.end)
    while (at < end) {
      const until = Math.min(end, (Math.floor(at / HOUR) + 1) * HOUR)
      const part = (until - at) / (to - from)
      if (down > 0) this.add(0, at, down * part)
      if (up > 0) this.add(1, at, up * part)
      at = until
    }
  }

  private add(direction: 0 | 1, at: number, bytes: number): void {
    const { links, load } = this.book
    // Bytes are whole, so that sums over links and hours agree to the last one.
    const owed = this.owed[direction] + bytes
    const whole = Math.floor(owed)
    this.owed[direction] = owed - whole
    const link = this.link[direction] < 0 ? this.link[1 - direction]! : this.link[direction]
    const until = Math.min(load.end, at + whole * this.microsPerByte)
    this.bytes += whole
    links.add(link, BYTES_WIRE, whole)
    links.add(link, BUSY, until - at)
    load.add(links.laneOf(link), at, 0, 0, whole)
    load.occupy(links.laneOf(link), at, until)
  }
}
