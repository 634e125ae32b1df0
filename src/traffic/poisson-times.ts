import type { Stream } from '../kernel/stream.js'
import type { Clock } from './clock.js'
import type { SendingTimes } from './timing.js'

/** Independent sendings: exponential gaps, any member alike. The superposition of many rare senders is this. */
export class PoissonTimes implements SendingTimes {
  time = 0
  member = 0
  due = 0
  private active: number
  private readonly gap: number

  constructor(
    private readonly stream: Stream,
    private readonly clock: Clock,
    start: number,
    private readonly members: number,
    /** Sendings a day of all members together. */
    perDay: number,
  ) {
    this.active = clock.fromWall(start)
    this.gap = clock.aDay / perDay
  }

  next(): void {
    this.active += this.stream.exponential(this.gap)
    this.time = this.clock.toWall(this.active)
    this.due = this.time
    this.member = this.members > 1 ? this.stream.integer(this.members) : 0
  }
}
