import { printDuration } from '../input/units.js'
import { clusterInterval, type ClusterSums } from '../stats/cluster-interval.js'
import { timesThatDecide } from '../stats/times-to-decide.js'
import { percent, type VerdictWord } from './verdict.js'

/**
 * `99 % of 500,000 within 3 s, the rest within 10 s` (UC96 4.2, non-functional requirements, the one without a number): of each event, a share
 * of those whom it concerns has its message within the first time, and all the others within the second.
 */
export interface PopulationForm {
  share: number
  /** Microseconds. Both run from the event, so that a sender that tells one after the other is held to them too; `within` takes the time itself in. */
  within: number
  rest: number
}

/**
 * Counts whom each event reached in time. Within an event there is nothing to estimate: all whom it concerns are counted, and it is as asked or
 * it is not. What is uncertain is how the next event will fare, so the interval is that of the share of events that were as asked.
 */
export class PopulationCounter {
  /** By the time of the event, where its counts stand. */
  private readonly slots = new Map<number, number>()
  /** By event: whom it concerns, and those who had it within the first time, and within the second. */
  private readonly concerned: number[] = []
  private readonly first: number[] = []
  private readonly second: number[] = []

  constructor(
    readonly form: PopulationForm,
    private readonly end: number,
    /** Events before that are not judged: the network was still settling. */
    private readonly from = -Infinity,
  ) {
    if (!(form.within <= form.rest)) throw new RangeError('the rest cannot have less time than the others')
  }

  /** A message to one of those whom the event concerns. An event counts when its second time had passed by the end of the run. */
  sent(eventAt: number): void {
    if (eventAt < this.from || eventAt + this.form.rest > this.end) return
    let slot = this.slots.get(eventAt)
    if (slot === undefined) {
      slot = this.concerned.length
      this.slots.set(eventAt, slot)
      this.concerned.push(0)
      this.first.push(0)
      this.second.push(0)
    }
    this.concerned[slot]!++
  }

  /** He has it, at `at`; once, whatever duplicates there are. */
  received(eventAt: number, at: number): void {
    const slot = this.slots.get(eventAt)
    if (slot === undefined) return
    if (at - eventAt <= this.form.within) this.first[slot]!++
    if (at - eventAt <= this.form.rest) this.second[slot]!++
  }

  result(): PopulationResult {
    const result: PopulationResult = { ...NO_EVENT }
    for (const [i, concerned] of this.concerned.entries()) {
      const one = { concerned, first: this.first[i]!, second: this.second[i]! }
      result.events++
      if (isAsAsked(one, this.form)) result.good++
      result.concerned += one.concerned
      result.first += one.first
      result.second += one.second
      result.worst = worse(result.worst, one)
    }
    return result
  }

  /** `bound`: see `judgePopulation`. */
  verdict(bound?: number, confidence?: number): PopulationVerdict {
    return judgePopulation(this.form, this.result(), bound, confidence)
  }
}

/** Whom one event concerned, and how many of them had it within the first time, and within the second. */
export interface EventCounts {
  concerned: number
  first: number
  second: number
}

/** What a run, or several, came to: events, those of them that were as asked, and whom they reached, all together. */
export interface PopulationResult extends EventCounts {
  events: number
  good: number
  /** The event that reached fewest within the second time, or else within the first; undefined where there was none. */
  worst: EventCounts | undefined
}

const NO_EVENT: PopulationResult = { events: 0, good: 0, concerned: 0, first: 0, second: 0, worst: undefined }

/** Of several runs: the events of each are events of their own, whenever they occurred. */
export function addPopulations(a: PopulationResult, b: PopulationResult): PopulationResult {
  return {
    events: a.events + b.events,
    good: a.good + b.good,
    concerned: a.concerned + b.concerned,
    first: a.first + b.first,
    second: a.second + b.second,
    worst: b.worst === undefined ? a.worst : worse(a.worst, b.worst),
  }
}

export interface PopulationVerdict {
  verdict: VerdictWord
  reason: string
  /** Events that count, and those of them that were as asked. */
  counted: number
  good: number
  /** That of the share of events that are as asked (Clopper and Pearson); undefined where none counted. */
  interval: { low: number; high: number } | undefined
  /** The share of events that must be. */
  bound: number
}

/**
 * The requirement is of each event. So with the bound of 100 % one event that was not as asked is a `fail`, and where all were the verdict is `pass`: of
 * the events seen, which the interval says of how many that is. With a lower bound the whole interval must be at or above it (`pass`) or below
 * (`fail`), as with every other share.
 */
export function judgePopulation(
  form: PopulationForm,
  result: PopulationResult,
  bound = 1,
  confidence = 0.95,
  /** Where it is known otherwise than by the number of events. */
  known?: { low: number; high: number },
): PopulationVerdict {
  const { events, good, worst } = result
  const base = { counted: events, good, bound }
  if (worst === undefined) return { ...base, verdict: 'not exercised', reason: NOTHING, interval: undefined }
  const sums = eventSums(events, good)
  const interval = known ?? clusterInterval(sums, confidence)
  const verdict = wordOf(bound, base, interval)
  const shown = `${good} of ${events} event${events === 1 ? '' : 's'} had ${formInWords(form)}, must be ${bound === 1 ? 'all' : `at least ${percent(bound)}`}`
  const parts = [shown]
  if (good < events) parts.push(`the worst had ${eventInWords(worst, form)}`)
  if (verdict === 'pass' && bound === 1)
    parts.push(
      `of such events at least ${percent(interval.low)} are like that, at a confidence of ${percent(confidence)}`,
    )
  if (verdict === 'undecided') {
    const times = timesThatDecide(sums, bound, confidence)
    parts.push(
      Number.isFinite(times)
        ? `about ${Math.ceil(times * events * (1 - 1e-5))} events would decide`
        : 'no number would decide, the share is the bound',
    )
  }
  return { ...base, interval, verdict, reason: parts.join('; ') }
}

const NOTHING = 'no event occurred early enough for its second time to pass before the end of the run'

function wordOf(
  bound: number,
  { counted, good }: { counted: number; good: number },
  { low, high }: { low: number; high: number },
): VerdictWord {
  if (bound === 1) return good === counted ? 'pass' : 'fail'
  if (low >= bound) return 'pass'
  return high < bound ? 'fail' : 'undecided'
}

/** Whether enough had it within the first time, and all within the second. */
function isAsAsked({ concerned, first, second }: EventCounts, { share }: PopulationForm): boolean {
  // Of 1000, 99.9 % are 999, whatever binary fractions make of the product.
  return second === concerned && first >= Math.ceil(share * concerned - NOISE)
}

const NOISE = 1e-6

/** Each event is an independent observation, good or bad as a whole. */
function eventSums(events: number, good: number): ClusterSums {
  const failed = events - good
  return {
    clusters: events,
    counted: events,
    good,
    countedSquares: events,
    goodSquares: good,
    products: good,
    mostGood: Math.min(1, good),
    mostBad: Math.min(1, failed),
  }
}

function worse(a: EventCounts | undefined, b: EventCounts): EventCounts {
  if (a === undefined) return b
  const [second, first] = [
    b.second / b.concerned - a.second / a.concerned,
    b.first / b.concerned - a.first / a.concerned,
  ]
  return second < 0 || (second === 0 && first < 0) ? b : a
}

function formInWords({ share, within, rest }: PopulationForm): string {
  return `${percent(share)} within ${printDuration(within)} and the rest within ${printDuration(rest)}`
}

function eventInWords({ concerned, first, second }: EventCounts, { within, rest }: PopulationForm): string {
  const part = (many: number, time: number) => `${many} of ${concerned} within ${printDuration(time)}`
  return `${part(first, within)}, ${part(second, rest)}`
}
