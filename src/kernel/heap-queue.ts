import type { EventQueue } from './event-queue.js'
import { Handles, NONE } from './handles.js'

/**
 * An event queue that is a 4-ary heap in one buffer.
 *
 * - An entry is 32 bytes in one place, since memory latency is what a large queue costs: time, rank, code, argument, slot, generation.
 * - A popped root stays behind as a vacancy. The push that nearly always follows (an event schedules its successor) takes the
 *   place and sinks once, instead of the last entry sinking and the new one rising.
 * - A cancelled entry stays where it is until it reaches the root, or until the dead are more than half and all are swept out.
 */
export class HeapQueue implements EventQueue {
  time = 0
  code = 0
  argument = 0
  private rank = 0

  private doubles: Float64Array
  private ints: Int32Array
  /** Entries in the buffer: the living, the dead, and the vacancy. */
  private count = 0
  private dead = 0
  private vacant = false
  private readonly handles = new Handles()

  constructor() {
    const buffer = new ArrayBuffer(INITIAL_ENTRIES * ENTRY_BYTES)
    this.doubles = new Float64Array(buffer)
    this.ints = new Int32Array(buffer)
  }

  get size(): number {
    return this.count - this.dead - (this.vacant ? 1 : 0)
  }

  get priority(): number {
    return Math.floor(this.rank / KEYS)
  }

  get key(): number {
    return this.rank % KEYS
  }

  push(time: number, priority: number, key: number, code: number, argument: number): void {
    this.insert(time, priority * KEYS + key, code, argument, NONE, 0)
  }

  pushCancellable(time: number, priority: number, key: number, code: number, argument: number): number {
    const slot = this.handles.take()
    this.insert(time, priority * KEYS + key, code, argument, slot, this.handles.generation(slot))
    return this.handles.handle(slot)
  }

  cancel(handle: number): boolean {
    const slot = this.handles.slot(handle)
    if (slot === NONE) return false
    this.handles.release(slot)
    this.dead++
    if (2 * this.dead > this.count) this.sweep()
    return true
  }

  peekTime(): number {
    this.settle()
    return this.count === 0 ? Infinity : this.doubles[0]!
  }

  pop(): boolean {
    this.settle()
    if (this.count === 0) return false
    const { doubles, ints } = this
    this.time = doubles[0]!
    this.rank = doubles[1]!
    this.code = ints[CODE]!
    this.argument = ints[ARGUMENT]!
    const slot = ints[SLOT]!
    if (slot !== NONE) this.handles.release(slot)
    this.vacant = true
    return true
  }

  clear(): void {
    const { ints, handles } = this
    for (let i = this.vacant ? 1 : 0; i < this.count; i++) {
      if (ints[8 * i + SLOT] !== NONE && !this.isDead(i)) handles.release(ints[8 * i + SLOT]!)
    }
    this.count = 0
    this.dead = 0
    this.vacant = false
  }

  private insert(time: number, rank: number, code: number, argument: number, slot: number, generation: number): void {
    const at = this.vacant ? 0 : this.count
    if (8 * at === this.ints.length) this.grow()
    const { doubles, ints } = this
    doubles[4 * at] = time
    doubles[4 * at + 1] = rank
    ints[8 * at + CODE] = code
    ints[8 * at + ARGUMENT] = argument
    ints[8 * at + SLOT] = slot
    ints[8 * at + GENERATION] = generation
    if (this.vacant) {
      this.vacant = false
      this.sink(0)
    } else {
      this.count++
      this.rise(at)
    }
  }

  /** Afterwards the root, if there is one, is the next event. */
  private settle(): void {
    if (this.vacant) {
      this.vacant = false
      this.dropRoot()
    }
    while (this.dead > 0 && this.isDead(0)) {
      this.dead--
      this.dropRoot()
    }
  }

  private dropRoot(): void {
    const last = --this.count
    if (last === 0) return
    move(this.doubles, this.ints, last, 0)
    this.sink(0)
  }

  private isDead(i: number): boolean {
    const slot = this.ints[8 * i + SLOT]!
    return slot !== NONE && this.handles.generation(slot) !== this.ints[8 * i + GENERATION]
  }

  private sweep(): void {
    if (this.vacant) {
      this.vacant = false
      this.dropRoot()
    }
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      if (!this.isDead(i)) move(this.doubles, this.ints, i, kept++)
    }
    this.count = kept
    this.dead = 0
    for (let i = (kept + 2) >> 2; i-- > 0;) this.sink(i)
  }

  private rise(start: number): void {
    const { doubles, ints } = this
    const time = doubles[4 * start]!
    const rank = doubles[4 * start + 1]!
    const code = ints[8 * start + CODE]!
    const argument = ints[8 * start + ARGUMENT]!
    const slot = ints[8 * start + SLOT]!
    const generation = ints[8 * start + GENERATION]!
    let hole = start
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const parentTime = doubles[4 * parent]!
      if (parentTime < time || (parentTime === time && doubles[4 * parent + 1]! <= rank)) break
      move(doubles, ints, parent, hole)
      hole = parent
    }
    doubles[4 * hole] = time
    doubles[4 * hole + 1] = rank
    ints[8 * hole + CODE] = code
    ints[8 * hole + ARGUMENT] = argument
    ints[8 * hole + SLOT] = slot
    ints[8 * hole + GENERATION] = generation
  }

  private sink(start: number): void {
    const { doubles, ints, count } = this
    const time = doubles[4 * start]!
    const rank = doubles[4 * start + 1]!
    const code = ints[8 * start + CODE]!
    const argument = ints[8 * start + ARGUMENT]!
    const slot = ints[8 * start + SLOT]!
    const generation = ints[8 * start + GENERATION]!
    let hole = start
    for (;;) {
      const first = 4 * hole + 1
      if (first >= count) break
      const end = first + 4 < count ? first + 4 : count
      let best = first
      let bestTime = doubles[4 * first]!
      for (let child = first + 1; child < end; child++) {
        const childTime = doubles[4 * child]!
        if (childTime < bestTime || (childTime === bestTime && doubles[4 * child + 1]! < doubles[4 * best + 1]!)) {
          best = child
          bestTime = childTime
        }
      }
      if (time < bestTime || (time === bestTime && rank <= doubles[4 * best + 1]!)) break
      move(doubles, ints, best, hole)
      hole = best
    }
    doubles[4 * hole] = time
    doubles[4 * hole + 1] = rank
    ints[8 * hole + CODE] = code
    ints[8 * hole + ARGUMENT] = argument
    ints[8 * hole + SLOT] = slot
    ints[8 * hole + GENERATION] = generation
  }

  private grow(): void {
    const buffer = new ArrayBuffer(2 * this.ints.byteLength)
    const ints = new Int32Array(buffer)
    ints.set(this.ints)
    this.ints = ints
    this.doubles = new Float64Array(buffer)
  }
}

/** Priority and key in one double: a comparison less. 8 priorities of 2^50 keys fill its 53 bits. */
const KEYS = 2 ** 50

const INITIAL_ENTRIES = 64
const ENTRY_BYTES = 32

// Where an entry's whole numbers stand among its eight times 32 bits; the first four are time and rank.
const CODE = 4
const ARGUMENT = 5
const SLOT = 6
const GENERATION = 7

// The whole numbers are not moved as a double: such a move may change the bits of a NaN.
function move(doubles: Float64Array, ints: Int32Array, from: number, to: number): void {
  doubles[4 * to] = doubles[4 * from]!
  doubles[4 * to + 1] = doubles[4 * from + 1]!
  ints[8 * to + CODE] = ints[8 * from + CODE]!
  ints[8 * to + ARGUMENT] = ints[8 * from + ARGUMENT]!
  ints[8 * to + SLOT] = ints[8 * from + SLOT]!
  ints[8 * to + GENERATION] = ints[8 * from + GENERATION]!
}
