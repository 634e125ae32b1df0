import { CalendarQueue } from '../kernel/calendar-queue.js'
import { OrderStatistics } from '../kernel/order-statistics.js'
import type { Stream } from '../kernel/stream.js'
import type { Clock } from './clock.js'
import type { SendingTimes } from './timing.js'

/**
 * Each member has a moment of its own in the period and keeps it from period to period, with jitter. The moments are
 * drawn in time order as the order statistics of a uniform sample, and drawn again alike in the next period (the
 * stream replays), so that a million members need no list. Jitter disturbs the order: the few sendings that it can
 * exchange wait in a small heap.
 */
export class SpreadTimes implements SendingTimes {
  time = 0
  member = 0
  due = 0
  private readonly start: number
  private readonly period: number
  private readonly jitterMost: number
  private readonly sample = new OrderStatistics()
  private readonly waiting = new CalendarQueue()
  private periods = -1
  private rank = -1
  private nominal = 0

  constructor(
    private readonly moments: Stream,
    private readonly jitter: Stream,
    private readonly clock: Clock,
    start: number,
    private readonly members: number,
    /** Sendings a day of each member. */
    perDay: number,
    jitterMost: number,
  ) {
    this.start = clock.fromWall(start)
    this.period = clock.aDay / perDay
    this.jitterMost = Math.min(jitterMost, this.period)
    this.draw()
  }

  next(): void {
    if (this.jitterMost === 0) {
      this.load(this.nominal, this.nominal, this.rank)
      this.draw()
      return
    }
    // Everything that could still come before the first of those that wait must be drawn first.
    while (this.waiting.peekTime() >= this.nominal) {
      const late = Math.floor(this.jitter.next() * this.jitterMost)
      this.waiting.push(this.nominal + late, 0, late, 0, this.rank)
      this.draw()
    }
    this.waiting.pop()
    this.load(this.waiting.time, this.waiting.time - this.waiting.key, this.waiting.argument)
  }

  private load(time: number, due: number, member: number): void {
    this.time = this.clock.toWall(time)
    this.due = due === time ? this.time : this.clock.toWall(due)
    this.member = member
  }

  private draw(): void {
    if (this.sample.left === 0) {
      this.periods++
      this.rank = -1
      this.moments.restart()
      this.sample.start(this.members)
    }
    this.rank++
    this.nominal = this.start + (this.periods + this.sample.next(this.moments.next())) * this.period
  }
}
