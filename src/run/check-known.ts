/**
 * Texts that have been seen, each with some numbers: kept as 64 bits of their hash, so that ten million of them take some
 * 120 MB, and two of so many are taken for one with a chance of 3 in a million. They lie in parts that grow by themselves, so that
 * growing takes little more room.
 */
export class KnownTexts {
  private readonly parts: Part[]
  private a = 0
  private b = 0
  private part!: Part
  private slot = 0

  constructor(
    /** Numbers beside each text. */
    private readonly width = 0,
    parts = 64,
  ) {
    // They begin at sizes of their own: otherwise all would grow in the same moment.
    this.parts = Array.from({ length: parts }, (_, i) => newPart(16 + Math.round((8 * i) / parts), width))
  }

  get isEmpty(): boolean {
    return this.parts.every((one) => one.count === 0)
  }

  /** Looks up texts that together are one name. True: it is known, and `value` and `setValue` speak of it. */
  find(...texts: readonly string[]): boolean {
    this.hash(texts)
    this.part = this.parts[(this.b >>> 8) % this.parts.length]!
    this.slot = slotOf(this.part.keys, this.a, this.b)
    return this.part.keys[2 * this.slot + 1] !== 0
  }

  /** The same, and it is known from now on. */
  add(...texts: readonly string[]): boolean {
    if (this.find(...texts)) return true
    if ((this.part.count + 1) * 5 > (this.part.keys.length / 2) * 4) {
      this.grow(this.part)
      this.slot = slotOf(this.part.keys, this.a, this.b)
    }
    const { part, slot } = this
    part.count++
    part.keys[2 * slot] = this.a
    part.keys[2 * slot + 1] = this.b
    return false
  }

  /** One of the numbers of what was found or added last. */
  value(column: number): number {
    return this.part.values[this.slot * this.width + column]!
  }

  setValue(column: number, value: number): void {
    this.part.values[this.slot * this.width + column] = value
  }

  private hash(texts: readonly string[]): void {
    let [a, b] = [0x2f6b31d7, 0x41c6ce57]
    for (const text of texts) {
      for (let i = 0; i < text.length; i++) {
        const sign = text.charCodeAt(i)
        a = Math.imul(a ^ sign, 0x9e3779b1)
        a ^= a >>> 15
        b = Math.imul(b ^ sign, 0x5f356495)
        b ^= b >>> 13
      }
      // The end of one: `1` and `12` are not `11` and `2`.
      a = Math.imul(a ^ 0x10000, 0x85ebca6b)
      b = Math.imul(b ^ 0x10000, 0xc2b2ae35)
    }
    a = Math.imul(a ^ (b >>> 15), 0x85ebca6b)
    b = Math.imul(b ^ (a >>> 13), 0xc2b2ae35)
    this.a = (a ^ (b >>> 16)) | 0
    // Nothing is where this is 0.
    this.b = (b ^ (b >>> 16)) | 0 || 1
  }

  private grow(part: Part): void {
    const { width } = this
    const old = { ...part }
    Object.assign(part, newPart(Math.ceil((part.keys.length / 2) * 1.25), width), { count: old.count })
    for (let slot = 0; 2 * slot < old.keys.length; slot++) {
      const [a, b] = [old.keys[2 * slot]!, old.keys[2 * slot + 1]!]
      if (b === 0) continue
      const to = slotOf(part.keys, a, b)
      part.keys[2 * to] = a
      part.keys[2 * to + 1] = b
      for (let i = 0; i < width; i++) part.values[to * width + i] = old.values[slot * width + i]!
    }
  }
}

interface Part {
  keys: Int32Array
  values: Float64Array
  count: number
}

function newPart(slots: number, width: number): Part {
  return { keys: new Int32Array(2 * slots), values: new Float64Array(slots * width), count: 0 }
}

/** Where it is, or would be put. */
function slotOf(keys: Int32Array, a: number, b: number): number {
  const slots = keys.length / 2
  let slot = Math.floor(((a >>> 0) / 2 ** 32) * slots)
  while (keys[2 * slot + 1] !== 0 && (keys[2 * slot] !== a || keys[2 * slot + 1] !== b)) slot = (slot + 1) % slots
  return slot
}
