import pc from 'picocolors'
import type { BudgetOutcome } from '../run/budget-outcome.js'
import type { Outcome } from '../run/outcome.js'
import { budgetCounts } from './budgets-json.js'
import { wrapped } from './wrapped.js'

/** So many budgets that fail stand on the terminal. */
const SHOWN = 12

/** Budgets that fail, as the terminal shows them below the requirements that do: those that count first. */
export function budgetLines(budgets: readonly BudgetOutcome[]): string[] {
  const failed = failedBudgets(budgets)
  const lines = failed.slice(0, SHOWN).flatMap(inLines)
  if (failed.length > SHOWN) lines.push(`… and ${failed.length - SHOWN} more budgets that fail: see budgets.csv`)
  return lines
}

/** In the order of the deployment, what only warns behind what fails the run. */
export function failedBudgets(budgets: readonly BudgetOutcome[]): BudgetOutcome[] {
  const failed = budgets.filter((one) => one.verdict === 'fail')
  return [
    ...failed.filter((one) => one.budget.level === 'error'),
    ...failed.filter((one) => one.budget.level === 'warn'),
  ]
}

/** How many came to what; undefined where the deployment has none. */
export function budgetsField(budgets: readonly BudgetOutcome[]): string | undefined {
  if (budgets.length === 0) return undefined
  const { pass, fail, undecided, 'not exercised': idle, warnings } = budgetCounts(budgets)
  const warned = warnings === 0 ? '' : `, ${warnings} warning${warnings === 1 ? '' : 's'}`
  return `${pass} pass, ${fail} fail${warned}, ${undecided} undecided, ${idle} not exercised`
}

/** For the last line; undefined where none fails the run. */
export function budgetsFailedInWords(budgets: readonly BudgetOutcome[], strict: boolean): string | undefined {
  const counting = budgets.filter((one) => one.budget.level === 'error')
  const { fail, undecided, 'not exercised': idle } = budgetCounts(counting)
  const failed = fail === 0 ? [] : [`${fail} budget${fail === 1 ? '' : 's'} failed`]
  const open = undecided + idle
  if (strict && open > 0) failed.push(`${open} budget${open === 1 ? '' : 's'} not decided`)
  return failed.length === 0 ? undefined : failed.join(', ')
}

/** Of the requirements that are relaxed, those that fail by the SRS; undefined where none does. */
export function relaxedFailedInWords(outcomes: readonly Outcome[], relaxed: ReadonlySet<string>): string | undefined {
  const failed = outcomes.filter((one) => one.verdict === 'fail' && relaxed.has(one.requirement.id)).length
  return failed === 0 ? undefined : `${failed} failed by the SRS, relaxed by budgets`
}

/** What it rests on, and why it was asked for. */
export function budgetReasons({ found, budget }: BudgetOutcome): string {
  return budget.reason === undefined ? found : `${found} (${budget.reason})`
}

function inLines(one: BudgetOutcome): string[] {
  const word = one.budget.level === 'error' ? pc.red('BUDGET') : pc.yellow('WARN  ')
  const [first, ...rest] = wrapped(one.name, '        ')
  return [`${word}  ${first!.trimStart()}`, ...rest, ...wrapped(budgetReasons(one), '        ')]
}
