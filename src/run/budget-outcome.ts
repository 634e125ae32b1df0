import { budgetResultsOf } from '../check/budget-counters.js'
import { judgeBudget, type BudgetResult, type BudgetVerdict, type JudgedBudget } from '../check/budget-result.js'
import type { VerdictWord } from '../check/verdict.js'
import type { Budget } from '../deployment/budgets.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Model } from '../simulate/model.js'
import { metricResultsOf } from './budget-metrics.js'
import type { Outcome } from './outcome.js'

/** A budget after a run, or after several: of one that names several requirements, one for each of them. */
export interface BudgetOutcome extends BudgetVerdict {
  budget: Budget
  /** What it is called in reports: no two of a run have the same, and it does not change with what stands beside it. */
  name: string
  /** Undefined of what is asked of a network or of nodes. */
  requirement: string | undefined
}

/** What the budgets of a run have measured, by requirement first; results of several runs add up. */
export function budgetsMeasured(model: Model, kinds = false): BudgetResult[] {
  return [...budgetResultsOf(model.tallies, kinds), ...metricResultsOf(model)]
}

/** In the order of the deployment, and by requirement in that of the catalogue. */
export function budgetOutcomes(
  { budgets }: Deployment,
  results: readonly BudgetResult[],
  /** How the shares and the events among them are judged, by their places; undefined: each by itself. */
  judged: (place: number) => JudgedBudget | undefined = () => undefined,
): BudgetOutcome[] {
  const outcomes = results.map((result, place) => {
    const budget = budgets[result.budget]!
    const { requirement } = result
    const outcome = { ...judgeBudget(budget, result, judged(place)), budget, requirement }
    return { index: result.budget, outcome: { ...outcome, name: nameOf(budget, requirement) } }
  })
  const inOrder = outcomes.sort((a, b) => a.index - b.index).map(({ outcome }) => outcome)
  const seen = new Map<string, number>()
  return inOrder.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1
    seen.set(one.name, times)
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` }
  })
}

/** The requirements that are relaxed: their budgets decide the exit status instead of what the SRS asks. */
export function relaxedBy(budgets: readonly BudgetOutcome[]): Set<string> {
  return new Set(budgets.filter((one) => one.budget.kind === 'relax').map((one) => one.requirement!))
}

/** Whether a run has failed: by a requirement that is not relaxed, or by a budget that is more than a warning. `strict`: by what is not decided too. */
export function hasFailed(
  { outcomes, budgets }: { outcomes: readonly Outcome[]; budgets: readonly BudgetOutcome[] },
  strict: boolean,
): boolean {
  const relaxed = relaxedBy(budgets)
  const fails = (verdict: VerdictWord) => (strict ? verdict !== 'pass' : verdict === 'fail')
  return (
    outcomes.some((one) => fails(one.verdict) && !relaxed.has(one.requirement.id)) ||
    budgets.some((one) => fails(one.verdict) && one.budget.level === 'error')
  )
}

/** What it is about stands in it by its id, where a pattern named it. */
function nameOf({ kind, text, demand }: Budget, requirement: string | undefined): string {
  const own = demand.of === 'metric' ? text : requirement + text.slice(demand.names.length)
  return `${kind} ${own}`
}
