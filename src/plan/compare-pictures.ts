import { html, Html } from '../report/html/html.js'
import type { Limited, Move } from './moved-figures.js'

/** A scale on which figures are set against what they were: 1 is as it was. All pictures of a table have the same. */
export interface FactorScale {
  from: number
  to: number
}

const WIDTH = 240
const HEIGHT = 24
const ROOM = 8

/** No picture goes further: what does has an arrow. */
const FURTHEST = 1000

/** As wide as the intervals of all need. */
export function factorScale(moves: readonly Move[]): FactorScale {
  const factors = moves.flatMap((one) => limitsOf(one).flatMap(({ low, high, value }) => [low, high ?? value]))
  const inside = factors.filter((one) => one > 0 && Number.isFinite(one))
  const [least, most] = [Math.min(1, ...inside), Math.max(1, ...inside)]
  return { from: Math.max(1 / FURTHEST, least / 1.1), to: Math.min(FURTHEST, most * 1.1) }
}

/** Before above, in grey, and after below, in colour: each a dot with its interval, as so many times what it was. */
export function factorPicture(move: Move, scale: FactorScale, words: string): Html {
  const [before, after] = limitsOf(move)
  const x = placeOn(scale)
  return html`<svg class="moved ${move.direction}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}"><path class="axis" d="M${x(1)},0V${HEIGHT}"/>${lineOf(before!, 7, x, scale, 'before')}${lineOf(after!, 17, x, scale, 'after')}</svg>`
}

/** What stands above the pictures of a column: so many times as much. */
export function factorAxis(scale: FactorScale): Html {
  const x = placeOn(scale)
  const ticks = ticksOf(scale)
  const marks = ticks.map((one) => html`<text x="${x(one)}" y="10">×${one}</text><path class="axis" d="M${x(one)},13V18"/>`)
  const words = `from ${ticks.at(0) ?? 1} to ${ticks.at(-1) ?? 1} times what it was`
  return html`<svg class="moved scale" viewBox="0 0 ${WIDTH} 18" role="img" aria-label="${words}">${marks}<path class="axis" d="M${ROOM},17.5H${WIDTH - ROOM}"/></svg>`
} // prettier-ignore

/** A share before (above) and after (below), each with its interval, on a scale from `floor` to 1, with the bound across. */
export function sharesPicture(base: Limited | undefined, next: Limited | undefined, bound: number | undefined, floor: number, direction: string, words: string): Html {
  const scale = { from: floor, to: 1 }
  const x = (share: number) => (ROOM + ((Math.max(share, floor) - floor) / (1 - floor)) * (WIDTH - 2 * ROOM)).toFixed(1)
  const across = bound !== undefined && html`<path class="bound" d="M${x(bound)},0V${HEIGHT}"/>`
  return html`<svg class="moved ${direction}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}"><path class="axis" d="M${ROOM},12H${WIDTH - ROOM}"/>${across}${base && lineOf(base, 7, x, scale, 'before')}${next && lineOf(next, 17, x, scale, 'after')}</svg>`
} // prettier-ignore

type Place = (value: number) => string

function placeOn({ from, to }: FactorScale): Place {
  const span = Math.log(to / from)
  const inside = (value: number) => Math.min(to, Math.max(from, value))
  return (value) => (ROOM + (Math.log(inside(value) / from) / span) * (WIDTH - 2 * ROOM)).toFixed(1)
}

/** What has no upper limit goes to the end, with an arrow. */
function lineOf({ value, low, high }: Limited, y: number, x: Place, { to }: FactorScale, kind: string): Html {
  const open = high === undefined
  const arrow = open && html`<path class="arrow" d="M${WIDTH - ROOM},${y - 3}l5,3l-5,3z"/>`
  return html`<g class="${kind}"><path class="interval" d="M${x(low)},${y}H${x(high ?? to)}"/>${arrow}<circle cx="${x(value)}" cy="${y}" r="3.5"/></g>`
}

/** Both as so many times what it was before. Of a share it is what is not in time. */
function limitsOf({ figure, base, next }: Move): [Limited, Limited] {
  const turned = (one: Limited): Limited =>
    figure === 'in time' ? { value: 1 - one.value, low: 1 - (one.high ?? 1), high: 1 - one.low } : one
  const [before, after] = [turned(base), turned(next)]
  // Where there was none, the end of its interval stands for it.
  const unit = before.value || before.high || after.value || 1
  const part = ({ value, low, high }: Limited): Limited => ({ value: value / unit, low: low / unit, high: high && high / unit })
  return [part(before), part(after)]
} // prettier-ignore

const ROUND = [0.001, 0.01, 0.1, 0.2, 0.5, 0.8, 0.9, 1, 1.1, 1.2, 1.5, 2, 5, 10, 20, 50, 100, 1000]

/** Round factors that do not stand on one another; 1 always. */
function ticksOf(scale: FactorScale): number[] {
  const x = placeOn(scale)
  const there = ROUND.filter((one) => one >= scale.from && one <= scale.to)
  const kept = [1]
  for (const one of [...there].reverse().concat(there))
    if (kept.every((other) => Math.abs(Number(x(one)) - Number(x(other))) >= 34)) kept.push(one)
  return kept.sort((a, b) => a - b)
}
