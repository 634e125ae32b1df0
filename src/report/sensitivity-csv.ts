import type { Sensitivity } from '../run/sensitivity.js'
import { writeTable, type Cell } from './table.js'

const COLUMNS = [
  'assumption', 'value', 'set_by', 'end', 'tried', 'requirement', 'verdict_before', 'verdict_after', 'share_before',
  'share_after', 'change',
] // prettier-ignore

/** sensitivity.csv: what each assumption changes at each of its ends. */
export function writeSensitivity(file: string, sensitivity: Sensitivity): void {
  writeTable(file, COLUMNS, rows(sensitivity))
}

function* rows({ values }: Sensitivity): Generator<Cell[]> {
  for (const { name, value, setBy, ends, why } of values) {
    const first = [name, value, setBy]
    const none = Array<undefined>(5).fill(undefined)
    if (why !== undefined) yield [...first, undefined, undefined, ...none, `not varied: ${why}`]
    for (const { end, text, cannot, changes } of ends) {
      const tried = [...first, end, text]
      if (cannot !== undefined) yield [...tried, ...none, `cannot be ${text}: ${cannot}`]
      else if (changes.length === 0) yield [...tried, ...none, 'robust']
      for (const { requirement, before, after, shareBefore, shareAfter, kind } of changes)
        yield [...tried, requirement, before, after, shareBefore, shareAfter, kind]
    }
  }
}
