import type { BudgetOutcome } from '../../run/budget-outcome.js'
import type { Run } from '../../run/run.js'
import { budgetCounts } from '../budgets-json.js'
import { failedBudgets } from '../budgets-in-words.js'
import { html, type Content } from './html.js'
import type { Section } from './page.js'
import { badge, table } from './parts.js'

/** What the deployment asks for beside the SRS (budgets.csv): what fails first. */
export function budgetsSection({ budgets }: Pick<Run, 'budgets'>): Section | undefined {
  if (budgets.length === 0) return undefined
  const { pass, fail, warnings, undecided, 'not exercised': idle } = budgetCounts(budgets)
  const failed = failedBudgets(budgets)
  const inOrder = [...failed, ...budgets.filter((one) => !failed.includes(one))]
  const warned = warnings > 0 && html`, ${warnings} ${warnings === 1 ? 'warns' : 'warn'}`
  const body = html`<p>
      Demands of the deployment's own, beside those of the SRS: ${pass} pass, ${fail} fail${warned}, ${undecided} undecided, ${idle} not
      exercised.
    </p>
    ${table('Budgets, those that fail first', ['verdict', 'budget', 'level', 'found', 'reason'], inOrder.map(row))}`
  return { id: 'budgets', title: 'Budgets', body }
}

function row({ name, verdict, found, budget: { level, reason } }: BudgetOutcome): Content[] {
  return [badge(verdict), html`<code>${name}</code>`, level, found, reason ?? '–']
}
