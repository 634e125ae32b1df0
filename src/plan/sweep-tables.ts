import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FileAside } from '../input/file-aside.js'
import { parquetName } from '../report/parquet-name.js'
import { tableRows, type Cell } from '../report/table.js'
import type { SweepIdentity } from './sweep-identity.js'
import { endOf, noEnds, type Ends } from './sweep-end.js'
import { Everywhere } from './sweep-everywhere.js'
import type { PointFile } from './sweep-files.js'
import { worstOf, type PointResult } from './sweep-result.js'
import { sweepColumns, sweepRow } from './sweep-row.js'
import { StillPaths } from './sweep-still.js'

export const SWEEP_TABLES = ['sweep.csv', 'sweep-requirements.csv'] as const

/** What they say, for people to look at. */
export const SWEEP_PAGE = 'report.html'

/** By this file a folder is known to hold the tables of a sweep. */
export const SWEEP_MARKER = 'sweep.json'

/** How many points ended how. */
export interface SweepCounts {
  points: number
  ends: Ends
  /** Requirements that fail at every point that was run. */
  everywhere: readonly string[]
  /** Varied paths to which nothing responds. */
  still: readonly string[]
}

/** Writes a CSV as Parquet: from where to where, and what the CSV will be called. */
export type ParquetTable = (csv: string, to: string, table: string) => void

/** Makes the page of a sweep of all its points, in their order. */
export interface SweepPage {
  add(point: PointFile): void
  text(counts: SweepCounts): string
}

/** Lines that are written in one go. */
const AT_ONCE = 1000

/**
 * Writes the tables of a sweep, point by point: there may be millions. `points` in their order; the same points give the same bytes, wherever
 * they were run. `parquet`: writes a table as Parquet too; `page`: makes report.html.
 */
export function writeSweepTables(
  folder: string,
  identity: SweepIdentity,
  points: Iterable<PointFile>,
  parquet?: ParquetTable,
  page?: SweepPage,
): SweepCounts {
  const { paths } = identity.sweep
  const aside = (name: string) => new FileAside(join(folder, name), () => undefined)
  const files = [...SWEEP_TABLES, SWEEP_MARKER].map(aside)
  const others = parquet ? SWEEP_TABLES.map((name) => aside(parquetName(name))) : []
  const html = page ? [aside(SWEEP_PAGE)] : []
  const all = [...others, ...html, ...files]
  const begun = files.map((file) => file.begin())
  const [table, requirements, json] = begun.map((path) => new Lines(path)) as [Lines, Lines, Lines]
  const counts: SweepCounts = { points: identity.sweep.points, ends: noEnds(), everywhere: [], still: [] }
  const still = new StillPaths(paths)
  const everywhere = new Everywhere()
  try {
    table.add(tableRows([sweepColumns(paths)]))
    requirements.add(tableRows([REQUIREMENT_COLUMNS]))
    json.add(`${JSON.stringify(identity).slice(0, -1)},"points":[`)
    for (const one of points) {
      const { outcome } = one
      const result = 'result' in outcome ? outcome.result : undefined
      counts.ends[endOf(result)]++
      everywhere.add(result)
      still.add(one)
      page?.add(one)
      table.add(tableRows([sweepRow(paths, one)]))
      if (result) requirements.add(tableRows(requirementRows(one.point, result)))
      json.add(`${one.point === 1 ? '\n' : ',\n'}${JSON.stringify(summaryOf(one))}`)
    }
    json.add(`\n],"failed":${counts.ends.fails},"cannot":${counts.ends.cannot}}\n`)
    for (const one of [table, requirements, json]) one.end()
    for (const [i, file] of others.entries()) parquet!(begun[i]!, file.begin(), SWEEP_TABLES[i]!)
    counts.still = still.paths()
    counts.everywhere = everywhere.requirements()
    for (const file of html) file.write(page!.text(counts))
    for (const file of all) file.commit()
  } finally {
    for (const file of all) file.abandon()
  }
  return counts
}

const REQUIREMENT_COLUMNS = [
  'point', 'requirement', 'verdict', 'share_in_time', 'low', 'high', 'bound_reliability', 'latency_p99_s',
] // prettier-ignore

function requirementRows(point: number, { requirements }: PointResult): Cell[][] {
  return requirements.map((one) => [
    point, one.requirement, one.verdict, one.shareInTime ?? undefined, one.low ?? undefined, one.high ?? undefined, one.boundReliability,
    one.latencyP99S ?? undefined,
  ]) // prettier-ignore
}

/** A point without its requirements. */
function summaryOf({ point, values, outcome }: PointFile): object {
  if ('cannot' in outcome) return { point, values, cannot: outcome.cannot }
  return { point, values, ...outcome.result, requirements: undefined, worst: worstOf(outcome.result) ?? null }
}

/** A file that is written piece by piece. */
class Lines {
  private waiting: string[] = []

  constructor(private readonly path: string) {
    writeFileSync(path, '')
  }

  add(text: string): void {
    if (this.waiting.push(text) >= AT_ONCE) this.end()
  }

  end(): void {
    if (this.waiting.length > 0) appendFileSync(this.path, this.waiting.join(''))
    this.waiting = []
  }
}
