import { Histogram } from '../stats/histogram.js'
import type { Requirement } from '../srs/requirement.js'
import type { DevicesHeld } from './device-shares.js'
import type { LargeOutages } from './large-outages.js'
import type { ShareCounter } from './share-counter.js'
import type { Verdict } from './verdict.js'
import type { WindowCounter } from './window-counter.js'

/** What happened to the payloads of one requirement, counted as it happens. */
export class Tally {
  sent = 0
  /** Of those, scripted or exercised: they say nothing of how often it comes by itself. */
  forced = 0
  delivered = 0
  lost = 0
  readonly latency = new Histogram()
  private readonly withinEvent: number
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
  }

  /** `eventAt`: when the event occurred from which a `within` runs (SRS 4.4.1.7). */
  onReceived(sentAt: number, at: number, district: number, device: number, eventAt = sentAt): void {
    this.delivered++
    this.latency.add(at - sentAt)
    if (this.share) this.counterAt(eventAt).received(sentAt, at, district, at - eventAt < this.withinEvent, device)
    else if (!this.scheduled) this.window!.captured(sentAt, at, district, device)
  }

  onLost(place: string, many = 1): void {
    this.lost += many
    this.losses.set(place, (this.losses.get(place) ?? 0) + many)
  }

  /** The same by device; undefined where its payloads are of none, or none counted. */
  devicesHeld(verdict: Verdict): DevicesHeld | undefined {
    if (this.share === undefined) return this.window!.devicesHeld(verdict)
    return this.large?.decides(verdict) ? this.large.counter.devicesHeld() : this.share.devicesHeld()
  }

  verdict(): Verdict {
    const verdict = (this.share ?? this.window!).verdict()
    return this.large === undefined ? verdict : this.large.besides(verdict)
  }

  private counterAt(eventAt: number): ShareCounter {
    return this.large?.isOne(eventAt) ? this.large.counter : this.share!
  }
}
