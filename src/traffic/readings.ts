import type { ActiveTime } from './active-time.js'

/** How far back a read can reach: one bit a reading. */
const MOST_READINGS = 32

/**
 * What each device still has to send of a scheduled read: its readings that were neither captured nor are on their
 * way. A read carries everything since the last one that got through (SRS 4.10.4.4). One word a device: bit i is the
 * reading i periods before its newest, so the moments at which they were due need not be kept.
 */
export class Readings {
  private readonly pending: Uint32Array
  private readonly newestDue: Float64Array
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
    this.pending = new Uint32Array(devices)
    this.newestDue = new Float64Array(devices)
    this.period = clock.aDay / perDay
  }

  /** A reading is due now, or was a jitter ago. */
  due(device: number, dueAt: number): void {
    const own = device - this.firstDevice
    const before = this.pending[own]!
    this.pending[own] = (before << 1) | 1
    this.newestDue[own] = dueAt
    if (before >>> (MOST_READINGS - 1)) this.forgotten(device, this.dueBefore(dueAt, MOST_READINGS))
  }

  /** What waits at a device is about to be asked for (simulate/foresight). */
  look(device: number): void {
    this.lookedAt = this.pending[device - this.firstDevice]! + this.newestDue[device - this.firstDevice]!
  }

  /** Takes all pending readings of a device for sending: bits, see above. */
  take(device: number): number {
    const own = device - this.firstDevice
    const bits = this.pending[own]!
    this.pending[own] = 0
    return bits
  }

  /** When the newest reading of a device was due. */
  newestDueOf(device: number): number {
    return this.newestDue[device - this.firstDevice]!
  }

  /** A read whose newest reading was due then did not get through: what it carried waits for the next one. */
  giveBack(device: number, bits: number, dueAt: number): void {
    const own = device - this.firstDevice
    const since = this.clock.fromWall(this.newestDue[own]!) - this.clock.fromWall(dueAt)
    const back = Math.round(since / this.period)
    if (back < MOST_READINGS) this.pending[own]! |= bits << back
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
    for (let own = 0; own < this.devices; own++) {
      const bits = this.pending[own]!
      if (bits !== 0) this.forEachDue(bits, this.newestDue[own]!, (dueAt) => visit(own + this.firstDevice, dueAt))
    }
  }

  static count(bits: number): number {
    let count = 0
    for (let rest = bits >>> 0; rest !== 0; rest &= rest - 1) count++
    return count
  }
}
