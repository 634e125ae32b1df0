/**
 * How long messages took, by when they were sent, as parts of what each may take: the course of it tells when a network has settled
 * (run/warm-up).
 */
export class Settling {
  private readonly sums: Float64Array
  private readonly counts: Float64Array

  constructor(
    private readonly start: number,
    private readonly end: number,
    intervals: number,
  ) {
    this.sums = new Float64Array(intervals)
    this.counts = new Float64Array(intervals)
  }

  received(sentAt: number, latency: number, within: number): void {
    const { start, end, sums } = this
    const interval = Math.min(sums.length - 1, Math.floor(((sentAt - start) / (end - start)) * sums.length))
    sums[interval]! += latency / within
    this.counts[interval]!++
  }

  /** The mean of each interval; of one in which nothing was sent, that of the one before. */
  means(): Float64Array {
    let before = 0
    return this.sums.map((sum, i) => (this.counts[i]! > 0 ? (before = sum / this.counts[i]!) : before))
  }
}
