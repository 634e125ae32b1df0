import { roundedTo, type SizedValue } from './size-value.js'
import type { SizePoint } from './size-point.js'
import { holds, type Standing } from './size-standing.js'
import { stillFrom } from './size-still.js'

/** Between which values is searched; undefined: as far as the steps go. */
export interface SizeRange {
  from: number | undefined
  to: number | undefined
}

/** So many values are tried side by side, whatever the number of workers: what is tried must not depend on the machine. */
export const AT_ONCE = 3

/** Of what makes a run larger, or has an end, steps are small; of the others the answer may be far away. */
const SMALL_STEP = { factor: 2, steps: 10 }
const LARGE_STEP = { factor: 8, steps: 5 }

/** Steps away from the value of the deployment, in both directions, until a requirement fails on one side and nothing more passes on the other. */
export class Ends {
  readonly start: number
  private readonly digits: number
  private readonly ladder: { down: number[]; up: number[] }
  private side: 'down' | 'up' = 'down'

  constructor(
    private readonly sized: SizedValue,
    private readonly range: SizeRange,
    digits: number,
  ) {
    const { from, to } = range
    this.digits = digits
    const isGiven = from !== undefined && to !== undefined
    const start = isGiven ? roundedTo(sized, between(from, to), digits).value : sized.now
    this.start = Math.min(Math.max(start, from ?? -Infinity), to ?? Infinity)
    this.ladder = { down: this.steps(-1, from), up: this.steps(1, to) }
  }

  /** The first values: that of the deployment (or the middle of what was asked), and one on each side. */
  first(): number[] {
    return [this.start, ...this.next('down', 1), ...this.next('up', 1)]
  }

  /** The next values outwards; none when the ends are known, or there is nothing further out. */
  outwards({ better, points, ordered, is, answering }: Standing, tried: ReadonlyMap<string, SizePoint>): number[] {
    this.stopWhereItCannotGo(tried)
    for (const side of ['down', 'up'] as const)
      if (stillFrom(points, this.start, side) !== undefined) this.ladder[side] = []
    if (better === undefined) return this.alternately()
    const [worse, further] = better === 'larger' ? (['down', 'up'] as const) : (['up', 'down'] as const)
    const values: number[] = []
    if (!is.includes('fails')) values.push(...this.next(worse, 1))
    const best = ordered.at(-1)
    const failsAtBest = [...(best?.items.values() ?? [])].some(({ verdict }) => verdict === 'fail')
    // What is not decided there may be further out, unless it has nothing to win any more.
    const mayWin = !is.includes('passes') && answering.some((name) => best?.items.get(name)?.verdict === 'undecided' && best.items.get(name)!.share !== 1) // prettier-ignore
    if (!is.some(holds) || failsAtBest || mayWin) values.push(...this.next(further, AT_ONCE - values.length))
    return values
  }

  private next(side: 'down' | 'up', count: number): number[] {
    return this.ladder[side].splice(0, count)
  }

  /** While nobody knows which way is better. */
  private alternately(): number[] {
    const values: number[] = []
    while (values.length < AT_ONCE && this.ladder.down.length + this.ladder.up.length > 0) {
      values.push(...this.next(this.side, 1))
      this.side = this.side === 'down' ? 'up' : 'down'
    }
    return values
  }

  private stopWhereItCannotGo(tried: ReadonlyMap<string, SizePoint>): void {
    for (const { value, cannot } of tried.values()) {
      if (cannot === undefined) continue
      if (value <= this.start) this.ladder.down = []
      if (value >= this.start) this.ladder.up = []
    }
  }

  private steps(sign: 1 | -1, end: number | undefined): number[] {
    const { kind, path } = this.sized
    const { factor, steps } = kind.whole || kind.most === 1 || path[0] === 'quantities' ? SMALL_STEP : LARGE_STEP
    const { from, to } = this.range
    if (from !== undefined && to !== undefined) return this.start === end ? [] : [end!]
    const values: number[] = []
    let before = this.start
    for (let step = 1; step <= (end === undefined ? steps : 64) && this.start > 0; step++) {
      const wanted = this.start * factor ** (sign * step)
      const isThere = end !== undefined && sign * (wanted - end) >= 0
      const rounded = isThere ? end : roundedTo(this.sized, Math.min(kind.most, wanted), this.digits).value
      if (rounded === before) break
      values.push(rounded)
      before = rounded
    }
    return values
  }
}

/** In the middle of the logarithms; of nothing there is none. */
export function between(a: number, b: number, part = 0.5): number {
  return a > 0 && b > 0 ? a * (b / a) ** part : a + (b - a) * part
}
