import { AT_ONCE, between } from './size-ends.js'
import type { SizePoint } from './size-point.js'
import type { Standing } from './size-standing.js'
import { roundedTo, type SizedValue } from './size-value.js'

/** Where the answer lies, by what was tried so far. */
export interface Bracket {
  /** The best value that is decided to fail; undefined where none fails. */
  fails: SizePoint | undefined
  /** The worst value that is decided to pass of those better than that. */
  passes: SizePoint | undefined
  /** Values that fail although worse ones pass. */
  notMonotone: readonly SizePoint[]
}

export function bracketOf({ ordered, is }: Standing): Bracket {
  const lastPass = is.lastIndexOf('passes')
  // Where the best values fail, those that pass lie in the middle: the last of them that stand together.
  const before = lastPass < 0 ? is.length : lastPass
  const failing = is.lastIndexOf('fails', before)
  const passing = lastPass < 0 ? -1 : is.indexOf('passes', failing + 1)
  const firstPass = is.indexOf('passes')
  const notMonotone = firstPass < 0 ? [] : ordered.filter((_, i) => i > firstPass && is[i] === 'fails')
  return { fails: ordered[failing], passes: ordered[passing], notMonotone }
}

/** The next values between the ends of the bracket; none when it is narrow enough, or nothing more lies in it. */
export function inwards(
  standing: Standing,
  sized: SizedValue,
  resolution: number,
  digits: number,
  tried: ReadonlyMap<string, SizePoint>,
): number[] {
  const { fails, passes } = bracketOf(standing)
  if (fails === undefined || passes === undefined) return []
  const { ordered } = standing
  const [i, j] = [ordered.indexOf(fails), ordered.indexOf(passes)]
  // What is undecided in between has an end on either side.
  const gaps = j === i + 1 ? [[i, j]] : [[i, i + 1], [j - 1, j]] // prettier-ignore
  const open = gaps
    .map(([a, b]): [number, number] => [ordered[a!]!.value, ordered[b!]!.value])
    .filter(([a, b]) => !isNarrow(a, b, resolution) && (!sized.kind.whole || Math.abs(a - b) > 1))
  const values = open.flatMap(([a, b], gap) => {
    const count = open.length === 1 ? AT_ONCE : gap === 0 ? Math.ceil(AT_ONCE / 2) : Math.floor(AT_ONCE / 2)
    return Array.from({ length: count }, (_, k) => between(a, b, (k + 1) / (count + 1)))
  })
  const rounded = values.map((value) => roundedTo(sized, value, digits).value)
  return [...new Set(rounded)].filter((value) => !tried.has(sized.kind.print(value)))
}

function isNarrow(a: number, b: number, resolution: number): boolean {
  return Math.max(a, b) <= Math.min(a, b) * (1 + resolution)
}
