import { percent } from '../../check/verdict.js'
import type { Outcome } from '../../run/outcome.js'
import { html, type Html } from './html.js'

const WIDTH = 440
const HEIGHT = 18
const ROOM = 5

/** Where a scale of shares may begin: the nearer to 1, the more can be seen of what is nearly all. */
const FLOORS = [0.999, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0]

/** The scale on which all of these can be seen, from its lower end to 1. */
export function floorOf(outcomes: readonly Pick<Outcome, 'low' | 'boundReliability'>[]): number {
  const least = Math.min(1, ...outcomes.flatMap(({ low, boundReliability }) => [low ?? 1, boundReliability]))
  return FLOORS.find((floor) => floor < least) ?? 0
}

/** A share with its interval against its bound, on a scale from `floor` to 1; nothing where nothing was judged. */
export function sharePicture(
  { shareInTime, low, high, boundReliability, verdict }: Outcome,
  floor: number,
): Html | undefined {
  if (shareInTime === undefined || low === undefined || high === undefined) return undefined
  const x = (share: number) => (ROOM + ((Math.max(share, floor) - floor) / (1 - floor)) * (WIDTH - 2 * ROOM)).toFixed(1)
  const y = HEIGHT / 2
  const words = `${percent(shareInTime, boundReliability)}, interval ${percent(low)} to ${percent(high)}, bound ${percent(boundReliability)}`
  return html`<svg class="share ${verdict.replaceAll(' ', '-')}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}"><path class="axis" d="M${ROOM},${y}H${WIDTH - ROOM}"/><path class="interval" d="M${x(low)},${y}H${x(high)}"/><path class="bound" d="M${x(boundReliability)},1V${HEIGHT - 1}"/><circle cx="${x(shareInTime)}" cy="${y}" r="4"/></svg>`
}
