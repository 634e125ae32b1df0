import { relaxedBy } from '../run/budget-outcome.js'
import type { Outcome } from '../run/outcome.js'
import type { Run } from '../run/run.js'
import { budgetAnnotations } from './budgets-annotations.js'
import { lineOf } from './deployment-line.js'
import { workflowCommand } from './workflow-command.js'
import { failedWorstFirst } from './worst-first.js'

/** GitHub shows so many annotations of each kind for a step, the first ones, and is silent about the others. */
const SHOWN = 10

/**
 * Workflow commands of GitHub Actions, a line each, that put what failed beside the line of the deployment that it is owed to:
 * errors, the worst first. One that is relaxed has that of its budget. `strict` adds warnings for what is not decided. `workspace`: the folder of the repository, from which GitHub
 * counts paths.
 */
export function githubAnnotations(run: Run, strict: boolean, workspace?: string): string {
  const relaxed = relaxedBy(run.budgets)
  const outcomes = run.outcomes.filter((one) => !relaxed.has(one.requirement.id))
  const open = strict ? OPEN.flatMap((word) => outcomes.filter((one) => one.verdict === word)) : []
  const lines = [
    ...shownOf(failedWorstFirst(outcomes), 'error', 'failed', run, workspace),
    ...shownOf(open, 'warning', 'are not decided', run, workspace),
  ]
  const ofBudgets = budgetAnnotations(run.budgets, run.deployment.file, strict, workspace)
  return ofBudgets + lines.join('')
}

const OPEN = ['undecided', 'not exercised'] as const

/** Where they are more than are shown, the last one says how many more. */
function shownOf(
  outcomes: readonly Outcome[],
  kind: 'error' | 'warning',
  what: string,
  run: Run,
  workspace: string | undefined,
): string[] {
  const whole = outcomes.length > SHOWN ? outcomes.slice(0, SHOWN - 1) : outcomes
  const command = (one: Outcome, title: string, message: string) => {
    return workflowCommand({ kind, title, message, place: lineOf(one, run) }, workspace)
  }
  const lines = whole.map((one) => {
    const { id, from, to } = one.requirement
    return command(one, `${one.verdict}: ${id}`, `${from} → ${to}: ${one.reason}`)
  })
  const more = outcomes.length - whole.length
  if (more > 0) {
    const text = `${more} more requirements ${what}: see requirements.csv`
    lines.push(command(outcomes[whole.length]!, text, text))
  }
  return lines
}
