import type { Cell } from './cell.js'
import { refuse } from './cell.js'

/**
 * SRS 2.2.2.2.1 "Daily Clock Periods of Primary Occurrence": windows of the local day, in minutes since midnight. A
 * window whose `to` is not after its `from` runs over midnight (`6PM - 6AM`).
 */
export interface When {
  windows: { from: number; to: number }[]
}

const ALWAYS = '24x7'
const MINUTES_A_DAY = 1440

export function readWhen(text: string): Cell<When> {
  if (text === ALWAYS) return { value: { windows: [{ from: 0, to: MINUTES_A_DAY }] } }
  const windows: When['windows'] = []
  let offset = 0
  for (const part of text.split(' or ')) {
    const match = /^(\d{1,2})(?::(\d\d))?(AM|PM) - (\d{1,2})(?::(\d\d))?(AM|PM)$/.exec(part)
    if (match === null) return refuse(`expected ${ALWAYS} or a window such as 7AM - 6PM`, offset)
    const from = minutes(match[1], match[2], match[3])
    const to = minutes(match[4], match[5], match[6])
    if (from === undefined || to === undefined) return refuse('expected clock times from 12AM to 11:59PM', offset)
    if (from === to) return refuse(`an empty window; the whole day is ${ALWAYS}`, offset)
    windows.push({ from, to })
    offset += part.length + ' or '.length
  }
  return { value: { windows } }
}

export function printWhen(when: When): string {
  return when.windows
    .map(({ from, to }) => (from === 0 && to === MINUTES_A_DAY ? ALWAYS : `${clock(from)} - ${clock(to)}`))
    .join(' or ')
}

/** Hours of the day that the windows cover. */
export function hoursIn(when: When): number {
  const minutesIn = when.windows.map(({ from, to }) => (to > from ? to - from : to - from + MINUTES_A_DAY))
  return minutesIn.reduce((sum, length) => sum + length, 0) / 60
}

function minutes(hour: string, minute: string | undefined, half: string): number | undefined {
  const h = Number(hour)
  const m = Number(minute ?? 0)
  if (h < 1 || h > 12 || m > 59) return undefined
  return ((h % 12) + (half === 'PM' ? 12 : 0)) * 60 + m
}

function clock(minute: number): string {
  const hour = Math.floor(minute / 60) % 24
  const rest = minute % 60
  return `${hour % 12 || 12}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}${hour < 12 ? 'AM' : 'PM'}`
}
