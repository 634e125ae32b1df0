import { addTo } from '../stats/columns.js'
import { LOSS_REASONS, type LossReason } from './medium.js'

/** Which way a link carries: `up` towards the back office, `down` towards the devices. */
export type Direction = 'down' | 'up'

/** A family of links that are alike: one data flow in one direction, one link for each tree (or one for all). */
export interface LinkGroup {
  flow: string
  network: string
  direction: Direction
  from: string
  to: string
  first: number
  count: number
  /** How many equal links each line of the columns stands for: those that devices have for themselves are counted together. */
  each: number
  /** What the first of them is called by number: a family may be one of several, each in another territory. */
  number: number
  /** What each of them is called instead, where what it leads to has a name. */
  names?: readonly string[] | undefined
  /** Time that the actor at the far end takes for each packet, where that is a mere delay (microseconds). */
  processing: number
}

/** The state of every link, in columns, and what has passed over it. */
export class Links {
  readonly groups: LinkGroup[] = []
  count = 0
  /** When the link has sent all that it was given: unrounded, so that no bandwidth is lost to rounding (design 4). */
  busyUntil = new Float64Array(0)
  /** The packets on their way over the link, in the order in which they will arrive. */
  head = new Int32Array(0)
  tail = new Int32Array(0)
  /** The packets whose loss on the link will be noticed, in the order in which it will be. */
  lostHead = new Int32Array(0)
  lostTail = new Int32Array(0)
  processing = new Float64Array(0)
  /** Index into the traffic by network and direction (`LoadByHour`). */
  lane = new Int32Array(0)
  /** The number of the medium that carries it. */
  medium = new Int32Array(0)
  // What has passed: packets, and bytes as they stand on the wire.
  packetsOffered = new Float64Array(0)
  packetsDelivered = new Float64Array(0)
  /** By reason (`LOSS_REASONS`), then by link. */
  packetsLost = LOSS_REASONS.map(() => new Float64Array(0))
  transmissions = new Float64Array(0)
  bytesApplication = new Float64Array(0)
  bytesWire = new Float64Array(0)
  /** Of those, what security adds. */
  bytesSecurity = new Float64Array(0)
  busy = new Float64Array(0)
  /** From coming before it to having crossed it, all packets together that have (microseconds). */
  time = new Float64Array(0)
  /** The most bytes that stood before the link, the packet being sent included. */
  backlogMax = new Float64Array(0)

  addGroup(group: Omit<LinkGroup, 'first'>, lane: number): LinkGroup {
    const made = { ...group, first: this.count }
    this.groups.push(made)
    this.count += group.count
    const columns = ['busyUntil', 'processing', 'packetsOffered', 'packetsDelivered', 'transmissions'] as const
    const more = ['bytesApplication', 'bytesWire', 'bytesSecurity', 'busy', 'time', 'backlogMax'] as const
    for (const column of [...columns, ...more]) this[column] = widened(this[column], this.count, Float64Array)
    this.packetsLost = this.packetsLost.map((column) => widened(column, this.count, Float64Array))
    const lines = ['head', 'tail', 'lostHead', 'lostTail'] as const
    for (const column of [...lines, 'lane', 'medium'] as const)
      this[column] = widened(this[column], this.count, Int32Array)
    for (const column of lines) this[column].fill(-1, made.first)
    this.lane.fill(lane, made.first)
    this.processing.fill(group.processing, made.first)
    return made
  }

  /** Which medium carries links: those of a whole family, or so many from one of them on. */
  carriedBy(medium: number, first: number, count: number): void {
    this.medium.fill(medium, first, first + count)
  }

  /** What has passed, by what and by link. */
  get counts(): Float64Array[] {
    const { packetsOffered, packetsDelivered, transmissions, bytesApplication, bytesWire, bytesSecurity } = this
    const { packetsLost, busy, time, backlogMax } = this
    const columns = [packetsOffered, packetsDelivered, transmissions, bytesApplication, bytesWire, bytesSecurity]
    return [...columns, busy, time, backlogMax, ...packetsLost]
  }

  /** Adds what has passed elsewhere: over each link here or there, never both. */
  absorb(counts: readonly Float64Array[]): void {
    this.counts.forEach((column, i) => addTo(column, counts[i]!))
  }

  /** Packets that went no further for one reason, by link. */
  lost(reason: LossReason): Float64Array {
    return this.packetsLost[LOSS_REASONS.indexOf(reason)]!
  }

  /** Packets of a link that went no further, whatever the reason. */
  lostOn(link: number): number {
    return this.packetsLost.reduce((sum, column) => sum + column[link]!, 0)
  }

  /** The family that a link is one of. */
  groupOf(link: number): LinkGroup {
    return this.groups.find((group) => link >= group.first && link < group.first + group.count)!
  }
}

function widened<T extends Float64Array | Int32Array>(old: T, count: number, kind: new (n: number) => T): T {
  const wide = new kind(count)
  wide.set(old)
  return wide
}
