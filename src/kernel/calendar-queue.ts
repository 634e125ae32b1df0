import type { EventQueue } from './event-queue.js'

/**
 * An event queue that is a calendar: days of one width, in each of which the events of that day lie unsorted, and which begins
 * again with its first day after the last. The days up to the one that is being worked off are a heap (the near events), which
 * holds one or two events where the width suits; so what all events of a moment cost is a heap's price, and not the square of their number.
 *
 * - An entry is 32 bytes in one place, since memory latency is what a large queue costs: time, rank, code, argument, next of its
 *   day, generation. It stays where it is until it is taken; days and heap hold numbers of entries.
 * - A handle is the entry and its generation. What is cancelled lies dead in its day, or in the heap, until its turn comes.
 * - The entries of the next days are looked at together, before their time: memory brings sixteen in little longer than one.
 * - The width is some times what lies between events on an average, of late. It is measured, and days are dealt anew where looking for the next
 *   one has cost more than it should, so that the cost of that is a part of what was paid already.
 */
export class CalendarQueue implements EventQueue {
  time = 0
  code = 0
  argument = 0
  private rank = 0

  private doubles: Float64Array
  private ints: Int32Array
  /** By entry, after how many pushes it was. */
  private pushedAt = new Int32Array(INITIAL_ENTRIES)
  private pushes = 0
  /** The first entry that is free, counted from 1; 0: none is, but those from `used` on. */
  private free = 0
  private used = 0
  private living = 0
  private dead = 0
  /** Entries in days, the dead among them. */
  private inDays = 0

  /** By day, its last entry, counted from 1; the days are a power of two, and `mask` one less. */
  private days = new Int32Array(1)
  private mask = 0
  private perWidth = 1
  private origin = 0
  /** The day that is being worked off, counted from the origin on: all events up to its end are near. */
  private today = Infinity

  private near = new Int32Array(64)
  private nearCount = 0
  /** Up to which day the entries have been looked at. */
  private fetchedTo = 0
  /** What was seen there: of no use, but what is of none is not looked at either. */
  private fetched = 0
  private readonly fetching = new Int32Array(FETCHED_DAYS)
  /** Of more events than that the days are too few. */
  private dealMost = SMALL
  /** How much dearer than it should be looking may be: more, each time that dealing anew has changed nothing. */
  private patience = 1

  /** Days and entries that were looked at so far to find the next event. */
  looked = 0
  /** When the days were dealt: after how many looks, after how many events, and the time of the last of them. */
  private lookedAt = 0
  private taken = 0
  private dealtAt = 0
  private dealtTime = 0
  private readonly sample = new Float64Array(SAMPLE)

  constructor() {
    const buffer = new ArrayBuffer(INITIAL_ENTRIES * ENTRY_BYTES)
    this.doubles = new Float64Array(buffer)
    this.ints = new Int32Array(buffer)
  }

  get size(): number {
    return this.living
  }

  get priority(): number {
    return Math.floor(this.rank / KEYS)
  }

  get key(): number {
    return this.rank % KEYS
  }

  push(time: number, priority: number, key: number, code: number, argument: number): void {
    this.insert(time, priority * KEYS + key, code, argument)
  }

  pushCancellable(time: number, priority: number, key: number, code: number, argument: number): number {
    const entry = this.insert(time, priority * KEYS + key, code, argument)
    return this.ints[8 * entry + GENERATION]! * ENTRIES + entry + 1
  }

  cancel(handle: number): boolean {
    const generation = Math.floor((handle - 1) / ENTRIES)
    const entry = handle - 1 - generation * ENTRIES
    if (!(entry >= 0 && entry < this.used) || this.ints[8 * entry + GENERATION] !== generation) return false
    this.ints[8 * entry + GENERATION] = -generation
    this.living--
    this.dead++
    if (this.dead > this.living + SMALL + (this.used >> 2)) this.deal()
    return true
  }

  peekTime(): number {
    return this.settle() ? this.doubles[4 * this.near[0]!]! : Infinity
  }

  pop(): boolean {
    if (!this.settle()) return false
    const { doubles, ints } = this
    const entry = this.near[0]!
    this.time = doubles[4 * entry]!
    this.rank = doubles[4 * entry + 1]!
    this.code = ints[8 * entry + CODE]!
    this.argument = ints[8 * entry + ARGUMENT]!
    this.dropNearest()
    this.release(entry)
    this.living--
    this.taken++
    return true
  }

  clear(): void {
    for (let entry = 0; entry < this.used; entry++) if (this.isWaiting(entry)) this.release(entry)
    this.days.fill(0)
    this.nearCount = 0
    this.inDays = 0
    this.living = 0
    this.dead = 0
    this.today = Infinity
    this.dealMost = SMALL
    this.patience = 1
  }

  private insert(time: number, rank: number, code: number, argument: number): number {
    const entry = this.take()
    const { doubles, ints } = this
    doubles[4 * entry] = time
    doubles[4 * entry + 1] = rank
    ints[8 * entry + CODE] = code
    ints[8 * entry + ARGUMENT] = argument
    this.pushedAt[entry] = this.pushes = (this.pushes + 1) | 0
    this.living++
    const day = Math.floor((time - this.origin) * this.perWidth)
    if (day > this.today) {
      const { days } = this
      const slot = day & this.mask
      ints[8 * entry + NEXT] = days[slot]!
      days[slot] = entry + 1
      this.inDays++
    } else {
      this.addNear(entry)
      this.looked += 28 - Math.clz32(this.nearCount | 8)
      if (this.nearCount > SMALL && this.isDear) this.deal()
    }
    if (this.living > this.dealMost) this.deal()
    return entry
  }

  /** Afterwards the first of the near events, if there is one, is the next. */
  private settle(): boolean {
    for (;;) {
      while (this.nearCount > 0) {
        const entry = this.near[0]!
        if (this.ints[8 * entry + GENERATION]! >= 0) return true
        this.dropNearest()
        this.release(entry)
        this.dead--
      }
      if (this.inDays === 0) return false
      if (this.isDear) this.deal()
      else this.toNextDay()
    }
  }

  /** Goes on to the next day that has events, and takes them near. */
  private toNextDay(): void {
    const { days, ints, doubles, mask, origin, perWidth } = this
    let day = this.today
    let looked = 0
    for (;;) {
      day++
      const slot = day & mask
      if (day >= this.fetchedTo && this.used > CACHED) this.fetch(day)
      if (days[slot] !== 0) {
        let moved = 0
        let kept = 0
        for (let entry = days[slot]! - 1; entry !== NONE;) {
          looked++
          const next = ints[8 * entry + NEXT]! - 1
          if (Math.floor((doubles[4 * entry]! - origin) * perWidth) <= day) {
            this.addNear(entry)
            moved++
          } else {
            // Of a later year.
            ints[8 * entry + NEXT] = kept
            kept = entry + 1
          }
          entry = next
        }
        days[slot] = kept
        this.inDays -= moved
        if (moved > MANY) looked += 4 * moved
        if (moved > 0) break
      }
      if (++looked > 2 * mask + 2 + this.inDays) {
        // A year without events: all are far away.
        this.looked += looked
        this.deal()
        return
      }
    }
    this.today = day
    this.looked += looked
  }

  /**
   * Looks at the entries of the next days, all at once: entry after entry, each is waited for alone. What lies there is brought by the time that
   * their day comes.
   */
  private fetch(from: number): void {
    const { days, ints, pushedAt, mask, fetching } = this
    let count = 0
    for (let day = from; day < from + FETCHED_DAYS; day++) {
      const entry = days[day & mask]!
      if (entry !== 0) fetching[count++] = entry
    }
    while (count > 0) {
      let left = 0
      for (let i = 0; i < count; i++) {
        const entry = fetching[i]! - 1
        const next = ints[8 * entry + NEXT]!
        this.fetched ^= pushedAt[entry]!
        if (next !== 0) fetching[left++] = next
      }
      count = left
    }
    this.fetchedTo = from + FETCHED_DAYS
  }

  /** Whether looking for the next event costs more than it would with other days, by as much as dealing them anew does. */
  private get isDear(): boolean {
    const dealing = 2 * this.living + (this.used >> 2) + 1024
    return this.looked - this.lookedAt > this.patience * (2 * (this.taken - this.dealtAt) + dealing)
  }

  /** Deals the living events out to days of a width that suits. */
  private deal(): void {
    this.sweep()
    const { doubles, ints, living } = this
    const width = this.widthNow()
    const isAlike = width * this.perWidth > 0.5 && width * this.perWidth < 2 && 2 * living > this.days.length
    if (this.isDear) this.patience = isAlike || !(width > 0) ? 2 * this.patience : 1
    this.dealMost = Math.max(SMALL, 2 * living)
    this.lookedAt = this.looked
    this.dealtAt = this.taken
    this.dealtTime = this.time
    this.nearCount = 0
    this.inDays = 0
    const isHeap = living <= SMALL / 2 || !(width > 0)
    const count = isHeap ? this.days.length : 2 ** Math.min(MOST_DAYS, Math.ceil(Math.log2(living)))
    if (this.days.length === count) this.days.fill(0)
    else this.days = new Int32Array(count)
    this.today = isHeap ? Infinity : 0
    this.fetchedTo = 0
    this.mask = count - 1
    this.perWidth = isHeap ? 1 : 1 / width
    this.origin = isHeap ? 0 : this.leastTime()
    const { days, mask, perWidth, origin, today } = this
    // In the order in which they lie in memory: the days' order, all over the place, took six times as long for a million.
    for (let entry = 0; entry < this.used; entry++) {
      if (!this.isWaiting(entry)) continue
      const day = Math.floor((doubles[4 * entry]! - origin) * perWidth)
      if (day <= today) this.addNear(entry)
      else {
        const slot = day & mask
        ints[8 * entry + NEXT] = days[slot]!
        days[slot] = entry + 1
        this.inDays++
      }
    }
  }

  /** Frees what is dead; days and heap are then not to be used before they are dealt anew. */
  private sweep(): void {
    if (this.dead === 0) return
    for (let entry = 0; entry < this.used; entry++) {
      if (this.isWaiting(entry) && this.ints[8 * entry + GENERATION]! < 0) this.release(entry)
    }
    this.dead = 0
  }

  /** Some times what lies between events on an average: as they were taken of late, or as the nearest quarter of those that wait has it. */
  private widthNow(): number {
    const taken = this.taken - this.dealtAt
    const passed = this.time - this.dealtTime
    if (taken >= SMALL && passed > 0) return (PER_DAY * passed) / taken
    const every = Math.max(1, Math.ceil(this.living / SAMPLE))
    let count = 0
    for (let entry = 0, n = 0; entry < this.used; entry++) {
      if (this.isWaiting(entry) && n++ % every === 0) this.sample[count++] = this.doubles[4 * entry]!
    }
    const sorted = this.sample.subarray(0, count).sort()
    for (let part = 4; part >= 1; part /= 2) {
      const last = Math.floor((sorted.length - 1) / part)
      const gap = (sorted[last]! - sorted[0]!) / (last * every)
      if (gap > 0) return PER_DAY * gap
    }
    return 0
  }

  private leastTime(): number {
    let least = Infinity
    for (let entry = 0; entry < this.used; entry++) {
      if (this.isWaiting(entry) && this.doubles[4 * entry]! < least) least = this.doubles[4 * entry]!
    }
    return least
  }

  /** Whether an entry stands in a day or in the heap, dead or alive. */
  private isWaiting(entry: number): boolean {
    return this.doubles[4 * entry + 1] !== FREE
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

  /** Makes its handle stale, and the entry free. */
  private release(entry: number): void {
    const { ints } = this
    const generation = Math.abs(ints[8 * entry + GENERATION]!) + 1
    ints[8 * entry + GENERATION] = generation
    this.doubles[4 * entry + 1] = FREE
    // One whose generations are used up is left aside: no handle ever comes twice.
    if (generation === GENERATIONS) return
    ints[8 * entry + NEXT] = this.free
    this.free = entry + 1
  }

  private addNear(entry: number): void {
    if (this.nearCount === this.near.length) this.near = doubled(this.near)
    const { near, doubles } = this
    const time = doubles[4 * entry]!
    const rank = doubles[4 * entry + 1]!
    let hole = this.nearCount++
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const other = near[parent]!
      const otherTime = doubles[4 * other]!
      if (otherTime < time) break
      if (otherTime === time) {
        const otherRank = doubles[4 * other + 1]!
        if (otherRank < rank || (otherRank === rank && this.isEarlier(other, entry))) break
      }
      near[hole] = other
      hole = parent
    }
    near[hole] = entry
  }

  private dropNearest(): void {
    const count = --this.nearCount
    if (count === 0) return
    const { near, doubles } = this
    const entry = near[count]!
    const time = doubles[4 * entry]!
    const rank = doubles[4 * entry + 1]!
    let hole = 0
    for (;;) {
      const first = 4 * hole + 1
      if (first >= count) break
      const end = first + 4 < count ? first + 4 : count
      let best = first
      let least = near[first]!
      let leastTime = doubles[4 * least]!
      for (let child = first + 1; child < end; child++) {
        const other = near[child]!
        const otherTime = doubles[4 * other]!
        if (otherTime < leastTime || (otherTime === leastTime && this.isBefore(other, least))) {
          best = child
          least = other
          leastTime = otherTime
        }
      }
      if (time < leastTime) break
      if (time === leastTime) {
        const leastRank = doubles[4 * least + 1]!
        if (rank < leastRank || (rank === leastRank && this.isEarlier(entry, least))) break
      }
      near[hole] = least
      hole = best
    }
    near[hole] = entry
  }

  /** Of two entries of one time. */
  private isBefore(one: number, other: number): boolean {
    const [rank, otherRank] = [this.doubles[4 * one + 1]!, this.doubles[4 * other + 1]!]
    return rank < otherRank || (rank === otherRank && this.isEarlier(one, other))
  }

  /** Which of two was pushed first; pushes are counted modulo 2^32, of which not half are ever pending. */
  private isEarlier(one: number, other: number): boolean {
    return ((this.pushedAt[one]! - this.pushedAt[other]!) | 0) < 0
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

/** Priority and key in one double: a comparison less. 8 priorities of 2^50 keys fill its 53 bits. */
const KEYS = 2 ** 50

const INITIAL_ENTRIES = 64
const ENTRY_BYTES = 32
/** So many events are a heap and nothing else. */
const SMALL = 64
/** Of so many events that wait the width is judged. */
const SAMPLE = 512
const MOST_DAYS = 25
/** So many events are to be of one day: fewer make more days to look at, and more a deeper heap. */
const PER_DAY = 4
/** Days that are looked at together, where there are more entries than a core has in its cache. */
const FETCHED_DAYS = 16
const CACHED = 20_000
/** More events than that in one day are a heap worth avoiding. */
const MANY = 16

// 25 bits of entry and 28 of generation are the 53 bits of a whole number in a double.
const ENTRIES = 2 ** 25
const GENERATIONS = 2 ** 28

// Where an entry's whole numbers stand among its eight times 32 bits; the first four are time and rank. `next` counts from 1.
const CODE = 4
const ARGUMENT = 5
const NEXT = 6
/** Below zero: it is dead. */
const GENERATION = 7

const NONE = -1
/** The rank of an entry that is free: no event's is below zero. */
const FREE = -1

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * old.length)
  grown.set(old)
  return grown
}
