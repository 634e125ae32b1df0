import type { Assumption } from '../deployment/assumptions.js'
import { writeTable } from './table.js'

/** assumptions.csv: one line a value that the SRS leaves open, or a reading of what it gets wrong. */
export function writeAssumptions(file: string, assumptions: readonly Assumption[]): void {
  const columns = ['assumption', 'value', 'set_by', 'source', 'description']
  writeTable(
    file,
    columns,
    assumptions.map((one) => [one.name, one.value, one.setBy, one.source, one.description]),
  )
}
