import { DAY, HOUR, MINUTE } from '../kernel/time.js'

/** Longer runs are followed hour by hour. */
const LONGEST_BY_MINUTE = 31 * DAY

/** The minutes of the local clock that a run touches; of a long run the hours. */
export class Intervals {
  /** In microseconds. */
  readonly length: number
  readonly count: number
  private readonly first: number

  constructor(start: number, end: number) {
    this.length = end - start > LONGEST_BY_MINUTE ? HOUR : MINUTE
    this.first = Math.floor(start / this.length)
    this.count = Math.max(1, Math.ceil(end / this.length) - this.first)
  }

  /** What happens at the very end of a run is of its last interval. */
  at(time: number): number {
    const interval = Math.floor(time / this.length) - this.first
    return interval < 0 ? 0 : interval >= this.count ? this.count - 1 : interval
  }

  startOf(interval: number): number {
    return (this.first + interval) * this.length
  }
}
