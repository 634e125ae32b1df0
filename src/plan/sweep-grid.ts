import type { Axis } from './sweep-axes.js'
import type { Overview, OverviewPoint } from './sweep-overview.js'

/** A sweep in which every combination of the values is a point: what is drawn from left to right, and what else from top to bottom. */
export interface Grid {
  x: Axis
  /** undefined where nothing else is varied. */
  y: Axis | undefined
  /** What is varied besides: a map for each combination. */
  others: readonly Axis[]
  /** The point with these values, by the path of their axis. */
  at(values: Readonly<Record<string, string>>): OverviewPoint | undefined
}

/** undefined where the points are no grid, or not all of them are known. */
export function gridIn({ axes, points, isWhole }: Overview): Grid | undefined {
  const several = axes.filter(({ values }) => values.length > 1)
  const cells = several.reduce((product, { values }) => product * values.length, 1)
  if (!isWhole || several.length === 0 || cells !== points.length) return undefined
  const key = (values: readonly string[]) => JSON.stringify(values)
  const byValues = new Map(points.map((one) => [key(one.values), one]))
  if (byValues.size !== points.length) return undefined
  const [x, y, ...others] = [...several].sort(widestFirst)
  const at = (values: Readonly<Record<string, string>>) =>
    byValues.get(key(axes.map((axis) => values[axis.path] ?? axis.values[0]!.text)))
  return { x: x!, y, others, at }
}

/** Numbers lie from left to right, and of two of a kind the one with more values; names of profiles are long, and stand on the left. */
function widestFirst(a: Axis, b: Axis): number {
  return Number(b.isNumeric) - Number(a.isNumeric) || b.values.length - a.values.length
}
