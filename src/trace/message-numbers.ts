// What had a message sent, where nothing scripted or exercised it.
export const BY_CLOCK = 0
export const BY_EVENT = 1
export const BY_CAUSE = 2
export const BY_POLL = 3

/** What the trace knows of the slots of the pool of messages: kept only where one is written. */
export class MessageNumbers {
  /** The number that a message has in the trace: a part of a sending to all has that of the whole, a block that of its image. */
  root = new Float64Array(0)
  /** The number of the message that caused it; -1: none. */
  cause = new Float64Array(0)
  /** BY_CLOCK and those after it. */
  by = new Uint8Array(0)
  /** Whether it is in the sample. */
  inSample = new Uint8Array(0)

  give(slot: number, root: number, inSample: boolean): void {
    if (slot >= this.root.length) this.grow(slot)
    this.root[slot] = root
    this.cause[slot] = -1
    this.by[slot] = BY_CLOCK
    this.inSample[slot] = inSample ? 1 : 0
  }

  /** What is sent on behalf of a message, or for a part of those whom it is for. */
  copy(from: number, slot: number): void {
    if (slot >= this.root.length) this.grow(slot)
    this.root[slot] = this.root[from]!
    this.cause[slot] = this.cause[from]!
    this.by[slot] = this.by[from]!
    this.inSample[slot] = this.inSample[from]!
  }

  private grow(slot: number): void {
    const capacity = Math.max(1024, 2 * this.root.length, slot + 1)
    for (const column of ['root', 'cause'] as const) {
      const wide = new Float64Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
    for (const column of ['by', 'inSample'] as const) {
      const wide = new Uint8Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
  }
}
