import type { BudgetOutcome } from '../run/budget-outcome.js'
import type { Outcome } from '../run/outcome.js'

/** The requirements that failed, the furthest below its bound first, by what is sure of it: one message that failed is not the worst. */
export function failedWorstFirst(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter((one) => one.verdict === 'fail').sort((a, b) => belowBound(a) - belowBound(b))
}

/** How far what is sure of a requirement that failed is below its bound: the lower, the worse. */
export function belowBound({ high, boundReliability }: Outcome): number {
  return high! - boundReliability
}

/** The same of a budget that failed; of a figure it is by what part of the larger of the two it is beyond its limit. */
export function belowBudget({ budget: { demand }, interval, boundShare, value, limit }: BudgetOutcome): number {
  if (demand.of === 'metric') return -Math.abs(value! - limit!) / Math.max(value!, limit!, Number.MIN_VALUE)
  // All events must be as asked.
  return interval!.high - (demand.of === 'events' ? 1 : boundShare!)
}
