/**
 * Counts of whole numbers from 0 to 2^53, such as microseconds, in buckets of which each octave (from a power of two
 * to the next) has 1024 of one width: a value is known to 0.05 %, and exactly below 2048. With fewer bits than these ten
 * it is coarser, and smaller in proportion. Everything kept is a whole number, so merging in any order gives the same.
 */
export class Histogram {
  readonly #bits: number
  readonly #buckets: number
  /** One array over the octaves that occur, from `#first` on: most latencies need a handful of 53. */
  #counts = new Uint32Array(0)
  #first = 0
  #count = 0
  #min = Infinity
  #max = -Infinity
  /** The sum is `#high` times 2^52 plus `#low`: exact long after it has outgrown a double. */
  #high = 0
  #low = 0

  constructor(bits = BITS) {
    this.#bits = bits
    this.#buckets = 2 ** bits
  }

  /** `times`: how often the value occurred. */
  add(value: number, times = 1): void {
    if (!(value >= 0 && value <= LARGEST)) throw new RangeError(`expected a number from 0 to 2^53, found ${value}`)
    const octave = octaveOf(value, this.#bits)
    let bucket = (octave - this.#first) * this.#buckets + bucketIn(octave, value, this.#buckets)
    if (bucket < 0 || bucket >= this.#counts.length) {
      this.#cover(octave, octave)
      bucket = (octave - this.#first) * this.#buckets + bucketIn(octave, value, this.#buckets)
    }
    this.#counts[bucket] += times
    this.#count += times
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
    const sum = value * times
    if (sum < CARRY) this.#addToSum(0, sum)
    else this.#addExactly(BigInt(value) * BigInt(times))
  }

  get count(): number {
    return this.#count
  }

  /** NaN when empty, as are the largest value, the mean and the quantiles. */
  get min(): number {
    return this.#count === 0 ? NaN : this.#min
  }

  get max(): number {
    return this.#count === 0 ? NaN : this.#max
  }

  get mean(): number {
    return (this.#high * CARRY + this.#low) / this.#count
  }

  /** By nearest rank: the smallest value that at least the share p of all do not exceed. */
  quantile(p: number): number {
    return this.quantiles([p])[0]!
  }

  /** The same of shares that ascend, in one walk. */
  quantiles(shares: readonly number[]): number[] {
    let bucket = 0
    let below = this.#counts[0] ?? 0
    let last = 0
    return shares.map((p) => {
      if (!(p >= 0 && p <= 1)) throw new RangeError(`expected a share from 0 to 1, found ${p}`)
      if (p < last) throw new RangeError(`expected shares that ascend, found ${p} after ${last}`)
      last = p
      if (this.#count === 0) return NaN
      // 0.07 × 100 is a little over 7 in doubles, but the rank is 7.
      const rank = Math.ceil(p * this.#count * (1 - 2 ** -50))
      if (rank <= 1) return this.#min
      if (rank >= this.#count) return this.#max
      while (below < rank) below += this.#counts[++bucket]
      return Math.min(Math.max(middle(this.#first * this.#buckets + bucket, this.#buckets), this.#min), this.#max)
    })
  }

  merge(other: Histogram): void {
    if (other.#bits !== this.#bits) throw new RangeError('histograms of different fineness do not merge')
    if (other.#count === 0) return
    this.#cover(other.#first, other.#first + other.#counts.length / this.#buckets - 1)
    const shift = (other.#first - this.#first) * this.#buckets
    for (let i = 0; i < other.#counts.length; i += 1) this.#counts[i + shift] += other.#counts[i]
    this.#count += other.#count
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
    this.#addToSum(other.#high, other.#low)
  }

  toJSON(): HistogramJson {
    const buckets: number[] = []
    this.#counts.forEach((count, i) => {
      if (count > 0) buckets.push(this.#first * this.#buckets + i, count)
    })
    const [min, max] = this.#count === 0 ? [0, 0] : [this.#min, this.#max]
    return { count: this.#count, min, max, sum: [this.#high, this.#low], buckets }
  }

  static fromJSON({ count, min, max, sum, buckets }: HistogramJson, bits = BITS): Histogram {
    const histogram = new Histogram(bits)
    if (count === 0) return histogram
    histogram.#cover(octaveOf(min, bits), octaveOf(max, bits))
    for (let i = 0; i < buckets.length; i += 2) {
      histogram.#counts[buckets[i] - histogram.#first * histogram.#buckets] = buckets[i + 1]
    }
    histogram.#count = count
    histogram.#min = min
    histogram.#max = max
    histogram.#high = sum[0]
    histogram.#low = sum[1]
    return histogram
  }

  #addToSum(high: number, low: number): void {
    this.#high += high
    this.#low += low
    if (this.#low >= CARRY) {
      this.#low -= CARRY
      this.#high += 1
    }
  }

  #addExactly(sum: bigint): void {
    this.#addToSum(Number(sum / BigInt(CARRY)), Number(sum % BigInt(CARRY)))
  }

  #cover(from: number, to: number): void {
    const octaves = this.#counts.length / this.#buckets
    const first = octaves === 0 ? from : Math.min(from, this.#first)
    const last = octaves === 0 ? to : Math.max(to, this.#first + octaves - 1)
    if (last - first + 1 === octaves) return
    const counts = new Uint32Array((last - first + 1) * this.#buckets)
    if (octaves > 0) counts.set(this.#counts, (this.#first - first) * this.#buckets)
    this.#counts = counts
    this.#first = first
  }
}

/** Whole numbers only; `buckets` is number, count, number, count … of those that are not empty. */
export interface HistogramJson {
  count: number
  min: number
  max: number
  sum: [high: number, low: number]
  buckets: number[]
}

const BITS = 10
const LARGEST = 2 ** 53
const CARRY = 2 ** 52

/** The widths of the buckets, inverted: of ten bits, octave 0 is 0 to 1023, octave 1 is 1024 to 2047, both in steps of 1. */
const steps = Float64Array.from({ length: 55 }, (_, octave) => 2 ** -Math.max(0, octave - 1))

function octaveOf(value: number, precision: number): number {
  const bits = value < 2 ** 32 ? 32 - Math.clz32(value) : 64 - Math.clz32(value * 2 ** -32)
  return bits <= precision ? 0 : bits - precision
}

function bucketIn(octave: number, value: number, buckets: number): number {
  return octave === 0 ? Math.floor(value) : Math.floor(value * steps[octave]) - buckets
}

function middle(bucket: number, buckets: number): number {
  const octave = Math.floor(bucket / buckets)
  if (octave === 0) return bucket
  const width = 1 / steps[octave]
  return ((bucket % buckets) + buckets) * width + Math.floor(width / 2)
}
