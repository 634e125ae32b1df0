import { z } from 'zod'
import { share } from '../input/quantity.js'
import { keyed } from '../kernel/keyed.js'
import { DRAW_POSITION } from './order.js'

const FACTOR = 'expected a rate factor above 0 and at most 1, such as 0.3'

/** The key `coverage:`: how well a base station reaches its endpoints. */
export function coverageSchema() {
  return z
    .array(
      z.strictObject({
        share: share().meta({ description: 'Share of the endpoints in range that are of this class.' }),
        'rate-factor': z
          .number(FACTOR)
          .positive(FACTOR)
          .max(1, FACTOR)
          .meta({ description: 'What their rate is of the full one: what is more robust takes more time.' }),
      }),
      'expected classes of endpoints, such as [{share: 100%, rate-factor: 1}]',
    )
    .min(1, 'expected at least one class of endpoints')
}

export type CoverageSettings = z.output<ReturnType<typeof coverageSchema>>

/** What is wrong with classes that are not all of the endpoints in range. */
export function coverageFault({ coverage }: { coverage: CoverageSettings }): string | undefined {
  const sum = coverage.reduce((all, one) => all + one.share, 0)
  if (Math.abs(sum - 1) < 1e-9) return undefined
  const shown = Number((100 * sum).toFixed(6))
  return `expected shares of the endpoints in range that make 100%; found ${shown}%`
}

/** Whether each class is right by itself, whatever is wrong with other keys. */
export function areShares(value: unknown): boolean {
  const { coverage } = value as Record<string, unknown>
  if (!Array.isArray(coverage) || coverage.length === 0) return false
  return coverage.every((one) => typeof (one as { share?: unknown } | null)?.share === 'number')
}

/**
 * Which class of coverage a node is of: drawn once for each by its number, so that it is the same every day, on every network, and whatever
 * other nodes there are.
 */
export class RateClasses {
  /** What all who are in range understand. */
  readonly lowest: number
  private readonly below: number[] = []
  private readonly factors: number[] = []

  /** `outOfRange`: the share of all that are of no class; the shares of the classes are of the others. */
  constructor(
    classes: CoverageSettings,
    outOfRange: number,
    private readonly seed: number,
  ) {
    const used = classes.filter((one) => one.share > 0)
    let sum = 0
    for (const one of used) {
      sum += one.share
      this.below.push(sum * (1 - outOfRange))
      this.factors.push(one['rate-factor'])
    }
    // Where nobody is out of range, a draw just below one finds the last class, whatever rounding left of the sum.
    if (used.length > 0) this.below[used.length - 1] = 1 - outOfRange
    this.lowest = Math.min(1, ...this.factors)
  }

  /** What the rate of a node is of the full one; 0 where it is out of range. */
  factorOf(node: number): number {
    const { below, factors } = this
    if (below.length === 1 && below[0] === 1) return factors[0]!
    const draw = keyed(this.seed, 0, node, 0, 0, DRAW_POSITION)
    for (let i = 0; i < below.length; i++) if (draw < below[i]!) return factors[i]!
    return 0
  }
}
