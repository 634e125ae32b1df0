import { OrderStatistics } from '../kernel/order-statistics.js'
import type { Stream } from '../kernel/stream.js'
import type { SendingTimes } from './timing.js'

/**
 * Members that send at the start of the period by clocks that are not right: each clock gains or loses evenly, as much as it always does, until it
 * is set again. So what is aligned comes apart from one setting to the next, and together again. The clocks are right when the run starts.
 *
 * How fast a clock is is drawn in time order as the order statistics of a uniform sample, the same ones for each period (the stream replays).
 */
export class DriftingTimes implements SendingTimes {
  time = 0
  member = -1
  due = 0
  private readonly sample = new OrderStatistics()

  constructor(
    /** The members by right clocks, all at once. */
    private readonly right: SendingTimes,
    private readonly rates: Stream,
    private readonly start: number,
    private readonly members: number,
    /** From one period to the next, at least: no clock is wrong by more than half of it. */
    private readonly gap: number,
    /** The most that a clock gains or loses, as a part of the time; and how long until all are set. */
    private readonly drift: number,
    private readonly setEvery: number,
  ) {}

  next(): void {
    this.right.next()
    if (this.sample.left === 0) {
      this.rates.restart()
      this.sample.start(this.members)
      this.member = -1
    }
    this.member++
    const { due } = this.right
    const most = Math.min(this.drift * ((due - this.start) % this.setEvery), this.gap / 2)
    const late = most * (2 * this.sample.next(this.rates.next()) - 1)
    this.time = Math.max(this.time, due + late)
    // A reading is due when its own clock says so.
    this.due = this.time
  }
}
