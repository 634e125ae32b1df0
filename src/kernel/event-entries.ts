/**
 * Where the events of a queue lie: 32 bytes in one place for each, since memory latency is what a large queue costs: time, rank, code,
 * argument, next of its day, generation. (When it was added, which is rarely asked, stands apart.) An entry stays where it is until it is
 * taken; who puts them in order holds their numbers.
 */
export class EventEntries {
  /** All of them, seen as doubles and as whole numbers. */
  doubles: Float64Array
  ints: Int32Array
  /** By entry, after how many others it was added: modulo 2^32, and no event waits through half as many. */
  pushedAt = new Int32Array(INITIAL_ENTRIES)
  private pushes = 0
  /** How many there are, free ones among them. */
  used = 0
  /** The first that is free, counted from 1; 0: none is, but those from `used` on. */
  private free = 0

  constructor() {
    const buffer = new ArrayBuffer(INITIAL_ENTRIES * ENTRY_BYTES)
    this.doubles = new Float64Array(buffer)
    this.ints = new Int32Array(buffer)
  }

  add(time: number, rank: number, code: number, argument: number): number {
    const entry = this.take()
    const { doubles, ints } = this
    doubles[4 * entry] = time
    doubles[4 * entry + 1] = rank
    ints[8 * entry + CODE] = code
    ints[8 * entry + ARGUMENT] = argument
    this.pushedAt[entry] = this.pushes = (this.pushes + 1) | 0
    return entry
  }

  /** Makes its handle stale, and the entry free. */
  release(entry: number): void {
    const { ints } = this
    const generation = Math.abs(ints[8 * entry + GENERATION]!) + 1
    ints[8 * entry + GENERATION] = generation
    this.doubles[4 * entry + 1] = FREE
    // One whose generations are used up is left aside: no handle ever comes twice.
    if (generation === GENERATIONS) return
    ints[8 * entry + NEXT] = this.free
    this.free = entry + 1
  }

  /** A positive whole number that nobody ever gets again. */
  handleOf(entry: number): number {
    return this.ints[8 * entry + GENERATION]! * ENTRIES + entry + 1
  }

  /** Marks what a handle stands for as dead; false where that is nothing, or dead already. */
  kill(handle: number): boolean {
    const { ints } = this
    const generation = Math.floor((handle - 1) / ENTRIES)
    const entry = handle - 1 - generation * ENTRIES
    if (!(entry >= 0 && entry < this.used) || ints[8 * entry + GENERATION] !== generation) return false
    ints[8 * entry + GENERATION] = -generation
    return true
  }

  isDead(entry: number): boolean {
    return this.ints[8 * entry + GENERATION]! < 0
  }

  /** Whether it has been added and not been released. */
  isWaiting(entry: number): boolean {
    return this.doubles[4 * entry + 1] !== FREE
  }

  timeOf(entry: number): number {
    return this.doubles[4 * entry]!
  }

  /** In the order of time, then of rank, then as they were added. */
  isBefore(one: number, other: number): boolean {
    const { doubles } = this
    const time = doubles[4 * one]!
    const otherTime = doubles[4 * other]!
    if (time !== otherTime) return time < otherTime
    const rank = doubles[4 * one + 1]!
    const otherRank = doubles[4 * other + 1]!
    if (rank !== otherRank) return rank < otherRank
    return ((this.pushedAt[one]! - this.pushedAt[other]!) | 0) < 0
  }

  private take(): number {
    const { free } = this
    if (free !== 0) {
      this.free = this.ints[8 * (free - 1) + NEXT]!
      return free - 1
    }
    if (8 * this.used === this.ints.length) this.grow()
    this.ints[8 * this.used + GENERATION] = 1
    return this.used++
  }

  private grow(): void {
    if (this.used === ENTRIES) throw new Error(`more than ${ENTRIES} events at a time`)
    const buffer = new ArrayBuffer(2 * this.ints.byteLength)
    const ints = new Int32Array(buffer)
    ints.set(this.ints)
    this.ints = ints
    this.doubles = new Float64Array(buffer)
    this.pushedAt = doubled(this.pushedAt)
  }
}

const INITIAL_ENTRIES = 64
const ENTRY_BYTES = 32

// 25 bits of entry and 28 of generation are the 53 bits of a whole number in a double.
const ENTRIES = 2 ** 25
const GENERATIONS = 2 ** 28

// Where an entry's whole numbers stand among its eight times 32 bits; the first four are time and rank. `next` counts from 1.
export const CODE = 4
export const ARGUMENT = 5
export const NEXT = 6
/** Below zero: it is dead. */
const GENERATION = 7

/** The rank of an entry that is free: no event's is below zero. */
const FREE = -1

export function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * old.length)
  grown.set(old)
  return grown
}
