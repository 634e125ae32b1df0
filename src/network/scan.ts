/**
 * Where a master stands in its cycle while it asks stations that have nothing to say. Each of them takes it the same time, so that a formula says which
 * station is asked when: a thousand idle stations cost no event.
 */
export class Scan {
  /** At this moment, unrounded, it begins to ask this station. */
  private anchor = 0
  private station = 0

  constructor(
    public stations: number,
    /** How long it is busy with an idle station, on the mean where exchanges fail. */
    private readonly visit: number,
    /** From when it begins to ask a station to when that begins to answer. */
    private readonly hearing: number,
  ) {}

  /** From a moment on it asks one station after the other, this one first. */
  from(moment: number, station: number): void {
    this.anchor = moment
    this.station = station
  }

  /** The first visit, counted from 0, that does not begin before now: events are at whole microseconds, and one that is due at `now` has not been yet. */
  nextVisit(now: number): number {
    return this.after(now - 1)
  }

  /** The first visit in which the station does not begin to answer before now. */
  nextAnswer(now: number): number {
    return this.after(now - 1 - this.hearing)
  }

  /** Which station is asked in a visit. */
  stationOf(visit: number): number {
    return (this.station + visit) % this.stations
  }

  beginningOf(visit: number): number {
    return this.anchor + visit * this.visit
  }

  answerOf(visit: number): number {
    return this.anchor + visit * this.visit + this.hearing
  }

  private after(moment: number): number {
    return Math.max(0, Math.floor((moment - this.anchor) / this.visit) + 1)
  }
}
