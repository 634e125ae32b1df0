import { DAY } from '../kernel/time.js'

/** The moment at which a run starts: time is counted from the midnight before it (design 4). */
export interface Start {
  /** As written: `2026-06-01 06:30`. */
  text: string
  /** Microseconds since that day's midnight. */
  time: number
}

export function readStart(text: string): { value: Start } | { expected: string } {
  const form = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2}))?$/.exec(text.trim())
  if (!form) return { expected: 'YYYY-MM-DD HH:MM' }
  const [hours, minutes] = [Number(form[2] ?? 0), Number(form[3] ?? 0)]
  const date = new Date(`${form[1]}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== form[1])
    return { expected: 'a day that exists' }
  if (hours > 23 || minutes > 59) return { expected: 'a time from 00:00 to 23:59' }
  return { value: { text: text.trim(), time: ((hours * 60 + minutes) / 1440) * DAY } }
}
