import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import type { Range } from './range.js'
import { printRange, readRange } from './range.js'
import { Scanner } from './scanner.js'
import type { TimeUnit } from './time-unit.js'
import { TIME_UNIT_PATTERN, microsOf } from './time-unit.js'

/** SRS 2.2.2.2.1 "How Often": `N per [1000 per] | population per | period or event`, several terms add up. */
export type HowOften = { terms: HowOftenTerm[] } | { seeTable: true }

export interface HowOftenTerm {
  count: Range | Unknown
  perMany: number
  population: string
  period: Period
  note?: string
}

/** A count that the SRS leaves to the deployment. */
export type Unknown = 'x' | 'y' | 'z'

/**
 * `text` is the period as it is written. `6 per day` is six times a day. `SW oper per day` is an event (`SW oper`) with a
 * rate of its own kind: each occurrence counts, over a day; an event that names no time has no `micros`. An event may
 * bring its own rate, as in `LMS - Utl TOU price data event - 4 per year`.
 */
export type Period =
  | { kind: 'time'; micros: number; text: string; times?: Range | Unknown }
  | { kind: 'event'; event: string; micros: number | undefined; text: string; rate?: { count: Range; micros: number } }

const SEE_TABLE = 'See REQMTS Table'

export function readHowOften(text: string): Cell<HowOften> {
  if (text === SEE_TABLE) return { value: { seeTable: true } }
  const terms: HowOftenTerm[] = []
  for (const part of termsOf(text)) {
    const term = readTerm(part.text)
    if ('problem' in term) return refuse(term.problem, part.offset + term.offset)
    terms.push(term.value)
  }
  return { value: { terms } }
}

export function printHowOften(howOften: HowOften): string {
  return 'seeTable' in howOften ? SEE_TABLE : howOften.terms.map(printTerm).join(', ')
}

function printTerm(term: HowOftenTerm): string {
  const count = typeof term.count === 'string' ? term.count : printRange(term.count)
  const many = term.perMany === 1 ? '' : ` ${term.perMany} per`
  const note = term.note === undefined ? '' : ` (${term.note})`
  return `${count} per${many} | ${term.population} per | ${term.period.text}${note}`
}

/** Terms are parted by commas; the commas inside a note part nothing. */
function termsOf(text: string): { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')') depth--
    if (i < text.length && !(text[i] === ',' && depth === 0)) continue
    parts.push({ text: text.slice(start, i), offset: start })
    start = text[i + 1] === ' ' ? i + 2 : i + 1
  }
  return parts
}

function readTerm(text: string): Cell<HowOftenTerm> {
  const scan = new Scanner(text)
  const counted = scan.take(/[xy](?![\w-])|\d+(?:-\d+)?/y)
  if (counted === undefined) return refuse('expected a count such as 12, 1-50 or x', 0)
  const count = /^[xy]$/.test(counted[0]) ? { value: counted[0] as Unknown } : readRange(counted[0])
  if ('problem' in count) return count
  if (typeof count.value !== 'string' && count.value.high === 0) return refuse('expected a count from 1', 0)
  if (!scan.take(/ per /y)) return refuse('expected " per " after the count', scan.offset)
  const afterPer = scan.offset
  const many = scan.take(/(\d+) per /y)
  const perMany = many === undefined ? 1 : Number(many[1])
  if (perMany < 1) return refuse('expected a number of members from 1', afterPer)
  if (!scan.take(/\| /y)) return refuse('expected "| " before the population', scan.offset)
  const population = scan.take(/[^|]+?(?= per \| )/y)
  if (population === undefined) return refuse('expected a population and " per | "', scan.offset)
  scan.take(/ per \| /y)
  const written = scan.take(/[^()]*[^() ]/y)
  if (written === undefined) return refuse('expected a period such as day, or an event', scan.offset)
  const note = scan.take(/ \(([^()]*)\)/y)
  if (!scan.atEnd) return refuse(`unexpected "${scan.rest}"`, scan.offset)
  const term = { count: count.value, perMany, population: population[0], period: readPeriod(written[0]) }
  return { value: note === undefined ? term : { ...term, note: note[1] } }
}

const TIME = new RegExp(`^(?:(\\d+) +)?(${TIME_UNIT_PATTERN})$`)
const TIMES = new RegExp(`^(z|\\d+(?:-\\d+)?) per (${TIME_UNIT_PATTERN})$`)
const RATED_EVENT = new RegExp(`^.+ - (\\d+(?:-\\d+)?) per (${TIME_UNIT_PATTERN})$`)
const TIMED_EVENT = new RegExp(`^(.+) per (${TIME_UNIT_PATTERN})$`)

/** The event that a period names, without the rate that may stand behind it; undefined where the period is a time. */
export function nameInPeriod(text: string): string | undefined {
  const period = readPeriod(text)
  return period.kind === 'event' ? period.event : undefined
}

function readPeriod(text: string): Period {
  const time = TIME.exec(text)
  if (time !== null) return { kind: 'time', micros: Number(time[1] ?? 1) * microsOf(time[2] as TimeUnit), text }
  const many = TIMES.exec(text)
  if (many !== null) {
    const times = many[1] === 'z' ? 'z' : rangeOf(many[1]!)
    return { kind: 'time', micros: microsOf(many[2] as TimeUnit), text, times }
  }
  const rated = RATED_EVENT.exec(text)
  if (rated !== null) {
    const rate = { count: rangeOf(rated[1]!), micros: microsOf(rated[2] as TimeUnit) }
    return { kind: 'event', event: text.slice(0, text.lastIndexOf(' - ')), micros: undefined, text, rate }
  }
  const event = TIMED_EVENT.exec(text)
  if (event === null) return { kind: 'event', event: text, micros: undefined, text }
  return { kind: 'event', event: event[1], micros: microsOf(event[2] as TimeUnit), text }
}

/** Of a text that a pattern has found to be a range; one that runs down is turned round. */
function rangeOf(text: string): Range {
  const [a, b] = text.split('-').map(Number)
  return { low: Math.min(a!, b ?? a!), high: Math.max(a!, b ?? a!) }
}
