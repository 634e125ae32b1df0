import type { ReportedBudget, ReportFiles } from './report-files.js'

/** A trace says nothing of networks and nodes: that their budgets are not exercised there is no change. */
export function isUntoldByTrace(
  { base: one, next: other }: { base: ReportedBudget | undefined; next: ReportedBudget | undefined },
  base: ReportFiles,
  next: ReportFiles,
): boolean {
  const untold = (budget: ReportedBudget, { run }: ReportFiles) =>
    run.ofTrace && budget.ofFigure && budget.verdict === 'not exercised'
  return one !== undefined && other !== undefined && (untold(one, base) || untold(other, next))
}
