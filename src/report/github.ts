import { relaxedBy, type BudgetOutcome } from '../run/budget-outcome.js'
import type { Outcome } from '../run/outcome.js'
import { budgetAnnotation } from './budgets-annotations.js'
import { lineOf, type HeldOrRun } from './deployment-line.js'
import { workflowCommand, type Annotation } from './workflow-command.js'
import { belowBound, belowBudget } from './worst-first.js'

/** GitHub shows so many annotations of each kind for a step, the first ones, and is silent about the others. */
const SHOWN = 10

/**
 * Workflow commands of GitHub Actions, a line each, that put what failed beside the line of the deployment that it is owed to, and
 * budgets at their own: errors, the worst first, requirements and budgets together. A requirement that is relaxed has that of its
 * budget. Budgets that only warn are warnings; `strict` adds warnings for what is not decided. `workspace`: the folder of the
 * repository, from which GitHub counts paths.
 */
export function githubAnnotations(run: HeldOrRun, strict: boolean, workspace?: string): string {
  const relaxed = relaxedBy(run.budgets)
  const outcomes = run.outcomes.filter((one) => !relaxed.has(one.requirement.id))
  const ofLevel = (level: 'error' | 'warn') => run.budgets.filter((one) => one.budget.level === level)
  const failed = [
    ...outcomes.filter(({ verdict }) => verdict === 'fail').map((one) => ofRequirement(one, 'error', run)),
    ...failedIn(ofLevel('error'), 'error', run),
  ]
  const open = OPEN.flatMap((word) => [
    ...outcomes.filter(({ verdict }) => verdict === word).map((one) => ofRequirement(one, 'warning', run)),
    ...ofLevel('error')
      .filter(({ verdict }) => verdict === word)
      .map((one) => ofBudget(one, 'warning', run)),
  ])
  const warnings = [...worstFirst(failedIn(ofLevel('warn'), 'warning', run)), ...(strict ? open : [])]
  return [...shownOf(worstFirst(failed)), ...shownOf(warnings)].map((one) => workflowCommand(one, workspace)).join('')
}

const OPEN = ['undecided', 'not exercised'] as const

/** What could be shown; `below`: how bad it is, the lower, the worse. */
interface Told {
  of: 'requirement' | 'budget'
  failed: boolean
  below: number
  annotation: Annotation
}

function ofRequirement(one: Outcome, kind: 'error' | 'warning', run: HeldOrRun): Told {
  const { id, from, to } = one.requirement
  const [title, message] = [`${one.verdict}: ${id}`, `${from} → ${to}: ${one.reason}`]
  const failed = one.verdict === 'fail'
  const annotation = { kind, title, message, place: lineOf(one, run) }
  return { of: 'requirement', failed, below: failed ? belowBound(one) : 0, annotation }
}

function ofBudget(one: BudgetOutcome, kind: 'error' | 'warning', run: HeldOrRun): Told {
  const failed = one.verdict === 'fail'
  const annotation = budgetAnnotation(one, kind, run.deployment.file)
  return { of: 'budget', failed, below: failed ? belowBudget(one) : 0, annotation }
}

function failedIn(budgets: readonly BudgetOutcome[], kind: 'error' | 'warning', run: HeldOrRun): Told[] {
  return budgets.filter(({ verdict }) => verdict === 'fail').map((one) => ofBudget(one, kind, run))
}

function worstFirst(all: readonly Told[]): Told[] {
  return [...all].sort((a, b) => a.below - b.below)
}

/** Where they are more than are shown, the last one says how many more. */
function shownOf(all: readonly Told[]): Annotation[] {
  const whole = (all.length > SHOWN ? all.slice(0, SHOWN - 1) : all).map((one) => one.annotation)
  const more = all.slice(whole.length)
  if (more.length === 0) return whole
  const text = moreInWords(more)
  return [...whole, { ...more[0]!.annotation, title: text, message: text }]
}

/** `14 more requirements and budgets failed: see requirements.csv and budgets.csv`. */
function moreInWords(more: readonly Told[]): string {
  const of = (['requirement', 'budget'] as const).filter((one) => more.some((each) => each.of === one))
  const what = of.map((one) => `${one}s`).join(' and ')
  const failed = more.filter((one) => one.failed).length
  const became = failed === more.length ? 'failed' : failed === 0 ? 'are not decided' : 'failed or are not decided'
  return `${more.length} more ${what} ${became}: see ${of.map((one) => `${one}s.csv`).join(' and ')}`
}
