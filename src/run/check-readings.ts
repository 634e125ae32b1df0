import type { Tally } from '../check/tally.js'
import type { Emission } from '../traffic/emission.js'

/** Readings that come again are due at the same moment, but for the clocks of meters: so much of a period is the same. */
const SAME = 0.05
/** A moment is written in whole microseconds. */
const ROUNDED = 2

/**
 * The readings of which the rows of scheduled reads speak: each is due once, however many reads carried it in vain, and the one that got
 * through brings it (SRS 4.10.4.4).
 */
export class ReadingsInRows {
  /** By device: the moments at which readings were due that no read has brought yet. */
  private readonly pending = new Map<number, number[]>()
  private readonly same: number

  constructor(
    private readonly window: NonNullable<Tally['window']>,
    { terms }: Emission,
  ) {
    const perDay = terms[0]?.perMemberPerDay
    this.same = perDay ? (SAME * 86_400e6) / perDay : ROUNDED
  }

  captured(dueAt: number, at: number, district: number, device: number): void {
    if (!this.take(device, dueAt)) this.window.due(dueAt, district, device)
    this.window.captured(dueAt, at, district, device)
  }

  /** It was carried in vain, or nobody sent it. */
  missed(dueAt: number, district: number, device: number): void {
    const waiting = this.pending.get(device)
    if (waiting !== undefined && this.placeOf(waiting, dueAt) >= 0) return
    this.window.due(dueAt, district, device)
    if (waiting === undefined) this.pending.set(device, [dueAt])
    else waiting.push(dueAt)
  }

  /** At the end of the trace. */
  close(): void {
    for (const [device, waiting] of this.pending) for (const due of waiting) this.window.neverCaptured(due, device)
  }

  private take(device: number, dueAt: number): boolean {
    const waiting = this.pending.get(device)
    const place = waiting === undefined ? -1 : this.placeOf(waiting, dueAt)
    if (place < 0) return false
    waiting!.splice(place, 1)
    if (waiting!.length === 0) this.pending.delete(device)
    return true
  }

  /** The nearest of some moments, where it is the same. */
  private placeOf(waiting: readonly number[], dueAt: number): number {
    let [best, least] = [-1, Math.max(this.same, ROUNDED) + 1]
    for (const [i, due] of waiting.entries()) {
      const apart = Math.abs(due - dueAt)
      if (apart < least) [best, least] = [i, apart]
    }
    return best
  }
}
