import { AT_ONCE, between } from './size-ends.js'
import type { SizePoint } from './size-point.js'
import { holds, type Standing } from './size-standing.js'
import { roundedTo, type SizedValue } from './size-value.js'

/** Where the answer lies, by what was tried so far. */
export interface Bracket {
  /** The best value that is decided to fail; undefined where none fails. */
  fails: SizePoint | undefined
  /** The worst value of those better than that at which nothing fails (`holds`): decided to pass, or as measured. */
  passes: SizePoint | undefined
  /** Whether all that answer are decided to pass there. */
  isDecided: boolean
  /** Values that fail although worse ones do not. */
  notMonotone: readonly SizePoint[]
}

export function bracketOf({ ordered, is }: Standing): Bracket {
  const lastPass = is.findLastIndex(holds)
  // Where the best values fail, those that pass lie in the middle: the last of them that stand together.
  const before = lastPass < 0 ? is.length : lastPass
  const failing = is.lastIndexOf('fails', before)
  const passing = lastPass < 0 ? -1 : is.findIndex((one, i) => i > failing && holds(one))
  const firstPass = is.findIndex(holds)
  const notMonotone = firstPass < 0 ? [] : ordered.filter((_, i) => i > firstPass && is[i] === 'fails')
  return { fails: ordered[failing], passes: ordered[passing], isDecided: is[passing] === 'passes', notMonotone }
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
  if (fails === undefined) return []
  const { ordered } = standing
  const i = ordered.indexOf(fails)
  // What is undecided in between has an end on either side; where it goes on to the best value, on one.
  const j = passes === undefined ? -1 : ordered.indexOf(passes)
  const last = i === ordered.length - 1 ? [] : [[i, i + 1]]
  const gaps = j < 0 ? last : j === i + 1 ? [[i, j]] : [[i, i + 1], [j - 1, j]] // prettier-ignore
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
