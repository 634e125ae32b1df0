import { Histogram, type HistogramJson } from '../stats/histogram.js'
import type { Requirement } from '../srs/requirement.js'
import type { BudgetCounter } from './budget-counter.js'
import type { Settling } from '../trace/settling.js'
import type { LargeOutages } from './large-outages.js'
import type { ShareCounter, ShareCounts } from './share-counter.js'
import type { ShareResult } from './share-result.js'
import { verdictOf, type TallyResult } from './tally-result.js'
import type { Verdict } from './verdict.js'
import type { WindowCounter, WindowCounts } from './window-counter.js'

/** What happened to the payloads of one requirement, counted as it happens. */
export class Tally {
  sent = 0
  /** Of those, scripted or exercised: they say nothing of how often it comes by itself. */
  forced = 0
  delivered = 0
  lost = 0
  readonly latency = new Histogram()
  private readonly withinEvent: number
  /** What the deployment asks of it beside the SRS. */
  readonly budgets: BudgetCounter[] = []
  /** Follows how the network settles, where that is asked. */
  settling: Settling | undefined
  /** Lost messages by place and reason. */
  readonly losses = new Map<string, number>()

  constructor(
    readonly requirement: Requirement,
    /** One of the two is there: the form of the requirement. */
    readonly share: ShareCounter | undefined,
    readonly window: WindowCounter | undefined,
    /** Whether payloads are due by the clock; otherwise one is due when it is sent. */
    readonly scheduled: boolean,
    /** Of notices of outages: those of the large ones are held against a bound of their own. */
    private readonly large?: LargeOutages,
    /** What was sent before that is not judged. */
    private readonly countsFrom = 0,
  ) {
    this.withinEvent = requirement.when.within?.bound ?? Infinity
  }

  /** Messages that had not ended when the run did. */
  get open(): number {
    return this.sent - this.delivered - this.lost
  }

  /** From when on it is too late: the latency bound, or the shortest window that takes its place (microseconds). */
  get within(): number {
    return (this.share ?? this.window!).within
  }

  /** `device`: whose it is; -1 where that is none. */
  onSent(sentAt: number, district: number, forced = false, device = -1, eventAt = sentAt): void {
    this.sent++
    if (forced) this.forced++
    if (this.share) this.counterAt(eventAt).sent(sentAt, district, device)
    else if (!this.scheduled) this.window!.due(sentAt, district, device)
    const { budgets } = this
    for (let i = 0; i < budgets.length; i++) budgets[i]!.onSent(sentAt, district, device, eventAt)
  }

  /** `eventAt`: when the event occurred from which a `within` runs (SRS 4.4.1.7). */
  onReceived(sentAt: number, at: number, district: number, device: number, eventAt = sentAt): void {
    this.delivered++
    if (sentAt >= this.countsFrom) this.latency.add(at - sentAt)
    this.settling?.received(sentAt, at - sentAt, this.within)
    const soonEnough = at - eventAt < this.withinEvent
    if (this.share) this.counterAt(eventAt).received(sentAt, at, district, soonEnough, device)
    else if (!this.scheduled) this.window!.captured(sentAt, at, district, device)
    const { budgets } = this
    for (let i = 0; i < budgets.length; i++) budgets[i]!.onReceived(sentAt, at, district, device, eventAt, soonEnough)
  }

  onLost(place: string, many = 1): void {
    this.lost += many
    this.losses.set(place, (this.losses.get(place) ?? 0) + many)
  }

  /** All that was counted, but for budgets. */
  get counts(): TallyCounts {
    const { sent, forced, delivered, lost, latency, losses, share, window, large } = this
    return {
      ...{ sent, forced, delivered, lost, latency: latency.toJSON(), losses },
      ...{ share: share?.counts, window: window?.counts, large: large?.counter.counts },
    }
  }

  /** Adds what was counted elsewhere of the same requirement. */
  absorb({ sent, forced, delivered, lost, latency, losses, share, window, large }: TallyCounts): void {
    this.sent += sent
    this.forced += forced
    this.delivered += delivered
    this.lost += lost
    this.latency.merge(Histogram.fromJSON(latency))
    for (const [place, many] of losses) this.losses.set(place, (this.losses.get(place) ?? 0) + many)
    if (share) this.share!.absorb(share)
    if (window) this.window!.absorb(window)
    if (large) this.large!.counter.absorb(large)
  }

  /** `kinds`: whether someone looks at the clusters themselves. */
  result(kinds = false): TallyResult {
    const { sent, forced, delivered, lost, latency, losses, window } = this
    return {
      ...{ sent, forced, delivered, lost, latency, losses, shares: this.shares(kinds) },
      owing: window?.owing,
      longestGap: window?.longestGapOfDevices,
    }
  }

  verdict(): Verdict {
    return verdictOf(this.result())
  }

  private shares(kinds: boolean): ShareResult[] {
    const { share, window, large } = this
    if (window) return window.results(kinds)
    if (large === undefined) return [share!.result(kinds)]
    return [
      { ...large.counter.result(kinds), of: 'large outages' },
      { ...share!.result(kinds), of: 'small outages' },
    ]
  }

  private counterAt(eventAt: number): ShareCounter {
    return this.large?.isOne(eventAt) ? this.large.counter : this.share!
  }
}

export interface TallyCounts {
  sent: number
  forced: number
  delivered: number
  lost: number
  latency: HistogramJson
  losses: ReadonlyMap<string, number>
  share: ShareCounts | undefined
  window: WindowCounts | undefined
  large: ShareCounts | undefined
}
