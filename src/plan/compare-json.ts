import type { Comparison } from './compare.js'
import type { Limited } from './moved-figures.js'
import type { ReportedBudget, ReportedRequirement, ReportFiles } from './report-files.js'

/** All of a comparison. A figure that does not exist is null. */
export function compareJson(comparison: Comparison): object {
  const { base, next, notes, regressions, untold, identical, inBoth } = comparison
  return {
    base: reportJson(base),
    new: reportJson(next),
    notes,
    regressions,
    verdicts: comparison.verdicts.map(({ name, direction, base: before, next: after }) => ({
      requirement: name,
      from: before.from,
      to: before.to,
      direction,
      base: verdictJson(before),
      new: verdictJson(after),
    })),
    moved: comparison.moved.map(({ requirement, figure, direction, base: before, next: after }) => ({
      requirement,
      figure,
      direction,
      base: limitedJson(before),
      new: limitedJson(after),
    })),
    untold,
    gone: comparison.gone.map(({ id, verdictText }) => ({ requirement: id, verdict: verdictText })),
    came: comparison.came.map(({ id, verdictText }) => ({ requirement: id, verdict: verdictText })),
    budgets: comparison.budgets.map(({ name, direction, base: before, next: after }) => ({
      budget: name,
      direction,
      base: budgetJson(before),
      new: budgetJson(after),
    })),
    messages: Object.fromEntries(
      comparison.messages.map(({ count, base: before, next: after }) => [
        camelCase(count),
        { base: before, new: after },
      ]),
    ),
    requirements: { inBoth, identical },
  }
}

function reportJson({ folder, run }: ReportFiles) {
  return { reports: folder, ...run }
}

function verdictJson({ verdictText, shareInTime, low, high }: ReportedRequirement) {
  return { verdict: verdictText, shareInTime: shareInTime ?? null, low: low ?? null, high: high ?? null }
}

function limitedJson({ value, low, high }: Limited) {
  return { value, low, high: high ?? null }
}

function budgetJson(one: ReportedBudget | undefined) {
  return one === undefined ? null : { verdict: one.verdictText, level: one.level }
}

function camelCase(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
