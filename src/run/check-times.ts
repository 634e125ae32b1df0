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

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const TEXT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/

/** Three years: no run is longer, and an epoch is ten times that. */
const TOO_LATE = 1096 * DAY

type Form = 'a number' | 'a date and a time' | 'a date and a time with an offset'

/** Reads the times of one column: microseconds since the midnight before the start, which all times of a run are counted from. */
export class TimeColumn {
  private form: Form | undefined
  private offset: string | undefined
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
    if (NUMBER.test(text)) return this.is('a number') ?? this.fromNumber(Number(text))
    const found = TEXT.exec(text)
    if (found === null) return notATime(text)
    const offset = found[8]
    const wrong = this.is(offset === undefined ? 'a date and a time' : 'a date and a time with an offset')
    if (wrong !== undefined) return wrong
    const [year, month, day, hours, minutes, seconds] = [1, 2, 3, 4, 5, 6].map((i) => Number(found[i] ?? 0)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const local = Date.UTC(year, month - 1, day, hours, minutes, seconds)
    if (new Date(local).getUTCDate() !== day || month > 12 || hours > 23 || minutes > 59 || seconds > 59)
      return { expected: `expected a day and a time that exist, found "${text}"` }
    const micros = Math.round(Number(`0.${found[7] ?? '0'}`) * 1e6)
    const shown = this.shownAtStart(local, offset)
    return typeof shown === 'number' ? (shown - this.midnight) * 1000 + micros : shown
  }

  private fromNumber(value: number): number | NoTime {
    const { unit = 1e6, epoch = false } = this.options
    const micros = Math.round(value * unit)
    if (!Number.isSafeInteger(micros)) return notATime(`${value}`)
    if (epoch) return micros + (this.ahead - this.midnight) * 1000
    if (micros < TOO_LATE) return micros
    const found = `${value} is more than three years after the midnight before the start`
    return {
      expected: found,
      hint: 'say --epoch where times count from 1970, and --unit ms (or us) where they do not count seconds',
    }
  }

  /** What the deployment's own clock shows at a moment, in milliseconds. */
  private shownAtStart(local: number, offset: string | undefined): number | NoTime {
    const { zone, ahead } = this
    if (zone !== undefined)
      return local - (offset === undefined ? zone.aheadAtLocal(local) : millisecondsOf(offset)) + ahead
    if (offset === undefined) return local
    this.offset ??= offset
    if (millisecondsOf(this.offset) === millisecondsOf(offset)) return local
    const expected = `expected the offset ${this.offset}, as in the rows above, found ${offset}`
    return { expected, hint: 'say with --time-zone which time the deployment means, e.g. --time-zone Europe/Berlin' }
  }

  private is(form: Form): NoTime | undefined {
    this.form ??= form
    return this.form === form ? undefined : { expected: `expected ${this.form}, as in the rows above, found ${form}` }
  }
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
