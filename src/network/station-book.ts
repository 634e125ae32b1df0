import { HOUR } from '../kernel/time.js'
import { Histogram } from '../stats/histogram.js'

/** Of a time of waiting 1 % is exact enough. */
const BITS = 6

/** What is kept of the nodes of one actor where someone asks: how many packets were there at most, how long they waited, how busy it was. */
export class StationBook {
  /** The most packets that were at one node at a time, those that it processed included. */
  most = 0
  /** How long each packet that was processed had waited for that, in microseconds. */
  readonly waited = new Histogram(BITS)
  /** By node: packets there now, and whether there ever were any. */
  private readonly present: Int32Array
  private readonly seen: Uint8Array
  /** By hour: the time of processing, of all servers together. */
  private readonly busy: Float64Array
  private readonly firstHour: number

  constructor(
    private readonly start: number,
    private readonly end: number,
    nodes: number,
    /** Of each node. */
    private readonly servers: number,
  ) {
    this.present = new Int32Array(nodes)
    this.seen = new Uint8Array(nodes)
    this.firstHour = Math.floor(start / HOUR)
    this.busy = new Float64Array(Math.max(1, Math.ceil(end / HOUR) - this.firstHour))
  }

  came(node: number): void {
    this.seen[node] = 1
    if (++this.present[node]! > this.most) this.most = this.present[node]!
  }

  /** It went without having been processed. */
  left(node: number): void {
    this.present[node]!--
  }

  /** All that is at a node goes. */
  cleared(node: number): void {
    this.present[node] = 0
  }

  /** A packet has waited for so long, and is processed now. */
  begins(waited: number): void {
    // Where times are kept unrounded, it may be short of nothing by what rounding leaves.
    this.waited.add(Math.max(0, Math.floor(waited)))
  }

  /** It has been processed for so long until now. */
  ends(node: number, took: number, now: number): void {
    this.present[node]!--
    const { busy, firstHour } = this
    for (let at = now - took; at < now;) {
      const hour = Math.floor(at / HOUR)
      const until = Math.min(now, (hour + 1) * HOUR)
      const own = hour - firstHour
      if (own >= 0 && own < busy.length) busy[own]! += until - at
      at = until
    }
  }

  /** By hour: the share of the time of the servers that was used, of all nodes together that ever had a packet. */
  utilisation(): number[] {
    const nodes = this.seen.reduce((sum, one) => sum + one, 0)
    if (nodes === 0) return []
    return Array.from(this.busy, (busy, i) => {
      const first = (this.firstHour + i) * HOUR
      const covered = Math.min(this.end, first + HOUR) - Math.max(this.start, first)
      return covered > 0 ? busy / (covered * this.servers * nodes) : 0
    })
  }
}
