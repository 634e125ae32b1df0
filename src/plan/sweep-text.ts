import { field } from '../report/terminal.js'
import type { SweepIdentity } from './sweep-identity.js'
import { parquetName } from '../report/parquet-name.js'
import { SWEEP_PAGE, SWEEP_TABLES, type SweepCounts } from './sweep-tables.js'

export interface Written {
  /** Whether as Parquet too, and whether with report.html. */
  parquet: boolean
  page: boolean
  /** Points that had not to be run again. */
  there?: number
}

/** What is said of a sweep when its tables are written. */
export function sweepText(
  { name, sweep: { paths } }: SweepIdentity,
  folder: string,
  { points, failed, cannot }: SweepCounts,
  { parquet, page, there }: Written,
): string {
  const ran = points - cannot
  const earlier = there ? `, ${there} of them from an earlier run` : ''
  const lines = [
    name,
    field('varied', paths.length === 0 ? 'nothing' : paths.join(', ')),
    field('points', `${points}${earlier}`),
    ...(cannot === 0 ? [] : [field('cannot be', `${cannot}: sweep.csv says why`)]),
    field('tables', `${folder}/sweep.csv, sweep-requirements.csv, sweep.json`),
    ...(parquet ? [field('', SWEEP_TABLES.map(parquetName).join(', '))] : []),
    ...(page ? [field('page', `${folder}/${SWEEP_PAGE}`)] : []),
    '',
    `of ${ran} points ${ran - failed} without a failed requirement, ${failed} with`,
  ]
  return `${lines.join('\n')}\n`
}

/** What is said on stderr where a path was varied in vain. */
export function stillText({ still }: SweepCounts): string {
  return still.map((path) => `warning: ${path}: nothing responds to it: points that differ only in it came out the same\n`).join('')
} // prettier-ignore
