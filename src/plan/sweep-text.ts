import { field } from '../report/terminal.js'
import type { SweepIdentity } from './sweep-identity.js'
import type { SweepCounts } from './sweep-tables.js'

/** What is said of a sweep when its tables are written. `there`: points that had not to be run again. */
export function sweepText(
  { name, sweep: { paths } }: SweepIdentity,
  folder: string,
  { points, failed, cannot }: SweepCounts,
  there?: number,
): string {
  const ran = points - cannot
  const earlier = there ? `, ${there} of them from an earlier run` : ''
  const lines = [
    name,
    field('varied', paths.length === 0 ? 'nothing' : paths.join(', ')),
    field('points', `${points}${earlier}`),
    ...(cannot === 0 ? [] : [field('cannot be', `${cannot}: sweep.csv says why`)]),
    field('tables', `${folder}/sweep.csv, sweep-requirements.csv, sweep.json`),
    '',
    `of ${ran} points ${ran - failed} without a failed requirement, ${failed} with`,
  ]
  return `${lines.join('\n')}\n`
}
