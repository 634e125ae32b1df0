import type { Run } from '../../run/run.js'
import type { Course, DevicesCourse } from './course.js'
import { count, datum } from './datum.js'
import type { Happening } from './happenings.js'
import { html, type Html } from './html.js'
import { figure, table } from './parts.js'
import type { Plots } from './plots.js'
import { minuteOf, rules, xAxis } from './time-line-axis.js'

/** A table of changes has so many rows: timeline.csv has all. */
const CHANGES = 60

const WIDE = { width: 760, height: 230, marginLeft: 56, marginRight: 64, marginTop: 26, marginBottom: 28 }

/** How many devices of a network were powered, and had joined it. */
export function devicesFigure(
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
    the worst ${count(lowest.up)} of ${count(top)} were powered, from ${minuteOf(run, lowest.time)}; at the end of what is shown
    ${count(last.joined)} were in the network.`
  return figure(
    html`<div class="wide" tabindex="0" role="region" aria-label="Devices of ${network}">${picture}</div>`,
    caption,
    changesTable(run, network, changes),
  )
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
    .map(({ time: at, up, joined }) => [minuteOf(run, at), datum(up), datum(joined)])
  const some = step > 1 ? `, each ${ordinal(step)} change` : ''
  return table(
    `${network}: devices at the end of each minute that changed them${some}`,
    ['by', '#powered', '#joined'],
    rows,
  )
}

const ordinal = (n: number) => (n === 2 ? 'second' : n === 3 ? 'third' : `${n}th`)
