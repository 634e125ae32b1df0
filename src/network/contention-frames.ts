/** The pool of frames that stand in the queues of nodes: a frame is a slot in typed arrays, its queue the `next` column. */
export class Frames {
  packet!: Int32Array
  from!: Int32Array
  to!: Int32Array
  domain!: Int32Array
  /** Which piece of the way over the medium, from 0. */
  innerHop!: Int32Array
  /** Bytes on the air. */
  bytes!: Int32Array
  /** Transmissions that failed so far, and since the last one how often the channel was found busy. */
  attempt!: Uint8Array
  backOffs!: Uint8Array
  priority!: Uint8Array
  /** Its transmission, while it is on the air. */
  air!: Int32Array
  /** When it came into the queue, and when its first transmission began. */
  queued!: Float64Array
  begun!: Float64Array
  next!: Int32Array

  /** Slots taken now. */
  inUse = 0
  private capacity = 0
  private free = -1

  constructor() {
    this.grow(256)
  }

  take(): number {
    if (this.free < 0) this.grow(this.capacity * 2)
    const frame = this.free
    this.free = this.next[frame]!
    this.next[frame] = -1
    this.attempt[frame] = 0
    this.backOffs[frame] = 0
    this.inUse++
    return frame
  }

  release(frame: number): void {
    this.next[frame] = this.free
    this.free = frame
    this.inUse--
  }

  private grow(capacity: number): void {
    for (const column of ['packet', 'from', 'to', 'domain', 'innerHop', 'bytes', 'air', 'next'] as const) {
      const old = this[column] as Int32Array | undefined
      this[column] = new Int32Array(capacity)
      if (old) this[column].set(old)
    }
    for (const column of ['attempt', 'backOffs', 'priority'] as const) {
      const old = this[column] as Uint8Array | undefined
      this[column] = new Uint8Array(capacity)
      if (old) this[column].set(old)
    }
    for (const column of ['queued', 'begun'] as const) {
      const old = this[column] as Float64Array | undefined
      this[column] = new Float64Array(capacity)
      if (old) this[column].set(old)
    }
    for (let slot = capacity - 1; slot >= this.capacity; slot--) {
      this.next[slot] = this.free
      this.free = slot
    }
    this.capacity = capacity
  }
}
