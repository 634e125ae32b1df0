import type { Clock } from './clock.js'
import type { SendingTimes } from './timing.js'

/** All members send at the start of the period: the top-of-the-hour burst of meters that keep the same clock. */
export class AlignedTimes implements SendingTimes {
  time = 0
  member = -1
  due = 0
  private periods: number

  constructor(
    private readonly clock: Clock,
    start: number,
    private readonly members: number,
    /** Sendings a day of each member. */
    private readonly perDay: number,
  ) {
    // Periods are counted from midnight, so that 24 a day is the top of every hour whenever the run starts.
    const active = clock.fromWall(start)
    this.periods = Math.floor((active * perDay) / clock.aDay)
    // Half a microsecond: a period that starts with the run is not left out for the rounding of a double.
    while (this.startOfPeriod() < active - 0.5) this.periods++
  }

  next(): void {
    if (++this.member === this.members) {
      this.member = 0
      this.periods++
    }
    this.time = this.clock.toWall(this.startOfPeriod())
    this.due = this.time
  }

  private startOfPeriod(): number {
    return (this.periods * this.clock.aDay) / this.perDay
  }
}
