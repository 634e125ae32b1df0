/** Which blocks of an image devices miss, a bit a block; only of those that miss any, so that a campaign that goes well costs little. */
export class MissingBlocks {
  /** By device from the first on: its slot and one more; 0: it misses nothing. */
  private readonly slotOf: Int32Array
  private readonly words: number
  private bits = new Uint32Array(0)
  /** By slot: where a block was lost last (network/place-of-loss), on which stage, and why. */
  private places = new Int32Array(0)
  private stages = new Uint8Array(0)
  private whys = new Uint8Array(0)
  private next = new Int32Array(0)
  private free = -1
  private slots = 0

  constructor(
    private readonly first: number,
    devices: number,
    private readonly blocks: number,
  ) {
    this.slotOf = new Int32Array(devices)
    this.words = Math.ceil(blocks / 32)
  }

  add(device: number, block: number, place: number, stage: number, why: number): void {
    const slot = this.slotFor(device)
    this.bits[slot * this.words + (block >> 5)]! |= 1 << (block & 31)
    this.places[slot] = place
    this.stages[slot] = stage
    this.whys[slot] = why
  }

  misses(device: number, block: number): boolean {
    const slot = this.slotOf[device - this.first]! - 1
    return slot >= 0 && (this.bits[slot * this.words + (block >> 5)]! & (1 << (block & 31))) !== 0
  }

  /** A device has got a block; false: it had it already. */
  take(device: number, block: number): boolean {
    if (!this.misses(device, block)) return false
    const slot = this.slotOf[device - this.first]! - 1
    this.bits[slot * this.words + (block >> 5)]! &= ~(1 << (block & 31))
    return true
  }

  /** The first block from `from` on that a device misses; -1: none. */
  nextOf(device: number, from: number): number {
    const slot = this.slotOf[device - this.first]! - 1
    return slot < 0 ? -1 : nextBit(this.bits, slot * this.words, this.blocks, from)
  }

  /** Adds the blocks that a device misses to a set of so many bits. */
  addTo(set: Uint32Array, device: number): void {
    const slot = this.slotOf[device - this.first]! - 1
    if (slot < 0) return
    for (let word = 0; word < this.words; word++) set[word]! |= this.bits[slot * this.words + word]!
  }

  /** Where it last missed one, and why; undefined: it never did. */
  lastOf(device: number): { place: number; stage: number; why: number } | undefined {
    const slot = this.slotOf[device - this.first]! - 1
    if (slot < 0) return undefined
    return { place: this.places[slot]!, stage: this.stages[slot]!, why: this.whys[slot]! }
  }

  /** Nobody asks any more what a device misses. */
  forget(device: number): void {
    const slot = this.slotOf[device - this.first]! - 1
    if (slot < 0) return
    this.slotOf[device - this.first] = 0
    this.bits.fill(0, slot * this.words, (slot + 1) * this.words)
    this.next[slot] = this.free
    this.free = slot
  }

  emptySet(): Uint32Array {
    return new Uint32Array(this.words)
  }

  private slotFor(device: number): number {
    const known = this.slotOf[device - this.first]! - 1
    if (known >= 0) return known
    if (this.free < 0) this.grow()
    const slot = this.free
    this.free = this.next[slot]!
    this.slotOf[device - this.first] = slot + 1
    return slot
  }

  private grow(): void {
    const slots = Math.min(this.slotOf.length, Math.max(64, 2 * this.slots))
    const bits = new Uint32Array(slots * this.words)
    bits.set(this.bits)
    this.bits = bits
    for (const column of ['places', 'next'] as const) {
      const wide = new Int32Array(slots)
      wide.set(this[column])
      this[column] = wide
    }
    for (const column of ['stages', 'whys'] as const) {
      const wide = new Uint8Array(slots)
      wide.set(this[column])
      this[column] = wide
    }
    for (let slot = slots - 1; slot >= this.slots; slot--) {
      this.next[slot] = this.free
      this.free = slot
    }
    this.slots = slots
  }
}

/** The first bit that is set from `from` on, of so many that begin at a word; -1: none. */
export function nextBit(bits: Uint32Array, firstWord: number, count: number, from: number): number {
  for (let bit = from; bit < count;) {
    const rest = bits[firstWord + (bit >> 5)]! >>> (bit & 31)
    if (rest === 0) {
      bit = ((bit >> 5) + 1) << 5
      continue
    }
    const found = bit + 31 - Math.clz32(rest & -rest)
    return found < count ? found : -1
  }
  return -1
}
