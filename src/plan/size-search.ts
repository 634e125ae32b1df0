import { InputError } from '../input/problems.js'
import type { Override } from '../input/overrides.js'
import type { Variations } from '../run/figures.js'
import { bracketOf, inwards, type Bracket } from './size-bracket.js'
import { Ends, type SizeRange } from './size-ends.js'
import { itemsOf, type Counting, type SizePoint } from './size-point.js'
import { standingOf, type Standing } from './size-standing.js'
import { withValue, type SizedValue } from './size-value.js'

export interface SearchOptions extends SizeRange {
  /** The bracket is narrow enough when its larger end is so little more than the smaller. */
  resolution: number
  counting: Counting
  /** What is as it is at every value. */
  fixed: readonly Override[]
  onTried?: (tried: number) => void
}

export interface Searched {
  sized: SizedValue
  standing: Standing
  bracket: Bracket
  /** Every value that was tried, by size, those that the deployment cannot have among them. */
  tried: readonly SizePoint[]
  /** From where it was searched outwards. */
  start: number
  /** The ends that were given. */
  range: SizeRange
  digits: number
}

/**
 * Finds the values between which a deployment begins to pass: outwards from its own value until something fails on one side and nothing more
 * can be won on the other, then inwards. Every value is run with the same seed, so with the same draws.
 */
export async function searched(sized: SizedValue, runs: Variations, options: SearchOptions): Promise<Searched> {
  const { resolution, counting, fixed } = options
  const digits = Math.max(3, Math.ceil(-Math.log10(resolution)) + 1)
  const ends = new Ends(sized, options, digits)
  const tried = new Map<string, SizePoint>()
  const tryAll = async (values: readonly number[]) => {
    const points = values.map((value) => triedPoint(sized, value, runs, fixed, counting))
    for (const point of await Promise.all(points)) tried.set(point.text, point)
    options.onTried?.(tried.size)
  }
  await tryAll(ends.first())
  refuseIfNone([...tried.values()], sized)
  refuseUncrossed([...tried.values()], sized)
  for (;;) {
    const standing = standingOf(tried.values())
    const out = ends.outwards(standing, tried).filter((value) => !tried.has(sized.kind.print(value)))
    const next = out.length > 0 ? out : inwards(standing, sized, resolution, digits, tried)
    if (next.length > 0) {
      await tryAll(next)
      continue
    }
    const bySize = [...tried.values()].sort((a, b) => a.value - b.value)
    const range = { from: options.from, to: options.to }
    return { sized, standing, bracket: bracketOf(standing), tried: bySize, start: ends.start, range, digits }
  }
}

/** One value, run. */
export async function triedPoint(
  sized: SizedValue,
  value: number,
  runs: Variations,
  fixed: readonly Override[],
  counting: Counting,
): Promise<SizePoint> {
  const text = sized.kind.print(value)
  return pointOf(value, text, await runs.run([...fixed, withValue(sized, text)]), counting)
}

export function pointOf(
  value: number,
  text: string,
  result: Awaited<ReturnType<Variations['run']>>,
  counting: Counting,
): SizePoint {
  if ('cannot' in result) {
    const cannot = result.cannot.map(({ message }) => message).join('; ')
    return { value, text, figures: undefined, cannot, items: new Map() }
  }
  const items = new Map(itemsOf(result.figures, counting).map((one) => [one.name, one]))
  return { value, text, figures: result.figures, cannot: undefined, items }
}

/** A deployment that can have none of the first values has something else wrong with it, or an end that it cannot have. */
function refuseIfNone(points: readonly SizePoint[], { name }: SizedValue): void {
  if (points.some(({ figures }) => figures !== undefined)) return
  const { cannot, text } = points[0]!
  throw InputError.of(`--vary ${name}`, `the deployment cannot have ${text}: ${cannot}`)
}

/** Messages that never cross a network do not answer to what it is made of, and it need not be tried how far. */
function refuseUncrossed(points: readonly SizePoint[], { path, name }: SizedValue): void {
  if (path[0] !== 'networks') return
  const crossed = new Set(points.flatMap(({ figures }) => figures?.networks ?? []).map(({ network }) => network))
  if (crossed.has(path[1]!)) return
  const message = `nothing answers to ${path.join('.')}: no message of this deployment crosses ${path[1]!}`
  throw InputError.of(`--vary ${name}`, message, `what messages cross here: ${[...crossed].join(', ')}`)
}
