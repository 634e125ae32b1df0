import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { CsvRows } from '../input/csv-rows.js'
import { NdjsonRows } from '../input/ndjson-rows.js'
import { InputError, Problems } from '../input/problems.js'
import type { Rows } from '../input/rows.js'
import type { TraceColumn } from './trace-columns.js'

/** A row of a trace, by the names of its columns; what does not exist is undefined, moments are in seconds. */
export type TraceRow = Readonly<Record<string, string | number | undefined>>

/** The rows of a trace file that sgsim wrote, one after the other; `wants` looks at the numbers of the message and of its cause first (NaN: none), so that most are never made. */
export function* traceRows(
  file: string,
  columns: readonly TraceColumn[],
  wants: (message: number, cause: number) => boolean = () => true,
): Generator<TraceRow> {
  const problems = new Problems()
  const rows = open(file, columns, problems)
  try {
    const places = placesOf(file, rows, columns)
    const placeOf = (column: string) => places[columns.findIndex((one) => one.name === column)] ?? -1
    const [message, cause] = [placeOf('message'), placeOf('cause')]
    while (rows.next()) {
      if (!wants(Number(rows.text(message)), cause < 0 ? NaN : Number(rows.text(cause)))) continue
      yield rowOf(rows, columns, places, problems)
      problems.throwIfAny()
    }
    problems.throwIfAny()
  } finally {
    rows.close()
  }
}

function open(file: string, columns: readonly TraceColumn[], problems: Problems): Rows {
  if (!existsSync(file)) throw InputError.of(file, 'no such file')
  const extension = extname(file)
  if (extension === '.csv') return new CsvRows(file, (name) => columns.some((one) => one.name === name), problems)
  if (extension === '.ndjson') return new NdjsonRows(file, problems)
  const hint = 'write the trace with a name that ends in .csv or .ndjson'
  throw InputError.of(file, 'sgsim trace reads CSV (.csv) and NDJSON (.ndjson)', hint)
}

function placesOf(file: string, rows: Rows, columns: readonly TraceColumn[]): number[] {
  const missing = columns.filter(({ name }) => !rows.columns.includes(name)).map(({ name }) => name)
  if (missing.length === 0) return columns.map(({ name }) => rows.columns.indexOf(name))
  const found = `expected the columns of a trace of sgsim; there is no ${missing.join(', ')}`
  throw InputError.of({ file, line: 1, column: 1 }, found, 'docs/traces.md says what they are')
}

function rowOf(rows: Rows, columns: readonly TraceColumn[], places: readonly number[], problems: Problems): TraceRow {
  const row: Record<string, string | number | undefined> = {}
  columns.forEach(({ name, kind }, i) => {
    const text = rows.text(places[i]!)
    if (text === '' || text === 'NA') row[name] = undefined
    else if (kind === 'text') row[name] = text
    else {
      const value = Number(text)
      if (Number.isFinite(value)) row[name] = value
      else problems.add(rows.position(places[i]!), `expected a number, found "${text}"`)
    }
  })
  return row
}
