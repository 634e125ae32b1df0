import { doubled, type EventEntries } from './event-entries.js'

/**
 * The events of a queue that come next, in order. Most often there are a few, which lie sorted; what is too much for that is a heap behind
 * them, so that as many events as there may be of one moment cost a heap's price each, and not that of moving all the others.
 */
export class NearEvents {
  /** The nearest, the next one last: none of the others is before any of them. Never empty while there are others. */
  private readonly sorted = new Int32Array(SORTED)
  private sortedCount = 0
  private heap = new Int32Array(SORTED)
  private heapCount = 0

  constructor(private readonly entries: EventEntries) {}

  get count(): number {
    return this.sortedCount + this.heapCount
  }

  get isEmpty(): boolean {
    return this.sortedCount === 0
  }

  /** The next event; there is one. */
  get first(): number {
    return this.sorted[this.sortedCount - 1]!
  }

  add(entry: number): void {
    const { sorted, entries } = this
    if ((this.heapCount > 0 || this.sortedCount === SORTED) && this.addBehind(entry)) return
    const { doubles } = entries
    const time = doubles[4 * entry]!
    let hole = this.sortedCount++
    while (hole > 0) {
      const other = sorted[hole - 1]!
      const otherTime = doubles[4 * other]!
      if (otherTime > time || (otherTime === time && entries.isBefore(entry, other))) break
      sorted[hole] = other
      hole--
    }
    sorted[hole] = entry
  }

  /** Takes the next event out. */
  drop(): void {
    if (--this.sortedCount === 0 && this.heapCount > 0) {
      this.sorted[0] = this.heap[0]!
      this.sortedCount = 1
      this.dropRoot()
    }
  }

  clear(): void {
    this.sortedCount = 0
    this.heapCount = 0
  }

  /** Puts an event into the heap, if that is where it belongs. Otherwise there is room for it among those that are sorted. */
  private addBehind(entry: number): boolean {
    const { sorted } = this
    if (this.sortedCount === SORTED) {
      // The later half of them goes behind.
      for (let i = 0; i < SORTED / 2; i++) this.intoHeap(sorted[i]!)
      sorted.copyWithin(0, SORTED / 2)
      this.sortedCount = SORTED / 2
    }
    if (this.entries.isBefore(entry, sorted[0]!)) return false
    this.intoHeap(entry)
    return true
  }

  private intoHeap(entry: number): void {
    if (this.heapCount === this.heap.length) this.heap = doubled(this.heap)
    const { heap, entries } = this
    let hole = this.heapCount++
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const other = heap[parent]!
      if (entries.isBefore(other, entry)) break
      heap[hole] = other
      hole = parent
    }
    heap[hole] = entry
  }

  private dropRoot(): void {
    const count = --this.heapCount
    if (count === 0) return
    const { heap, entries } = this
    const entry = heap[count]!
    let hole = 0
    for (;;) {
      const first = 4 * hole + 1
      if (first >= count) break
      const end = first + 4 < count ? first + 4 : count
      let best = first
      for (let child = first + 1; child < end; child++) if (entries.isBefore(heap[child]!, heap[best]!)) best = child
      const least = heap[best]!
      if (entries.isBefore(entry, least)) break
      heap[hole] = least
      hole = best
    }
    heap[hole] = entry
  }
}

/** Where most often there are fewer than ten; half of them go behind at a time. */
const SORTED = 32
