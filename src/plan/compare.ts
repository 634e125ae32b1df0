import { InputError, Problems } from '../input/problems.js'
import { MARKER } from '../report/folder.js'
import { isUntoldByTrace } from './budgets-of-traces.js'
import { notesOf } from './compare-notes.js'
import { byFactor, movesOf, type Move } from './moved-figures.js'
import {
  COUNTS,
  readReport,
  type CountName,
  type ReportedBudget,
  type ReportedRequirement,
  type ReportFiles,
} from './report-files.js'
import { byDirection, byGravity, directionOf, type Direction } from './verdict-change.js'

/** What is different in a report from an earlier one. Each list begins with what is worst. */
export interface Comparison {
  base: ReportFiles
  next: ReportFiles
  /** What else is different between the two runs, so that a change may be due to it. */
  notes: string[]
  verdicts: Change<ReportedRequirement>[]
  moved: Move[]
  /** Quantiles of which it cannot be said. */
  untold: number
  gone: ReportedRequirement[]
  came: ReportedRequirement[]
  budgets: BudgetChange[]
  /** Sums over all requirements. */
  messages: { count: CountName; base: number; next: number }[]
  /** Requirements that both have, and those of them that have the same figures, all of them. */
  inBoth: number
  identical: number
  /** How many of all these are a change for the worse. */
  regressions: number
}

export interface Change<T> {
  name: string
  direction: Direction
  base: T
  next: T
}

/** Without `base` it came, without `next` it is gone. */
export interface BudgetChange {
  name: string
  direction: Direction
  base: ReportedBudget | undefined
  next: ReportedBudget | undefined
}

/** Reads two report folders and holds the one against the other. */
export function compareReports(base: string, next: string): Comparison {
  const problems = new Problems()
  const [before, after] = [base, next].map((folder) => readReport(folder, problems))
  problems.throwIfAny()
  return comparisonOf(before!, after!)
}

export function comparisonOf(base: ReportFiles, next: ReportFiles): Comparison {
  refuseOtherCatalogue(base, next)
  const pairs = [...base.requirements.values()].flatMap((one) => {
    const other = next.requirements.get(one.id)
    return other === undefined ? [] : [[one, other] as const]
  })
  const moves = pairs.map(([one, other]) => movesOf(one, other))
  const only = (here: ReportFiles, there: ReportFiles) =>
    [...here.requirements.values()].filter((one) => !there.requirements.has(one.id))
  const found = {
    verdicts: verdictChanges(pairs, relaxedIn(next)),
    moved: moves.flatMap(({ moved }) => moved).sort((a, b) => byDirection(a, b) || byFactor(a, b)),
    gone: only(base, next),
    budgets: budgetChanges(base, next),
  }
  const isWorse = ({ direction }: { direction: Direction }) => direction === 'worse'
  const changes = [...found.verdicts, ...found.moved, ...found.budgets]
  return {
    base,
    next,
    notes: notesOf(base, next),
    ...found,
    untold: moves.reduce((sum, one) => sum + one.untold, 0),
    came: only(next, base).sort((a, b) => byGravity(['pass', a.verdict], ['pass', b.verdict])),
    messages: COUNTS.map((count) => ({ count, base: total(base, count), next: total(next, count) })),
    inBoth: pairs.length,
    identical: pairs.filter(([one, other]) => isSame(one, other, base.run.ofTrace || next.run.ofTrace)).length,
    regressions: changes.filter(isWorse).length + found.gone.length,
  }
}

/** The same id may ask for something else there. */
function refuseOtherCatalogue(base: ReportFiles, next: ReportFiles): void {
  const [before, after] = [base, next].map(({ run }) => run.catalogueHash)
  if (before === after) return
  const short = (hash: string) => hash.slice(0, 12)
  throw InputError.of(
    `${next.folder}/${MARKER}`,
    `of another catalogue than ${base.folder}: ${short(after!)}, there ${short(before!)}; they cannot be compared`,
    'the same requirement may ask for something else there: run both with the same payloads and the same sgsim',
  )
}

/** A relaxed requirement is held against its budget: that it no longer meets the SRS's bound is meant. */
function verdictChanges(
  pairs: readonly (readonly [ReportedRequirement, ReportedRequirement])[],
  relaxed: ReadonlySet<string | undefined>,
): Change<ReportedRequirement>[] {
  return pairs
    .filter(([base, next]) => base.verdict !== next.verdict)
    .map(([base, next]) => {
      const direction = directionOf(base.verdict, next.verdict)
      return {
        name: base.id,
        direction: direction === 'worse' && relaxed.has(base.id) ? 'neither' : direction,
        base,
        next,
      }
    })
    .sort(worstFirst)
}

function relaxedIn({ budgets }: ReportFiles): Set<string | undefined> {
  return new Set([...(budgets?.values() ?? [])].map(({ relaxes }) => relaxes))
}

/** Of two alike, the one that is further below its bound, by what is sure of it. */
function worstFirst(a: Change<ReportedRequirement>, b: Change<ReportedRequirement>): number {
  const below = ({ next }: Change<ReportedRequirement>) => (next.high ?? 1) - (next.boundReliability ?? 0)
  return (
    byDirection(a, b) ||
    byGravity([a.base.verdict, a.next.verdict], [b.base.verdict, b.next.verdict]) ||
    below(a) - below(b)
  )
}

/** A budget that only warns makes nothing worse. */
function budgetChanges(base: ReportFiles, next: ReportFiles): BudgetChange[] {
  if (base.budgets === undefined || next.budgets === undefined) return []
  const [before, after] = [base.budgets, next.budgets]
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const changes = names.map((name): BudgetChange => {
    const [one, other] = [before.get(name), after.get(name)]
    return { name, direction: budgetDirection(one, other), base: one, next: other }
  })
  const changed = ({ base: one, next: other }: BudgetChange) =>
    one?.verdict !== other?.verdict || one?.level !== other?.level
  const told = (one: BudgetChange) => changed(one) && !isUntoldByTrace(one, base, next)
  return changes.filter(told).sort(byDirection)
}

function budgetDirection(base: ReportedBudget | undefined, next: ReportedBudget | undefined): Direction {
  if (base === undefined) return 'neither'
  if (next === undefined) return base.level === 'error' ? 'worse' : 'neither'
  const direction = directionOf(base.verdict, next.verdict)
  return direction === 'worse' && next.level === 'warn' ? 'neither' : direction
}

function total({ requirements }: ReportFiles, count: CountName): number {
  return [...requirements.values()].reduce((sum, one) => sum + (one.counts[count] ?? 0), 0)
}

/** In all columns that both reports have. A reason says more after a run than a trace can tell: which leg took the time. */
function isSame({ cells: one }: ReportedRequirement, { cells: other }: ReportedRequirement, ofTrace: boolean): boolean {
  const isSaidOtherwise = (column: string) => ofTrace && column === 'reason'
  return [...one].every(([column, cell]) => isSaidOtherwise(column) || !other.has(column) || other.get(column) === cell)
}
