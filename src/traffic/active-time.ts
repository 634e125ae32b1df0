import { DAY, MINUTE } from '../kernel/time.js'
import type { Clock } from './clock.js'
import type { When } from '../srs/when.js'

/**
 * The clock that runs only inside the windows of a When: a payload that is sent `7AM - 6PM` has days of eleven hours.
 * Sources draw their times on this clock, so that every timing works with every window.
 */
export class ActiveTime implements Clock {
  /** Active microseconds in a day. */
  readonly aDay: number
  /** Windows cut at midnight, in the order of the day. */
  private readonly pieces: { from: number; length: number; before: number }[] = []

  constructor(windows: When['windows']) {
    const cut = windows
      .flatMap(({ from, to }) =>
        to > from
          ? [{ from, to }]
          : [
              { from, to: 1440 },
              { from: 0, to },
            ],
      )
      .filter(({ from, to }) => to > from)
      .sort((a, b) => a.from - b.from)
    let before = 0
    for (const { from, to } of cut) {
      this.pieces.push({ from: from * MINUTE, length: (to - from) * MINUTE, before })
      before += (to - from) * MINUTE
    }
    this.aDay = before
  }

  /** The moment of the day's clock at which so much active time has passed. */
  toWall(active: number): number {
    // What falls short of a window by less than half a microsecond does so by rounding: it is at the start of that
    // window, not at the end of the one before, which can be a night away.
    const day = Math.floor((active + 0.5) / this.aDay)
    const rest = active - day * this.aDay
    let piece = this.pieces[0]!
    for (const one of this.pieces) if (one.before <= rest + 0.5) piece = one
    return day * DAY + piece.from + (rest - piece.before)
  }

  /** The active time that has passed by a moment of the day's clock. */
  fromWall(wall: number): number {
    const day = Math.floor(wall / DAY)
    const rest = wall - day * DAY
    let active = 0
    for (const piece of this.pieces) active += Math.min(Math.max(rest - piece.from, 0), piece.length)
    return day * this.aDay + active
  }

  /** The rest of the day, or nothing where the windows are the whole day. */
  static outside(windows: When['windows']): When['windows'] {
    const inside = new ActiveTime(windows)
    const rest: When['windows'] = []
    let at = 0
    for (const piece of inside.pieces) {
      if (piece.from > at) rest.push({ from: at / MINUTE, to: piece.from / MINUTE })
      at = piece.from + piece.length
    }
    if (at < DAY) rest.push({ from: at / MINUTE, to: 1440 })
    return rest
  }
}
