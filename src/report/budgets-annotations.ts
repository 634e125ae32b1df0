import type { BudgetOutcome } from '../run/budget-outcome.js'
import { budgetReasons, failedBudgets } from './budgets-in-words.js'
import { workflowCommand, type Annotation } from './workflow-command.js'

/** GitHub shows ten of a kind for a step: half of them are left to the requirements. */
const SHOWN = 5

/** Annotations at the budgets of the deployment that fail; `strict` adds a warning for those that are not decided and would count. */
export function budgetAnnotations(
  budgets: readonly BudgetOutcome[],
  deployment: string,
  strict: boolean,
  workspace?: string,
): string {
  const failed = failedBudgets(budgets)
  const isOpen = ({ verdict, budget }: BudgetOutcome) =>
    budget.level === 'error' && (verdict === 'undecided' || verdict === 'not exercised')
  const errors = failed.filter((one) => one.budget.level === 'error')
  const warnings = [...failed.filter((one) => one.budget.level === 'warn'), ...(strict ? budgets.filter(isOpen) : [])]
  return [...shownOf(errors, 'error'), ...shownOf(warnings, 'warning')]
    .map((one) => workflowCommand(placedIn(deployment, one), workspace))
    .join('')
}

/** Where they are more than are shown, the last one says how many more. */
function shownOf(budgets: readonly BudgetOutcome[], kind: 'error' | 'warning'): Annotation[] {
  const whole = budgets.length > SHOWN ? budgets.slice(0, SHOWN - 1) : budgets
  const shown = whole.map((one): Annotation => {
    return {
      kind,
      title: `budget: ${one.verdict}`,
      message: `${one.name}: ${budgetReasons(one)}`,
      place: one.budget.position,
    }
  })
  const more = budgets.length - whole.length
  if (more === 0) return shown
  const text = `${more} more budgets: see budgets.csv`
  return [...shown, { kind, title: text, message: text, place: budgets[whole.length]!.budget.position }]
}

/** What was set on the command line has no line of the deployment: it is shown at its head. */
function placedIn(file: string, { place, ...rest }: Annotation): Annotation {
  return { ...rest, place: place?.file === file ? place : { file, line: 1, column: 1 } }
}
