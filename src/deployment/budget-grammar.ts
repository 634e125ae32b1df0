import { didYouMean, nearest } from '../input/nearest.js'
import { readDuration, readShare } from '../input/units.js'
import { reading, refused, type ReadBudget, type Words } from './budget-words.js'
import { NETWORK_NAMES, type NetworkName } from './networks.js'
import { NODE_NAMES, type NodeName } from './nodes.js'

/**
 * What budgets say, read word by word. `tighten:` and `relax:` are `names`, the `to:` beside them is a `bound`; `add:` is an `addition`.
 *
 *     addition   = metric | names bound | names event
 *     names      = the name of a payload, `*` for any letters (SW_*) | the id of a requirement | a row
 *     bound      = ( ">" | ">=" ) share "within" duration
 *                | "delivered" ( ">" | ">=" ) share
 *                | "latency" percentile "<" duration             p99 < 2 s is the same as > 99% within 2 s
 *     event      = share "within" duration "," "rest" "within" duration "," "of each event"
 *     metric     = network [ ".up" | ".down" ] figure comparison | node figure comparison
 *     figure     = "utilisation" statistic | "queue-delay" statistic | "backlog" statistic | "loss"
 *     statistic  = "mean" | "max" | percentile
 *     percentile = "p" number                                    above 0 and below 100: p95, p99.9
 *     comparison = ( "<" | "<=" | ">" | ">=" ) limit
 *     limit      = share, of utilisation and loss | duration, of queue-delay | number of packets, of backlog
 *
 * Words are parted by blanks; around comparators, commas and "%" blanks may be left out. A share is "99.5%", a duration "300 ms" or
 * "1 h 30 min". Of a node there is no loss, and of its backlog only the max. Whether names are those of anything is not asked here
 * (check-budgets).
 */
export type Demand = OfRequirements | OfEvents | Metric

/** A share of the messages of each of these requirements. */
export interface OfRequirements {
  of: 'requirements'
  names: string
  bound: BudgetBound
}

/** Of each event a share within one time, and all others within another (UC96 4.2). */
export interface OfEvents {
  of: 'events'
  names: string
  share: number
  /** Microseconds. */
  within: number
  rest: number
}

/** `within` in microseconds; undefined where it is enough that messages arrive. */
export interface BudgetBound {
  share: number
  strict: boolean
  within: number | undefined
}

/** A figure of a network or of the nodes of an actor. */
export interface Metric {
  of: 'metric'
  network: NetworkName | undefined
  /** Undefined: both, and the worse counts. */
  direction: 'up' | 'down' | undefined
  node: NodeName | undefined
  figure: Figure
  /** Undefined of loss, which has none. */
  statistic: Statistic | undefined
  comparator: Comparator
  /** A share, seconds or packets. */
  limit: number
}

export const FIGURES = ['utilisation', 'queue-delay', 'backlog', 'loss'] as const
export type Figure = (typeof FIGURES)[number]

/** A number is the share that a percentile is of: 0.95 of p95. */
export type Statistic = 'mean' | 'max' | number
const COMPARATORS = ['<', '<=', '>', '>='] as const
export type Comparator = (typeof COMPARATORS)[number]

/** `to:` of what is tightened or relaxed. */
export function readBound(text: string): ReadBudget<BudgetBound> {
  return reading(text, (words) => {
    const bound = boundIn(words)
    words.end()
    return bound
  })
}

/** `add:`; `payloads` are the names that the first word may have been meant to be. */
export function readAddition(text: string, payloads: Iterable<string>): ReadBudget<Demand> {
  return reading(text, (words) => {
    const demand = additionIn(words, payloads)
    words.end()
    return demand
  })
}

function additionIn(words: Words, payloads: Iterable<string>): Demand {
  const first = words.word(/[^\s<>=,]+/y)
  if (first === undefined) throw words.refusal('expected a payload, a requirement, a network or a node')
  const place = placeOf(first.text)
  if (place !== undefined) return metricIn(words, place)
  const all = [...payloads]
  const isName = /[*/]/.test(first.text) || all.includes(first.text)
  // What names nothing is better told than what is wrong behind it.
  if (!isName) {
    const near = nearestDirection(first.text) ?? didYouMean(first.text, [...PLACES, ...all])
    throw refused(first.offset, `no payload, requirement, network or node is called "${first.text}"`, near)
  }
  const names = first.text
  if (!words.begins(/\d/y)) return { of: 'requirements', names, bound: boundIn(words) }
  return { of: 'events', names, ...eventIn(words) }
}

/** Of `wan.sideways` the network is right: its directions are what was meant, however unlike the word is. */
function nearestDirection(word: string): string | undefined {
  const network = NETWORK_NAMES.find((one) => word.startsWith(`${one}.`))
  return network && didYouMean(word, [`${network}.up`, `${network}.down`])
}

type Place = Pick<Metric, 'network' | 'direction' | 'node'>

const PLACES: readonly string[] = [...NETWORK_NAMES.flatMap((one) => [one, `${one}.up`, `${one}.down`]), ...NODE_NAMES]

function placeOf(word: string): Place | undefined {
  if (!PLACES.includes(word)) return undefined
  if ((NODE_NAMES as readonly string[]).includes(word))
    return { network: undefined, direction: undefined, node: word as NodeName }
  const [network, direction] = word.split('.') as [NetworkName, 'up' | 'down' | undefined]
  return { network, direction, node: undefined }
}

function boundIn(words: Words): BudgetBound {
  const first = words.word(/[A-Za-z][^\s<>=,]*/y)
  if (first === undefined) {
    const least = leastIn(words, 'expected "> 99.5% within 3 s", "delivered > 99%" or "latency p99 < 2 s"')
    return { ...least, within: withinIn(words) }
  }
  if (first.text === 'delivered') return { ...leastIn(words, 'expected > or >= and a share'), within: undefined }
  if (first.text !== 'latency') throw words.unknown(first, 'a bound', ['delivered', 'latency'])
  const percentile = words.word(/[^\s<>=,]+/y)
  const share = percentile && percentileOf(percentile.text)
  if (share === undefined) {
    if (percentile === undefined) throw words.refusal('expected a percentile, such as p99')
    throw refused(percentile.offset, `expected a percentile, such as p99; found "${percentile.text}"`)
  }
  if (words.word(/</y) === undefined || words.begins(/=/y)) throw words.refusal('expected < and a time: latency bounds are strict (SRS 4.18)') // prettier-ignore
  return { share, strict: true, within: durationIn(words) }
}

/** `> 99.5%`, `>= 99.5%`. */
function leastIn(words: Words, expected: string): { share: number; strict: boolean } {
  const comparator = words.word(/>=?/y)
  if (comparator === undefined) throw words.refusal(expected)
  const strict = comparator.text === '>'
  const { share, offset } = shareIn(words)
  if (strict && share === 1) throw refused(offset, 'more than 100% cannot be', 'write >= 100%')
  return { share, strict }
}

function eventIn(words: Words): Pick<OfEvents, 'share' | 'within' | 'rest'> {
  const { share } = shareIn(words)
  const within = withinIn(words)
  words.expect(/,/y, ', rest within a time, of each event')
  words.expect(/rest\b/y, 'rest within a time')
  words.blanks()
  const restAt = words.offset
  const rest = withinIn(words)
  if (rest < within) throw refused(restAt, 'the rest cannot have less time than the others')
  words.expect(/,/y, ', of each event')
  words.expect(/of each event\b/y, 'of each event')
  return { share, within, rest }
}

function metricIn(words: Words, place: Place): Metric {
  const figures = place.node === undefined ? FIGURES : FIGURES.filter((one) => one !== 'loss')
  const what = place.node === undefined ? 'a figure of a network' : 'a figure of a node'
  const figure = words.oneOf(figures, what) as Figure
  const statistic = figure === 'loss' ? undefined : statisticIn(words, figure, place)
  const comparator = words.word(/[<>]=?/y)
  if (comparator === undefined) throw words.refusal(`expected one of ${COMPARATORS.join(' ')} and a limit`)
  const limit = LIMITS[figure](words)
  return { of: 'metric', ...place, figure, statistic, comparator: comparator.text as Comparator, limit }
}

function statisticIn(words: Words, figure: Figure, { node }: Place): Statistic {
  const word = words.word(/[^\s<>=,]+/y)
  if (word === undefined) throw words.refusal(`expected a statistic: ${STATISTICS}`)
  const statistic = word.text === 'mean' || word.text === 'max' ? word.text : percentileOf(word.text)
  if (statistic === undefined) {
    const near = nearest(word.text, ['mean', 'max'])
    const hint = near === undefined || /^p\d/.test(word.text) ? STATISTICS : `did you mean "${near}"?`
    throw refused(word.offset, `expected a statistic, found "${word.text}"`, hint)
  }
  if (node !== undefined && figure === 'backlog' && statistic !== 'max')
    throw refused(word.offset, `of what waits at a node only the max is kept; found "${word.text}"`)
  return statistic
}

const STATISTICS = 'mean, max, or a percentile above p0 and below p100, such as p95'

/** 0.99 of `p99`. */
function percentileOf(word: string): number | undefined {
  const found = /^p(\d+(?:\.\d+)?)$/.exec(word)
  const share = found === null ? NaN : Number(`${found[1]}e-2`)
  return share > 0 && share < 1 ? share : undefined
}

const LIMITS: Readonly<Record<Figure, (words: Words) => number>> = {
  // Of a mesh, on which relays speak side by side, it can be more than all.
  utilisation: (words) => {
    const found = words.word(/(\d+\.?\d*|\.\d+)\s*%/y)
    if (found === undefined) throw words.refusal('expected a share with its unit, such as 70%')
    return Number(`${found.text.replace(/\s*%$/, '')}e-2`)
  },
  loss: (words) => shareIn(words, true).share,
  'queue-delay': (words) => durationIn(words) / 1e6,
  backlog: (words) => {
    const found = words.word(/\d+(?![\d.%\w])/y)
    if (found === undefined) throw words.refusal('expected a whole number of packets, such as 5000')
    return Number(found.text)
  },
}

function shareIn(words: Words, mayBeNone = false): { share: number; offset: number } {
  words.blanks()
  const { offset } = words
  const text = words.word(/[\d.]+(?:[eE][+-]?\d+)?\s*%?/y)?.text ?? ''
  const share = readShare(text)
  if ('expected' in share) throw refused(offset, `expected a share, such as 99.5% (${share.expected})`)
  if (share.value === 0 && !mayBeNone) throw refused(offset, 'expected a share above 0%')
  return { share: share.value, offset }
}

function withinIn(words: Words): number {
  words.expect(/within\b/y, 'within a time, such as within 3 s')
  return durationIn(words)
}

function durationIn(words: Words): number {
  words.blanks()
  const { offset } = words
  const text = words.word(/[^<>=,]+/y)?.text ?? ''
  const duration = readDuration(text)
  if ('expected' in duration) throw refused(offset, `expected a time, such as 3 s (${duration.expected})`)
  if (duration.value === 0) throw refused(offset, 'expected a time above zero')
  return duration.value
}
