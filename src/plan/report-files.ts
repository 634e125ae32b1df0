import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import type { VerdictWord } from '../check/verdict.js'
import { didYouMean, nearest } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import { MARKER } from '../report/folder.js'
import { readReportRows, type ReportRow } from './report-rows.js'
import { readReportRun, type ReportRun } from './report-run.js'

/** A report folder as it is read again. */
export interface ReportFiles {
  folder: string
  run: ReportRun
  /** By id, in the order of the file. */
  requirements: ReadonlyMap<string, ReportedRequirement>
  /** undefined where the report has no budgets. */
  budgets: ReadonlyMap<string, ReportedBudget> | undefined
}

export interface Reported {
  verdict: VerdictWord
  /** As it is written: what is final may say so in parentheses. */
  verdictText: string
  low: number | undefined
  high: number | undefined
}

export interface ReportedRequirement extends Reported {
  id: string
  from: string
  to: string
  counts: Record<CountName, number | undefined>
  shareInTime: number | undefined
  boundReliability: number | undefined
  boundLatencyS: number | undefined
  /** In seconds; undefined where nothing was received, without limits where the report has none. */
  quantiles: ReadonlyMap<QuantileName, ReportedQuantile>
  /** Every cell by the name of its column. */
  cells: ReadonlyMap<string, string>
}

export interface ReportedQuantile {
  value: number
  low: number | undefined
  high: number | undefined
}

export interface ReportedBudget extends Reported {
  name: string
  level: 'error' | 'warn'
  /** The requirement that it decides about in the place of the SRS's bound, if it is one of these. */
  relaxes: string | undefined
  /** Whether it bounds a figure of a network or of nodes. */
  ofFigure: boolean
}

export const COUNTS = ['sent', 'delivered', 'in_time', 'lost', 'open', 'counted'] as const
export type CountName = (typeof COUNTS)[number]
export const QUANTILES = ['p50', 'p90', 'p95', 'p99'] as const
export type QuantileName = (typeof QUANTILES)[number]

/** Whether a report says how surely it knows a quantile: older versions of sgsim did not. */
export const hasLimits = (one: ReportedRequirement, name: QuantileName) => one.cells.has(`latency_${name}_low_s`)

/** The report in a folder; what is wrong with it goes on the list, and then it may be undefined. */
export function readReport(given: string, problems: Problems): ReportFiles | undefined {
  const folder = normalize(given)
  if (!isReport(folder, given, problems)) return undefined
  const run = readReportRun(join(folder, MARKER), problems)
  const rows = readReportRows(join(folder, 'requirements.csv'), NEEDED, problems)
  const requirements = byName(rows, 'requirement', requirementOf)
  const file = join(folder, 'budgets.csv')
  const budgets = existsSync(file)
    ? byName(readReportRows(file, NEEDED_OF_BUDGETS, problems), 'budget', budgetOf)
    : undefined
  return run && { folder, run, requirements, budgets }
}

const NEEDED = ['requirement', ...COUNTS, 'share_in_time', 'low', 'high', 'verdict']
const NEEDED_OF_BUDGETS = ['budget', 'verdict', 'level']

/** Not a report: what is there instead is the best hint. */
function isReport(folder: string, given: string, problems: Problems): boolean {
  const place = { file: given === '' ? '""' : given }
  if (!existsSync(folder) || given === '') {
    const parent = dirname(folder)
    const there = existsSync(parent) && statSync(parent).isDirectory() ? reportsIn(parent) : []
    const near = nearest(basename(folder), there)
    problems.add(place, 'no such folder', near === undefined ? listed(parent, there) : `did you mean "${join(parent, near)}"?`) // prettier-ignore
    return false
  }
  if (!statSync(folder).isDirectory()) {
    const hint = existsSync(join(dirname(folder), MARKER)) ? `did you mean "${dirname(folder)}"?` : undefined
    problems.add(place, 'expected a report folder, found a file', hint)
    return false
  }
  if (existsSync(join(folder, MARKER))) return true
  problems.add(place, `expected a report folder, found one without ${MARKER}`, listed(folder, reportsIn(folder)))
  return false
}

function reportsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, MARKER)))
    .sort()
}

function listed(folder: string, reports: readonly string[]): string {
  if (reports.length === 0) return 'sgsim run writes one, reports/<name> or that of --out'
  const shown = reports.slice(0, 8).map((name) => join(folder, name))
  return `one of: ${shown.join(', ')}${reports.length > 8 ? `, … (${reports.length - 8} more)` : ''}`
}

function byName<T>(rows: readonly ReportRow[], column: string, read: (row: ReportRow) => T): Map<string, T> {
  const all = new Map<string, T>()
  for (const row of rows) {
    const name = row.text(column)
    if (all.has(name)) row.wrong(column, `"${name}" is there twice`)
    else all.set(name, read(row))
  }
  return all
}

function requirementOf(row: ReportRow): ReportedRequirement {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, row.figure(name)])) as ReportedRequirement['counts']
  const quantiles = new Map<QuantileName, ReportedQuantile>()
  for (const name of QUANTILES) {
    const value = row.figure(`latency_${name}_s`)
    const [low, high] = [row.figure(`latency_${name}_low_s`), row.figure(`latency_${name}_high_s`)]
    if (value !== undefined) quantiles.set(name, { value, low, high })
  }
  return {
    ...verdictOf(row),
    id: row.text('requirement'),
    from: row.text('from'),
    to: row.text('to'),
    counts,
    shareInTime: row.figure('share_in_time'),
    boundReliability: row.figure('bound_reliability'),
    boundLatencyS: row.figure('bound_latency_s'),
    quantiles,
    cells: row.cells,
  }
}

function budgetOf(row: ReportRow): ReportedBudget {
  const level = row.text('level')
  if (level !== 'error' && level !== 'warn')
    row.wrong('level', `expected error or warn, found "${level}"`, didYouMean(level, ['error', 'warn']))
  return {
    ...verdictOf(row),
    name: row.text('budget'),
    relaxes: row.text('kind') === 'relax' ? row.text('requirement') : undefined,
    ofFigure: row.text('comparator') !== 'NA',
    level: level === 'warn' ? 'warn' : 'error',
  }
}

const VERDICTS: readonly VerdictWord[] = ['pass', 'fail', 'undecided', 'not exercised']

function verdictOf(row: ReportRow): Reported {
  const verdictText = row.text('verdict')
  const word = verdictText.replace(/ \(.*\)$/, '')
  const verdict = VERDICTS.find((one) => one === word)
  if (verdict === undefined) row.wrong('verdict', `expected a verdict, found "${verdictText}"`, didYouMean(word, VERDICTS)) // prettier-ignore
  return { verdict: verdict ?? 'not exercised', verdictText, low: row.figure('low'), high: row.figure('high') }
}
