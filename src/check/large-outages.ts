import type { ShareCounter } from './share-counter.js'

/**
 * `> 30% large outage, > xx% small outage` (SRS 4.12.4.1): the notices of a large outage, by meters that all speak at once over relays that are
 * dying themselves, have a bound of their own. Which outages are large is an assumption.
 */
export class LargeOutages {
  constructor(
    /** When those that the deployment scripts, or draws, begin. */
    private readonly begin: ReadonlySet<number>,
    readonly counter: ShareCounter,
  ) {}

  isOne(eventAt: number): boolean {
    return this.begin.has(eventAt)
  }
}
