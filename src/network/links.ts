import { addTo } from '../stats/columns.js'
import { LOSS_REASONS, type LossReason } from './medium.js'
import type { Wires } from './wires.js'

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

/** Numbers that a link has side by side, two lines of a cache: what happens on one waits for memory once, and not for each of them. */
const NUMBERS = 16
const HALVES = 2 * NUMBERS

// What has passed: packets, and bytes as they stand on the wire; of those, what security adds.
export const OFFERED = 0
export const DELIVERED = 1
export const TRANSMISSIONS = 2
export const BYTES_WIRE = 3
export const BYTES_APPLICATION = 4
export const BUSY = 5
const BUSY_UNTIL = 8
const PROCESSING = 9
/** From coming before it to having crossed it, all packets together that have (microseconds). */
export const TIME = 10
/** The most bytes that stood before the link, the packet being sent included. */
export const BACKLOG_MAX = 11
export const BYTES_SECURITY = 12

// Whole numbers take half of the room of another.
const LANE = 12
const MEDIUM = 13
/** The packets on their way over the link, in the order in which they will arrive: the first and the last. */
export const HEAD = 14
export const TAIL = 15
/** The packets whose loss on the link will be noticed, in the order in which it will be. */
export const LOST_HEAD = 26
export const LOST_TAIL = 27

/** Of what is counted of links, what adds up. */
const COUNTED = [
  ...[OFFERED, DELIVERED, TRANSMISSIONS, BYTES_APPLICATION, BYTES_WIRE, BYTES_SECURITY],
  ...[BUSY, TIME, BACKLOG_MAX],
]

/** The state of every link, and what has passed over it. */
export class Links implements Wires {
  readonly groups: LinkGroup[] = []
  count = 0
  private numbers = new Float64Array(0)
  /** The same, seen as whole numbers. */
  private halves = new Int32Array(0)
  /** Kept, so that looking is not left out. */
  lookedAt = 0
  /** By reason (`LOSS_REASONS`), then by link. */
  packetsLost = LOSS_REASONS.map(() => new Float64Array(0))

  addGroup(group: Omit<LinkGroup, 'first'>, lane: number): LinkGroup {
    const made = { ...group, first: this.count }
    this.groups.push(made)
    this.count += group.count
    const { numbers } = this
    this.numbers = new Float64Array(this.count * NUMBERS)
    this.numbers.set(numbers)
    this.halves = new Int32Array(this.numbers.buffer)
    this.packetsLost = this.packetsLost.map((column) => {
      const wide = new Float64Array(this.count)
      wide.set(column)
      return wide
    })
    for (let link = made.first; link < this.count; link++) {
      this.numbers[link * NUMBERS + PROCESSING] = group.processing
      for (const end of [HEAD, TAIL, LOST_HEAD, LOST_TAIL]) this.setEnd(link, end, -1)
    }
    this.countUnder(lane, made.first, group.count)
    return made
  }

  /** One of the numbers above. */
  get(link: number, what: number): number {
    return this.numbers[link * NUMBERS + what]!
  }

  set(link: number, what: number, number: number): void {
    this.numbers[link * NUMBERS + what] = number
  }

  add(link: number, what: number, number: number): void {
    this.numbers[link * NUMBERS + what]! += number
  }

  /** The packet at an end of one of its lines; -1: there is none. */
  end(link: number, which: number): number {
    return this.halves[link * HALVES + which]!
  }

  setEnd(link: number, which: number, packet: number): void {
    this.halves[link * HALVES + which] = packet
  }

  busyUntil(link: number): number {
    return this.numbers[link * NUMBERS + BUSY_UNTIL]!
  }

  occupy(link: number, until: number): void {
    this.numbers[link * NUMBERS + BUSY_UNTIL] = until
  }

  /** Something is about to happen on a link (simulate/foresight). */
  look(link: number): void {
    this.lookedAt = this.numbers[link * NUMBERS]! + this.numbers[link * NUMBERS + NUMBERS / 2]!
  }

  /** Time that the actor at the far end takes for each packet, where that is a mere delay. */
  processingOf(link: number): number {
    return this.numbers[link * NUMBERS + PROCESSING]!
  }

  /** Index into the traffic by network and direction (`LoadByHour`). */
  laneOf(link: number): number {
    return this.halves[link * HALVES + LANE]!
  }

  /** The number of the medium that carries it. */
  mediumOf(link: number): number {
    return this.halves[link * HALVES + MEDIUM]!
  }

  /** Under which lane the traffic of links is counted. */
  countUnder(lane: number, first: number, count: number): void {
    for (let link = first; link < first + count; link++) this.halves[link * HALVES + LANE] = lane
  }

  /** Which medium carries links: those of a whole family, or so many from one of them on. */
  carriedBy(medium: number, first: number, count: number): void {
    for (let link = first; link < first + count; link++) this.halves[link * HALVES + MEDIUM] = medium
  }

  /** One of the numbers above, by link, as it is now. */
  column(what: number): Float64Array {
    return Float64Array.from({ length: this.count }, (_, link) => this.numbers[link * NUMBERS + what]!)
  }

  /** What has passed, by what and by link. */
  get counts(): Float64Array[] {
    return [...COUNTED.map((what) => this.column(what)), ...this.packetsLost]
  }

  /** Adds what has passed elsewhere: over each link here or there, never both. */
  absorb(counts: readonly Float64Array[]): void {
    for (const [i, what] of COUNTED.entries())
      for (const [link, number] of counts[i]!.entries()) this.add(link, what, number)
    this.packetsLost.forEach((column, i) => addTo(column, counts[COUNTED.length + i]!))
  }

  /** What has passed over these links is counted elsewhere. */
  leaveOut(first: number, end: number): void {
    for (let link = first; link < end; link++) for (const what of COUNTED) this.set(link, what, 0)
    for (const column of this.packetsLost) column.fill(0, first, end)
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
