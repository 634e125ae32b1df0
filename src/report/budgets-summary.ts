import { percent } from '../check/verdict.js'
import type { BudgetOutcome } from '../run/budget-outcome.js'
import { budgetsField, failedBudgets } from './budgets-in-words.js'
import { escaped } from './markdown.js'

/** A table of so many lines stays far below what GitHub takes. */
const ROWS = 50

/** The budgets in Markdown: how many came to what, and those that fail; nothing where the deployment has none. */
export function budgetsSummary(budgets: readonly BudgetOutcome[]): string[] {
  const field = budgetsField(budgets)
  if (field === undefined) return []
  const failed = failedBudgets(budgets)
  const lines = [`Budgets: ${field}.`, '']
  if (failed.length === 0) return lines
  lines.push('| budget | level | share | found | reason |', '| --- | --- | ---: | --- | --- |')
  for (const { name, budget, share, found } of failed.slice(0, ROWS)) {
    const cells = [name, budget.level, share === undefined ? 'NA' : percent(share), found, budget.reason ?? '']
    lines.push(`| ${cells.map(escaped).join(' | ')} |`)
  }
  if (failed.length > ROWS) lines.push('', `… and ${failed.length - ROWS} more that fail: see budgets.csv.`)
  return [...lines, '']
}
