/** Which stations of a cycle want their turn: a bit each, so that the next one from a place on is found at 32 a step. */
export class TurnSet {
  private bits = new Int32Array(0)
  private size = 0

  get isEmpty(): boolean {
    return this.size === 0
  }

  add(station: number): void {
    const word = station >> 5
    if (word >= this.bits.length) {
      const wide = new Int32Array(Math.max(word + 1, 2 * this.bits.length))
      wide.set(this.bits)
      this.bits = wide
    }
    const bit = 1 << (station & 31)
    if ((this.bits[word]! & bit) === 0) this.size++
    this.bits[word]! |= bit
  }

  delete(station: number): void {
    const bit = 1 << (station & 31)
    if ((this.bits[station >> 5]! & bit) !== 0) this.size--
    this.bits[station >> 5]! &= ~bit
  }

  /** How many stations come before the first that wants its turn, in a cycle of so many that begins with `from`; none must be in turn beyond it. */
  ahead(from: number, stations: number): number {
    const found = this.firstFrom(from)
    if (found >= 0) return found - from
    return stations - from + this.firstFrom(0)
  }

  private firstFrom(from: number): number {
    const { bits } = this
    let word = from >> 5
    if (word >= bits.length) return -1
    // What stands below `from` in its word is behind.
    let left = bits[word]! & (-1 << (from & 31))
    while (left === 0) {
      if (++word >= bits.length) return -1
      left = bits[word]!
    }
    return (word << 5) + 31 - Math.clz32(left & -left)
  }
}
