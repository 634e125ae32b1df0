import { hourOfMoment } from '../traffic/expected-day.js'
import { poissonQuantile } from '../stats/poisson-quantile.js'
import { wireOf, type BytesOfOne, type Crossing } from './volumetrics-crossings.js'

/** What crosses a place in one direction on a mean day, all kinds of message that were added together. */
export class Traffic {
  readonly events = new Float64Array(24)
  readonly application = new Float64Array(24)
  readonly wire = new Float64Array(24)
  /** What the bytes of a day consist of. */
  readonly bytes: BytesOfOne = {
    application: 0,
    headers: 0,
    security: 0,
    acknowledgements: 0,
    retries: 0,
    relays: 0,
  }
  /** Of the events, what comes at random or spread; the rest comes at moments of its own. */
  private readonly atRandom = new Float64Array(24)
  private readonly bursts = new Map<string, { events: number; wire: number }>()

  /** So much of what a crossing brings. */
  add({ day, copies, isAnswer, bytes }: Crossing, part = 1): void {
    const times = copies * part
    const counted = isAnswer ? 0 : times
    const wire = wireOf(bytes)
    for (let hour = 0; hour < 24; hour++) {
      const messages = day.hours[hour]!
      this.events[hour]! += messages * counted
      this.application[hour]! += messages * times * bytes.application
      this.wire[hour]! += messages * times * wire
      this.atRandom[hour]! += day.atRandom[hour]! * counted
    }
    const messages = day.perDay * times
    for (const key of Object.keys(this.bytes) as (keyof BytesOfOne)[]) this.bytes[key] += messages * bytes[key]
    for (const [moment, sent] of day.bursts) {
      const known = this.bursts.get(moment) ?? { events: 0, wire: 0 }
      this.bursts.set(moment, { events: known.events + sent * counted, wire: known.wire + sent * times * wire })
    }
  }

  get eventsPerDay(): number {
    return sum(this.events)
  }

  get applicationPerDay(): number {
    return sum(this.application)
  }

  get wirePerDay(): number {
    return sum(this.wire)
  }

  /** The hour in which most bytes are on the wire; of equal ones the first. */
  get busyHour(): number {
    // What rounding leaves between equal hours is no difference.
    const most = Math.max(...this.wire) * (1 - 1e-9)
    return Math.max(
      0,
      this.wire.findIndex((one) => one >= most),
    )
  }

  /**
   * The busiest second: of what comes at random, what 999 of 1000 seconds of an hour do not exceed, as of a Poisson process of
   * that hour; and with it the largest burst that may fall into that hour.
   */
  get peakSecond(): { events: number; wire: number } {
    let most = { events: 0, wire: 0 }
    for (let hour = 0; hour < 24; hour++) {
      const random = poissonQuantile(SECONDS, this.atRandom[hour]! / 3600)
      const burst = this.burstIn(hour)
      const mean = this.events[hour]! > 0 ? this.wire[hour]! / this.events[hour]! : 0
      const here = { events: random + burst.events, wire: random * mean + burst.wire }
      if (here.wire > most.wire || (here.wire === most.wire && here.events > most.events)) most = here
    }
    return most
  }

  private burstIn(hour: number): { events: number; wire: number } {
    let most = { events: 0, wire: 0 }
    for (const [moment, burst] of this.bursts) {
      const at = hourOfMoment(moment)
      if ((at === undefined || at === hour) && burst.wire > most.wire) most = burst
    }
    return most
  }
}

const SECONDS = 0.999

function sum(hours: Float64Array): number {
  return hours.reduce((all, one) => all + one, 0)
}
