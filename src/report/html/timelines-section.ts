import { printDuration } from '../../input/units.js'
import type { Run } from '../../run/run.js'
import { campaignFigures } from './campaign-curve.js'
import { courseOf, type Course } from './course.js'
import { count } from './datum.js'
import { devicesFigure } from './devices-course.js'
import { happeningsOf, type Happening } from './happenings.js'
import { html, type Content, type Html } from './html.js'
import { packetFigures } from './packets-course.js'
import type { Section } from './page.js'
import { table } from './parts.js'
import type { Plots } from './plots.js'
import { MARKED, momentOf } from './time-line-axis.js'

/** So many have a row in the list. */
const LISTED = 60

/** What happened when: power that goes and comes, nodes and links that fail, campaigns; undefined where nothing of it did. */
export function timelinesSection(run: Run, plots: Plots): Section | undefined {
  const happenings = happeningsOf(run)
  const campaigns = campaignFigures(run, plots)
  const events = eventsOf(run, happenings, plots)
  if (events === undefined && campaigns.length === 0) return undefined
  const body = html`${events}${campaigns}`
  const isEventful = events !== undefined
  return { id: 'timelines', title: titleOf(isEventful, campaigns.length), body }
}

/** What happened, and what it did to devices and packets; undefined where nothing did. */
function eventsOf(run: Run, happenings: readonly Happening[], plots: Plots): Html | undefined {
  // A time line of a month is long: where nothing can have happened, nobody looks.
  if (happenings.length === 0 && !run.deployment.canFail) return undefined
  const course = courseOf(run, happenings)
  if (happenings.length === 0 && course.devices.length === 0) return undefined
  const list = happenings.length > 0 ? listOf(run, happenings) : undefined
  const pictures = course.devices.map((one) => devicesFigure(run, course, one, happenings, plots))
  return html`${spanInWords(run, course)}
    <div class="beside">${pictures.slice(0, 1)}${list}</div>
    ${pictures.slice(1)}
    <div class="multiples">${packetFigures(run, course, happenings, plots)}</div>`
}

function titleOf(isEventful: boolean, campaigns: number): string {
  if (!isEventful) return campaigns === 1 ? 'Campaign' : 'Campaigns'
  return campaigns === 0 ? 'What happened when' : 'What happened when, and campaigns'
}

function spanInWords(run: Run, { from, to, step }: Course): Html {
  const { start, end } = run.deployment
  const isPart = from > start || to < end
  return html`<p>
    ${isPart && html`Shown is the part of the run around what happened, ${momentOf(run, from)} to ${momentOf(run, to)}.`}
    Packets are counted in steps of ${printDuration(step)}; timeline.csv has them minute by minute.
  </p>`
}

function listOf(run: Run, happenings: readonly Happening[]): Html {
  const lasts = happenings.some(({ until }) => until !== undefined)
  const end = (until: number | undefined) =>
    until === undefined ? '–' : until > run.deployment.end ? 'beyond the end' : momentOf(run, until)
  const rows = happenings
    .slice(0, LISTED)
    .map(({ at, until, words }, i): Content[] => [
      i < MARKED ? String(i + 1) : '–',
      momentOf(run, at),
      ...(lasts ? [end(until)] : []),
      words,
    ])
  const columns = ['#no.', lasts ? 'from' : 'at', ...(lasts ? ['until'] : []), 'what']
  const more = happenings.length > LISTED ? html`<p>… and ${count(happenings.length - LISTED)} more.</p>` : undefined
  return html`<div class="list">${table('What happened; the numbers are those in the plots', columns, rows)}${more}</div>`
}
