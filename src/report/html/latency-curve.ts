import { percent } from '../../check/verdict.js'
import type { Outcome } from '../../run/outcome.js'
import { time } from '../terminal.js'
import { html, Html } from './html.js'
import type { PlotOptions, Plots } from './plots.js'

/** Draws the latencies of requirements, each against its bound, in a frame that all of them share. */
export interface LatencyCurves {
  /** The frame, once a page: without it the curves stand in nothing. */
  readonly frame: Html
  /** Undefined where nothing was received. */
  curve(outcome: Outcome): Html | undefined
}

const WIDTH = 560
const HEIGHT = 210
const FRAME = 'latency-frame'

/** Each step is a tenth of what is left: bounds are 98 % or 99.5 %, and on an even scale all of them are at the top. */
const nines = (share: number) => -Math.log10(1 - share)
const SHARES = [0, 0.5, 0.9, 0.99, 0.999, 0.9999]
/** What is as good as all. */
const MOST = nines(SHARES.at(-1)!)

/** Moments that people have a feeling for, in seconds. */
const TICKS: readonly [number, string][] = [
  [0.001, '1 ms'], [0.01, '10 ms'], [0.1, '100 ms'], [1, '1 s'], [10, '10 s'], [60, '1 min'], [600, '10 min'], [3600, '1 h'],
  [86400, '1 day'], [7 * 86400, '7 day'], [70 * 86400, '70 day'],
] // prettier-ignore

export function latencyCurves(plots: Plots, outcomes: readonly Outcome[]): LatencyCurves {
  const options = frameOf(plots, outcomes)
  const drawn = plots.svg(options, '').text
  const inside = drawn.slice(drawn.indexOf('>') + 1, drawn.lastIndexOf('</svg>'))
  const { x, y } = plots.scales(options)
  const [left, right] = (options.x as { domain: [number, number] }).domain
  const scale = { x: (seconds: number) => Math.round(x(Math.min(Math.max(seconds, left), right))), y, right: x(right) }
  return {
    frame: new Html(
      `<svg class="plot" width="0" height="0" aria-hidden="true" style="position:absolute"><symbol id="${FRAME}" viewBox="0 0 ${WIDTH} ${HEIGHT}" fill="currentColor" text-anchor="middle">${inside}</symbol></svg>`,
    ),
    curve: (outcome) => curveOf(outcome, scale),
  }
}

interface Scale {
  x: (seconds: number) => number
  y: (nines: number) => number
  right: number
}

function frameOf({ marks }: Plots, outcomes: readonly Outcome[]): PlotOptions {
  const times = outcomes.flatMap(({ latencyS, latency, boundLatencyS }) =>
    latencyS === undefined ? [] : [latency.min / 1e6, latencyS.max, boundLatencyS],
  )
  const least = Math.min(1, ...times)
  const most = Math.max(10, ...times)
  const ticks = TICKS.filter(([seconds]) => seconds >= 0.001)
  const from = ticks.findLast(([seconds]) => seconds <= least)?.[0] ?? ticks[0]![0]
  const to = ticks.find(([seconds]) => seconds >= most)?.[0] ?? most
  const within = ticks.filter(([seconds]) => seconds >= from && seconds <= to)
  return {
    width: WIDTH,
    height: HEIGHT,
    // Room for the words of both ends in the type of a narrow page, which is larger in the same picture.
    marginLeft: 76,
    marginBottom: 26,
    marginTop: 10,
    marginRight: 28,
    x: { type: 'log', domain: [from, to] },
    y: { domain: [0, MOST] },
    marks: [
      marks.gridY(SHARES.map(nines), { stroke: 'var(--grid)', strokeOpacity: 1 }),
      marks.gridX(within.map(([seconds]) => seconds), { stroke: 'var(--grid)', strokeOpacity: 1 }), // prettier-ignore
      // By `text`: a format of ticks leaves out those of a log scale that are no power of ten.
      marks.axisX(within.map(([seconds]) => seconds), { text: within.map(([, name]) => name), tickSize: 0, label: null }), // prettier-ignore
      marks.axisY(SHARES.map(nines), { text: SHARES.map((share) => percent(share)), tickSize: 0, label: null }), // prettier-ignore
    ],
  }
}

/** Heights at which it is looked how far a curve has come: every few pixels. */
const LEVELS = Array.from({ length: 49 }, (_, i) => (i / 48) * MOST)

/** How much of what was judged arrived: so high the line ends. */
function arrived({ shareDelivered, delivered, lost }: Outcome): number {
  return shareDelivered ?? delivered / (delivered + lost)
}

function curveOf(outcome: Outcome, { x, y, right }: Scale): Html | undefined {
  const { latency, latencyS, boundLatencyS, boundReliability, shareInTime, low, high, verdict } = outcome
  if (latencyS === undefined) return undefined
  const all = arrived(outcome)
  const top = Math.min(nines(all), MOST)
  const levels = [...LEVELS.filter((level) => level < top), top]
  const within = latency.quantiles(levels.map((level) => (all > 0 ? Math.min(1, (1 - 10 ** -level) / all) : 1)))
  // A step for each pixel that it goes to the right.
  let path = `M${x(within[0]! / 1e6)},${Math.round(y(0))}`
  let [at, height] = [x(within[0]! / 1e6), 0]
  for (const [i, micros] of within.entries()) {
    const next = x(micros / 1e6)
    if (next !== at) path += `V${Math.round(y(height))}H${next}`
    at = next
    height = levels[i]!
  }
  path += `V${Math.round(y(top))}H${Math.round(right)}`
  const of = (share: number) => Math.round(y(Math.min(nines(share), MOST)))
  const quantiles = ([0.5, 0.95, 0.99] as const).map((share, i) => {
    const seconds = [latencyS.p50, latencyS.p95, latencyS.p99][i]!
    return `M${x(seconds)},${of(share * all)}h0`
  })
  const bound = x(boundLatencyS)
  const limit = `M${bound},${of(1)}V${of(0)}M${bound},${of(boundReliability)}H${x(0)}`
  const share =
    shareInTime === undefined || low === undefined || high === undefined
      ? undefined
      : html`<path class="interval" d="M${bound},${of(low)}V${of(high)}"/><circle cx="${bound}" cy="${of(shareInTime)}" r="4"/>`
  const missing =
    all < 1
      ? ` of those received; ${percent(1 - all)} ${outcome.open > 0 ? 'lost or under way at the end' : 'lost'}`
      : ''
  const words = `Half within ${time(latencyS.p50)}, 99 % within ${time(latencyS.p99)}${missing}; ${percent(boundReliability)} must be within ${time(boundLatencyS)}`
  return html`<svg class="plot curve ${verdict.replaceAll(' ', '-')}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}"><use href="#${FRAME}"/><path class="bound" d="${limit}"/><path class="line" d="${path}"/><path class="dots" d="${quantiles.join('')}"/>${share}</svg>`
}
