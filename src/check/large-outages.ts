import type { ShareCounter } from './share-counter.js'
import { worst, type Verdict } from './verdict.js'

/**
 * `> 30% large outage, > xx% small outage` (SRS 4.12.4.1): the notices of a large outage, by meters that all speak at once over relays that are
 * dying themselves, have a bound of their own. Which outages are large is an assumption.
 */
export class LargeOutages {
  private ofLarge: Verdict | undefined

  constructor(
    /** When those that the deployment scripts, or draws, begin. */
    private readonly begin: ReadonlySet<number>,
    readonly counter: ShareCounter,
  ) {}

  isOne(eventAt: number): boolean {
    return this.begin.has(eventAt)
  }

  /** The verdict of both kinds, the one of the small ones being known: the worse of those that occurred. */
  besides(small: Verdict): Verdict {
    const large = this.counter.verdict()
    if (large.counted === 0) return small
    const named = { ...large, reason: `large outages: ${large.reason}` }
    if (small.counted === 0) return (this.ofLarge = named)
    const both = [named, { ...small, reason: `small outages: ${small.reason}` }]
    const held = worst(both)
    if (held === named) this.ofLarge = named
    const other = both.find((one) => one !== held)!
    return Object.assign(held, { reason: `${held.reason}; ${other.reason}: ${other.verdict}` })
  }

  /** Whether a verdict of both is that of the large ones. */
  decides(verdict: Verdict): boolean {
    return verdict === this.ofLarge
  }
}
