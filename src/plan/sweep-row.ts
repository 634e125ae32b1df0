import { figure, type Cell } from '../report/table.js'
import type { PointFile } from './sweep-files.js'
import { worstOf } from './sweep-result.js'
import { shownValue } from './sweep.js'

const FIGURES = [
  'fails', 'pass', 'fail', 'undecided', 'not_exercised', 'budgets_fail', 'worst_requirement', 'worst_verdict', 'worst_share_in_time',
  'busiest_network', 'busiest_direction', 'busiest_utilisation', 'messages', 'bytes_application', 'bytes_wire', 'simulated_s', 'replications', 'cannot',
] // prettier-ignore

/** Between the number and the figures: what is varied, under the names that the user wrote. */
export function sweepColumns(paths: readonly string[]): string[] {
  return ['point', ...paths, ...FIGURES]
}

/** The line of a point in sweep.csv. */
export function sweepRow(paths: readonly string[], { point, values, outcome }: PointFile): Cell[] {
  const varied = paths.map((path) => (Object.hasOwn(values, path) ? shownValue(values[path]) : undefined))
  if ('cannot' in outcome) return [point, ...varied, ...FIGURES.slice(0, -1).map(() => undefined), outcome.cannot]
  const { result: r } = outcome
  const worst = worstOf(r)
  return [
    point, ...varied, r.failed ? 'yes' : 'no', r.pass, r.fail, r.undecided, r.notExercised, r.budgetsFail ?? undefined,
    worst?.requirement, worst?.verdict, worst?.shareInTime ?? undefined, r.busiest?.network, r.busiest?.direction, r.busiest?.utilisation,
    r.messages, r.bytesApplication, r.bytesWire, r.simulatedS, r.replications, undefined,
  ] // prettier-ignore
}

/** A cell as the CSV has it, for who holds the two against each other. */
export function asInCsv(cell: Cell): string {
  if (cell === undefined || cell === '') return 'NA'
  return typeof cell === 'string' ? cell : figure(cell)
}
