/**
 * Texts that have been seen, each with some numbers: kept as 60 bits of their hash, of which 48 are written down (the others are the part in
 * which they lie). Ten million take some 80 MB, and with a chance of 1 in 20 000 any two of so many are taken for one. They lie in parts that grow by
 * themselves; once it can be foreseen how many there will be each is made as large as it will have to be, so that little is copied, and little waits to be
 * collected.
 */
export class KnownTexts {
  private readonly parts: (Part | undefined)[] = new Array<undefined>(PARTS).fill(undefined)
  private count = 0
  private a = 0
  private b = 0
  private part!: Part
  private slot = 0

  constructor(
    /** Numbers beside each text. */
    private readonly width = 0,
    /** Which share has been seen of all that may hold such texts; 0: nobody knows. */
    private readonly seen: () => number = () => 0,
    /** So many texts there are at most, as far as anybody knows, and the numbers beside them are whole and below 2^32. */
    private readonly most = Infinity,
  ) {}

  /** The bytes in which they are kept. */
  get bytes(): number {
    return this.parts.reduce(
      (sum, one) => sum + (one ? one.low.byteLength + one.high.byteLength + one.values.byteLength : 0),
      0,
    )
  }

  get isEmpty(): boolean {
    return this.count === 0
  }

  /** Looks up texts that together are one name. True: it is known, and `value` and `setValue` speak of it. */
  find(...texts: readonly string[]): boolean {
    this.hash(texts)
    const number = (this.b >>> 16) % PARTS
    // They begin at sizes of their own: otherwise all would grow in the same moment.
    this.part = this.parts[number] ??= this.partOf(8 + (number % 8))
    this.slot = slotOf(this.part, this.a, this.b & 0xffff)
    return this.part.low[this.slot] !== 0
  }

  /** The same, and it is known from now on. */
  add(...texts: readonly string[]): boolean {
    if (this.find(...texts)) return true
    if ((this.part.count + 1) * 5 > this.part.low.length * 4) {
      this.grow(this.part)
      this.slot = slotOf(this.part, this.a, this.b & 0xffff)
    }
    const { part, slot } = this
    this.count++
    part.count++
    part.low[slot] = this.a
    part.high[slot] = this.b & 0xffff
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
    // Nothing is where this is 0.
    this.a = (a ^ (b >>> 16)) >>> 0 || 1
    this.b = (b ^ (b >>> 15)) >>> 0
  }

  private grow(part: Part): void {
    const { width } = this
    const old = { ...part }
    const slots = Math.max(Math.ceil(old.low.length * 1.25), this.slotsInTheEnd())
    Object.assign(part, this.partOf(slots), { count: old.count })
    for (const [slot, low] of old.low.entries()) {
      if (low === 0) continue
      const to = slotOf(part, low, old.high[slot]!)
      part.low[to] = low
      part.high[to] = old.high[slot]!
      for (let i = 0; i < width; i++) part.values[to * width + i] = old.values[slot * width + i]!
    }
  }

  private partOf(slots: number): Part {
    const { width, most } = this
    const Values = most === Infinity ? Float64Array : Uint32Array
    const values = width === 0 ? NO_VALUES : new Values(slots * width)
    return { low: new Uint32Array(slots), high: new Uint16Array(slots), values, count: 0 }
  }

  /** What each part will have to be, if the rest is as what has been seen; 0: too little has been seen. */
  private slotsInTheEnd(): number {
    const seen = this.seen()
    if (seen < ENOUGH) return 0
    const each = Math.min(this.count / Math.min(1, seen), Math.max(this.count, this.most)) / PARTS
    // Parts differ: so many more are enough for nearly all of them.
    return Math.ceil((each + 3 * Math.sqrt(each)) * 1.25)
  }
}

/** 12 bits of the hash. */
const PARTS = 4096
const ENOUGH = 0.01

/** Of each text the lower 32 and the higher 16 of 48 bits. */
interface Part {
  low: Uint32Array
  high: Uint16Array
  values: Float64Array | Uint32Array
  count: number
}

const NO_VALUES = new Float64Array(0)

/** Where it is, or would be put. */
function slotOf({ low, high }: Part, a: number, b: number): number {
  const slots = low.length
  let slot = Math.floor((a / 2 ** 32) * slots)
  while (low[slot] !== 0 && (low[slot] !== a || high[slot] !== b)) slot = slot + 1 === slots ? 0 : slot + 1
  return slot
}
