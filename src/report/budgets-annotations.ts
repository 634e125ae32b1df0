import type { BudgetOutcome } from '../run/budget-outcome.js'
import { budgetReasons } from './budgets-in-words.js'
import type { Annotation } from './workflow-command.js'

/** An annotation at a budget of the deployment. What was set on the command line has no line of it: it is shown at its head. */
export function budgetAnnotation(one: BudgetOutcome, kind: Annotation['kind'], deployment: string): Annotation {
  return {
    kind,
    title: `budget: ${one.verdict}`,
    message: `${one.name}: ${budgetReasons(one)}`,
    place: budgetLine(one, deployment),
  }
}

function budgetLine({ budget: { position } }: BudgetOutcome, deployment: string): NonNullable<Annotation['place']> {
  return position.file === deployment ? position : { file: deployment, line: 1, column: 1 }
}
