import { stands } from './device-kinds.js'
import { HEAD_COLUMNS, NodeList, type HeadLine, type ListReading } from './node-list.js'

/** A DAP as the list says it: where it stands, what it hangs on, and how many electric meters hang on it. */
export interface DapLine extends HeadLine {
  commercial: number
  residential: number
}

const COLUMNS = ['dap', 'meters_ci', 'meters_residential', ...HEAD_COLUMNS]

/** `nodes: {daps: <file>}`: an engineer's own DAPs, instead of an even split of the meters. */
export function readDapList(file: string, reading: ListReading): DapLine[] {
  const list = new NodeList('daps', file, COLUMNS, reading, ({ profile }) => stands('dap', profile))
  const lines = list.rows.map((row) => ({
    ...list.head(row, 'dap'),
    commercial: list.count(row, 'meters_ci'),
    residential: list.count(row, 'meters_residential'),
  }))
  const before = reading.problems.count
  list.requireEach(lines)
  if (
    lines.length > 0 &&
    lines.every((one) => one.commercial + one.residential === 0) &&
    reading.problems.count === before
  )
    list.wrong(lines[0]!.row, 'meters_ci', `expected meters on one of the ${lines.length} DAPs at least, found none`)
  return lines
}
