import { printTime } from '../../deployment/moment.js'
import { DAY, MINUTE, SECOND } from '../../kernel/time.js'
import type { Run } from '../../run/run.js'
import type { Course } from './course.js'
import type { Happening } from './happenings.js'
import type { Plots } from './plots.js'
import { dayOf, timeTicks } from './time-ticks.js'

/** So many have a line in the plots: outages at random can be hundreds. */
export const MARKED = 30

export /** The time of the clock, and where a day begins its date. */
function xAxis({ deployment }: Run, { from, to }: Course, most: number) {
  const { start } = deployment.settings
  const { at, text } = timeTicks(from, to, most, start)
  // A clock says nothing of which day it is.
  const isLong = Math.floor(from / DAY) < Math.floor((to - 1) / DAY)
  const label = (tick: number) => (isLong && text(tick) === '00:00' ? dayOf(tick, start) : text(tick))
  return { domain: [from, to], ticks: at, tickFormat: label, label: null, tickSize: 4 }
}

/** Pixels that a number takes. */
const NUMBER = 16

/** A line where each happened, with its number in the list; where they crowd, one number to the next for several. */
export function rules({ from, to }: Course, happenings: readonly Happening[], { marks }: Plots, width: number) {
  const all = happenings.slice(0, MARKED)
  const room = ((to - from) * NUMBER) / width
  const crowds: { at: number; first: number; last: number }[] = []
  all.forEach(({ at }, i) => {
    const crowd = crowds.at(-1)
    if (crowd !== undefined && at - crowd.at < room) crowd.last = i + 1
    else crowds.push({ at, first: i + 1, last: i + 1 })
  })
  const lasting = all.flatMap(({ at, until }) => (until === undefined ? [] : [{ at, until: Math.min(until, to) }]))
  const called = ({ first, last }: (typeof crowds)[number]) => (first === last ? `${first}` : `${first}–${last}`)
  return [
    marks.rectX(lasting, { x1: 'at', x2: 'until', fill: 'var(--bound)', fillOpacity: 0.08 }),
    marks.ruleX([...new Set(all.map(({ at }) => at))], { stroke: 'var(--bound)', strokeDasharray: '2 3' }),
    marks.text(crowds, { x: 'at', text: called, frameAnchor: 'top', dy: -12, fill: 'var(--bound)' }),
  ]
}

/** With its date where the run has several days. */
export function momentOf({ deployment }: Run, at: number): string {
  const { settings, start, end } = deployment
  const text = printTime(Math.round(at / SECOND) * SECOND, settings.start)
  return Math.floor(start / DAY) === Math.floor((end - 1) / DAY) ? text.slice(11) : text
}

/** The minute of a time. */
export const minuteOf = (run: Run, at: number): string => momentOf(run, Math.floor(at / MINUTE) * MINUTE)
