import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import { Problems } from '../input/problems.js'
import { readDuration } from '../input/units.js'
import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import type { Effect } from './effect.js'
import type { Event } from './event.js'
import type { Folders } from './folders.js'
import type { Period } from './how-often.js'
import { nameInPeriod } from './how-often.js'
import type { Range } from './range.js'
import type { Requirement, RequirementLines } from './requirement.js'
import { Scanner } from './scanner.js'
import { Table } from './table.js'
import type { TimeUnit } from './time-unit.js'
import { DAY, microsOf, TIME_UNIT_PATTERN, TIME_UNITS } from './time-unit.js'

/** An event that sets off what neither the clock nor another payload sends: what a user calls it, whom it concerns, how often it comes. */
export interface EventKind {
  /** As cells name it, without the rate that they may write behind it: `LMS - Utl TOU price data broadcast event`. */
  event: string
  /** In a user's words; several events may be of one kind, and are told apart by what follows. */
  what: string
  program: (typeof PROGRAMS)[number] | undefined
  by: (typeof OWNERS)[number] | undefined
  sender: (typeof SENDERS)[number] | undefined
  cast: (typeof CASTS)[number] | undefined
  of: (typeof UPDATED)[number] | undefined
  /** Whom one occurrence concerns: a member, all members, all members by one sending, or a place in the network. */
  concerns: (typeof CONCERNS)[number]
  /** The kind of which it is the end: power can return only where it was lost. */
  undoes: string | undefined
  /** Occurrences a day: for a member or a place where one occurrence concerns that, else for the utility, or for each REP. */
  perDay: number
  status: (typeof STATUSES)[number]
  source: string
  description: string
  /** The kind that brings it about, and how long after that it comes (microseconds): the steps that follow a fault. */
  follows: string | undefined
  after: number
  /** Ids of the pairs that wait for it, of those that no other payload sends. */
  waitingIds: string[]
  position: Position
}

const PROGRAMS = ['TOU', 'RTP', 'CPP'] as const
const OWNERS = ['utility', 'rep'] as const
/** DSM first: the SRS writes DMS for it, and of two words that are as near the first is proposed. */
const SENDERS = ['DSM', 'LMS'] as const
const CASTS = ['unicast', 'broadcast', 'multicast', 'field-tool'] as const
const UPDATED = ['dap', 'esi', 'fan-gateway', 'feeder-device', 'metrology', 'nic'] as const
/** The columns by which events of one kind are told apart, and the words of each. */
export const QUALIFIER_WORDS = { program: PROGRAMS, by: OWNERS, sender: SENDERS, cast: CASTS, of: UPDATED } as const
export type Qualifier = keyof typeof QUALIFIER_WORDS
export const QUALIFIERS = Object.keys(QUALIFIER_WORDS) as readonly Qualifier[]

const CONCERNS = ['member', 'all', 'type', 'place'] as const
const STATUSES = ['stated', 'assumed'] as const

const COLUMNS = [
  'event',
  'what',
  'program',
  'by',
  'sender',
  'cast',
  'of',
  'concerns',
  'undoes',
  'rate',
  'status',
  'source',
  'description',
  'follows',
  'after',
]

/** By the names of the events. */
export function readEventKinds(
  folders: Folders,
  lines: RequirementLines,
  { effects, events }: { effects: readonly Effect[]; events: readonly Event[] },
  problems: Problems,
): Map<string, EventKind> {
  const table = new Table(folders, 'event-kinds.csv', COLUMNS, problems)
  const waits = waitsByEvent(lines.requirements, effects, events)
  const setOff = new Set(events.filter((one) => one.setsOff).map(({ name }) => nameInPeriod(name)))
  const kinds = new Map<string, EventKind>()
  for (const row of table.rows) {
    const pairs = waits.get(row.get('event'))
    // That no cell has what events.csv names was told of there, or at the cell that should.
    const told = pairs === undefined && setOff.has(row.get('event'))
    const kind = readKind(table, row, pairs ?? [])
    if (pairs) checkStated(table, row, kind, pairs, folders)
    else if (mayBeOverruled(table, row, lines, folders)) continue
    else if (!told && lines.whole && lines.unread.length === 0 && kind.event !== '') {
      const hint = didYouMean(kind.event, waits.keys())
      table.wrong(row, 'event', `no root pair that is used waits for "${kind.event}"`, hint)
    }
    table.enter(kinds, kind.event, kind, row, 'event')
  }
  for (const row of table.rows) checkUndone(table, row, kinds, mayBeOverruled(table, row, lines, folders))
  const whats = new Set([...kinds.values()].map((kind) => kind.what))
  for (const row of table.rows) {
    const follows = row.get('follows')
    if (follows !== '' && !whats.has(follows))
      table.wrong(row, 'follows', `no kind of event is called "${follows}"`, didYouMean(follows, whats))
  }
  if (table.whole) requireKinds(waits, kinds, problems)
  return kinds
}

/** The events that have a line, before it is known what waits for them. */
export function eventsOfKinds(folders: Folders): Set<string> {
  // What is wrong in it is told when it is read.
  const table = new Table(folders, 'event-kinds.csv', COLUMNS, new Problems())
  return new Set(table.rows.map((row) => row.get('event')))
}

/** Where the user has replaced a pair, or given it a cause, it need not wait any more for what a shipped line names. */
function mayBeOverruled(table: Table, row: CsvRow, lines: RequirementLines, folders: Folders): boolean {
  return !table.isOwn(row) && (lines.replaced.length > 0 || folders[1] !== undefined)
}

/** A pair that no other payload sends, and that waits for an event. */
interface Wait {
  requirement: Requirement
  /** Of its How Often; undefined where its When names the event. */
  period: Period | undefined
  /** Whether events.csv says so too. Where effects.csv could not be read, all that it causes seems to wait. */
  named: boolean
}

function waitsByEvent(
  requirements: readonly Requirement[],
  effects: readonly Effect[],
  events: readonly Event[],
): Map<string, Wait[]> {
  const caused = new Set(effects.flatMap((effect) => effect.effectIds))
  const named = new Set(events.filter((one) => one.setsOff).map(({ row, name }) => `${row} ${name}`))
  const waits = new Map<string, Wait[]>()
  const add = (event: string, requirement: Requirement, period?: Period) => {
    const wait = { requirement, period, named: named.has(`${requirement.row} ${period?.text ?? event}`) }
    waits.set(event, [...(waits.get(event) ?? []), wait])
  }
  for (const requirement of requirements) {
    if (!requirement.used || caused.has(requirement.id)) continue
    const { howOften, when } = requirement
    for (const { period } of 'terms' in howOften ? howOften.terms : [])
      if (period.kind === 'event') add(period.event, requirement, period)
    if (when.within) add(when.within.event, requirement)
  }
  return waits
}

function readKind(table: Table, row: CsvRow, pairs: readonly Wait[]): EventKind {
  // A When that runs from an event does not make its row wait for that, unless events.csv says so.
  const waiting = pairs.filter(({ period, named }) => period !== undefined || named)
  const what = row.get('what')
  if (!/^[a-z]+(-[a-z]+)*$/.test(what))
    table.wrong(row, 'what', `expected words of a-z joined by "-", such as price-change; found "${what}"`)
  if (row.get('source') === '') table.wrong(row, 'source', 'is empty')
  return {
    event: row.get('event'),
    what,
    program: qualifier(table, row, 'program', PROGRAMS),
    by: qualifier(table, row, 'by', OWNERS),
    sender: qualifier(table, row, 'sender', SENDERS),
    cast: qualifier(table, row, 'cast', CASTS),
    of: qualifier(table, row, 'of', UPDATED),
    concerns: table.oneOf(row, 'concerns', CONCERNS) ?? 'member',
    undoes: row.get('undoes') || undefined,
    perDay: table.read(row, 'rate', readRate) ?? NaN,
    status: table.oneOf(row, 'status', STATUSES) ?? 'assumed',
    source: row.get('source'),
    description: row.get('description'),
    follows: row.get('follows') || undefined,
    after: row.get('follows') === '' ? 0 : (table.read(row, 'after', readAfter) ?? 0),
    waitingIds: [...new Set(waiting.map(({ requirement }) => requirement.id))],
    position: row.position('event'),
  }
}

/** What an event undoes is an event too, told apart from others of its kind by the same words. */
function checkUndone(table: Table, row: CsvRow, kinds: ReadonlyMap<string, EventKind>, mayBeGone: boolean): void {
  const kind = kinds.get(row.get('event'))
  if (kind?.undoes === undefined) return
  const alike = [...kinds.values()].filter(
    (one) => one.what !== kind.what && QUALIFIERS.every((column) => one[column] === kind[column]),
  )
  if (alike.some((one) => one.what === kind.undoes)) return
  if (mayBeGone) kind.undoes = undefined
  else if (table.whole) {
    const hint = didYouMean(kind.undoes, new Set(alike.map((one) => one.what)))
    table.wrong(row, 'undoes', `no other kind of event, told apart by the same words, is called "${kind.undoes}"`, hint)
  }
}

/** Empty where an event is not told from others by it. */
function qualifier<T extends string>(table: Table, row: CsvRow, column: string, words: readonly T[]): T | undefined {
  return row.get(column) === '' ? undefined : table.oneOf(row, column, words)
}

/** `20 s`: how long after what it follows. */
function readAfter(text: string): Cell<number> {
  const time = readDuration(text)
  return 'value' in time ? { value: time.value } : refuse(`expected ${time.expected}, such as 20 s`, 0)
}

const UNIT = new RegExp(TIME_UNIT_PATTERN, 'y')

/** `4 per year`, `60 per 1000 year`: occurrences a day. */
function readRate(text: string): Cell<number> {
  const scan = new Scanner(text)
  const count = scan.take(/\d+(?:\.\d+)?/y)
  if (count === undefined) return refuse('expected how often it occurs, such as 4 per year', 0)
  if (!scan.take(/ per /y)) return refuse('expected " per " after the count', scan.offset)
  const afterPer = scan.offset
  const many = Number(scan.take(/(\d+) /y)?.[1] ?? 1)
  if (many < 1) return refuse('expected a number of units from 1', afterPer)
  const unit = scan.take(UNIT)
  if (unit === undefined) return refuse(`expected a unit of time, one of ${TIME_UNITS.join(', ')}`, scan.offset)
  if (!scan.atEnd) return refuse(`unexpected "${scan.rest}"`, scan.offset)
  return { value: (Number(count[0]) * DAY) / (many * microsOf(unit[0] as TimeUnit)) }
}

/** Where cells give a rate themselves, a stated one is theirs. */
function checkStated(table: Table, row: CsvRow, kind: EventKind, waits: readonly Wait[], folders: Folders): void {
  const { status, perDay } = kind
  if (status !== 'stated' || Number.isNaN(perDay)) return
  // A user mends what is shipped by a line that takes its place.
  const where = folders[1] === undefined || table.isOwn(row) ? '' : ', in a line of your own'
  for (const { requirement, period, named } of waits) {
    const carried = period && named ? carriedBy(period) : undefined
    if (carried === undefined || (carried.perDay.low <= perDay && perDay <= carried.perDay.high)) continue
    const message = `"${row.get('rate')}" is stated, but ${requirement.id} states ${carried.text}`
    table.wrong(row, 'rate', message, `expected ${carried.text}, or the status assumed${where}`)
    return
  }
}

/** `… event - 4 per year` brings the rate; `… update per year` has the count in front of it for a figure a year. */
function carriedBy(period: Period): { text: string; perDay: Range } | undefined {
  if (period.kind !== 'event') return undefined
  const { event, rate, micros, text } = period
  if (rate) {
    const perDay = (count: number) => (count * DAY) / rate.micros
    const { low, high } = rate.count
    return { text: text.slice(`${event} - `.length), perDay: { low: perDay(low), high: perDay(high) } }
  }
  if (micros === undefined) return undefined
  return { text: `1${text.slice(event.length)}`, perDay: { low: DAY / micros, high: DAY / micros } }
}

function requireKinds(
  waits: ReadonlyMap<string, readonly Wait[]>,
  kinds: ReadonlyMap<string, EventKind>,
  problems: Problems,
): void {
  for (const [event, pairs] of waits) {
    const first = pairs.find(({ named }) => named)
    if (first === undefined || kinds.has(event)) continue
    const message = `how_often: event-kinds.csv has no line for the event "${event}"`
    problems.add(first.requirement.position, message, didYouMean(event, kinds.keys()))
  }
}
