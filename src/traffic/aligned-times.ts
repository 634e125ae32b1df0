import type { ActiveTime } from './active-time.js'
import type { SendingTimes } from './timing.js'

/** All members send at the start of the period: the top-of-the-hour burst of meters that keep the same clock. */
export class AlignedTimes implements SendingTimes {
  time = 0
  member = -1
  due = 0
  private readonly period: number
  private periods: number

  constructor(
    private readonly clock: ActiveTime,
    start: number,
    private readonly members: number,
    /** Sendings a day of each member. */
    perDay: number,
  ) {
    this.period = clock.aDay / perDay
    // Periods are counted from midnight, so that 24 a day is the top of every hour whenever the run starts.
    this.periods = Math.ceil(clock.fromWall(start) / this.period)
  }

  next(): void {
    if (++this.member === this.members) {
      this.member = 0
      this.periods++
    }
    this.time = this.clock.toWall(this.periods * this.period)
    this.due = this.time
  }
}
