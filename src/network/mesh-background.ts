import { HOUR } from '../kernel/time.js'
import type { Background } from './contention.js'
import { airtime, type AccessSettings } from './contention-access.js'
import type { LinkBook } from './link-book.js'
import type { MeshLayout } from './mesh-layout.js'
import { BUSY, BYTES_WIRE } from './links.js'

/** What each node of a mesh sends by itself, whether or not there is any traffic, over and over. */
export interface StandingTraffic {
  /** Bytes on the air. */
  bytes: number
  /** Microseconds from one to the next, on the mean. */
  interval: number
}

/** What of a mesh its standing traffic depends on. */
export interface StandingSettings extends AccessSettings {
  routing: StandingTraffic
  beacon: StandingTraffic
  'time-sync': StandingTraffic
  hidden: number
  'sensing-range': number
  'interference-range': number
}

/**
 * Routing, beacons and time synchronisation, of which a city sends more than of all payloads together. They are not simulated frame by
 * frame but as a mean field: each node finds the channel busy, and loses transmissions, as if those around it sent theirs at any time
 * alike (Poisson), whatever happens to the traffic that is simulated. How many are around it is counted among those of its own gateway;
 * what listens before it speaks keeps out of each other's way as far as it hears, which is told by the overlap of two discs.
 */
export class MeshBackground implements Background {
  /** The share of the time in which one node is on the air with it, and the bytes that it sends in a microsecond. */
  readonly airtimeEach: number
  readonly bytesEach: number
  /** Bytes in the books so far. */
  booked = 0
  private readonly kinds: { perMicro: number; airtime: number }[]
  /** By node: how many others it hears, and how many disturb it; sixteen bits are more than a channel bears. */
  private readonly heard: Uint16Array
  private readonly disturbing: Uint16Array
  /** The share of those that disturb a receiver whom a sender one hop away does not hear. */
  readonly unheard: number

  constructor(
    private readonly settings: StandingSettings,
    private readonly layout: MeshLayout,
    nodes: number,
  ) {
    const { routing, beacon, 'time-sync': sync, hidden } = settings
    this.kinds = [routing, beacon, sync].flatMap(({ bytes, interval }) =>
      bytes === 0 ? [] : [{ perMicro: 1 / interval, airtime: airtime(settings, bytes) }],
    )
    this.airtimeEach = this.kinds.reduce((sum, { perMicro, airtime }) => sum + perMicro * airtime, 0)
    this.bytesEach = [routing, beacon, sync].reduce((sum, { bytes, interval }) => sum + bytes / interval, 0)
    this.heard = new Uint16Array(this.isThere ? nodes : 0)
    this.disturbing = new Uint16Array(this.isThere ? nodes : 0)
    const [listens, suffers] = [settings['sensing-range'], settings['interference-range']]
    this.unheard = 1 - (1 - hidden) * overlap(suffers, listens)
  }

  get isThere(): boolean {
    return this.airtimeEach > 0
  }

  /** Counts who is around each of the nodes of a gateway. */
  layOut(nodes: readonly number[]): void {
    this.count(nodes, this.settings['sensing-range'], this.heard)
    this.count(nodes, this.settings['interference-range'], this.disturbing)
  }

  /** Puts what so many nodes send in the whole run into the books of one of their links: it is of no payload and no message. */
  bookFor(nodes: number, link: number, { links, load }: LinkBook): void {
    const lane = links.laneOf(link)
    let owed = 0
    for (let at = load.start; at < load.end;) {
      const until = Math.min(load.end, (Math.floor(at / HOUR) + 1) * HOUR)
      // Bytes are whole, so that sums over links and hours agree to the last one.
      owed += nodes * this.bytesEach * (until - at)
      const bytes = Math.floor(owed)
      owed -= bytes
      this.booked += bytes
      links.add(link, BYTES_WIRE, bytes)
      load.add(lane, at, 0, 0, bytes)
      // All nodes together may well be on the air for more than an hour in an hour, since not all hear each other.
      let time = nodes * this.airtimeEach * (until - at)
      links.add(link, BUSY, time)
      for (; time > until - at; time -= until - at) load.occupy(lane, at, until)
      load.occupy(lane, at, at + time)
      at = until
    }
  }

  busy(node: number): number {
    return 1 - Math.exp((-this.heard[node]! * this.airtimeEach) / this.settings.channels)
  }

  spoils(receiver: number, airtime: number): number {
    const nodes = (this.disturbing[receiver]! * this.unheard) / this.settings.channels
    let met = 0
    // One that begins while the frame is on the air, or is on the air when the frame begins.
    for (const kind of this.kinds) met += kind.perMicro * (airtime + kind.airtime)
    return 1 - Math.exp(-nodes * met)
  }

  private count(nodes: readonly number[], range: number, into: Uint16Array): void {
    const x = Float64Array.from(nodes, (node) => this.layout.x[node]!)
    const y = Float64Array.from(nodes, (node) => this.layout.y[node]!)
    const crowd = new Crowd(x, y, range)
    nodes.forEach((node, i) => (into[node] = Math.min(crowd.around(x[i]!, y[i]!), 2 ** 16 - 1)))
  }
}

/**
 * How many points are within a distance of a place, itself left out: those of the cells whose middle is within that distance of the middle of the
 * cell of the place. Near enough for a mean, and a city is counted in a moment.
 */
class Crowd {
  private readonly size: number
  private readonly left: number
  private readonly top: number
  private readonly columns: number
  private readonly rows: number
  private readonly counts: Int32Array
  private readonly sums: Int32Array

  constructor(x: Float64Array, y: Float64Array, range: number) {
    const [left, right] = bounds(x)
    const [top, bottom] = bounds(y)
    // Eight cells across the range; more only cost time.
    this.size = Math.max(range / 8, (right - left) / 512, (bottom - top) / 512, 1e-9)
    this.left = left
    this.top = top
    this.columns = Math.floor((right - left) / this.size) + 1
    this.rows = Math.floor((bottom - top) / this.size) + 1
    this.counts = new Int32Array(this.columns * this.rows)
    for (let i = 0; i < x.length; i++) this.counts[this.cell(x[i]!, y[i]!)]!++
    this.sums = this.summed(range / this.size)
  }

  around(x: number, y: number): number {
    return this.sums[this.cell(x, y)]! - 1
  }

  private summed(range: number): Int32Array {
    const { columns, rows, counts } = this
    const sums = new Int32Array(counts.length)
    const reach = Math.floor(range)
    // Row by row of the disc, from sums up to each column.
    const upTo = new Int32Array(columns + 1)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        upTo[column + 1] = upTo[column]! + counts[row * columns + column]!
      for (let below = -reach; below <= reach; below++) {
        const of = row + below
        if (of < 0 || of >= rows) continue
        const half = Math.floor(Math.sqrt(range * range - below * below))
        for (let column = 0; column < columns; column++) {
          const [from, to] = [Math.max(0, column - half), Math.min(columns, column + half + 1)]
          sums[of * columns + column]! += upTo[to]! - upTo[from]!
        }
      }
    }
    return sums
  }

  private cell(x: number, y: number): number {
    return Math.floor((y - this.top) / this.size) * this.columns + Math.floor((x - this.left) / this.size)
  }
}

function bounds(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

/** The share of a disc of one radius that lies in another disc whose middle is one away (the lens of two circles). */
function overlap(radius: number, other: number): number {
  if (other >= radius + 1) return 1
  if (radius >= other + 1) return (other / radius) ** 2
  if (radius + other <= 1) return 0
  const [r, s] = [radius, other]
  const a = (1 + r * r - s * s) / 2
  const b = 1 - a
  const lens =
    r * r * Math.acos(a / r) - a * Math.sqrt(r * r - a * a) + s * s * Math.acos(b / s) - b * Math.sqrt(s * s - b * b)
  return lens / (Math.PI * r * r)
}
