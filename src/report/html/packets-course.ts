import { printDuration } from '../../input/units.js'
import type { Run } from '../../run/run.js'
import type { Course, LaneCourse } from './course.js'
import { count, datum } from './datum.js'
import type { Happening } from './happenings.js'
import { html, type Content, type Html } from './html.js'
import { figure, table } from './parts.js'
import type { Plots } from './plots.js'
import { minuteOf, rules, xAxis } from './time-line-axis.js'

/** Fewer packets than that wait for a moment on any busy link. */
const A_QUEUE = 5

const NARROW = { width: 360, height: 180, marginLeft: 52, marginRight: 14, marginTop: 22, marginBottom: 26 }

/** Packets offered and lost by network; and where any number of them waited, how many. */
export function packetFigures(run: Run, course: Course, happenings: readonly Happening[], plots: Plots): Html[] {
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
    const when = () => minuteOf(run, stepAt(course, waiting.indexOf(most)))
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
      minuteOf(run, stepAt(course, i)),
      ...lanes.flatMap(({ offered, lost, waiting }) => [datum(offered[i]), datum(lost[i]), datum(waiting[i])]),
    ])
  const some = busy.length > ROWS ? `, the ${ROWS} fullest` : ''
  return table(`${network}: packets in steps of ${printDuration(course.step)}${some}`, ['from', ...names], rows)
}

const stepAt = ({ first, step }: Course, i: number) => first + i * step

function added(columns: readonly Float64Array[]): Float64Array {
  return columns[0]!.map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0))
}
