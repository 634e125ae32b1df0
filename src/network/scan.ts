import type { SilentStations } from './silent-stations.js'

/**
 * Where a master stands in its cycle while it asks stations that have nothing to say. Each of them takes it the same time, and each of those that are
 * down another, so that a formula says which station is asked when: a thousand idle stations cost no event.
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
    /** Those that do not answer, and how long it is busy with one of them; undefined: all answer. */
    private readonly silent: SilentStations | undefined,
    private readonly silentVisit: number,
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
    return this.anchor + visit * this.visit + this.extra(visit)
  }

  answerOf(visit: number): number {
    return this.anchor + visit * this.visit + this.extra(visit) + this.hearing
  }

  /** What stations that do not answer add to so many visits. */
  private extra(visits: number): number {
    const { silent, station, stations } = this
    if (silent === undefined || silent.count === 0) return 0
    const cycles = Math.floor(visits / stations)
    const rest = visits % stations
    const beyond = station + rest - stations
    const ahead = beyond <= 0 ? silent.before(station + rest) : silent.count + silent.before(beyond)
    return (cycles * silent.count + ahead - silent.before(station)) * (this.silentVisit - this.visit)
  }

  /** The first visit that begins after a moment. */
  private after(moment: number): number {
    const { silent, stations } = this
    if (silent === undefined || silent.count === 0)
      return Math.max(0, Math.floor((moment - this.anchor) / this.visit) + 1)
    if (moment < this.anchor) return 0
    const cycle = stations * this.visit + this.extra(stations)
    let low = stations * Math.floor((moment - this.anchor) / cycle)
    let high = low + stations
    // Rounding may have put the moment into a neighbouring cycle.
    while (low > 0 && this.beginningOf(low) > moment) low -= stations
    while (this.beginningOf(high) <= moment) high += stations
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.beginningOf(middle) <= moment) low = middle
      else high = middle
    }
    return high
  }
}
