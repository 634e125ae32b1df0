import type { VerdictWord } from '../check/verdict.js'
import type { BudgetOutcome } from '../run/budget-outcome.js'
import { targetOf } from './budgets-csv.js'

/** How many budgets came to what. One that only warns is counted with its verdict, and once more where it fails. */
export function budgetCounts(budgets: readonly BudgetOutcome[]): Record<VerdictWord, number> & { warnings: number } {
  const counts = { pass: 0, fail: 0, undecided: 0, 'not exercised': 0, warnings: 0 }
  for (const { verdict, budget } of budgets) {
    if (verdict === 'fail' && budget.level === 'warn') counts.warnings++
    else counts[verdict]++
  }
  return counts
}

/** The counts in run.json; undefined where the deployment has no budgets. */
export function budgetCountsJson(budgets: readonly BudgetOutcome[]): object | undefined {
  if (budgets.length === 0) return undefined
  const { pass, fail, warnings, undecided, 'not exercised': notExercised } = budgetCounts(budgets)
  return { pass, fail, warnings, undecided, notExercised }
}

/** A budget in what `sgsim run --json` prints. */
export function budgetJson(one: BudgetOutcome): object {
  const { budget, name, requirement, verdict, found, counted, share, interval, boundShare, boundWithin, value, limit } =
    one
  const { demand, kind, level, reason, position } = budget
  return {
    budget: name,
    kind,
    target: targetOf(one),
    requirement: requirement ?? null,
    boundShare: boundShare ?? null,
    boundLatencyS: boundWithin === undefined ? null : boundWithin / 1e6,
    restLatencyS: demand.of === 'events' ? demand.rest / 1e6 : null,
    counted: counted ?? null,
    share: share ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    value: value ?? null,
    comparator: demand.of === 'metric' ? demand.comparator : null,
    limit: limit ?? null,
    ...{ verdict, found, level, reason: reason ?? null, line: position.line },
  }
}
