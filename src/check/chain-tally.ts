import type { Requirement } from '../srs/requirement.js'
import type { SubTotal } from '../srs/sub-total.js'
import type { Batches } from './batches.js'
import { ShareCounter } from './share-counter.js'
import type { ShareResult } from './share-result.js'
import type { Verdict } from './verdict.js'

/** A sub-total and one of its last receivers: which share of what its origin sent got there in time (SRS 4.5.4.2). */
export class ChainTally {
  sent = 0
  private readonly share: ShareCounter

  constructor(
    readonly subTotal: SubTotal,
    /** The pair of the last leg that is received there. */
    readonly last: Requirement,
    batches: Batches,
    end: number,
    holds: 'in-time' | 'delivered',
  ) {
    const { latency, share, strict } = subTotal.bounds
    this.share = new ShareCounter({ within: latency, share, strict }, batches, end, holds)
  }

  onSent(at: number, district: number): void {
    this.sent++
    this.share.sent(at, district)
  }

  /** `sentAt` and `district` are those of the first leg, whoever sent the last one. */
  onReceived(sentAt: number, at: number, district: number): void {
    this.share.received(sentAt, at, district)
  }

  result(kinds = false): ShareResult {
    return this.share.result(kinds)
  }

  verdict(): Verdict {
    return this.share.verdict()
  }
}
