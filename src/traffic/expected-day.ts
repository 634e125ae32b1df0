/** What is sent on a mean day: by the hour of the local clock, and what of it comes at one moment. */
export class ExpectedDay {
  /** Messages by hour of the day, 0 to 23. */
  readonly hours = new Float64Array(24)
  /** Of those, what comes as it happens: at random, or spread over the devices. */
  readonly atRandom = new Float64Array(24)
  /** Messages that fall into one second when it comes: by the second of the day (`AT 3600`), or by the event that brings them. */
  readonly bursts = new Map<string, number>()

  get perDay(): number {
    return this.hours.reduce((sum, one) => sum + one, 0)
  }

  /** Adds so many times another day. */
  add(other: ExpectedDay, times = 1): void {
    for (let hour = 0; hour < 24; hour++) {
      this.hours[hour]! += other.hours[hour]! * times
      this.atRandom[hour]! += other.atRandom[hour]! * times
    }
    for (const [moment, messages] of other.bursts) this.burst(moment, messages * times)
  }

  burst(moment: string, messages: number): void {
    this.bursts.set(moment, (this.bursts.get(moment) ?? 0) + messages)
  }
}

/** What the seconds of the day are called among the moments of bursts. */
export function momentOf(second: number): string {
  return `AT ${second}`
}

/** The hour of a moment; undefined: it is that of an event, which can be any. */
export function hourOfMoment(moment: string): number | undefined {
  return moment.startsWith('AT ') ? Math.floor(Number(moment.slice(3)) / 3600) : undefined
}
