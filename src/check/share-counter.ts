import { printDuration } from '../input/units.js'
import type { Batches } from './batches.js'
import { addTo } from '../stats/columns.js'
import type { DeviceCounts, DeviceShares } from './device-shares.js'
import { kindsOf, sumsOf, type Bound, type ShareResult } from './share-result.js'
import { decide, type Verdict } from './verdict.js'

/** `> 98%` within `< 15 sec`: of the messages whose bound has passed by the end of the run, the share in time. */
export class ShareCounter {
  readonly counted: Uint32Array
  readonly good: Uint32Array
  private delivered = 0

  constructor(
    /** `within` is the latency bound in microseconds; strict (SRS 4.18, key point 7). */
    private readonly bound: Bound,
    private readonly batches: Batches,
    private readonly end: number,
    /** Whether a message counts as good when it is in time, or when it arrives at all. */
    private readonly holds: 'in-time' | 'delivered',
    /** Where its messages are of one device each. */
    readonly devices?: DeviceShares,
  ) {
    this.counted = new Uint32Array(batches.clusters)
    this.good = new Uint32Array(batches.clusters)
  }

  get within(): number {
    return this.bound.within
  }

  sent(sentAt: number, district: number, device = -1): void {
    if (!this.isCounted(sentAt)) return
    this.counted[this.batches.clusterOf(district, sentAt)]!++
    if (device >= 0) this.devices?.counted(device)
  }

  /** `soonEnough`: it kept what else it is held to (`within < 1.5 min of fault event`). */
  received(sentAt: number, at: number, district: number, soonEnough = true, device = -1): void {
    if (!this.isCounted(sentAt)) return
    this.delivered++
    if (!soonEnough || (this.holds === 'in-time' && at - sentAt >= this.bound.within)) return
    this.good[this.batches.clusterOf(district, sentAt)]!++
    if (device >= 0) this.devices?.good(device)
  }

  /** All that was counted. */
  get counts(): ShareCounts {
    const { counted, good, delivered, devices } = this
    return { counted, good, delivered, devices: devices?.counts }
  }

  /** Adds what was counted elsewhere. */
  absorb({ counted, good, delivered, devices }: ShareCounts): void {
    addTo(this.counted, counted)
    addTo(this.good, good)
    this.delivered += delivered
    if (devices !== undefined) this.devices!.absorb(devices)
  }

  /** `kinds`: whether someone looks at the clusters themselves. */
  result(kinds = false): ShareResult {
    const within = printDuration(this.bound.within)
    return {
      bound: this.bound,
      what: this.holds === 'in-time' ? `in time (within ${within})` : 'delivered',
      delivered: this.delivered,
      sums: sumsOf(this, this.batches),
      devices: this.devices?.held(this.bound),
      kinds: kinds ? kindsOf(this) : undefined,
    }
  }

  verdict(): Verdict {
    return decide(this.result())
  }

  private isCounted(sentAt: number): boolean {
    return sentAt + this.bound.within <= this.end && sentAt >= this.batches.from
  }
}

export interface ShareCounts {
  counted: Uint32Array
  good: Uint32Array
  delivered: number
  devices: DeviceCounts | undefined
}
