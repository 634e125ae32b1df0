/**
 * Counts of whole numbers from 0 to 2^53, such as microseconds, in buckets of which each octave (from a power of two
 * to the next) has 1024 of one width: a value is known to 0.05 %, and exactly below 2048. Everything kept is a whole
 * number, so merging in any order gives the same.
 */
export class Histogram {
  /** One array over the octaves that occur, from `#first` on: most latencies need a handful of 53. */
  #counts = new Uint32Array(0)
  #first = 0
  #count = 0
  #min = Infinity
  #max = -Infinity
  /** The sum is `#high` times 2^52 plus `#low`: exact long after it has outgrown a double. */
  #high = 0
  #low = 0

  add(value: number): void {
    if (!(value >= 0 && value <= LARGEST)) throw new RangeError(`expected a number from 0 to 2^53, found ${value}`)
    const octave = octaveOf(value)
    let bucket = (octave - this.#first) * BUCKETS + bucketIn(octave, value)
    if (bucket < 0 || bucket >= this.#counts.length) {
      this.#cover(octave, octave)
      bucket = (octave - this.#first) * BUCKETS + bucketIn(octave, value)
    }
    this.#counts[bucket] += 1
    this.#count += 1
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
    if (value < CARRY) this.#addToSum(0, value)
    else this.#addToSum(1, value - CARRY)
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
    if (!(p >= 0 && p <= 1)) throw new RangeError(`expected a share from 0 to 1, found ${p}`)
    if (this.#count === 0) return NaN
    // 0.07 × 100 is a little over 7 in doubles, but the rank is 7.
    const rank = Math.ceil(p * this.#count * (1 - 2 ** -50))
    if (rank <= 1) return this.#min
    if (rank >= this.#count) return this.#max
    let bucket = 0
    for (let below = this.#counts[0]; below < rank; below += this.#counts[bucket]) bucket += 1
    return Math.min(Math.max(middle(this.#first * BUCKETS + bucket), this.#min), this.#max)
  }

  merge(other: Histogram): void {
    if (other.#count === 0) return
    this.#cover(other.#first, other.#first + other.#counts.length / BUCKETS - 1)
    const shift = (other.#first - this.#first) * BUCKETS
    for (let i = 0; i < other.#counts.length; i += 1) this.#counts[i + shift] += other.#counts[i]
    this.#count += other.#count
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
    this.#addToSum(other.#high, other.#low)
  }

  toJSON(): HistogramJson {
    const buckets: number[] = []
    this.#counts.forEach((count, i) => {
      if (count > 0) buckets.push(this.#first * BUCKETS + i, count)
    })
    const [min, max] = this.#count === 0 ? [0, 0] : [this.#min, this.#max]
    return { count: this.#count, min, max, sum: [this.#high, this.#low], buckets }
  }

  static fromJSON({ count, min, max, sum, buckets }: HistogramJson): Histogram {
    const histogram = new Histogram()
    if (count === 0) return histogram
    histogram.#cover(octaveOf(min), octaveOf(max))
    for (let i = 0; i < buckets.length; i += 2) {
      histogram.#counts[buckets[i] - histogram.#first * BUCKETS] = buckets[i + 1]
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

  #cover(from: number, to: number): void {
    const octaves = this.#counts.length / BUCKETS
    const first = octaves === 0 ? from : Math.min(from, this.#first)
    const last = octaves === 0 ? to : Math.max(to, this.#first + octaves - 1)
    if (last - first + 1 === octaves) return
    const counts = new Uint32Array((last - first + 1) * BUCKETS)
    if (octaves > 0) counts.set(this.#counts, (this.#first - first) * BUCKETS)
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

const BUCKETS = 1024
const LARGEST = 2 ** 53
const CARRY = 2 ** 52

/** The widths of the buckets, inverted: octave 0 is 0 to 1023, octave 1 is 1024 to 2047, both in steps of 1. */
const steps = Float64Array.from({ length: 45 }, (_, octave) => 2 ** -Math.max(0, octave - 1))

function octaveOf(value: number): number {
  const bits = value < 2 ** 32 ? 32 - Math.clz32(value) : 64 - Math.clz32(value * 2 ** -32)
  return bits <= 10 ? 0 : bits - 10
}

function bucketIn(octave: number, value: number): number {
  return octave === 0 ? Math.floor(value) : Math.floor(value * steps[octave]) - BUCKETS
}

function middle(bucket: number): number {
  const octave = Math.floor(bucket / BUCKETS)
  if (octave === 0) return bucket
  const width = 1 / steps[octave]
  return ((bucket % BUCKETS) + BUCKETS) * width + Math.floor(width / 2)
}
