import { HOUR } from '../kernel/time.js'

const MOST_BATCHES = 168

/**
 * Messages of one district and one stretch of time share their luck (one bad hour hits all), so they are counted
 * together: a *cluster* is a district in a batch. Batches are hours, or longer where the run has more than 168.
 */
export class Batches {
  readonly batches: number
  readonly clusters: number
  private readonly length: number

  constructor(
    private readonly start: number,
    end: number,
    readonly districts: number,
    /** What was sent before that is not judged: the network was still settling. */
    readonly from = start,
  ) {
    const hours = Math.max(1, Math.ceil((end - start) / HOUR))
    this.batches = Math.min(MOST_BATCHES, hours)
    this.length = (hours * HOUR) / this.batches
    this.clusters = this.batches * districts
  }

  clusterOf(district: number, at: number): number {
    const batch = Math.min(this.batches - 1, Math.floor((at - this.start) / this.length))
    return district * this.batches + batch
  }
}
