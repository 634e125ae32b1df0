import { type CsvError, parse } from 'csv-parse/sync'
import { locate } from './locate.js'
import { didYouMean } from './nearest.js'
import type { Position } from './position.js'
import { InputError, Problems } from './problems.js'
import { readText } from './text-file.js'

/**
 * The rows of a CSV file whose header holds exactly these columns, in any order. Cells come as they are written, but
 * line ends inside quotes are `\n` on every system. Empty lines are skipped.
 */
export function readCsv(file: string, columns: readonly string[]): CsvRow[] {
  return parseCsv(readText(file), file, columns)
}

export function parseCsv(text: string, file: string, columns: readonly string[]): CsvRow[] {
  const problems = new Problems()
  const [header, ...records] = split(text.replaceAll('\r\n', '\n'), file, problems)
  if (header === undefined) {
    problems.throwIfAny()
    throw InputError.of({ file, line: 1, column: 1 }, `the file is empty: expected the columns ${columns.join(', ')}`)
  }
  checkHeader(header, columns, problems)
  for (const record of records) checkWidth(record, header, problems)
  problems.throwIfAny()
  const index = new Map(header.cells.map((column, i) => [column, i]))
  return records.map((record) => new CsvRow(record, index))
}

/** One row; each of its cells knows where it stands (a quoted one: where its quote opens). */
export class CsvRow {
  readonly #record: CsvRecord
  readonly #index: ReadonlyMap<string, number>

  constructor(record: CsvRecord, index: ReadonlyMap<string, number>) {
    this.#record = record
    this.#index = index
  }

  get(column: string): string {
    return this.#record.cells[this.#cell(column)]
  }

  position(column: string): Position {
    return this.#record.position(this.#cell(column))
  }

  #cell(column: string): number {
    const cell = this.#index.get(column)
    if (cell === undefined) throw new Error(`the program asked for "${column}", which is no column of this file`)
    return cell
  }
}

/** A record with its own text: positions are worked out when asked for, which is when something is wrong. */
class CsvRecord {
  constructor(
    readonly cells: readonly string[],
    readonly file: string,
    readonly raw: string,
    readonly line: number,
  ) {}

  position(cell: number): Position {
    const inside = locate(this.file, this.raw, cellOffset(this.raw, cell))
    return { ...inside, line: this.line + inside.line - 1 }
  }
}

function split(text: string, file: string, problems: Problems): CsvRecord[] {
  const records: CsvRecord[] = []
  let offset = 0
  let line = 1
  try {
    parse(text, {
      raw: true,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (read) => {
        // With `raw`, which its types do not know of.
        const { raw, record } = read as unknown as { raw: string; record: string[] }
        records.push(new CsvRecord(record, file, raw, line))
        offset += raw.length
        line += raw.split('\n').length - 1
        return null
      },
    })
  } catch (error) {
    const { code, raw = '', index } = error as CsvError & { raw?: string; index?: number }
    if (code === undefined) throw error
    const unclosed = code === 'CSV_QUOTE_NOT_CLOSED'
    // csv-parse has read up to the fault, but a quote that never closes is to be looked for where it opens.
    const fault = offset + (unclosed ? cellOffset(raw, index ?? 0) : raw.length - (code.includes('OPENING') ? 1 : 0))
    problems.add(locate(file, text, fault), broken(code), 'quote the whole cell, and double each " inside it')
  }
  return records
}

function broken(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'this quote is never closed'
  if (code.includes('OPENING')) return 'a quote inside a cell that does not begin with one'
  if (code.includes('CLOSING')) return 'expected a comma or the end of the line after the closing quote'
  return `not CSV (${code})`
}

function checkHeader(header: CsvRecord, columns: readonly string[], problems: Problems): void {
  const missing = columns.filter((column) => !header.cells.includes(column))
  header.cells.forEach((column, i) => {
    const position = header.position(i)
    if (!columns.includes(column)) {
      problems.add(position, `unknown column "${column}"`, didYouMean(column, missing.length > 0 ? missing : columns))
    } else if (header.cells.indexOf(column) < i) problems.add(position, `the column "${column}" is there twice`)
  })
  const start = header.position(0)
  for (const column of missing) problems.add(start, `the column "${column}" is missing`)
}

function checkWidth(record: CsvRecord, header: CsvRecord, problems: Problems): void {
  const expected = header.cells.length
  const found = record.cells.length
  if (found === expected) return
  const hint =
    found > expected ? 'quote a cell that holds a comma' : `"${header.cells[found]}" is the first one missing`
  problems.add(record.position(Math.min(expected, found - 1)), `expected ${expected} cells, found ${found}`, hint)
}

/** Where a cell begins in the text of its record, in front of which stand the empty lines that were skipped. */
function cellOffset(raw: string, cell: number): number {
  let offset = 0
  while (raw[offset] === '\n') offset += 1
  let quoted = false
  for (let left = cell; left > 0 && offset < raw.length; offset += 1) {
    if (raw[offset] === '"') quoted = !quoted
    else if (raw[offset] === ',' && !quoted) left -= 1
  }
  return offset
}
