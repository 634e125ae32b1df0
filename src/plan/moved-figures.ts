import type { Direction } from './verdict-change.js'
import { QUANTILES, type QuantileName, type ReportedRequirement } from './report-files.js'

/** A figure of a requirement that lies elsewhere than before, by more than chance explains: its two intervals do not overlap. */
export interface Move {
  requirement: string
  figure: QuantileName | 'in time'
  direction: Direction
  base: Limited
  next: Limited
}

/** Latencies in seconds; without an upper limit where there are too few observations for one. */
export interface Limited {
  value: number
  low: number
  high: number | undefined
}

export interface Moves {
  moved: Move[]
  /** Quantiles of which the two reports know too little to say: the one that may be the lower one has no upper limit. */
  untold: number
}

/** What moved in a requirement that both reports have. A share only where it is of the same time. */
export function movesOf(base: ReportedRequirement, next: ReportedRequirement): Moves {
  const moved: Move[] = []
  let untold = 0
  for (const figure of QUANTILES) {
    const [before, after] = [base, next].map((one) => limited(one.quantiles.get(figure)))
    if (before === undefined || after === undefined) continue
    const direction = wayOf(before, after, FINENESS)
    if (direction !== 'neither') moved.push({ requirement: base.id, figure, direction, base: before, next: after })
    else if (mayHaveMoved(before, after)) untold += 1
  }
  const share = shareMove(base, next)
  return { moved: share === undefined ? moved : [share, ...moved], untold }
}

/** The one first that became so many times as long, or of which so many times as many are not in time. */
export function byFactor(a: Move, b: Move): number {
  const [one, other] = [factorOf(a), factorOf(b)]
  return one === other ? 0 : other - one
}

function factorOf({ figure, base, next }: Move): number {
  if (figure !== 'in time') return ratio(next.value, base.value)
  return ratio(1 - next.value, 1 - base.value)
}

/** Reports know a latency to 0.05 %: what two differ by less than this in may be their rounding. */
const FINENESS = 1.001

/** Of times: longer is worse. */
function wayOf(before: Limited, after: Limited, fineness = 1): Direction {
  if (before.high !== undefined && after.low > before.high * fineness) return 'worse'
  if (after.high !== undefined && after.high * fineness < before.low) return 'better'
  return 'neither'
}

function mayHaveMoved(before: Limited, after: Limited): boolean {
  const noLimit = before.value < after.value ? before.high === undefined : after.high === undefined
  return noLimit && before.value !== after.value
}

/** A verdict that changed says it already. */
function shareMove(base: ReportedRequirement, next: ReportedRequirement): Move | undefined {
  if (base.verdict !== next.verdict || base.boundLatencyS !== next.boundLatencyS) return undefined
  const [before, after] = [base, next].map((one) =>
    limited(one.shareInTime === undefined ? undefined : { value: one.shareInTime, low: one.low, high: one.high }),
  )
  if (before === undefined || after === undefined) return undefined
  // A larger share is better.
  const direction = wayOf(after, before)
  if (direction === 'neither') return undefined
  return { requirement: base.id, figure: 'in time', direction, base: before, next: after }
}

function limited(
  one: { value: number; low: number | undefined; high: number | undefined } | undefined,
): Limited | undefined {
  return one?.low === undefined ? undefined : { value: one.value, low: one.low, high: one.high }
}

function ratio(a: number, b: number): number {
  return b === 0 ? (a === 0 ? 1 : Infinity) : a / b
}
