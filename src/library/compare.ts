import { compareJson } from '../plan/compare-json.js'
import { compareMarkdown } from '../plan/compare-markdown.js'
import { compareText } from '../plan/compare-text.js'
import { compareReports } from '../plan/compare.js'
import type { ReportedRequirement } from '../plan/report-files.js'
import type { Told, Verdict } from './result-types.js'
import { asJson, plain } from './told.js'

/** What is different in a report from an earlier one. Each list begins with what is worst. */
export interface Comparison extends Told {
  /** How many changes are for the worse: with any, the command would end with status 1. */
  readonly regressions: number
  /** What else is different between the two runs, so that a change may be due to it. */
  readonly notes: readonly string[]
  /** Requirements that have another verdict. */
  readonly verdicts: readonly VerdictChange[]
  /** Figures that lie elsewhere, by more than chance explains. */
  readonly moved: readonly Move[]
  /** Requirements, by their ids, that only the earlier report has. */
  readonly gone: readonly string[]
  /** And those that only the later one has. */
  readonly came: readonly string[]
  /** Budgets that have another verdict, or another level. */
  readonly budgets: readonly BudgetChange[]
  /** How many requirements both have. */
  readonly inBoth: number
  /** How many of those have the same figures, all of them. */
  readonly identical: number
  /** As a comment of a pull request. */
  markdown(): string
}

/** Whether a change is for the worse. */
export type Direction = 'worse' | 'neither' | 'better'

/** A requirement that has another verdict. */
export interface VerdictChange {
  /** Its id. */
  readonly requirement: string
  /** Whether that is for the worse. */
  readonly direction: Direction
  /** What it had before. */
  readonly base: Verdict
  /** What it has now. */
  readonly next: Verdict
}

/** A figure of a requirement that lies elsewhere. */
export interface Move {
  /** Its id. */
  readonly requirement: string
  /** A quantile of the latency, or the share in time. */
  readonly figure: 'p50' | 'p90' | 'p95' | 'p99' | 'in time'
  /** Whether that is for the worse. */
  readonly direction: Direction
  /** What it was before: in seconds, or a share. */
  readonly base: number
  /** What it is now. */
  readonly next: number
}

/** A budget that has another verdict, or another level. */
export interface BudgetChange {
  /** What the reports call it. */
  readonly budget: string
  /** Whether that is for the worse. */
  readonly direction: Direction
  /** What it had before; undefined of one that came. */
  readonly base: Verdict | undefined
  /** What it has now; undefined of one that is gone. */
  readonly next: Verdict | undefined
}

/**
 * Says what became better or worse from one report to another.
 *
 * @param base - a report folder
 * @param next - the one that is held against it
 * @throws {@link InputError} where one is no report, or they are of different catalogues
 */
export function compare(base: string, next: string): Comparison {
  const found = compareReports(base, next)
  const { regressions, notes, inBoth, identical } = found
  const ids = (list: readonly ReportedRequirement[]) => list.map(({ id }) => id)
  return {
    regressions,
    notes: [...notes],
    verdicts: found.verdicts.map(({ name, direction, base: before, next: after }) => ({
      ...{ requirement: name, direction, base: before.verdict, next: after.verdict },
    })),
    moved: found.moved.map(({ requirement, figure, direction, base: before, next: after }) => ({
      ...{ requirement, figure, direction, base: before.value, next: after.value },
    })),
    gone: ids(found.gone),
    came: ids(found.came),
    budgets: found.budgets.map(({ name, direction, base: before, next: after }) => ({
      ...{ budget: name, direction, base: before?.verdict, next: after?.verdict },
    })),
    ...{ inBoth, identical },
    text: () => plain(compareText(found)),
    json: () => asJson(compareJson(found)),
    markdown: () => compareMarkdown(found),
  }
}
