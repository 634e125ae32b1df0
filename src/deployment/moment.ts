import { DAY, HOUR, MINUTE, SECOND } from '../kernel/time.js'
import { readDuration } from '../input/units.js'
import { readStart, type Start } from './start.js'

/** A time of a run as a deployment writes it: `17:05` on the first day, `2026-06-02 17:05`, or `+90 min` after the start. */
export interface Moment {
  /** What the microseconds are counted from: the midnight of a day, or the start. */
  from: 'first-day' | 'start' | { date: string }
  micros: number
}

const FORM = /^(\d{4}-\d{2}-\d{2})?(?:(?:^|[ T])(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

export function readMoment(text: string): { value: Moment } | { expected: string } {
  const word = text.trim()
  if (word.startsWith('+')) {
    const after = readDuration(word.slice(1))
    return 'value' in after ? { value: { from: 'start', micros: after.value } } : after
  }
  const form = FORM.exec(word)
  if (!form || word === '') return { expected: 'HH:MM, YYYY-MM-DD HH:MM, or + and a duration' }
  const [hours, minutes, seconds] = [form[2], form[3], form[4]].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ]
  if (hours > 23 || minutes > 59 || seconds > 59) return { expected: 'a time from 00:00 to 23:59:59' }
  const micros = hours * HOUR + minutes * MINUTE + seconds * SECOND
  const date = form[1]
  if (date === undefined) return { value: { from: 'first-day', micros } }
  const day = readStart(date)
  return 'value' in day ? { value: { from: { date }, micros } } : day
}

/** Microseconds since the midnight before the start, on which the times of a run are counted. */
export function timeOf({ from, micros }: Moment, start: Start): number {
  if (from === 'first-day') return micros
  if (from === 'start') return start.time + micros
  return ((midnightOf(from.date) - midnightOf(dateOf(start))) / MILLISECONDS_A_DAY) * DAY + micros
}

/** Why a time is not one of a run, and what may be meant instead; undefined: it is. */
export function whyOutside(
  time: number,
  moment: Moment,
  { from, end, start }: { from: number; end: number; start: Start },
): { message: string; hint: string } | undefined {
  if (time >= from && time < end) return undefined
  const when =
    time < from ? `is before the start, ${printTime(from, start)}` : `is not before the end, ${printTime(end, start)}`
  const isMissed = moment.from === 'first-day' && time < from && time + DAY < end
  const hint = isMissed ? `on the next day it is "${printTime(time + DAY, start)}"` : ''
  return { message: `${printTime(time, start)} ${when}`, hint }
}

/** `2026-06-02 17:05`, with seconds where there are any. */
export function printTime(time: number, start: Start): string {
  const text = new Date(midnightOf(dateOf(start)) + (time / DAY) * MILLISECONDS_A_DAY).toISOString()
  return text.slice(0, text.endsWith(':00.000Z') ? 16 : 19).replace('T', ' ')
}

const MILLISECONDS_A_DAY = 86_400_000

function dateOf({ text }: Start): string {
  return text.slice(0, 10)
}

/** All days are 24 hours long: local time has no summer (design 4). */
function midnightOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}
