import { DAY } from '../kernel/time.js'
import type { Clock } from './clock.js'

/** A stretch of the run, from its start to before its end. */
export interface Stretch {
  from: number
  to: number
}

/** The clock that runs only in some stretches of a run: DSDR happens `1-6 hr duration, 4-8 times a year`. */
export class PeriodTime implements Clock {
  /** Rates hold as they stand while a period lasts. */
  readonly aDay = DAY

  /** In the order of time, none touching another. */
  constructor(private readonly periods: readonly Stretch[]) {}

  toWall(active: number): number {
    let left = active
    for (const { from, to } of this.periods) {
      if (left < to - from) return from + left
      left -= to - from
    }
    // After the last one nothing is sent any more.
    return Infinity
  }

  fromWall(wall: number): number {
    return this.periods.reduce((sum, { from, to }) => sum + Math.min(Math.max(wall - from, 0), to - from), 0)
  }
}

export function isIn(periods: readonly Stretch[], time: number): boolean {
  return periods.some(({ from, to }) => from <= time && time < to)
}
