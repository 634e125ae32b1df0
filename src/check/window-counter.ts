import { printDuration } from '../input/units.js'
import type { Batches } from './batches.js'
import { addTo } from '../stats/columns.js'
import { DeviceShares, type DeviceCounts } from './device-shares.js'
import { kindsOf, sumsOf, type Bound, type ShareResult } from './share-result.js'
import { decide, worst, type Verdict } from './verdict.js'

/** `98% success over 1 day`: the share of the payloads due that are captured within the window. */
export type Window = Bound

/** Devices are taken together in at most so many groups: enough to tell 99.9 %, whatever their number. */
const MOST_GROUPS = 4096

/**
 * Windowed reliability (SRS 4.10.4.4): each payload's windows run from the moment it was due. The windows take the
 * place of the latency bound. Beside the share of payloads stand the share of devices that missed no window, and the
 * longest time that a device went without a capture.
 */
export class WindowCounter {
  private readonly counted: Uint32Array[]
  private readonly good: Uint32Array[]
  /** The same by group of devices over the whole run. */
  private readonly countedOfGroup: Uint32Array[]
  private readonly goodOfGroup: Uint32Array[]
  private readonly groups: number
  private readonly delivered: number[]
  /** By device: bit w is set when a payload missed window w. */
  private readonly missed: Uint8Array
  /** By device, for each window that the run is longer than (`column`: which of those a window is, or -1). */
  private readonly shares: DeviceShares
  private readonly column: number[]
  private readonly lastCapture: Float64Array
  private longestGap = 0
  /** Kept, so that looking is not left out. */
  lookedAt = 0
  /** Those of budgets, which are told the same. */
  readonly beside: WindowCounter[] = []

  constructor(
    private readonly windows: readonly Window[],
    private readonly batches: Batches,
    private readonly start: number,
    private readonly end: number,
    /** Devices of which the payloads are, numbered from `firstDevice`; 0 where they are of none. */
    private readonly firstDevice: number,
    private readonly devices: number,
    /** Whether each of them owes one again and again: then what never came is told (`neverCaptured`), and gaps mean something. */
    private readonly owes = devices > 0,
  ) {
    this.counted = windows.map(() => new Uint32Array(batches.clusters))
    this.good = windows.map(() => new Uint32Array(batches.clusters))
    this.groups = owes ? Math.min(devices, MOST_GROUPS) : 0
    this.countedOfGroup = windows.map(() => new Uint32Array(this.groups))
    this.goodOfGroup = windows.map(() => new Uint32Array(this.groups))
    this.delivered = windows.map(() => 0)
    let columns = 0
    this.column = windows.map(({ within }) => (devices > 0 && within < end - start ? columns++ : -1))
    this.shares = new DeviceShares(firstDevice, devices, columns, owes)
    this.missed = new Uint8Array(owes ? devices : 0)
    this.lastCapture = new Float64Array(owes ? devices : 0).fill(start)
  }

  get longest(): number {
    return Math.max(...this.windows.map((one) => one.within))
  }

  /** The shortest of the windows. */
  get within(): number {
    return Math.min(...this.windows.map((one) => one.within))
  }

  /** Other windows of the same payloads. */
  like(windows: readonly Window[]): WindowCounter {
    const { batches, start, end, firstDevice, devices, owes } = this
    return new WindowCounter(windows, batches, start, end, firstDevice, devices, owes)
  }

  due(dueAt: number, district: number, device = -1): void {
    for (const one of this.beside) one.due(dueAt, district, device)
    const group = this.groupOf(device)
    for (let w = 0; w < this.windows.length; w++) {
      if (!this.isCounted(dueAt, w)) continue
      this.counted[w]![this.batches.clusterOf(district, dueAt)]!++
      if (group >= 0) this.countedOfGroup[w]![group]!++
      if (device >= 0 && this.column[w]! >= 0) this.shares.counted(device, this.column[w])
    }
  }

  /** A device is about to be counted (simulate/foresight). */
  look(device: number): void {
    if (this.lastCapture.length > 0) this.lookedAt = this.lastCapture[device - this.firstDevice]!
    if (this.devices > 0) this.shares.look(device)
  }

  captured(dueAt: number, at: number, district: number, device: number): void {
    for (const one of this.beside) one.captured(dueAt, at, district, device)
    const own = device - this.firstDevice
    const group = this.groupOf(device)
    for (let w = 0; w < this.windows.length; w++) {
      const { within } = this.windows[w]!
      if (!this.isCounted(dueAt, w)) continue
      this.delivered[w]!++
      if (at - dueAt <= within) {
        this.good[w]![this.batches.clusterOf(district, dueAt)]!++
        if (group >= 0) this.goodOfGroup[w]![group]!++
        if (device >= 0 && this.column[w]! >= 0) this.shares.good(device, this.column[w])
      } else if (own < this.missed.length) this.missed[own]! |= 1 << w
    }
    if (own < this.lastCapture.length) {
      const gap = at - this.lastCapture[own]!
      if (gap > this.longestGap) this.longestGap = gap
      this.lastCapture[own] = at
    }
  }

  /** At the end of the run: a payload that was due and never came. */
  neverCaptured(dueAt: number, device: number): void {
    for (const one of this.beside) one.neverCaptured(dueAt, device)
    const own = device - this.firstDevice
    if (own >= this.missed.length) return
    for (let w = 0; w < this.windows.length; w++) {
      if (this.isCounted(dueAt, w)) this.missed[own]! |= 1 << w
    }
  }

  /** All that was counted. */
  get counts(): WindowCounts {
    const { counted, good, countedOfGroup, goodOfGroup, delivered, missed, lastCapture, longestGap, shares } = this
    const columns = [counted, good, countedOfGroup, goodOfGroup]
    return { columns, delivered, missed, lastCapture, longestGap, shares: shares.counts }
  }

  /** Adds what was counted elsewhere: each device is captured here or there, though what it owes may have been counted in both. */
  absorb({ columns, delivered, missed, lastCapture, longestGap, shares }: WindowCounts): void {
    this.counts.columns.forEach((column, i) => column.forEach((one, w) => addTo(one, columns[i]![w]!)))
    delivered.forEach((many, w) => (this.delivered[w]! += many))
    for (let i = 0; i < missed.length; i++) this.missed[i]! |= missed[i]!
    for (let i = 0; i < lastCapture.length; i++)
      if (lastCapture[i]! > this.lastCapture[i]!) this.lastCapture[i] = lastCapture[i]!
    this.longestGap = Math.max(this.longestGap, longestGap)
    this.shares.absorb(shares)
  }

  /** One for each window. `kinds`: whether someone looks at the clusters themselves. */
  results(kinds = false): ShareResult[] {
    return this.windows.map((bound, w) => {
      const counts = { counted: this.counted[w]!, good: this.good[w]! }
      const byDevice = { counted: this.countedOfGroup[w]!, good: this.goodOfGroup[w]! }
      const length = printDuration(bound.within)
      const column = this.column[w]!
      return {
        bound,
        what: `captured within ${length} of being due`,
        delivered: this.delivered[w]!,
        sums: sumsOf(counts, this.batches),
        byDevice: this.groups > 0 ? sumsOf(byDevice) : undefined,
        devices: column < 0 ? undefined : this.shares.held(bound, column),
        owing: this.missed.length > 0 ? { devices: this.missed.length, missed: this.missedOf(1 << w) } : undefined,
        needs: this.end - this.batches.from <= bound.within ? `${length}: it needs more than that` : undefined,
        kinds: kinds ? kindsOf(counts) : undefined,
      }
    })
  }

  /** The worst of the windows. */
  verdict(): Verdict {
    return worst(this.verdicts())
  }

  verdicts(): Verdict[] {
    return this.results().map((one) => decide(one))
  }

  /** How many devices are told apart, and how many of them missed any window that counted. */
  get owing(): { devices: number; missed: number } | undefined {
    return this.missed.length === 0 ? undefined : { devices: this.missed.length, missed: this.missedOf(0xff) }
  }

  /** The longest time that any device went without a capture, from the start of the run to its end. */
  get longestGapOfDevices(): number | undefined {
    if (this.lastCapture.length === 0) return undefined
    return this.lastCapture.reduce((longest, last) => Math.max(longest, this.end - last), this.longestGap)
  }

  private groupOf(device: number): number {
    return this.groups > 0 && device >= this.firstDevice ? (device - this.firstDevice) % this.groups : -1
  }

  private isCounted(dueAt: number, window: number): boolean {
    return dueAt + this.windows[window]!.within <= this.end && dueAt >= this.batches.from
  }

  /** Devices that missed one of these windows (bits). */
  private missedOf(windows: number): number {
    return this.missed.reduce((n, bits) => n + (bits & windows ? 1 : 0), 0)
  }
}

export interface WindowCounts {
  columns: Uint32Array[][]
  delivered: number[]
  missed: Uint8Array
  lastCapture: Float64Array
  longestGap: number
  shares: DeviceCounts
}
