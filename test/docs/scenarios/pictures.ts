import * as marks from '@observablehq/plot'
import { parse } from 'csv-parse/sync'
import { Window } from 'happy-dom'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A picture of a run, as the file of its own that a page shows; `says` is what stands in its place for who does not see it. */
export interface Picture {
  kind: string
  says: string
  svg: string
}

/** At most two: how full the networks were, and what is most worth seeing beside that. `owed`: the network that the first failure is owed to. */
export function picturesOf(report: string, owed?: string): Picture[] {
  const read = (name: string): Row[] => {
    const file = join(report, name)
    return existsSync(file) ? (parse(readFileSync(file, 'utf8'), { columns: true }) as Row[]) : []
  }
  const second = campaignPicture(read('campaign-curve.csv')) ?? latencyPicture(read('requirements.csv'))
  return [loadPicture(read('hourly.csv'), read('timeline.csv'), read('links.csv'), owed), second].filter((one) => one !== undefined)
}

type Row = Readonly<Record<string, string>>

/** Visible on white and on black. */
const BLUE = '#3b82c4'
const RED = '#d9534f'
const WIDTH = 720

/** A file is drawn by itself, so that its style is its own; the letters follow light and dark. */
const STYLE =
  '<style>.plot{font:12px system-ui,sans-serif;color:#57606a;background:none}.plot text{white-space:pre}' +
  '@media(prefers-color-scheme:dark){.plot{color:#a5b0bb}}</style>'

function drawn(options: marks.PlotOptions, kind: string, says: string): Picture {
  const { document } = new Window() as unknown as { document: NonNullable<marks.PlotOptions['document']> }
  const plot = marks.plot({ width: WIDTH, ...options, document, className: 'plot', ariaLabel: says })
  const svg = plot.outerHTML.replace(/<style>[^]*?<\/style>/, STYLE).replace('<svg ', '<svg role="img" ')
  const whole = svg.includes('xmlns=') ? svg : svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
  return { kind, says, svg: `${whole.replaceAll(/ (?:d|transform|[xy][12]?|c[xy])="[^"]*"/g, slim)}\n` }
}

/** A tenth of a pixel is all that can be seen. */
const slim = (attribute: string) => attribute.replaceAll(/\d+\.\d+/g, (one) => `${Math.round(Number(one) * 10) / 10}`)

interface Point {
  line: string
  at: number
  value: number
}

/** Nobody tells more of them apart. */
const MOST_LINES = 4
/** Of the highest use of a capacity: what is lower has room for all that comes. */
const LEAST_SEEN = 0.03
/** So many points fit side by side. */
const MOST_POINTS = 120

/**
 * How much of the capacity of each network and direction was used, hour by hour; in runs of some hours, the bytes of each minute. Those
 * whose capacity was used most, by the mean of their links in an hour or by one of them over the run; and what something failed on.
 */
function loadPicture(
  hourly: readonly Row[],
  timeline: readonly Row[],
  links: readonly Row[],
  owed: string | undefined,
): Picture | undefined {
  const byHour = new Set(hourly.map((one) => one['hour'])).size > 8
  const all = byHour
    ? hourly.map((one) => ({ line: lineOf(one), at: minuteOf(one['hour_start']!) / 60, value: Number(one['utilisation']) }))
    : timeline.map((one) => ({ line: lineOf(one), at: minuteOf(one['minute']!), value: Number(one['bytes_wire']) / 1000 }))
  const found = [...new Set(all.map(({ line }) => line))]
    .map((line) => {
      const fullest = fullestOf(line, links)
      const used = Math.max(Number(fullest?.['utilisation'] ?? 0), highest(hourly, line, 'utilisation'))
      const isOwed = line.startsWith(`${owed} `)
      return { line, fullest, used, isOwed, most: Math.max(...all.filter((one) => one.line === line).map(({ value }) => value)) }
    })
    .filter(({ most }) => most > 0)
    .sort((a, b) => Number(b.isOwed) - Number(a.isOwed) || b.used - a.used)
  const mostUsed = Math.max(...found.map(({ used }) => used))
  const busiest = found.filter(({ isOwed, used }) => isOwed || used > LEAST_SEEN * mostUsed).slice(0, MOST_LINES)
  if (busiest.length === 0) return undefined
  const lines = busiest.map(({ line }) => line)
  const shownPoints = all.filter(({ line }) => lines.includes(line))
  const points = thinned(shownPoints)
  const first = Math.min(...shownPoints.map(({ at }) => at))
  const most = Math.max(...busiest.map((one) => one.most))
  const what = byHour ? 'capacity used' : 'kB a minute'
  const options: marks.PlotOptions = {
    height: 60 + 90 * lines.length,
    marginLeft: 60,
    marginRight: 130,
    marginBottom: 40,
    x: clockAxis(first, Math.max(...points.map(({ at }) => at)), byHour ? 60 : 1),
    y: { label: what, domain: [0, most], ticks: 2, nice: true, ...(byHour && { tickFormat: percent }) },
    fy: { label: null, domain: lines, padding: 0.2 },
    marks: [
      marks.lineY(points, { x: 'at', y: 'value', fy: 'line', stroke: BLUE, curve: 'step', strokeWidth: 1.5 }),
      ...(byHour && most > 0.5 ? [marks.ruleY([1], { stroke: RED, strokeDasharray: '4 3' })] : []),
      marks.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
    ],
  }
  const shown = (value: number) => (byHour ? percent(value) : `${Number(value.toPrecision(3))} kB a minute`)
  const says = `${byHour ? 'Capacity used by hour' : 'Load by minute'}: ${busiest.map((one) => `${one.line} at most ${shown(one.most)}${fullestInWords(one.fullest)}`).join('; ')}`
  return drawn(options, 'load', says)
}

/** Round times of the clock, or days: `first` is the minute (or hour) at which the scale begins, `unit` its length in minutes. */
function clockAxis(first: number, span: number, unit: number) {
  const step = STEPS.find((one) => (span * unit) / one <= MOST_TICKS) ?? STEPS.at(-1)!
  const ticks: number[] = []
  for (let at = Math.ceil((first * unit) / step) * step; at <= (first + span) * unit; at += step) ticks.push(at / unit - first)
  const tickFormat = (at: number) => {
    const date = new Date((first + at) * unit * 60_000).toISOString()
    return step >= DAY ? date.slice(5, 10) : date.slice(11, 16)
  }
  return { label: step >= DAY ? 'day' : 'time', ticks, tickFormat }
}

const DAY = 1440
/** Minutes. */
const STEPS = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY, 60 * DAY]
const MOST_TICKS = 8

/** The line of links.csv that was used most of a network and direction. */
function fullestOf(line: string, links: readonly Row[]): Row | undefined {
  return links
    .filter((one) => lineOf(one) === line)
    .reduce((a: Row | undefined, b) => (a && Number(a['utilisation']) >= Number(b['utilisation']) ? a : b), undefined)
}

/** Said where the mean of all hides it. */
function fullestInWords(one: Row | undefined): string {
  const use = Number(one?.['utilisation'] ?? 0)
  return one === undefined || use < FULL ? '' : ` (${one['link']!}: ${Number((use * 100).toPrecision(5))} % of the capacity over the run)`
}

/** From there on a link is nearly full. */
const FULL = 0.8

function highest(rows: readonly Row[], line: string, column: string): number {
  return Math.max(0, ...rows.filter((one) => lineOf(one) === line).map((one) => Number(one[column])))
}

const lineOf = (one: Row) => `${one['network']} ${one['direction']}`
const percent = (value: number) => `${Number((value * 100).toPrecision(3))} %`
const minuteOf = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 60_000

/** Counted from the first, and in so many points that each can be seen: the highest of those that share one. */
function thinned(points: readonly Point[]): Point[] {
  const first = Math.min(...points.map(({ at }) => at))
  const span = Math.max(...points.map(({ at }) => at)) - first + 1
  const step = Math.max(1, Math.ceil(span / MOST_POINTS))
  const highest = new Map<string, Point>()
  for (const { line, at, value } of points) {
    const place = Math.floor((at - first) / step) * step
    const key = `${line} ${place}`
    const before = highest.get(key)
    if (before === undefined || before.value < value) highest.set(key, { line, at: place, value })
  }
  // A minute in which nothing happened has no line in timeline.csv.
  const lines = [...new Set(points.map(({ line }) => line))]
  const places = Array.from({ length: Math.ceil(span / step) }, (_, i) => i * step)
  return lines.flatMap((line) => places.map((at) => highest.get(`${line} ${at}`) ?? { line, at, value: 0 }))
}

/** How the images of campaigns spread. */
function campaignPicture(curve: readonly Row[]): Picture | undefined {
  if (curve.length === 0) return undefined
  const points = curve.map((one) => ({ line: one['campaign']!, at: Number(one['minutes_since_start']), value: Number(one['share']) })) // prettier-ignore
  const step = Math.ceil(points.length / MOST_POINTS)
  const shown = points.filter((_, i) => i % step === 0 || i === points.length - 1)
  const last = points.at(-1)!
  const options: marks.PlotOptions = {
    height: 260,
    marginLeft: 60,
    marginBottom: 40,
    x: { label: 'minutes since the campaign began' },
    y: { label: 'devices that have the image', domain: [0, 1], tickFormat: percent },
    marks: [
      marks.lineY(shown, { x: 'at', y: 'value', z: 'line', stroke: BLUE, curve: 'step-after' }),
      marks.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
    ],
  }
  return drawn(options, 'campaign', `Devices that have the image: ${percent(last.value)} after ${last.at} minutes`)
}

/** Nobody reads more of them in a picture. */
const MOST_REQUIREMENTS = 7

/** Latencies of the requirements that fail, and of those that come nearest to their bounds, beside these. */
function latencyPicture(requirements: readonly Row[]): Picture | undefined {
  const rows = requirements
    .map((one) => ({
      name: one['requirement']!,
      verdict: one['verdict']!,
      p50: Number(one['latency_p50_s']),
      p99: Number(one['latency_p99_s']),
      bound: Number(one['bound_latency_s']),
      share: Number(one['share_in_time']),
      shareBound: Number(one['bound_reliability']),
    }))
    .filter(({ p50, p99, bound }) => p50 > 0 && p99 > 0 && bound > 0)
    .sort((a, b) => Number(b.verdict === 'fail') - Number(a.verdict === 'fail') || b.p99 / b.bound - a.p99 / a.bound)
    .slice(0, MOST_REQUIREMENTS)
  if (rows.length === 0) return undefined
  type One = (typeof rows)[number]
  const named = ({ name, verdict, share, shareBound }: One) =>
    `${name} (${verdict}${share < shareBound ? `: ${percent(share)} in time of ${percent(shareBound)}` : ''})`
  const times = rows.flatMap(({ p50, p99, bound }) => [p50, p99, bound])
  const color = ({ verdict }: One) => (verdict === 'fail' ? RED : BLUE)
  const options: marks.PlotOptions = {
    height: 55 + 40 * rows.length,
    marginBottom: 40,
    marginLeft: 20,
    marginRight: 20,
    x: { type: 'log', label: 'seconds', domain: [tickBelow(Math.min(...times)), Math.max(...times)], tickFormat: (value: number) => `${Number(value.toPrecision(3))}`, ticks: 6 },
    y: { axis: null, domain: rows.map(({ name }) => name), padding: 0.2 },
    marks: [
      marks.text(rows, { frameAnchor: 'left', y: 'name', text: named, dy: -11, fill: 'currentColor' }),
      marks.link(rows, { x1: 'p50', x2: 'p99', y1: 'name', y2: 'name', stroke: color, strokeWidth: 4, dy: 5 }),
      marks.dot(rows, { x: 'p50', y: 'name', fill: color, r: 4, dy: 5 }),
      marks.tickX(rows, { x: 'bound', y: 'name', stroke: 'currentColor', strokeWidth: 2, insetTop: 7, insetBottom: 7, dy: 5 }),
    ],
  } // prettier-ignore
  const [worst] = rows as [(typeof rows)[number]]
  const below = worst.share < worst.shareBound ? `; ${percent(worst.share)} in time` : ''
  const says = `Latencies from p50 (dot) to p99, and the bound (upright line): ${worst.name} has p99 ${seconds(worst.p99)} and may take ${seconds(worst.bound)}${below}`
  return drawn(options, 'latency', says)
}

/** A tick of a log scale earlier, so that nothing stands on its edge: 1, 2 or 5 times a power of ten. */
function tickBelow(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return [5, 2, 1].map((one) => one * power).find((one) => one < least * (1 - 1e-9)) ?? power / 2
}

const seconds = (value: number) => `${Number(value.toPrecision(3))} s`
