import type { ActiveTime } from './active-time.js'

/** How far back a read can reach: one bit a reading. */
const MOST_READINGS = 32

/** Of a device: what is pending, and both halves of a moment. */
const WORDS = 3
const DOUBLE = new Float64Array(1)
const HALVES = new Uint32Array(DOUBLE.buffer)

/**
 * What each device still has to send of a scheduled read: its readings that were neither captured nor are on their
 * way. A read carries everything since the last one that got through (SRS 4.10.4.4). One word a device: bit i is the
 * reading i periods before its newest, so the moments at which they were due need not be kept.
 */
export class Readings {
  /** By device three words side by side, so that memory is waited for once: what is pending, and when its newest was due. */
  private readonly words: Uint32Array
  private readonly period: number
  /** Kept, so that looking is not left out. */
  lookedAt = 0

  constructor(
    private readonly firstDevice: number,
    readonly devices: number,
    private readonly clock: ActiveTime,
    perDay: number,
    /** Hears of a reading that no later read can carry: so many have been due since. */
    private readonly forgotten: (device: number, dueAt: number) => void = () => undefined,
  ) {
    this.words = new Uint32Array(WORDS * devices)
    this.period = clock.aDay / perDay
  }

  /** A reading is due now, or was a jitter ago. */
  due(device: number, dueAt: number): void {
    const { words } = this
    const at = this.placeOf(device)
    const before = words[at]!
    words[at] = (before << 1) | 1
    DOUBLE[0] = dueAt
    words[at + 1] = HALVES[0]!
    words[at + 2] = HALVES[1]!
    if (before >>> (MOST_READINGS - 1)) this.forgotten(device, this.dueBefore(dueAt, MOST_READINGS))
  }

  /** What waits at a device is about to be asked for (simulate/foresight). */
  look(device: number): void {
    this.lookedAt = this.words[this.placeOf(device)]!
  }

  /** Takes all pending readings of a device for sending: bits, see above. */
  take(device: number): number {
    const at = this.placeOf(device)
    const bits = this.words[at]!
    this.words[at] = 0
    return bits
  }

  /** When the newest reading of a device was due. */
  newestDueOf(device: number): number {
    const at = this.placeOf(device)
    HALVES[0] = this.words[at + 1]!
    HALVES[1] = this.words[at + 2]!
    return DOUBLE[0]!
  }

  private placeOf(device: number): number {
    return WORDS * (device - this.firstDevice)
  }

  /** A read whose newest reading was due then did not get through: what it carried waits for the next one. */
  giveBack(device: number, bits: number, dueAt: number): void {
    const since = this.clock.fromWall(this.newestDueOf(device)) - this.clock.fromWall(dueAt)
    const back = Math.round(since / this.period)
    if (back < MOST_READINGS) this.words[this.placeOf(device)]! |= bits << back
    const beyond = back === 0 ? 0 : bits & (-1 << Math.max(0, MOST_READINGS - back))
    if (beyond !== 0) this.forEachDue(beyond, dueAt, (each) => this.forgotten(device, each))
  }

  /** When the reading so many periods before another was due. */
  dueBefore(dueAt: number, back: number): number {
    return back === 0 ? dueAt : this.clock.toWall(this.clock.fromWall(dueAt) - back * this.period)
  }

  /** Visits the moments at which the readings that bits stand for were due; the newest was due at `dueAt`. */
  forEachDue(bits: number, dueAt: number, visit: (dueAt: number) => void): void {
    for (let back = 0; back < MOST_READINGS; back++) if (bits & (1 << back)) visit(this.dueBefore(dueAt, back))
  }

  /** Visits all readings that wait at their device. */
  forEachPending(visit: (device: number, dueAt: number) => void): void {
    for (let device = this.firstDevice; device < this.firstDevice + this.devices; device++) {
      const bits = this.words[this.placeOf(device)]!
      if (bits !== 0) this.forEachDue(bits, this.newestDueOf(device), (dueAt) => visit(device, dueAt))
    }
  }

  static count(bits: number): number {
    let count = 0
    for (let rest = bits >>> 0; rest !== 0; rest &= rest - 1) count++
    return count
  }
}
