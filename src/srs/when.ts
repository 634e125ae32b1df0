import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import type { Range } from './range.js'
import { printRange, readRange } from './range.js'
import type { TimeUnit } from './time-unit.js'
import { TIME_UNIT_PATTERN, microsOf } from './time-unit.js'

/**
 * SRS 2.2.2.2.1 "Daily Clock Periods of Primary Occurrence": windows of the local day, in minutes since midnight. A
 * window whose `to` is not after its `from` runs over midnight (`6PM - 6AM`).
 */
export interface When {
  windows: { from: number; to: number }[]
  /** The clock is written `10pm`. */
  small?: true
  /** `1-6 hr duration, 4-8 times a year`: periods in which it occurs, at any time of the day. */
  periods?: { hours: Range; timesAYear: Range }
  /** `within < 1.5 min of fault event`: by when it occurs, counted from the event; microseconds. */
  within?: { bound: number; text: string; event: string; note: string }
}

const ALWAYS = '24x7'
const MINUTES_A_DAY = 1440
const PERIODS = /^(\d+(?:-\d+)?) hr duration, (\d+(?:-\d+)?) times a year$/
const WITHIN = new RegExp(`^within < ((\\d+(?:\\.\\d+)?) ?(${TIME_UNIT_PATTERN})) of (\\w+ event)( \\(.*\\))?$`)
const CLOCK = /^(\d{1,2})(?::(\d\d))?([AaPp][Mm]) - (\d{1,2})(?::(\d\d))?([AaPp][Mm])$/

export function readWhen(text: string): Cell<When> {
  const always = { windows: [{ from: 0, to: MINUTES_A_DAY }] }
  if (text === ALWAYS) return { value: always }
  const periods = PERIODS.exec(text)
  if (periods) return readPeriods(periods, always)
  const within = WITHIN.exec(text)
  if (within) {
    const bound = Math.round(Number(within[2]) * microsOf(within[3] as TimeUnit))
    return { value: { ...always, within: { bound, text: within[1]!, event: within[4]!, note: within[5] ?? '' } } }
  }
  return readClock(text)
}

export function printWhen({ windows, small, periods, within }: When): string {
  if (periods) return `${printRange(periods.hours)} hr duration, ${printRange(periods.timesAYear)} times a year`
  if (within) return `within < ${within.text} of ${within.event}${within.note}`
  const printed = windows
    .map(({ from, to }) => (from === 0 && to === MINUTES_A_DAY ? ALWAYS : `${clock(from)} - ${clock(to)}`))
    .join(' or ')
  return small ? printed.toLowerCase() : printed
}

function readPeriods(match: RegExpExecArray, always: When): Cell<When> {
  const hours = readRange(match[1]!)
  const timesAYear = readRange(match[2]!)
  if ('problem' in hours) return hours
  if ('problem' in timesAYear) return refuse(timesAYear.problem, match[0].indexOf(', ') + 2)
  return { value: { ...always, periods: { hours: hours.value, timesAYear: timesAYear.value } } }
}

function readClock(text: string): Cell<When> {
  const windows: When['windows'] = []
  let offset = 0
  let small = false
  for (const part of text.split(' or ')) {
    const match = CLOCK.exec(part)
    if (match === null) return refuse(`expected ${ALWAYS} or a window such as 7AM - 6PM`, offset)
    const from = minutes(match[1]!, match[2], match[3]!)
    const to = minutes(match[4]!, match[5], match[6]!)
    if (from === undefined || to === undefined) return refuse('expected clock times from 12AM to 11:59PM', offset)
    if (from === to) return refuse(`an empty window; the whole day is ${ALWAYS}`, offset)
    small = match[3] === match[3]!.toLowerCase()
    windows.push({ from, to })
    offset += part.length + ' or '.length
  }
  return { value: small ? { windows, small } : { windows } }
}

function minutes(hour: string, minute: string | undefined, half: string): number | undefined {
  const h = Number(hour)
  const m = Number(minute ?? 0)
  if (h < 1 || h > 12 || m > 59) return undefined
  return ((h % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)) * 60 + m
}

function clock(minute: number): string {
  const hour = Math.floor(minute / 60) % 24
  const rest = minute % 60
  return `${hour % 12 || 12}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}${hour < 12 ? 'AM' : 'PM'}`
}
