/**
 * Names for events that may be called off. A slot is used again and again, its generation counts how often: a handle is
 * both, so that one kept too long is recognised as stale. Slot and generation also stand in the queue's entry, which is
 * thereby known to be dead without being looked for.
 */
export class Handles {
  private generations = new Int32Array(16)
  private nextFree = new Int32Array(16)
  private firstFree = NONE
  private used = 0

  /** A slot that no pending event has. */
  take(): number {
    const slot = this.firstFree
    if (slot === NONE) return this.addSlot()
    this.firstFree = this.nextFree[slot]!
    return slot
  }

  generation(slot: number): number {
    return this.generations[slot]!
  }

  handle(slot: number): number {
    return this.generations[slot]! * SLOTS + slot
  }

  /** The slot of a handle that is still good, otherwise NONE; any number may be asked for. */
  slot(handle: number): number {
    const generation = Math.floor(handle / SLOTS)
    const slot = handle - generation * SLOTS
    return slot < this.used && this.generations[slot] === generation ? slot : NONE
  }

  /** Makes the slot's handle stale, and the slot free. */
  release(slot: number): void {
    this.generations[slot]!++
    // A slot whose generations are used up is left aside: no handle ever comes twice.
    if (this.generations[slot] === GENERATIONS) return
    this.nextFree[slot] = this.firstFree
    this.firstFree = slot
  }

  private addSlot(): number {
    if (this.used === SLOTS) throw new Error(`more than ${SLOTS} cancellable events at a time`)
    if (this.used === this.generations.length) {
      this.generations = doubled(this.generations)
      this.nextFree = doubled(this.nextFree)
    }
    this.generations[this.used] = 1
    return this.used++
  }
}

export const NONE = -1

// 26 bits of slot and 27 of generation are the 53 bits of a whole number in a double.
const SLOTS = 2 ** 26
const GENERATIONS = 2 ** 27

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * old.length)
  grown.set(old)
  return grown
}
