import type { VerdictWord } from '../check/verdict.js'
import type { Figures, RequirementFigures } from '../run/figures.js'
import { meetsAsMeasured, type Strictness } from './size-measured.js'

/** A value that was tried, and what came out; nothing where the deployment cannot have it. */
export interface SizePoint {
  value: number
  text: string
  figures: Figures | undefined
  /** Why the deployment cannot have it. */
  cannot: string | undefined
  items: ReadonlyMap<string, SizeItem>
}

/** A requirement or a budget at one value. */
export interface SizeItem {
  /** The id of the requirement, or the name of the budget. */
  name: string
  of: 'requirement' | 'budget'
  verdict: VerdictWord
  reason: string
  share: number | undefined
  low: number | undefined
  high: number | undefined
  latencyP99S: number | undefined
  /** Of a budget of a network or a node. */
  value: number | undefined
  leg: RequirementFigures['leg']
  /** Whether what was measured meets the bound, decided or not; undefined where there was nothing to measure. */
  meets: boolean | undefined
  /** How far on the wrong side: failures by those that its bound allows, or a value by its limit; 1 is the bound. */
  excess: number
}

/** What of the figures counts, at every value. */
export interface Counting {
  /** The requirements that count; all, where none are named. */
  asked: ReadonlySet<string> | undefined
  strict: Record<'srs' | 'budgets', Strictness>
}

/** What decides: the requirements that are not relaxed, and the budgets that are more than a warning. */
export function itemsOf({ requirements, budgets }: Figures, { asked, strict }: Counting): SizeItem[] {
  const relaxed = new Set(budgets.filter(({ kind }) => kind === 'relax').map(({ requirement }) => requirement))
  const counts = (id: string | undefined) => asked === undefined || (id !== undefined && asked.has(id))
  const legs = new Map(requirements.map((one) => [one.requirement, one]))
  return [
    ...requirements
      .filter(({ requirement: id }) => counts(id) && !relaxed.has(id))
      .map(({ requirement, verdict, reason, share, low, high, bound, latencyP99S, leg }): SizeItem => ({
        ...{ name: requirement, of: 'requirement', verdict, reason, share, low, high, latencyP99S, leg },
        value: undefined,
        meets: meetsAsMeasured(share, bound, strict.srs(requirement, bound)),
        excess: excessOf(share, bound),
      })),
    ...budgets
      .filter(({ requirement, level }) => level === 'error' && counts(requirement))
      .map(({ name, requirement, verdict, found, share, interval, bound, value, limit }): SizeItem => {
        const own = requirement === undefined ? undefined : legs.get(requirement)
        return {
          ...{ name, of: 'budget', verdict, reason: found, share, low: interval?.low, high: interval?.high, value },
          latencyP99S: own?.latencyP99S,
          leg: own?.leg,
          // A value holds in some replications and is then the worst of them: what is not decided does not hold in all.
          meets: value === undefined ? meetsAsMeasured(share, bound, strict.budgets(requirement, bound ?? NaN)) : verdict === 'pass', // prettier-ignore
          excess: value === undefined || limit === undefined ? excessOf(share, bound) : value / (limit || 1),
        }
      }),
  ]
}

function excessOf(share: number | undefined, bound: number | undefined): number {
  if (share === undefined || bound === undefined) return 0
  return (1 - share) / (1 - bound || 1e-9)
}
