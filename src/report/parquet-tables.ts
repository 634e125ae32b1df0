import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CsvRows } from '../input/csv-rows.js'
import { Problems } from '../input/problems.js'
import { ParquetRowSink } from '../trace/parquet-rows.js'
import { kindOf, type ColumnKind } from './column-kinds.js'
import { parquetName } from './parquet-name.js'

/** Writes each table of a folder as Parquet too, beside its CSV and with the same figures. Loaded only where that is asked for. */
export function writeParquetTables(folder: string): void {
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.csv')) writeParquetTable(join(folder, name))
}

/** `requirements.csv` → `requirements.parquet`; `to`: where it is written instead, and `table`: what the CSV will be called. */
export function writeParquetTable(csv: string, to = parquetName(csv), table = basename(csv)): void {
  const problems = new Problems()
  const rows = new CsvRows(csv, () => true, problems)
  const kinds = rows.columns.map((column) => kindOf(table, column) ?? 'text')
  const sink = new ParquetRowSink(
    to,
    rows.columns.map((name, i) => ({ name, kind: kinds[i]! })),
  )
  try {
    while (rows.next()) sink.write(kinds.map((kind, i) => cellOf(rows.text(i), kind)))
    problems.throwIfAny()
    sink.end()
  } finally {
    sink.stop()
    rows.close()
  }
}

/** A text that a spreadsheet would take for a formula stands in a CSV behind a quote, also a negative number. */
function cellOf(text: string, kind: ColumnKind): number | string | undefined {
  if (text === 'NA') return undefined
  const plain = /^'[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? text.slice(1) : text
  return kind === 'text' ? plain : Number(plain)
}
