import { ENDED, OF_A_LEG, PROCESSED, RETRYING, TRANSMITTING } from '../network/leg-columns.js'
import { LOSS_REASONS, type LossReason } from '../network/medium.js'
import { addTo } from '../stats/columns.js'
import { Histogram, type HistogramJson } from '../stats/histogram.js'

/**
 * What the time of a message on a leg went into: `processing` by the actor at its far end (and at the origin of the way),
 * `queueing` for a link, a channel, a window or a node, `transmission` of what got through, with propagation, and `retry`: all that
 * earlier attempts cost.
 */
export const TIMES = ['processing', 'queueing', 'transmission', 'retry'] as const
const KINDS = TIMES.length

/** Of a time on a leg 1 % is exact enough, and there are thousands of them. */
export const BITS = 6

/** What binary fractions leave of a whole number of microseconds. */
const NOISE = 1e-3

/**
 * What the messages of one requirement spent on the legs of its path and where they were lost, in one territory. The times of a
 * message add up to its latency, in whole microseconds. Most messages fare like the one before, on a leg nearly all do: what
 * repeats is only counted, and added up when it changes.
 */
export class LegTimes {
  /** Messages received too late, and by leg and kind what they spent, all together (microseconds). */
  private late = 0
  private readonly lateTime: Float64Array
  /** By leg: messages, of those received, that went over it, and how many of them spent less than its bound. */
  private readonly messages: Float64Array
  private readonly inBound: Float64Array
  /** By leg and reason (`LOSS_REASONS`): messages that went no further. */
  private readonly lost: Float64Array
  /** The last message, as its packet told it but with how long each of the `count` legs took; and how often it came in a row. */
  private readonly last: Float64Array
  private count = 0
  private again = 0
  /** By leg and kind: the last value, how often it came in a row, and all before it. */
  private readonly value: Float64Array
  private readonly times: Float64Array
  private readonly before: (Histogram | undefined)[]

  constructor(
    /** By leg, in microseconds: what it may take (traffic/leg-bounds). */
    private readonly bounds: Float64Array,
    /** From when on a message is too late as a whole. */
    private readonly within: number,
  ) {
    const legs = bounds.length
    this.lateTime = new Float64Array(legs * KINDS)
    this.messages = new Float64Array(legs)
    this.inBound = new Float64Array(legs)
    this.lost = new Float64Array(legs * LOSS_REASONS.length)
    this.last = new Float64Array((legs + 1) * OF_A_LEG)
    this.value = new Float64Array(legs * KINDS)
    this.times = new Float64Array(legs * KINDS)
    this.before = new Array<Histogram | undefined>(legs * KINDS).fill(undefined)
  }

  /**
   * A message has come over `count` legs. What they cost stands in `legs` (network/leg-columns), and before that, at `from`, when it set out
   * and what its origin took to process it. Of a sending to all, so many devices have it.
   */
  received(legs: Float64Array, from: number, count: number, many = 1): void {
    const { last } = this
    let alike = count === this.count && legs[from + PROCESSED]! === last[PROCESSED]!
    const end = (count + 1) * OF_A_LEG
    for (let i = OF_A_LEG, at = from + OF_A_LEG; alike && i < end; i += OF_A_LEG, at += OF_A_LEG)
      alike =
        legs[at + ENDED]! - legs[at + ENDED - OF_A_LEG]! === last[i + ENDED]! &&
        legs[at + RETRYING]! === last[i + RETRYING]! &&
        legs[at + TRANSMITTING]! === last[i + TRANSMITTING]! &&
        legs[at + PROCESSED]! === last[i + PROCESSED]!
    if (alike) this.again += many
    else this.change(legs, from, count, many)
  }

  /** Messages that were lost on a leg: of a sending to all, for so many. */
  lostOn(leg: number, reason: LossReason, many: number): void {
    this.lost[leg * LOSS_REASONS.length + LOSS_REASONS.indexOf(reason)]! += many
  }

  boundOf(leg: number): number {
    return this.bounds[leg]!
  }

  /** What was counted of the legs, and of the messages that came too late. */
  result(): { legs: LegCounts[]; late: number } {
    this.addUp()
    const legs = Array.from(this.bounds, (_, leg) => ({
      messages: this.messages[leg]!,
      inBound: this.inBound[leg]!,
      times: TIMES.map((_, kind) => this.all(leg * KINDS + kind)),
      late: [...this.lateTime.subarray(leg * KINDS, (leg + 1) * KINDS)],
      lost: [...this.lost.subarray(leg * LOSS_REASONS.length, (leg + 1) * LOSS_REASONS.length)],
    }))
    return { legs, late: this.late }
  }

  /** How long the messages waited on a leg, in microseconds. */
  queueing(leg: number): Histogram {
    this.addUp()
    return this.histogram(leg * KINDS + TIMES.indexOf('queueing'))
  }

  /** All that was counted so far. */
  get counts(): LegTimesCounts {
    this.addUp()
    const { late, lateTime, messages, inBound, lost } = this
    return {
      late,
      columns: [lateTime, messages, inBound, lost],
      times: this.before.map((_, i) => this.histogram(i).toJSON()),
    }
  }

  /** Adds what was counted elsewhere of the same legs. */
  absorb({ late, columns, times }: LegTimesCounts): void {
    this.late += late
    const { lateTime, messages, inBound, lost } = this
    for (const [i, column] of [lateTime, messages, inBound, lost].entries()) addTo(column, columns[i]!)
    times.forEach(
      (one, i) => one.count > 0 && (this.before[i] ??= new Histogram(BITS)).merge(Histogram.fromJSON(one, BITS)),
    )
  }

  /** A message that is not like the one before: that is counted, and this one kept. */
  private change(legs: Float64Array, from: number, count: number, many: number): void {
    this.addUp()
    const { last } = this
    last[PROCESSED] = legs[from + PROCESSED]!
    for (let i = OF_A_LEG, at = from + OF_A_LEG; i <= count * OF_A_LEG; i += OF_A_LEG, at += OF_A_LEG) {
      last[i + ENDED] = legs[at + ENDED]! - legs[at + ENDED - OF_A_LEG]!
      last[i + TRANSMITTING] = legs[at + TRANSMITTING]!
      last[i + RETRYING] = legs[at + RETRYING]!
      last[i + PROCESSED] = legs[at + PROCESSED]!
    }
    this.count = count
    this.again = many
  }

  /** Splits the time of the last message and counts it, as often as it came. */
  private addUp(): void {
    const { again, count, last } = this
    if (again === 0) return
    this.again = 0
    let latency = 0
    for (let leg = 1; leg <= count; leg++) latency += last[leg * OF_A_LEG + ENDED]!
    const late = latency >= this.within
    if (late) this.late += again
    for (let leg = 0; leg < count; leg++) {
      const i = (leg + 1) * OF_A_LEG
      const elapsed = last[i + ENDED]!
      let left = elapsed
      const processing = least(whole(last[i + PROCESSED]! + (leg === 0 ? last[PROCESSED]! : 0)), left)
      left -= processing
      const retry = least(Math.floor(last[i + RETRYING]! + NOISE), left)
      left -= retry
      let transmission = least(whole(last[i + TRANSMITTING]!), left)
      left -= transmission
      // An event is rounded up to a whole microsecond: that is no waiting.
      if (left === 1) {
        transmission++
        left = 0
      }
      this.add(leg * KINDS, processing, again, late)
      this.add(leg * KINDS + 1, left, again, late)
      this.add(leg * KINDS + 2, transmission, again, late)
      this.add(leg * KINDS + 3, retry, again, late)
      this.messages[leg]! += again
      if (elapsed < this.bounds[leg]!) this.inBound[leg]! += again
    }
  }

  private add(i: number, value: number, times: number, late: boolean): void {
    if (late) this.lateTime[i]! += value * times
    if (value === this.value[i]!) {
      this.times[i]! += times
      return
    }
    if (this.times[i]! > 0) (this.before[i] ??= new Histogram(BITS)).add(this.value[i]!, this.times[i]!)
    this.value[i] = value
    this.times[i] = times
  }

  private all(i: number): { mean: number; p95: number } {
    const all = this.histogram(i)
    return { mean: all.mean, p95: all.quantile(0.95) }
  }

  private histogram(i: number): Histogram {
    const all = new Histogram(BITS)
    const before = this.before[i]
    if (before !== undefined) all.merge(before)
    if (this.times[i]! > 0) all.add(this.value[i]!, this.times[i]!)
    return all
  }
}

export interface LegTimesCounts {
  late: number
  columns: Float64Array[]
  times: HistogramJson[]
}

/** What was counted of one leg. Times in microseconds, by kind (`TIMES`); NaN where no message was received. */
export interface LegCounts {
  /** Of those received. */
  messages: number
  inBound: number
  times: { mean: number; p95: number }[]
  /** Of those received too late, all together. */
  late: number[]
  /** By reason (`LOSS_REASONS`). */
  lost: number[]
}

function least(a: number, b: number): number {
  return a < b ? a : b
}

/** Rounded up, as events are. */
function whole(time: number): number {
  return Math.ceil(time - NOISE)
}
