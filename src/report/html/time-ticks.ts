import { printTime } from '../../deployment/moment.js'
import type { Start } from '../../deployment/start.js'
import { DAY, HOUR } from '../../kernel/time.js'

/** Where a scale of time has its marks, and what stands there. Times are microseconds since the midnight before the start. */
export interface TimeTicks {
  at: number[]
  text: (time: number) => string
}

const STEPS = [HOUR / 60, HOUR / 12, HOUR / 6, HOUR / 4, HOUR / 2, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY] // prettier-ignore

/** Round times between two, no more than `most`; by day where the span is one of days. */
export function timeTicks(from: number, to: number, most: number, start: Start): TimeTicks {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? Math.ceil((to - from) / most / DAY) * DAY
  const at: number[] = []
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) at.push(time)
  return { at, text: (time) => (step >= DAY ? dayOf(time, start) : printTime(time, start).slice(11, 16)) }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2 Jun`. */
export function dayOf(time: number, start: Start): string {
  const date = printTime(time, start)
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]!}`
}
