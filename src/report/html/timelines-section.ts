import { printTime } from '../../deployment/moment.js'
import { printDuration } from '../../input/units.js'
import { DAY, MINUTE, SECOND } from '../../kernel/time.js'
import type { Run } from '../../run/run.js'
import { campaignFigures } from './campaign-curve.js'
import { courseOf, type Course, type DevicesCourse, type LaneCourse } from './course.js'
import { count, datum } from './datum.js'
import { happeningsOf, type Happening } from './happenings.js'
import { html, type Content, type Html } from './html.js'
import type { Section } from './page.js'
import { figure, table } from './parts.js'
import type { Plots } from './plots.js'
import { dayOf, timeTicks } from './time-ticks.js'

/** So many have a line in the plots, and a row in the list: outages at random can be hundreds. */
const MARKED = 30
const LISTED = 60
/** A table of changes has so many rows: timeline.csv has all. */
const CHANGES = 60
/** Fewer packets than that wait for a moment on any busy link. */
const A_QUEUE = 5

/** What happened when: power that goes and comes, nodes and links that fail, campaigns; undefined where nothing of it did. */
export function timelinesSection(run: Run, plots: Plots): Section | undefined {
  const happenings = happeningsOf(run)
  const campaigns = campaignFigures(run, plots)
  const course = courseOf(run, happenings)
  const { devices } = course
  if (happenings.length === 0 && devices.length === 0 && campaigns.length === 0) return undefined
  const isEventful = happenings.length > 0 || devices.length > 0
  const list = happenings.length > 0 ? listOf(run, happenings) : undefined
  const pictures = devices.map((one) => devicesFigure(run, course, one, happenings, plots))
  const events = html`${spanInWords(run, course)}
    <div class="beside">${pictures.slice(0, 1)}${list}</div>
    ${pictures.slice(1)}
    <div class="multiples">${packetFigures(run, course, happenings, plots)}</div>`
  const body = html`${isEventful && events}${campaigns}`
  return { id: 'timelines', title: titleOf(isEventful, campaigns.length), body }
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

/** With its date where the run has several days. */
function momentOf({ deployment }: Run, at: number): string {
  const { settings, start, end } = deployment
  const text = printTime(Math.round(at / SECOND) * SECOND, settings.start)
  return Math.floor(start / DAY) === Math.floor((end - 1) / DAY) ? text.slice(11) : text
}

const WIDE = { width: 760, height: 230, marginLeft: 56, marginRight: 64, marginTop: 26, marginBottom: 28 }
const NARROW = { width: 360, height: 180, marginLeft: 52, marginRight: 14, marginTop: 22, marginBottom: 26 }

function devicesFigure(
  run: Run,
  course: Course,
  { network, changes }: DevicesCourse,
  happenings: readonly Happening[],
  plots: Plots,
): Html {
  const { marks } = plots
  const points = within(changes, course)
  const top = Math.max(...points.map(({ up }) => up))
  const line = { x: 'time', curve: 'step-after', strokeWidth: 1.75 } as const
  const last = points.at(-1)!
  const ends = [
    { y: last.up, words: 'powered', fill: 'var(--line1)' },
    { y: last.joined, words: 'joined', fill: 'var(--line2)' },
  ]
  // Where they end together one name would stand on the other.
  const apart = Math.abs(last.up - last.joined) < top * 0.08 ? 7 : 0
  const picture = plots.svg(
    {
      ...WIDE,
      x: xAxis(run, course, 8),
      y: { domain: [0, top * 1.04], ticks: 4, tickFormat: count, label: null, tickSize: 0 },
      marks: [
        marks.gridY({ ticks: 4, stroke: 'var(--grid)', strokeOpacity: 1 }),
        ...rules(course, happenings, plots, WIDE.width),
        marks.lineY(points, { ...line, y: 'up', stroke: 'var(--line1)', strokeWidth: 4, strokeOpacity: 0.45 }),
        marks.lineY(points, { ...line, y: 'joined', stroke: 'var(--line2)' }),
        ...ends.map(({ y, words, fill }, i) =>
          marks.text([{ x: course.to, y }], {
            x: 'x',
            y: 'y',
            text: () => words,
            fill,
            textAnchor: 'start',
            dx: 5,
            dy: i === 0 ? -apart : apart,
          }),
        ),
      ],
    },
    devicesInWords(network, points),
  )
  const lowest = points.reduce((least, one) => (one.up < least.up ? one : least))
  const caption = html`<strong>${network}</strong>: devices that are powered and, of those, that have joined their network. At
    the worst ${count(lowest.up)} of ${count(top)} were powered, from ${time(run, lowest.time)}; at the end of what is shown
    ${count(last.joined)} were in the network.`
  return figure(html`<div class="wide">${picture}</div>`, caption, changesTable(run, network, changes))
}

function devicesInWords(network: string, points: readonly { up: number; joined: number }[]): string {
  const [first, last] = [points[0]!, points.at(-1)!]
  const least = Math.min(...points.map(({ up }) => up))
  const leastIn = Math.min(...points.map(({ joined }) => joined))
  return `${network} devices: ${first.up} powered at first, ${least} at the fewest, ${last.up} in the end; joined ${first.joined}, ${leastIn} and ${last.joined}`
}

/** Those in the part that is shown, with the state before and until its end. */
function within(changes: DevicesCourse['changes'], { from, to }: Course): DevicesCourse['changes'] {
  const before = changes.filter(({ time: at }) => at <= from).at(-1) ?? changes[0]!
  const inside = changes.filter(({ time: at }) => at > from && at <= to)
  const last = inside.at(-1) ?? before
  return [{ ...before, time: from }, ...thinned(inside, (to - from) / SEEN), { ...last, time: to }]
}

/** Steps of so many in a plot cannot be told apart. */
const SEEN = 600

function thinned(changes: DevicesCourse['changes'], step: number): DevicesCourse['changes'] {
  return changes.filter((one, i) => {
    const next = changes[i + 1]
    return next === undefined || Math.floor(next.time / step) > Math.floor(one.time / step)
  })
}

function changesTable(run: Run, network: string, changes: DevicesCourse['changes']): Html {
  const step = Math.ceil(changes.length / CHANGES)
  const rows = changes
    .filter((_, i) => i % step === 0 || i === changes.length - 1)
    .map(({ time: at, up, joined }) => [time(run, at), datum(up), datum(joined)])
  const some = step > 1 ? `, each ${ordinal(step)} change` : ''
  return table(
    `${network}: devices at the end of each minute that changed them${some}`,
    ['by', '#powered', '#joined'],
    rows,
  )
}

const ordinal = (n: number) => (n === 2 ? 'second' : n === 3 ? 'third' : `${n}th`)

/** Packets offered and lost by network; and where any number of them waited, how many. */
function packetFigures(run: Run, course: Course, happenings: readonly Happening[], plots: Plots): Html[] {
  const networks = [...new Set(course.lanes.map(({ network }) => network))]
  const lanesOf = (network: string) => course.lanes.filter((lane) => lane.network === network)
  const sum = (column: Float64Array) => column.reduce((total, one) => total + one, 0)
  const busy = networks.filter((network) => lanesOf(network).some(({ offered }) => sum(offered) > 0))
  return busy.map((network) => {
    const lanes = lanesOf(network)
    const lost = added(lanes.map((lane) => lane.lost))
    const waiting = added(lanes.map((lane) => lane.waiting))
    const most = Math.max(...waiting)
    const picture = packetsPlot(run, course, { network, lanes, lost }, happenings, plots)
    const keys = lanes.map(
      ({ direction, offered }) =>
        html`<br /><span class="hue ${direction}">${direction}</span> ${count(sum(offered))} packets offered`,
    )
    const gone = sum(lost) > 0 ? html`<span class="hue lost">lost</span> ${count(sum(lost))}` : 'none lost'
    const when = () => time(run, stepAt(course, waiting.indexOf(most)))
    const queue = most >= A_QUEUE && html`; ${count(most)} waiting at the most, ${when()}`
    const caption = html`<strong>${network}</strong>${keys}<br />${gone}${queue}`
    return figure(picture, caption, stepsTable(run, course, network, lanes))
  })
}

function packetsPlot(
  run: Run,
  course: Course,
  { network, lanes, lost }: { network: string; lanes: readonly LaneCourse[]; lost: Float64Array },
  happenings: readonly Happening[],
  plots: Plots,
): Html {
  const { marks } = plots
  const top = Math.max(...lanes.flatMap(({ offered }) => [...offered]), ...lost)
  const points = (column: Float64Array) => {
    const all = Array.from(column, (y, i) => ({ x: Math.max(course.from, stepAt(course, i)), y }))
    return [...all, { x: course.to, y: all.at(-1)!.y }]
  }
  const drawn = lanes.map(({ direction, offered }) =>
    marks.lineY(kept(points(offered)), {
      x: 'x',
      y: 'y',
      curve: 'step-after',
      stroke: direction === 'up' ? 'var(--line2)' : 'var(--line1)',
      ...(direction === 'down' && { strokeDasharray: '4 2' }),
    }),
  )
  const dead = lost.some((one) => one > 0)
    ? [marks.areaY(kept(points(lost)), { x: 'x', y: 'y', curve: 'step-after', fill: 'var(--fail)', fillOpacity: 0.45 })]
    : []
  const peaks = lanes.map(({ direction, offered }) => `${direction} ${Math.max(...offered)}`).join(', ')
  return plots.svg(
    {
      ...NARROW,
      x: xAxis(run, course, 5),
      y: { domain: [0, top * 1.06], ticks: 3, tickFormat: count, label: null, tickSize: 0 },
      marks: [
        marks.gridY({ ticks: 3, stroke: 'var(--grid)', strokeOpacity: 1 }),
        ...rules(course, happenings, plots, NARROW.width),
        ...dead,
        ...drawn,
      ],
    },
    `${network}: packets offered in ${printDuration(course.step)}, at most ${peaks}; lost at most ${Math.max(...lost)}`,
  )
}

/** Of points of equal height the first and the last. */
function kept(points: readonly { x: number; y: number }[]): { x: number; y: number }[] {
  return points.filter(({ y }, i) => i === 0 || i === points.length - 1 || y !== points[i - 1]!.y)
}

/** So many rows are enough to read; timeline.csv has every minute. */
const ROWS = 40

function stepsTable(run: Run, course: Course, network: string, lanes: readonly LaneCourse[]): Html {
  const busy = Array.from(lanes[0]!.offered, (_, i) => i).filter((i) =>
    lanes.some(({ offered, lost }) => offered[i]! + lost[i]! > 0),
  )
  const most = (i: number) => lanes.reduce((sum, { offered }) => sum + offered[i]!, 0)
  const fullest = new Set([...busy].sort((a, b) => most(b) - most(a) || a - b).slice(0, ROWS))
  const names = lanes.flatMap(({ direction }) =>
    ['offered', 'lost', 'most waiting'].map((name) => `#${direction}: ${name}`),
  )
  const rows = busy
    .filter((i) => fullest.has(i))
    .map((i): Content[] => [
      time(run, stepAt(course, i)),
      ...lanes.flatMap(({ offered, lost, waiting }) => [datum(offered[i]), datum(lost[i]), datum(waiting[i])]),
    ])
  const some = busy.length > ROWS ? `, the ${ROWS} fullest` : ''
  return table(`${network}: packets in steps of ${printDuration(course.step)}${some}`, ['from', ...names], rows)
}

const stepAt = ({ first, step }: Course, i: number) => first + i * step
const time = (run: Run, at: number) => momentOf(run, Math.floor(at / MINUTE) * MINUTE)

function added(columns: readonly Float64Array[]): Float64Array {
  return columns[0]!.map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0))
}

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
function rules({ from, to }: Course, happenings: readonly Happening[], { marks }: Plots, width: number) {
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
