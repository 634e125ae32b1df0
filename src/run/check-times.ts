import type { Deployment } from '../deployment/deployment.js'
import { nearest } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { DAY } from '../kernel/time.js'

/** How the times of a trace are written. */
export interface TimeOptions {
  /** Microseconds in one of what numbers count; without it they count seconds. */
  unit?: number
  /** Whether numbers count from 1970 and not from the midnight before the start. */
  epoch?: boolean
  /** Of the deployment: to its local time moments of other zones are converted. */
  zone?: string
}

/** A cell that is no time, or is written otherwise than those above it. */
export interface NoTime {
  expected: string
  hint?: string
}

/** Only what is not written as most files write it needs these: what they find waits to be collected, row by row. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const TEXT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/

/** Three years: no run is longer, and an epoch is ten times that. */
const TOO_LATE = 1096 * DAY

/** Seconds from 1970 of the year 5138. */
const NO_SECONDS = 1e11

type Form = 'a number' | 'a date and a time' | 'a date and a time with an offset'

/** Reads the times of one column: microseconds since the midnight before the start, which all times of a run are counted from. */
export class TimeColumn {
  private form: Form | undefined
  /** What is wrong with all of the column is said once. */
  private isRefused = false
  /** Milliseconds since 1970 of that midnight, as its own clock shows it. */
  private readonly midnight: number
  /** What that clock is ahead of UTC: all of a run has the one of its start, as its days have 24 hours. */
  private readonly ahead: number
  private readonly zone: Zone | undefined

  constructor(
    { settings }: Deployment,
    private readonly options: TimeOptions,
  ) {
    this.midnight = Date.parse(`${settings.start.text.slice(0, 10)}T00:00:00Z`)
    this.zone = options.zone === undefined ? undefined : new Zone(options.zone)
    this.ahead = this.zone?.aheadAtLocal(this.midnight + settings.start.time / 1000) ?? 0
  }

  read(text: string): number | NoTime {
    const plain = plainNumber(text)
    if (plain >= 0) return this.is('a number') ?? this.fromNumber(plain, text)
    const parts = usualParts(text)
    if (parts === undefined && NUMBER.test(text)) return this.is('a number') ?? this.fromNumber(Number(text), text)
    const found = parts ?? unusualParts(text)
    if (found === undefined) return notATime(text)
    const { year, month, day, hours, minutes, seconds, micros, offset } = found
    const wrong = this.is(offset === '' ? 'a date and a time' : 'a date and a time with an offset')
    if (wrong !== undefined) return wrong
    if (month < 1 || month > 12 || day < 1 || hours > 23 || minutes > 59 || seconds > 59 || day > daysOf(year, month))
      return { expected: `expected a day and a time that exist, found "${text}"` }
    const refused = this.refusedText(offset)
    if (refused !== undefined) return refused
    const local = Date.UTC(year, month - 1, day, hours, minutes, seconds)
    return (this.shownAtStart(local, offset) - this.midnight) * 1000 + micros
  }

  private fromNumber(value: number, text: string): number | NoTime {
    const { unit = 1e6, epoch = false } = this.options
    const micros = Math.round(value * unit)
    if (epoch && micros < NO_SECONDS * 1e6) return micros + (this.ahead - this.midnight) * 1000
    if (!epoch && micros < TOO_LATE) return micros
    if (!Number.isFinite(value)) return notATime(text)
    const since = epoch ? 'three thousand years after 1970' : 'three years after the midnight before the start'
    const meant = Math.abs(value) < NO_SECONDS ? '' : Math.abs(value) < 1e3 * NO_SECONDS ? 'ms' : 'us'
    return { expected: `"${text.slice(0, 60)}" is more than ${since}`, hint: this.hintFor(meant) }
  }

  private hintFor(unit: string): string {
    const { epoch = false, unit: given = 1e6 } = this.options
    const units = { ms: 1e3, us: 1 } as const
    const isAsGiven = unit === '' ? given === 1e6 : units[unit as 'ms' | 'us'] === given
    const options = [...(epoch ? [] : ['--epoch']), ...(isAsGiven || unit === '' ? [] : [`--unit ${unit}`])]
    if (options.length === 0) return 'say with --unit what they count: s, ms or us'
    return `say ${options.join(' ')} where times count ${unit === '' ? 'seconds' : unit} from 1970`
  }

  /** Why no text of this column can be read, however it is written. */
  private refusedText(offset: string): number | NoTime | undefined {
    const { zone, options } = this
    const isCounted = options.unit !== undefined || options.epoch === true
    if (!isCounted && (offset === '' || zone !== undefined)) return undefined
    // Nothing is counted of a trace that is refused.
    if (this.isRefused) return 0
    this.isRefused = true
    if (isCounted)
      return {
        expected: 'expected a number, as --unit and --epoch speak of numbers, found a date and a time',
        hint: 'leave them out: a date and a time says what it counts',
      }
    return {
      expected: `the offset ${offset} says a moment, but not what the clock of the deployment shows then`,
      hint: 'say --time-zone Europe/Berlin to convert to the time of a zone, --time-zone UTC to keep that of UTC',
    }
  }

  /** What the deployment's own clock shows at a moment, in milliseconds. */
  private shownAtStart(local: number, offset: string): number {
    const { zone, ahead } = this
    if (zone === undefined) return local
    return local - (offset === '' ? zone.aheadAtLocal(local) : millisecondsOf(offset)) + ahead
  }

  private is(form: Form): NoTime | undefined {
    this.form ??= form
    return this.form === form ? undefined : { expected: `expected ${this.form}, as in the rows above, found ${form}` }
  }
}

/** A number of digits with a point at most; -1: it is none, or is written otherwise. */
function plainNumber(text: string): number {
  const { length } = text
  if (length > MOST_SIGNS) return -1
  let [value, digits, decimals] = [0, 0, -1]
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - ZERO
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      digits++
      if (decimals >= 0) decimals++
    } else if (digit === POINT - ZERO && decimals < 0) decimals = 0
    else return -1
  }
  // Both are whole and exact, so that their ratio is the nearest there is, as Number() has it.
  if (value > Number.MAX_SAFE_INTEGER) return -1
  return digits === 0 ? -1 : decimals > 0 ? value / 10 ** decimals : value
}

const [ZERO, POINT, COMMA, PLUS, DASH, COLON, BLANK, LETTER_T, LETTER_Z] = [48, 46, 44, 43, 45, 58, 32, 84, 90] as const // prettier-ignore
const MOST_SIGNS = 16

interface Parts {
  year: number
  month: number
  day: number
  hours: number
  minutes: number
  seconds: number
  micros: number
  /** An empty text: none. */
  offset: string
}

/** `2026-03-02T06:30:00`, with decimals or without, with `Z` or `+01:00` or without; undefined: it is written otherwise. */
function usualParts(text: string): Parts | undefined {
  const sign = (i: number) => text.charCodeAt(i)
  const between = sign(10)
  if (sign(4) !== DASH || sign(7) !== DASH || (between !== LETTER_T && between !== BLANK)) return undefined
  if (sign(13) !== COLON || sign(16) !== COLON) return undefined
  let end = text.length
  let offset = ''
  if (sign(end - 1) === LETTER_Z) offset = 'Z'
  else if ((sign(end - 6) === PLUS || sign(end - 6) === DASH) && sign(end - 3) === COLON && end > 24)
    offset = text.slice(end - 6)
  end -= offset.length
  let micros = 0
  if (end > 19) {
    if ((sign(19) !== POINT && sign(19) !== COMMA) || end < 21 || end > 26) return undefined
    micros = digitsOf(text, 20, end) * 10 ** (26 - end)
  }
  const [year, month, day] = [digitsOf(text, 0, 4), digitsOf(text, 5, 7), digitsOf(text, 8, 10)]
  const [hours, minutes, seconds] = [digitsOf(text, 11, 13), digitsOf(text, 14, 16), digitsOf(text, 17, 19)]
  // What is no digit makes all of it no number.
  if (Number.isNaN(year + month + day + hours + minutes + seconds + micros)) return undefined
  if (offset.length > 1 && Number.isNaN(millisecondsOf(offset))) return undefined
  return { year, month, day, hours, minutes, seconds, micros, offset }
}

function unusualParts(text: string): Parts | undefined {
  const found = TEXT.exec(text)
  if (found === null) return undefined
  const number = (i: number) => Number(found[i] ?? 0)
  return {
    ...{ year: number(1), month: number(2), day: number(3), hours: number(4), minutes: number(5), seconds: number(6) },
    ...{ micros: Math.round(Number(`0.${found[7] ?? '0'}`) * 1e6), offset: found[8] ?? '' },
  }
}

function digitsOf(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN
  }
  return value
}

/** Days of a month, as Gregory counts them. */
function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function notATime(text: string): NoTime {
  const expected = `expected a number, or a date and a time such as 2026-01-01T06:30:00.250, found "${text.slice(0, 60)}"`
  return /^\d+,\d+$/.test(text) ? { expected, hint: 'write the decimals after a point' } : { expected }
}

/** `Z`, `+01:00`, `+0100` or `+01` as milliseconds ahead of UTC. */
function millisecondsOf(offset: string): number {
  if (offset === 'Z' || offset === 'UTC') return 0
  const digits = offset.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000
}

/** A zone of the time zone database. */
class Zone {
  private readonly format: Intl.DateTimeFormat
  /** By quarter of an hour: no zone changes its offset at another moment. */
  private readonly known = new Map<number, number>()

  constructor(name: string) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const // prettier-ignore
    try {
      this.format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', ...parts })
    } catch {
      const near = nearest(name, Intl.supportedValuesOf('timeZone'))
      const hint = near === undefined ? 'such as Europe/Berlin or America/Chicago' : `did you mean "${near}"?`
      throw InputError.of(`--time-zone ${name}`, 'expected the name of a time zone', hint)
    }
  }

  /** How far its clocks are ahead of UTC when they show this; of an hour that they show twice, the first time. */
  aheadAtLocal(local: number): number {
    const before = this.ahead(local - this.ahead(local - 86_400_000))
    return this.ahead(local - before)
  }

  private ahead(utc: number): number {
    const quarter = Math.floor(utc / 900_000)
    let ahead = this.known.get(quarter)
    if (ahead === undefined) {
      const at = quarter * 900_000
      const of = Object.fromEntries(this.format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
      ahead = Date.UTC(of['year']!, of['month']! - 1, of['day'], of['hour'], of['minute'], of['second']) - at
      this.known.set(quarter, ahead)
    }
    return ahead
  }
}
