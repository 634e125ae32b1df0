import type { EventQueue } from './event-queue.js'
import { ARGUMENT, CODE, EventEntries, NEXT } from './event-entries.js'
import { NearEvents } from './near-events.js'

/**
 * An event queue that is a calendar: days of one width, in each of which the events of that day lie unsorted, and which begins
 * again with its first day after the last. Those of the days up to the one that is being worked off are in order (the near events): some few where
 * the width suits.
 *
 * - What is cancelled lies dead in its day, or among the near, until its turn comes.
 * - The entries of the next days are looked at together, before their time: memory brings sixteen in little longer than one.
 * - The width is some times what lies between events on an average, of late. It is measured, and days are dealt anew where looking
 *   for the next one has cost more than it should, so that the cost of that is a part of what was paid already.
 */
export class CalendarQueue implements EventQueue {
  time = 0
  code = 0
  argument = 0
  private rank = 0

  private readonly entries = new EventEntries()
  private readonly near = new NearEvents(this.entries)
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

  /** The first day whose entries have not been looked at. */
  private fetchedTo = 0
  /** What was seen there, of no use: written so that the compiler does not leave the reads out. */
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

  get size(): number {
    return this.living
  }

  get priority(): number {
    return Math.floor(this.rank / KEYS)
  }

  get key(): number {
    // Exact, since rank is whole and KEYS a power of two; a remainder of doubles is a call of a function.
    return this.rank - this.priority * KEYS
  }

  push(time: number, priority: number, key: number, code: number, argument: number): void {
    this.insert(time, priority * KEYS + key, code, argument)
  }

  pushCancellable(time: number, priority: number, key: number, code: number, argument: number): number {
    return this.entries.handleOf(this.insert(time, priority * KEYS + key, code, argument))
  }

  cancel(handle: number): boolean {
    if (!this.entries.kill(handle)) return false
    this.living--
    this.dead++
    if (this.dead > this.living + SMALL + (this.entries.used >> 2)) this.deal()
    return true
  }

  peekTime(): number {
    return this.settle() ? this.entries.timeOf(this.near.first) : Infinity
  }

  pop(until = Infinity): boolean {
    if (!this.settle()) return false
    const { entries, near } = this
    const entry = near.first
    const time = entries.doubles[4 * entry]!
    if (time > until) return false
    this.time = time
    this.rank = entries.doubles[4 * entry + 1]!
    this.code = entries.ints[8 * entry + CODE]!
    this.argument = entries.ints[8 * entry + ARGUMENT]!
    near.drop()
    entries.release(entry)
    this.living--
    this.taken++
    return true
  }

  clear(): void {
    const { entries } = this
    for (let entry = 0; entry < entries.used; entry++) if (entries.isWaiting(entry)) entries.release(entry)
    this.days.fill(0)
    this.near.clear()
    this.inDays = 0
    this.living = 0
    this.dead = 0
    this.today = Infinity
    this.dealMost = SMALL
    this.patience = 1
  }

  private insert(time: number, rank: number, code: number, argument: number): number {
    const entry = this.entries.add(time, rank, code, argument)
    this.living++
    const day = Math.floor((time - this.origin) * this.perWidth)
    if (day > this.today) {
      const { days } = this
      const slot = day & this.mask
      this.entries.ints[8 * entry + NEXT] = days[slot]!
      days[slot] = entry + 1
      this.inDays++
    } else {
      this.near.add(entry)
      this.looked += 28 - Math.clz32(this.near.count | 8)
      if (this.near.count > SMALL && this.isDear) this.deal()
    }
    if (this.living > this.dealMost) this.deal()
    return entry
  }

  /** Afterwards the first of the near events, if there is one, is the next. */
  private settle(): boolean {
    const { entries, near } = this
    for (;;) {
      while (!near.isEmpty) {
        const entry = near.first
        if (!entries.isDead(entry)) return true
        near.drop()
        entries.release(entry)
        this.dead--
      }
      if (this.inDays === 0) return false
      if (this.isDear) this.deal()
      else this.toNextDay()
    }
  }

  /** Goes on to the next day that has events, and takes them near. */
  private toNextDay(): void {
    const { days, mask, origin, perWidth, entries, near } = this
    const { doubles, ints } = entries
    let day = this.today
    let looked = 0
    for (;;) {
      day++
      const slot = day & mask
      if (day >= this.fetchedTo && this.inDays > CACHED) this.fetch(day)
      if (days[slot] !== 0) {
        let moved = 0
        let kept = 0
        for (let entry = days[slot]! - 1; entry !== NONE;) {
          looked++
          const next = ints[8 * entry + NEXT]! - 1
          if (Math.floor((doubles[4 * entry]! - origin) * perWidth) <= day) {
            near.add(entry)
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
    const { days, mask, fetching } = this
    const { ints, pushedAt } = this.entries
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
    const dealing = 2 * this.living + (this.entries.used >> 2) + 1024
    return this.looked - this.lookedAt > this.patience * (2 * (this.taken - this.dealtAt) + dealing)
  }

  /** Deals the living events out to days of a width that suits. */
  private deal(): void {
    this.sweep()
    const { entries, living } = this
    const { doubles, ints } = entries
    const width = this.widthNow()
    const isAlike = width * this.perWidth > 0.5 && width * this.perWidth < 2 && 2 * living > this.days.length
    if (this.isDear) this.patience = isAlike || !(width > 0) ? 2 * this.patience : 1
    this.dealMost = Math.max(SMALL, 2 * living)
    this.lookedAt = this.looked
    this.dealtAt = this.taken
    this.dealtTime = this.time
    this.near.clear()
    this.inDays = 0
    const areAllNear = living <= SMALL / 2 || !(width > 0)
    const count = areAllNear ? this.days.length : 2 ** Math.min(MOST_DAYS, Math.ceil(Math.log2(living)))
    if (this.days.length === count) this.days.fill(0)
    else this.days = new Int32Array(count)
    this.today = areAllNear ? Infinity : 0
    this.fetchedTo = 0
    this.mask = count - 1
    this.perWidth = areAllNear ? 1 : 1 / width
    this.origin = areAllNear ? 0 : this.leastTime()
    const { days, mask, perWidth, origin, today } = this
    // In the order in which they lie in memory: the days' order, all over the place, took six times as long for a million.
    for (let entry = 0; entry < entries.used; entry++) {
      if (!entries.isWaiting(entry)) continue
      const day = Math.floor((doubles[4 * entry]! - origin) * perWidth)
      if (day <= today) this.near.add(entry)
      else {
        const slot = day & mask
        ints[8 * entry + NEXT] = days[slot]!
        days[slot] = entry + 1
        this.inDays++
      }
    }
  }

  /** Frees what is dead; days and near events are then not to be used before they are dealt anew. */
  private sweep(): void {
    if (this.dead === 0) return
    const { entries } = this
    for (let entry = 0; entry < entries.used; entry++) {
      if (entries.isWaiting(entry) && entries.isDead(entry)) entries.release(entry)
    }
    this.dead = 0
  }

  /** Some times what lies between events on an average: as they were taken of late, or as the nearest quarter of those that wait has it. */
  private widthNow(): number {
    const taken = this.taken - this.dealtAt
    const passed = this.time - this.dealtTime
    if (taken >= SMALL && passed > 0) return (PER_DAY * passed) / taken
    const every = Math.max(1, Math.ceil(this.living / SAMPLE))
    const { entries } = this
    let count = 0
    for (let entry = 0, n = 0; entry < entries.used; entry++) {
      if (entries.isWaiting(entry) && n++ % every === 0) this.sample[count++] = entries.timeOf(entry)
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
    const { entries } = this
    let least = Infinity
    for (let entry = 0; entry < entries.used; entry++) {
      if (entries.isWaiting(entry) && entries.timeOf(entry) < least) least = entries.timeOf(entry)
    }
    return least
  }
}

/** Priority and key in one double: a comparison less. 8 priorities of 2^50 keys fill its 53 bits. */
const KEYS = 2 ** 50

/** So many events are all near, until there have been more (then half as many). */
const SMALL = 16
/** Of so many events that wait the width is judged. */
const SAMPLE = 512
const MOST_DAYS = 25
/** So many events are to be of one day: fewer make more days to look at, and more a longer row to put each into. */
const PER_DAY = 4
/** Days that are looked at together, where there are more entries than a core has in its cache. */
const FETCHED_DAYS = 16
const CACHED = 20_000
/** More events than that in one day are worth avoiding. */
const MANY = 16

const NONE = -1
