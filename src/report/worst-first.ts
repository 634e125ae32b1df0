import type { VerdictWord } from '../check/verdict.js'
import type { BudgetOutcome } from '../run/budget-outcome.js'
import type { Outcome } from '../run/outcome.js'

/** The verdicts as people look for them. */
export const VERDICTS_WORST_FIRST: readonly VerdictWord[] = ['fail', 'undecided', 'pass', 'not exercised']

/** All of them, the worst verdicts first, those of one verdict in the order in which they were. */
export function worstVerdictFirst(outcomes: readonly Outcome[]): Outcome[] {
  const place = ({ verdict }: Outcome) => VERDICTS_WORST_FIRST.indexOf(verdict)
  return [...outcomes].sort((a, b) => place(a) - place(b))
}

/** The requirements that failed, the furthest below its bound first, by what is sure of it: one message that failed is not the worst. */
export function failedWorstFirst(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter((one) => one.verdict === 'fail').sort((a, b) => belowBound(a) - belowBound(b))
}

/** How far what is sure of a requirement that failed is below its bound: the lower, the worse. */
export function belowBound({ high, boundReliability }: Outcome): number {
  return high! - boundReliability
}

/**
 * Those that were judged and did not fail, first what used up most of the failures that its bound allows, then what took most of the time
 * that it has.
 */
export function nearestToFailing(outcomes: readonly Outcome[]): Outcome[] {
  const judged = outcomes.filter(
    ({ verdict, counted }) => counted > 0 && (verdict === 'pass' || verdict === 'undecided'),
  )
  return judged.sort((a, b) => failuresUsed(b) - failuresUsed(a) || timeUsed(b) - timeUsed(a))
}

function failuresUsed({ shareInTime, boundReliability }: Outcome): number {
  const allowed = 1 - boundReliability
  return allowed > 0 ? (1 - shareInTime!) / allowed : shareInTime! < 1 ? Infinity : 0
}

function timeUsed({ latencyS, boundLatencyS }: Outcome): number {
  return latencyS === undefined ? 0 : latencyS.p99 / boundLatencyS
}

/** The same of a budget that failed; of a figure it is by what part of the larger of the two it is beyond its limit. */
export function belowBudget({ budget: { demand }, interval, boundShare, value, limit }: BudgetOutcome): number {
  if (demand.of === 'metric') return -Math.abs(value! - limit!) / Math.max(value!, limit!, Number.MIN_VALUE)
  // All events must be as asked.
  return interval!.high - (demand.of === 'events' ? 1 : boundShare!)
}
