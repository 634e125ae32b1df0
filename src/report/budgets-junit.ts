import type { BudgetOutcome } from '../run/budget-outcome.js'
import type { VerdictWord } from '../check/verdict.js'
import { budgetReasons } from './budgets-in-words.js'
import { element, textElement } from './xml.js'

/**
 * What becomes of a test case: `decides` is false of what changes no exit status, a requirement that is relaxed or a budget that only
 * warns.
 */
export function standing(verdict: VerdictWord, strict: boolean, decides: boolean): 'passed' | 'failed' | 'skipped' {
  if (verdict === 'pass') return 'passed'
  return decides && (verdict === 'fail' || strict) ? 'failed' : 'skipped'
}

export function standingOfBudget({ verdict, budget }: BudgetOutcome, strict: boolean) {
  return standing(verdict, strict, budget.level === 'error')
}

/** A test case a budget, in a class of their own. */
export function budgetCase(one: BudgetOutcome, deployment: string, strict: boolean): string {
  const { verdict, budget } = one
  const attributes = { classname: `${deployment}: budgets`, name: one.name, time: 0 }
  const stands = standingOfBudget(one, strict)
  if (stands === 'passed') return element('testcase', attributes)
  const because = budgetReasons(one)
  const word = verdict === 'fail' && budget.level === 'warn' ? 'warning' : verdict
  const message = word === 'fail' ? because : `${word}: ${because}`
  const result =
    stands === 'failed' ? textElement('failure', { message, type: verdict }, because) : element('skipped', { message })
  return element('testcase', attributes, [result])
}
