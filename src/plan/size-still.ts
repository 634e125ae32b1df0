import type { SizePoint } from './size-point.js'

/**
 * The value from which on, outwards of where the search began, no figure changes any more although some did before; undefined where the
 * last step changed something, or no step did: what did nothing so far may yet begin to.
 */
export function stillFrom(points: readonly SizePoint[], start: number, side: 'down' | 'up'): SizePoint | undefined {
  const outwards = side === 'up' ? points.filter(({ value }) => value >= start) : points.filter(({ value }) => value <= start).reverse() // prettier-ignore
  const figures = outwards.map((one) => JSON.stringify(one.figures))
  const lastOther = figures.findLastIndex((one) => one !== figures.at(-1))
  return lastOther >= 0 && lastOther < figures.length - 2 ? outwards[lastOther + 1] : undefined
}
