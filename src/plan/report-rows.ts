import { parseCsv, type CsvRow } from '../input/csv.js'
import { InputError, type Problems } from '../input/problems.js'
import { splitCsv } from '../input/split-csv.js'
import { readText } from '../input/text-file.js'

/** A line of a CSV of a report, with what was escaped in it read back. */
export interface ReportRow {
  /** Every cell by the name of its column. */
  cells: ReadonlyMap<string, string>
  /** `NA` where there is no such column. */
  text: (column: string) => string
  /** A figure; undefined where it does not exist, and where its column does not. */
  figure: (column: string) => number | undefined
  wrong: (column: string, message: string, hint?: string) => void
}

/**
 * The lines of a CSV of a report, whatever its columns: another version of sgsim has written some more, or did not know all.
 * Only those `needed` must be there.
 */
export function readReportRows(file: string, needed: readonly string[], problems: Problems): ReportRow[] {
  try {
    const text = readText(file)
    const [header] = splitCsv(text.slice(0, text.search(/\r?\n|$/))).records
    const columns = header?.cells ?? needed
    const rows = parseCsv(text, file, columns)
    for (const column of needed.filter((one) => !columns.includes(one)))
      problems.add({ file, line: 1, column: 1 }, `the column "${column}" is missing`, RERUN)
    return rows.map((row) => reportRow(row, columns, problems))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    return []
  }
}

const RERUN = 'was it written by another version of sgsim? run the deployment again with this one'

function reportRow(row: CsvRow, columns: readonly string[], problems: Problems): ReportRow {
  const cells = new Map(columns.map((column, i) => [column, unescaped(row.cells[i])]))
  const text = (column: string) => cells.get(column) ?? 'NA'
  const wrong = (column: string, message: string, hint?: string) => {
    if (cells.has(column)) problems.add(row.position(column), message, hint)
  }
  const figure = (column: string) => {
    const cell = text(column)
    if (cell === 'NA') return undefined
    if (FIGURE.test(cell)) return Number(cell)
    wrong(column, `expected a number or NA, found "${cell}"`)
    return undefined
  }
  return { cells, text, figure, wrong }
}

const FIGURE = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** What a spreadsheet would take for a formula stands in a report behind an apostrophe (csv-stringify's `escape_formulas`). */
function unescaped(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell
}
