import { percent } from '../check/verdict.js'
import { printDuration } from '../input/units.js'
import { datum, share } from '../report/html/datum.js'
import { html, type Content, type Html } from '../report/html/html.js'
import type { Section } from '../report/html/page.js'
import { figure, table } from '../report/html/parts.js'
import type { PlotOptions, Plots } from '../report/html/plots.js'
import type { Axis } from './sweep-axes.js'
import { gridIn, type Grid } from './sweep-grid.js'
import type { Overview, OverviewPoint } from './sweep-overview.js'
import { byFailures } from './sweep-words.js'

/** Curves that can be told apart. */
const MOST_CURVES = 6
/** Two values are no curve; of so many more nobody reads the figures. */
const [FEWEST_VALUES, MOST_VALUES] = [3, 200]
/** From there on, a scale by ratio shows more. */
const BY_RATIO = 8

/** The key figures over a number that is varied: a curve for each requirement that moves, or for each value of the other thing that is varied. */
export function curvesSection(overview: Overview, plots: Plots): Section | undefined {
  const grid = gridIn(overview)
  if (grid === undefined || !isOverNumbers(grid)) return undefined
  const figures = (grid.y === undefined ? overOne(overview, grid, plots) : overTwo(overview, grid, plots)).filter((one) => one !== undefined)
  if (figures.length === 0) return undefined
  return { id: 'curves', title: `Over ${grid.x.path}`, body: html`<div class="multiples">${figures}</div>` }
} // prettier-ignore

function isOverNumbers({ x, y, others }: Grid): boolean {
  const many = x.values.length
  const few = y === undefined || y.values.length <= MOST_CURVES
  return x.isNumeric && many >= FEWEST_VALUES && many <= MOST_VALUES && others.length === 0 && few
}

/** A line of a plot: at each value of the axis a figure, or none. */
interface Curve {
  name: string
  values: readonly (number | undefined)[]
  /** Where the interval of each begins and ends. */
  limits?: readonly ({ low: number; high: number } | undefined)[]
}

function overOne(overview: Overview, grid: Grid, plots: Plots): (Html | undefined)[] {
  const { x } = grid
  const at = x.values.map(({ text }) => grid.at({ [x.path]: text }))
  if (at.some((one) => one?.result && !one.requirements)) return [useOf(x, [['', at]], plots)]
  const moving = overview.requirements
    .filter(({ moves }) => moves)
    .sort(byFailures)
    .slice(0, MOST_CURVES)
  const shares = moving.map(({ requirement }): Curve => ({
    name: requirement,
    values: at.map((one) => one?.requirements?.get(requirement)?.shareInTime ?? undefined),
    limits: at.map((one) => {
      const { low, high } = one?.requirements?.get(requirement) ?? {}
      return typeof low === 'number' && typeof high === 'number' ? { low, high } : undefined
    }),
  }))
  const bounds = [...new Set(moving.map(({ boundReliability }) => boundReliability))]
  const latencies = overview.requirements
    .map(({ requirement, ...ends }): Curve & { fail: number } => ({
      name: requirement,
      values: at.map((one) => one?.requirements?.get(requirement)?.latencyP99S ?? undefined),
      fail: ends.fail,
    }))
    .filter(({ values }) => new Set(values).size > 1)
    .sort((a, b) => b.fail - a.fail || growthOf(b) - growthOf(a))
    .slice(0, MOST_CURVES)
  return [
    sharesOf(x, shares, bounds, plots),
    curvesOf(x, latencies, plots, {
      title: 'Latency p99',
      name: 'latency p99',
      print: (value) => printDuration(Math.round(value * 1e6), 2),
      datum: (value) => datum(value, (one) => printDuration(Math.round(one * 1e6), 3)),
      domain: spanOf(latencies, 'by ratio'),
      caption: 'The latency that 99 % of the messages received did not exceed, of the requirements in which it changes most (those that fail first).',
    }),
    useOf(x, [['', at]], plots),
  ] // prettier-ignore
}

function overTwo(overview: Overview, grid: Grid, plots: Plots): (Html | undefined)[] {
  const { x, y } = grid
  const rows = y!.values.map(({ text: of }): [string, (OverviewPoint | undefined)[]] => [
    `${y!.path}=${of}`,
    x.values.map(({ text }) => grid.at({ [x.path]: text, [y!.path]: of })),
  ])
  const failures = rows.map(([name, at]): Curve => ({ name, values: at.map((one) => one?.result?.fail) }))
  const worst = overview.requirements.filter(({ moves }) => moves).sort(byFailures)[0]
  const shares = rows.map(([name, at]): Curve => ({
    name,
    values: at.map((one) => one?.requirements?.get(worst?.requirement ?? '')?.shareInTime ?? undefined),
  }))
  const most = Math.max(...failures.flatMap(({ values }) => defined(values)))
  return [
    most > 0
      ? curvesOf(x, failures, plots, {
          title: 'Requirements that fail',
          name: 'requirements that fail',
          print: (value) => (Number.isInteger(value) ? String(value) : ''),
          datum: (value) => datum(value),
          domain: { from: 0, to: most, byRatio: false },
          caption: `How many requirements fail, over ${x.path}.`,
        })
      : undefined,
    worst && sharesOf(x, shares, [worst.boundReliability], plots, worst.requirement),
    useOf(x, rows, plots),
  ]
}

function sharesOf(x: Axis, curves: readonly Curve[], bounds: readonly number[], plots: Plots, of?: string): Html | undefined {
  const values = curves.flatMap((one) => defined(one.values))
  if (values.length === 0) return undefined
  const lowest = Math.min(...values, ...bounds)
  return curvesOf(x, curves, plots, {
    title: 'Share in time',
    name: of === undefined ? 'share in time' : `share in time of ${of}`,
    print: (value) => percent(value),
    datum: share,
    domain: { from: Math.max(0, lowest - (1 - lowest) * 0.1), to: 1, byRatio: false },
    bounds,
    caption:
      of === undefined
        ? 'Share in time of the requirements in which it moves (those that fail at most points first), with its interval; across, what must be exceeded.'
        : html`Share in time of <span class="id">${of}</span>, which fails at most points; across, what must be exceeded.`,
  })
} // prettier-ignore

/** The highest use of its capacity of any network. */
function useOf(x: Axis, rows: readonly (readonly [string, readonly (OverviewPoint | undefined)[]])[], plots: Plots): Html | undefined {
  const curves = rows.map(([name, at]): Curve => ({ name, values: at.map((one) => one?.result?.busiest?.utilisation) }))
  // A flat line says no more than the table of points.
  if (new Set(curves.flatMap(({ values }) => defined(values))).size < 2) return undefined
  const busiest = rows.flatMap(([, at]) => at.map((one) => one?.result?.busiest)).filter((one) => one != null)
  const networks = [...new Set(busiest.map(({ network, direction }) => `${network} ${direction}`))]
  return curvesOf(x, curves, plots, {
    title: 'Use of the busiest network',
    name: 'use of the busiest network',
    print: (value) => percent(value),
    datum: share,
    domain: { ...spanOf(curves, 'by difference'), from: 0 },
    caption: `The highest use of its capacity that a network has in any hour: ${networks.join(', ')}.`,
  })
} // prettier-ignore

interface Domain {
  from: number
  to: number
  byRatio: boolean
}

interface Look {
  /** What the plot is of: above it, and in a sentence. */
  title: string
  name: string
  /** Marks of the scale. */
  print: (value: number) => string
  /** Cells of the table. */
  datum: (value: number | undefined) => Html
  domain: Domain
  bounds?: readonly number[]
  caption: Content
}

const SIZE = { width: 380, height: 220, marginLeft: 50, marginRight: 30, marginTop: 14, marginBottom: 34 }
const TICKS = 5
const DASHES = ['', '6 2', '2 2', '8 2 2 2', '4 4', '10 3']

function curvesOf(x: Axis, curves: readonly Curve[], plots: Plots, look: Look): Html | undefined {
  const drawn = curves.filter(({ values }) => defined(values).length > 0)
  if (drawn.length === 0 || !(look.domain.to > look.domain.from)) return undefined
  const { marks } = plots
  const sizes = x.values.map(({ size }) => size!)
  const across = placeOf(sizes[0]! > 0 && sizes.at(-1)! / sizes[0]! >= BY_RATIO)
  const shown = ticksOf(sizes, across)
  const { from, to, byRatio } = look.domain
  const up = placeOf(byRatio)
  const round = byRatio ? ratioTicks(from, to) : undefined
  const y = (value: number) => up(Math.min(to, Math.max(from, value)))
  const options: PlotOptions = {
    ...SIZE,
    x: { domain: [across(sizes[0]!), across(sizes.at(-1)!)], ticks: shown.map(across), tickFormat: (_: number, i: number) => x.values[sizes.indexOf(shown[i]!)]!.text, label: x.path, labelArrow: 'none', tickSize: 4 },
    y: { domain: [up(from), up(to)], ticks: round?.map(up) ?? TICKS, tickFormat: (place: number, i: number) => look.print(round?.[i] ?? place), label: null, tickSize: 0 },
    marks: [
      marks.gridY(round?.map(up), { ...(!round && { ticks: TICKS }), stroke: 'var(--grid)', strokeOpacity: 1 }),
      ...(look.bounds ?? []).map((bound) => marks.ruleY([y(bound)], { stroke: 'var(--bound)', strokeWidth: 1, strokeDasharray: '1 2' })),
      ...drawn.flatMap((curve, i) => curveMarks(curve, i, sizes.map(across), y, i - (drawn.length - 1) / 2, plots)),
    ],
  }
  const legend = drawn.length > 1 || drawn[0]!.name !== '' ? legendOf(drawn) : undefined
  const rows = x.values.map(({ text }, k): Content[] => [text, ...drawn.map(({ values }) => look.datum(values[k]))])
  const columns = [x.path, ...drawn.map(({ name }) => `#${name === '' ? look.name : name}`)]
  return figure(html`<h3>${look.title}</h3>${plots.svg(options, inWords(x, drawn, look))}${legend}`, look.caption, table(`${look.name} by ${x.path}`, columns, rows))
} // prettier-ignore

/** `aside`: by how much intervals stand beside their dots, so that they are not on one another. */
function curveMarks({ values, limits }: Curve, i: number, places: readonly number[], y: (value: number) => number, aside: number, { marks }: Plots) {
  const stroke = `var(--line${i + 1})`
  const points = values.flatMap((value, k) => (value === undefined ? [] : [{ x: places[k]!, y: y(value) }]))
  const intervals = (limits ?? []).flatMap((one, k) => (one === undefined ? [] : [{ x: places[k]!, low: y(one.low), high: y(one.high) }]))
  return [
    marks.ruleX(intervals, { x: 'x', y1: 'low', y2: 'high', stroke, strokeOpacity: 0.45, dx: aside * 3 }),
    marks.lineY(points, { x: 'x', y: 'y', stroke, strokeWidth: 1.5, strokeDasharray: DASHES[i] }),
    marks.dot(points, { x: 'x', y: 'y', r: 2.2, fill: stroke, stroke: 'none' }),
  ]
} // prettier-ignore

/** Where a value lies on a scale: of one by ratio at its logarithm, since a scale of Plot's own leaves out marks as it likes. */
function placeOf(byRatio: boolean): (value: number) => number {
  return byRatio ? Math.log10 : (value) => value
}

function legendOf(curves: readonly Curve[]): Html {
  const item = ({ name }: Curve, i: number) =>
    html`<li><svg width="26" height="10" aria-hidden="true"><path d="M1 5H25" stroke="var(--line${i + 1})" stroke-width="2" stroke-dasharray="${DASHES[i]}"></path></svg> <span class="id">${name}</span></li>`
  return html`<ul class="legend lines">${curves.map(item)}</ul>`
} // prettier-ignore

/** What the plot shows: where each curve begins and ends. */
function inWords(x: Axis, curves: readonly Curve[], { name, print }: Look): string {
  const [from, to] = [x.values[0]!.text, x.values.at(-1)!.text]
  const told = curves.map(({ name: of, values }) => {
    const known = defined(values)
    return `${of === '' ? '' : `${of} `}${print(known[0]!)} to ${print(known.at(-1)!)}`
  })
  return `${name} from ${x.path}=${from} to ${to}: ${told.join('; ')}`
}

/** Values of the axis that do not stand on one another. */
function ticksOf(sizes: readonly number[], place: (size: number) => number): number[] {
  const span = place(sizes.at(-1)!) - place(sizes[0]!)
  const apart = (a: number, b: number) => Math.abs(place(a) - place(b)) / span >= 0.13
  const last = sizes.at(-1)!
  const kept: number[] = []
  for (const size of sizes.slice(0, -1)) if ((kept.length === 0 || apart(kept.at(-1)!, size)) && apart(size, last)) kept.push(size)
  return [...kept, last]
} // prettier-ignore

/** Of a scale by ratio: powers of ten, where there are few of them with what lies between. */
function ratioTicks(from: number, to: number): number[] {
  const steps = to / from > 1000 ? [1] : to / from > 30 ? [1, 3] : [1, 2, 5]
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++)
    for (const step of steps) ticks.push(Number(`${step}e${power}`))
  return ticks.filter((one) => one >= from && one <= to)
}

function spanOf(curves: readonly Curve[], how: 'by ratio' | 'by difference'): Domain {
  const values = curves.flatMap((one) => defined(one.values))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const byRatio = how === 'by ratio' && least > 0 && most / least >= BY_RATIO
  return byRatio ? { from: least / 1.15, to: most * 1.15, byRatio } : { from: 0, to: most * 1.05, byRatio }
}

function growthOf({ values }: Curve): number {
  const known = defined(values)
  return Math.max(...known) / Math.max(Math.min(...known), 1e-6)
}

function defined(values: readonly (number | undefined)[]): number[] {
  return values.filter((one) => one !== undefined)
}
