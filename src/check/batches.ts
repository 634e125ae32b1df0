import { DAY, HOUR, MINUTE } from '../kernel/time.js'

/** A deployment of 64 districts has at most 168 batches, one of fewer as many more. */
const MOST_CLUSTERS = 64 * 168
const FEWEST_BATCHES = 24
/** Lengths of batches that divide a day, in hours. */
const LENGTHS = [1, 2, 3, 4, 6, 8, 12, 24]

/**
 * Messages of one district and one stretch of time share their luck (one bad hour hits all), so they are counted
 * together: a *cluster* is a district in a batch. Batches are hours; parts of a day, or days, where these would be more than 10,752 clusters, and the
 * 24th part of a run that is shorter than a day, but no less than a minute.
 */
export class Batches {
  readonly batches: number
  readonly clusters: number
  /** How many there are in a day, where days have as many; otherwise 0. */
  readonly aDay: number
  private readonly length: number
  /** The batch of the moment asked for last, which is that of the next nearly always, and from when to when it lasts. */
  private batch = 0
  private batchFrom = 0
  private batchTo = 0

  constructor(
    private readonly start: number,
    end: number,
    readonly districts: number,
    /** What was sent before that is not judged: the network was still settling. */
    readonly from = start,
  ) {
    this.length = lengthOf(end - start, Math.floor(MOST_CLUSTERS / districts))
    this.batches = Math.max(1, Math.ceil((end - start) / this.length))
    this.clusters = this.batches * districts
    this.aDay = DAY % this.length === 0 ? DAY / this.length : 0
  }

  clusterOf(district: number, at: number): number {
    if (at < this.batchFrom || at >= this.batchTo) this.turnTo(at)
    return district * this.batches + this.batch
  }

  private turnTo(at: number): void {
    const { start, length } = this
    const batch = Math.floor((at - start) / length)
    this.batch = Math.min(this.batches - 1, batch)
    this.batchFrom = start + batch * length
    this.batchTo = this.batchFrom + length
  }
}

function lengthOf(duration: number, most: number): number {
  if (duration < FEWEST_BATCHES * HOUR) return Math.max(MINUTE, Math.ceil(duration / FEWEST_BATCHES))
  const hours = LENGTHS.find((one) => duration / (one * HOUR) <= most)
  return hours === undefined ? Math.ceil(duration / DAY / most) * DAY : hours * HOUR
}
