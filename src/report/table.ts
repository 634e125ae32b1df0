import { writeFileSync } from 'node:fs'
import { stringify } from 'csv-stringify/sync'

/** A cell: a figure that does not exist is `NA`, never empty (design 2). */
export type Cell = string | number | undefined

/** Writes a CSV. Texts that a spreadsheet would take for a formula are escaped. */
export function writeTable(file: string, columns: readonly string[], rows: Iterable<readonly Cell[]>): void {
  writeFileSync(file, tableText(columns, rows))
}

export function tableText(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  return tableRows([columns]) + tableRows(rows)
}

/** Lines of a table that is written piece by piece. */
export function tableRows(rows: Iterable<readonly Cell[]>): string {
  return stringify(
    [...rows].map((row) => row.map(shown)),
    { escape_formulas: true },
  )
}

function shown(cell: Cell): string {
  if (cell === undefined || cell === '') return 'NA'
  if (typeof cell === 'string') return cell
  return Number.isFinite(cell) ? figure(cell) : 'NA'
}

/** Twelve significant digits: more than any figure here means, and no trace of how it was summed up. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)))
}
