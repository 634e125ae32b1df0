import { field } from '../report/field.js'
import { wrapped } from '../report/wrapped.js'
import { ranOf } from './sweep-end.js'
import type { SweepIdentity } from './sweep-identity.js'
import { parquetName } from '../report/parquet-name.js'
import { SWEEP_PAGE, SWEEP_TABLES, type SweepCounts } from './sweep-tables.js'
import { everywhereInWords } from './sweep-words.js'

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
  counts: SweepCounts,
  { parquet, page, there }: Written,
): string {
  const { points, ends, everywhere } = counts
  const earlier = there ? `, ${there} of them from an earlier run` : ''
  const lines = [
    name,
    field('varied', paths.length === 0 ? 'nothing' : paths.join(', ')),
    field('points', `${points}${earlier}`),
    ...(ends.cannot === 0 ? [] : [field('cannot be', `${ends.cannot}: sweep.csv says why`)]),
    field('tables', `${folder}/sweep.csv, sweep-requirements.csv, sweep.json`),
    ...(parquet ? [field('', SWEEP_TABLES.map(parquetName).join(', '))] : []),
    ...(page ? [field('page', `${folder}/${SWEEP_PAGE}`)] : []),
    '',
    ...(everywhere.length === 0 ? [] : wrapped(everywhereInWords(everywhere, ranOf(ends)), '')),
    ...wrapped(endsInWords(counts), ''),
  ]
  return `${lines.join('\n')}\n`
}

/** Those without a failed requirement need not pass: how many do not is said beside. */
function endsInWords({ ends }: SweepCounts): string {
  const ran = ranOf(ends)
  const without = ran - ends.fails
  const of = (many: number) => (without === 1 ? '' : many === without ? 'all of them ' : `${many} of them `)
  const told = [
    ends.undecided > 0 && `${of(ends.undecided)}undecided`,
    ends.idle > 0 && `${of(ends.idle)}with nothing exercised`,
  ].filter((one) => one !== false)
  const but = told.length === 0 ? '' : ` (${told.join(', ')})`
  return `of ${ran} points ${without} without a failed requirement${but}, ${ends.fails} with`
}

/** What is said on stderr where a path was varied in vain. */
export function stillText({ still }: SweepCounts): string {
  return still.map((path) => `warning: ${path}: nothing responds to it: points that differ only in it came out the same\n`).join('')
} // prettier-ignore
