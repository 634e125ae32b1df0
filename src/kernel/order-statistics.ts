/**
 * A sample of n uniform numbers on [0,1) in increasing order, one at a time: n devices that each choose a moment, met in the
 * order of time, without n moments in memory.
 *
 * Of m points uniform on (x,1), the least lies beyond y with probability ((1-y)/(1-x))^m, which is inverted here
 * (Bentley and Saxe, "Generating sorted lists of random numbers", ACM TOMS 6, 1980).
 */
export class OrderStatistics {
  private remaining = 0
  /** 1 - the last number drawn: kept instead of it, since it loses no digits near 1. */
  private above = 1

  get left(): number {
    return this.remaining
  }

  start(n: number): void {
    this.remaining = n
    this.above = 1
  }

  /** The next number of the sample, from a uniform u in [0,1). */
  next(u: number): number {
    if (this.remaining <= 0) throw new Error('the sample has no number left')
    // exp and log instead of a power: every machine with the same Node has these to the same last digit.
    this.above *= Math.exp(Math.log(1 - u) / this.remaining--)
    return Math.min(1 - this.above, BELOW_ONE)
  }
}

const BELOW_ONE = 1 - 2 ** -53
