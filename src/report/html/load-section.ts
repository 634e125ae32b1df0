import { percent } from '../../check/verdict.js'
import { printTime } from '../../deployment/moment.js'
import { printSize } from '../../input/units.js'
import { DAY, HOUR } from '../../kernel/time.js'
import type { Run } from '../../run/run.js'
import { count, share, use } from './datum.js'
import { html, type Content, type Html } from './html.js'
import { loadTable } from './load-table.js'
import { networkLoads, startOfHour, type LaneLoad, type NetworkLoad } from './network-load.js'
import type { Section } from './page.js'
import { figure } from './parts.js'
import type { Plots } from './plots.js'
import { dayOf, timeTicks } from './time-ticks.js'

/** Days that are drawn one behind the other; of more of them those are laid over each other. */
const IN_A_ROW = 8
/** Below that a share of the capacity is a flat line, and bytes say more. */
const SHARE_SHOWN = 0.01

const COLOURS = { down: 'var(--line1)', up: 'var(--line2)' } as const
const SIZE = { width: 360, height: 190, marginLeft: 52, marginRight: 14, marginTop: 20, marginBottom: 26 }

/** What each network carried in each direction, hour by hour, against what it can (hourly.csv). */
export function loadSection(run: Run, plots: Plots): Section | undefined {
  const networks = networkLoads(run)
  if (networks.length === 0) return undefined
  const over =
    networks.some(({ medium }) => medium === 'mesh') &&
    html` On a mesh the air time of all relays counts; those that speak side by side can make it more than the whole.`
  const isLong = run.deployment.end - run.deployment.start > IN_A_ROW * DAY
  const days =
    isLong &&
    html` All days are shown by the hour of the day: the line is the mean of all days, the band from the least to the most.`
  const intro = html`<p>
    Share of the capacity that was in use: hourly means, averaged over the links or channels of a network; the fullest
    first. Dotted: what the fullest link of a direction had over the whole run, which a mean of many hides. A rush of minutes fills a link and is a small part of its hour. Where it never reaches ${percent(SHARE_SHOWN)}, the plot shows bytes instead.${over}${days}
  </p>`
  const figures = networks.map((one) => figureOf(run, one, isLong, plots))
  return { id: 'load', title: 'Load by hour', body: html`${intro}<div class="multiples">${figures}</div>` }
}

function figureOf(run: Run, one: NetworkLoad, isLong: boolean, plots: Plots): Html {
  const picture = isLong ? overEachOther(run, one, plots) : inARow(run, one, plots)
  return figure(picture, caption(run, one), loadTable(run, one))
}

interface Scale {
  of: (lane: LaneLoad) => readonly number[]
  top: number
  print: (value: number) => string
}

/** Shares up to the capacity, where that is near enough to be on the plot; else up to the peak. */
function scaleOf({ lanes, most }: NetworkLoad): Scale {
  if (most < SHARE_SHOWN) {
    const top = Math.max(...lanes.flatMap((lane) => lane.bytesWire))
    return { of: (lane) => lane.bytesWire, top: top * HEADROOM, print: (value) => printSize(value, 3) }
  }
  const top = showsCapacity(most) ? Math.max(1, most) : most
  return { of: (lane) => lane.utilisation, top: top * HEADROOM, print: use }
}

const HEADROOM = 1.08
const showsCapacity = (most: number) => most >= 0.4

function inARow(run: Run, one: NetworkLoad, plots: Plots): Html {
  const { marks } = plots
  const { start, end, settings } = run.deployment
  const [from, to] = [startOfHour(run, 0), startOfHour(run, run.model.load.hours)]
  const scale = scaleOf(one)
  const ticks = timeTicks(from, to, 5, settings.start)
  const lines = one.lanes.map((lane) => {
    const values = scale.of(lane)
    const points = [...values, values.at(-1)!].map((y, hour) => ({ x: startOfHour(run, hour), y }))
    // An hour of which the run has but a part begins, or ends, with it.
    points[0]!.x = Math.max(start, points[0]!.x)
    points.at(-1)!.x = Math.min(end, points.at(-1)!.x)
    return marks.lineY(points, { x: 'x', y: 'y', curve: 'step-after', ...lineOf(lane) })
  })
  return plots.svg(
    {
      ...SIZE,
      x: { domain: [from, to], ticks: ticks.at, tickFormat: ticks.text, label: null, tickSize: 4 },
      y: yAxis(scale),
      marks: [
        ...ground(plots, one),
        ...lines,
        ...fullestLines(one, plots),
        ...peaks(run, one, scale, plots, (hour) => startOfHour(run, hour) + HOUR / 2),
      ],
    },
    inWords(run, one),
  )
}

/** Many days by the hour of the day: from the quietest to the fullest of each, and their mean. */
function overEachOther(run: Run, one: NetworkLoad, plots: Plots): Html {
  const { marks } = plots
  const scale = scaleOf(one)
  const { firstHour } = run.model.load
  const drawn = one.lanes.flatMap((lane) => {
    const byHour = Array.from({ length: 24 }, (): number[] => [])
    scale.of(lane).forEach((value, hour) => byHour[(firstHour + hour) % 24]!.push(value))
    const band = [...byHour, byHour.at(-1)!].map((values, x) => ({
      x,
      low: Math.min(...values),
      high: Math.max(...values),
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    }))
    const colour = COLOURS[lane.direction]
    return [
      marks.areaY(band, { x: 'x', y1: 'low', y2: 'high', curve: 'step-after', fill: colour, fillOpacity: 0.18 }),
      marks.lineY(band, { x: 'x', y: 'mean', curve: 'step-after', ...lineOf(lane) }),
    ]
  })
  const hourOfDay = (hour: number) => ((firstHour + hour) % 24) + 0.5
  return plots.svg(
    {
      ...SIZE,
      x: {
        domain: [0, 24],
        ticks: [0, 6, 12, 18, 24],
        tickFormat: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
        label: null,
        tickSize: 4,
      },
      y: yAxis(scale),
      marks: [
        ...ground(plots, one),
        ...drawn,
        ...fullestLines(one, plots),
        ...peaks(run, one, scale, plots, hourOfDay),
      ],
    },
    inWords(run, one),
  )
}

const lineOf = ({ direction }: LaneLoad) => ({
  stroke: COLOURS[direction],
  strokeWidth: 1.5,
  ...(direction === 'down' && { strokeDasharray: '4 2' }),
})

const yAxis = ({ top, print }: Scale) => ({ domain: [0, top], ticks: 4, tickFormat: print, label: null, tickSize: 0 })

/** The grid, and the capacity where it is in sight. */
function ground({ marks }: Plots, { most }: NetworkLoad) {
  const capacity = [
    marks.ruleY([1], { stroke: 'var(--bound)', strokeWidth: 1.5 }),
    marks.text([{ y: 1 }], {
      y: 'y',
      text: () => 'capacity',
      frameAnchor: 'left',
      textAnchor: 'start',
      dy: -6,
      dx: 4,
      fill: 'var(--bound)',
    }),
  ]
  return [marks.gridY({ ticks: 4, stroke: 'var(--grid)', strokeOpacity: 1 }), ...(showsCapacity(most) ? capacity : [])]
}

/** What the fullest of several links of a direction had, over the run; named where it is far above what the mean of them ever has. */
function fullestLines({ lanes, most }: NetworkLoad, { marks }: Plots) {
  if (most < SHARE_SHOWN) return []
  const several = lanes.filter(hasFullest)
  const highest = several.reduce((a: LaneLoad | undefined, b) => (a && a.fullest.share >= b.fullest.share ? a : b), undefined) // prettier-ignore
  const isApart = (one: LaneLoad) =>
    one.fullest.share - Math.max(...lanes.flatMap((lane) => lane.utilisation)) > most / 6
  const lines = several.map(({ direction, fullest }) =>
    marks.ruleY([fullest.share], { stroke: COLOURS[direction], strokeWidth: 1.5, strokeDasharray: '1 3' }),
  )
  if (highest === undefined || !isApart(highest)) return lines
  const named = marks.text([{ y: highest.fullest.share }], {
    y: 'y',
    text: () => `fullest link, ${highest.direction}`,
    frameAnchor: 'right',
    textAnchor: 'end',
    dy: 10,
    dx: -4,
    fill: COLOURS[highest.direction],
    stroke: 'var(--paper)',
    strokeWidth: 3,
  })
  return [...lines, named]
}

/** A network of one link is its mean, and a line that stands for many is one. */
const hasFullest = ({ links, fullest }: LaneLoad) => links > 1 && fullest.each === 1

/** The busiest hour of each direction, named; the second one not where it would stand on the first. */
function peaks(run: Run, { lanes }: NetworkLoad, scale: Scale, { marks }: Plots, x: (hour: number) => number) {
  const found = lanes
    .map((lane) => {
      const values = scale.of(lane)
      const y = Math.max(...values)
      return { lane, x: x(values.indexOf(y)), y }
    })
    .filter(({ y }) => y > 0)
    .sort((a, b) => b.y - a.y)
  const named = found.filter(({ y }, i) => i === 0 || found[0]!.y - y > scale.top / 6)
  const wide = x(run.model.load.hours) - x(0)
  return named.flatMap(({ lane, ...point }) => {
    const isLate = Math.abs(point.x - x(0)) > Math.abs(wide) * 0.6
    const at = { x: 'x', y: 'y', fill: COLOURS[lane.direction] } as const
    const words = `${lane.direction} ${scale.print(point.y)}`
    return [
      marks.dot([point], { ...at, r: 2.5 }),
      marks.text([point], {
        ...at,
        text: () => words,
        dy: -8,
        textAnchor: isLate ? 'end' : 'start',
        dx: isLate ? 4 : -4,
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
    ]
  })
}

function caption(run: Run, one: NetworkLoad): Content {
  const { lanes, network, medium, most } = one
  const keys = lanes.map((lane) => {
    const top = Math.max(...lane.utilisation)
    const when = top > 0 && html` from ${momentOf(startOfHour(run, lane.busiest), run)}`
    const many = html`${count(lane.links)} ${linksOf(medium, lane.links)}`
    const { name, share: full } = lane.fullest
    const fullest = hasFullest(lane) && html`, in the mean; fullest ${name}, ${share(full)} over the run`
    return html`<br /><span class="hue ${lane.direction}">${lane.direction}</span> ${use(top)} at most${when}, ${many}${fullest}`
  })
  // Where something fails of it, its capacity is too small at times, whatever the mean of an hour is.
  const fails = run.outcomes.some((each) => each.verdict === 'fail' && each.costliestLeg?.network === network)
  const far = most >= SHARE_SHOWN && !showsCapacity(most) && !fails
  // The fullest link had its peak in some hour of which nothing is known but that it was no less.
  const known = lanes.some(hasFullest) ? 'at most ' : ''
  const room =
    far && html`<br />The capacity is ${known}${times(1 / most)} times the peak${known && ' of the fullest link'}.`
  return html`<strong>${network}</strong>, ${medium}${keys}${room}`
}

/** A day more than the clock only where there are several. */
function momentOf(time: number, { deployment: { settings, start, end } }: Run): string {
  const clock = printTime(time, settings.start).slice(11)
  return end - start > DAY ? `${clock} on ${dayOf(time, settings.start)}` : clock
}

const times = (value: number) => (value < 10 ? value.toFixed(1) : String(Math.round(value)))

const linksOf = (medium: string, many: number) => (medium === 'wire' ? 'link' : 'channel') + (many === 1 ? '' : 's')

/** What a screen reader says instead of the plot. */
function inWords(run: Run, { network, lanes, most }: NetworkLoad): string {
  const parts = lanes.map((lane) => {
    const hour = most < SHARE_SHOWN ? lane.bytesWire.indexOf(Math.max(...lane.bytesWire)) : lane.busiest
    const when = printTime(startOfHour(run, hour), run.deployment.settings.start)
    const what =
      most < SHARE_SHOWN
        ? `${printSize(lane.bytesWire[hour]!)} at most`
        : `${percent(lane.utilisation[hour]!)} of the capacity at most`
    const { name, share: full } = lane.fullest
    const fullest =
      most >= SHARE_SHOWN && hasFullest(lane) ? `, its fullest link ${name} ${use(full)} over the run` : ''
    return `${lane.direction} ${what}, in the hour from ${when}${fullest}`
  })
  return `${network}: ${parts.join('; ')}`
}
