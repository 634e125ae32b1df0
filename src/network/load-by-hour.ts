import { HOUR } from '../kernel/time.js'
import { addTo } from '../stats/columns.js'
import { Intervals } from './intervals.js'

/**
 * What each network carries in each direction, hour by hour: the planner's figure. A *lane* is one network in one
 * direction. A packet counts in the hour in which its transmission starts, once for each attempt; the time that it takes
 * counts in the hours in which it passes.
 */
export class LoadByHour {
  readonly lanes: { network: string; direction: 'down' | 'up' }[] = []
  readonly hours: number
  messages: Float64Array[] = []
  bytesApplication: Float64Array[] = []
  bytesWire: Float64Array[] = []
  /** Of those, what security adds. */
  bytesSecurity: Float64Array[] = []
  /**
   * Microseconds of transmission, of all links of the lane together: whole ones, and what is beyond them in parts of 2^-32, so that
   * sums are exact and the same in whichever order.
   */
  private readonly busyWhole: Float64Array[] = []
  private readonly busyRest: Float64Array[] = []
  /** Bytes of packets on the wire, by the intervals of the run: not what a medium sends by itself, which is only counted by hour. */
  bytesByInterval: Float64Array[] = []
  readonly intervals: Intervals

  private hour = 0
  private hourFrom = 0
  private hourTo = 0
  private interval = 0
  private intervalFrom = 0
  private intervalTo = 0

  /** `start` and `end` of the run; hours are those of the deployment's first day onwards. */
  constructor(
    readonly start: number,
    readonly end: number,
  ) {
    this.firstHour = Math.floor(start / HOUR)
    this.hours = Math.max(1, Math.ceil(end / HOUR) - this.firstHour)
    this.intervals = new Intervals(start, end)
  }

  readonly firstHour: number

  lane(network: string, direction: 'down' | 'up'): number {
    const known = this.lanes.findIndex((lane) => lane.network === network && lane.direction === direction)
    if (known >= 0) return known
    this.lanes.push({ network, direction })
    this.messages.push(new Float64Array(this.hours))
    this.bytesApplication.push(new Float64Array(this.hours))
    this.bytesWire.push(new Float64Array(this.hours))
    this.bytesSecurity.push(new Float64Array(this.hours))
    this.busyWhole.push(new Float64Array(this.hours))
    this.busyRest.push(new Float64Array(this.hours))
    this.bytesByInterval.push(new Float64Array(this.intervals.count))
    return this.lanes.length - 1
  }

  /** Counts one transmission. One that would start after the end of the run is not part of it. */
  add(lane: number, at: number, messages: number, bytesApplication: number, bytesWire: number): void {
    if (at >= this.end) return
    if (at < this.hourFrom || at >= this.hourTo) this.turnTo(at)
    const { hour } = this
    this.messages[lane]![hour]! += messages
    this.bytesApplication[lane]![hour]! += bytesApplication
    this.bytesWire[lane]![hour]! += bytesWire
  }

  /** The same of a packet. */
  addPacket(lane: number, at: number, messages: number, bytesApplication: number, bytesWire: number): void {
    if (at >= this.end) return
    if (at < this.intervalFrom || at >= this.intervalTo) this.turnTo(at)
    const { hour } = this
    this.messages[lane]![hour]! += messages
    this.bytesApplication[lane]![hour]! += bytesApplication
    this.bytesWire[lane]![hour]! += bytesWire
    this.bytesByInterval[lane]![this.interval]! += bytesWire
  }

  /** Counts what security adds to a transmission that begins at a moment. */
  addSecurity(lane: number, at: number, bytes: number): void {
    if (at >= this.end) return
    if (at < this.hourFrom || at >= this.hourTo) this.turnTo(at)
    this.bytesSecurity[lane]![this.hour]! += bytes
  }

  /** Counts the time of a transmission; the part after the end of the run is not of it. */
  occupy(lane: number, from: number, to: number): void {
    const busy = this.busyWhole[lane]!
    const rest = this.busyRest[lane]!
    const end = to < this.end ? to : this.end
    let at = from
    while (at < end) {
      if (at < this.hourFrom || at >= this.hourTo) this.turnTo(at)
      const until = end < this.hourTo ? end : this.hourTo
      const time = until - at
      const whole = Math.floor(time)
      busy[this.hour]! += whole
      if (time !== whole) rest[this.hour]! += Math.round((time - whole) * PARTS)
      at = until
    }
  }

  /** The hour and the interval of a moment: most transmissions are in those of the one before, so they are kept. */
  private turnTo(at: number): void {
    const hour = Math.floor(at / HOUR)
    this.hour = hour - this.firstHour
    this.hourFrom = hour * HOUR
    this.hourTo = (hour + 1) * HOUR
    const { intervals } = this
    this.interval = intervals.at(at)
    this.intervalFrom = intervals.startOf(this.interval)
    this.intervalTo = intervals.startOf(this.interval + 1)
  }

  /** The share of an hour that the links of a lane were busy, of the part of the hour that the run covers. */
  utilisation(lane: number, hour: number, links: number): number {
    const first = (this.firstHour + hour) * HOUR
    const covered = Math.min(this.end, first + HOUR) - Math.max(this.start, first)
    return covered > 0 ? (this.busyWhole[lane]![hour]! + this.busyRest[lane]![hour]! / PARTS) / (covered * links) : 0
  }

  /** Microseconds of transmission, of all links of a lane together. */
  get busy(): Float64Array[] {
    return this.busyWhole.map((whole, lane) => whole.map((time, hour) => time + this.busyRest[lane]![hour]! / PARTS))
  }

  /** All that was counted, by what and by lane. */
  get counts(): Float64Array[][] {
    const { messages, bytesApplication, bytesWire, bytesSecurity, busyWhole, busyRest, bytesByInterval } = this
    return [messages, bytesApplication, bytesWire, bytesSecurity, busyWhole, busyRest, bytesByInterval]
  }

  /** Adds what was counted elsewhere of the same lanes. */
  absorb(counts: readonly (readonly Float64Array[])[]): void {
    this.counts.forEach((lanes, what) => lanes.forEach((column, lane) => addTo(column, counts[what]![lane]!)))
  }
}

const PARTS = 2 ** 32
