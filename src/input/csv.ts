import { didYouMean } from './nearest.js'
import type { Position } from './position.js'
import { InputError, Problems } from './problems.js'
import { faultOf } from './csv-fault.js'
import { cellOffset, splitCsv, type SplitRecord } from './split-csv.js'
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
  const { rows } = parseCsvLines(text, file, columns, problems)
  problems.throwIfAny()
  return rows
}

/** The rows that can be read; what is wrong with the others goes on the list, and then these are not the `whole`. */
export interface CsvLines {
  rows: CsvRow[]
  whole: boolean
}

export function readCsvLines(file: string, columns: readonly string[], problems: Problems): CsvLines {
  try {
    return parseCsvLines(readText(file), file, columns, problems)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    return { rows: [], whole: false }
  }
}

function parseCsvLines(written: string, file: string, columns: readonly string[], problems: Problems): CsvLines {
  const text = written.replaceAll('\r\n', '\n')
  const { records, broken } = splitCsv(text)
  if (broken !== undefined) {
    const { position, message, hint } = faultOf(text, file, broken)
    problems.add(position, message, hint)
  }
  const [first, ...others] = records
  if (first === undefined) {
    const message = `the file is empty: expected the columns ${columns.join(', ')}`
    if (broken === undefined) problems.add({ file, line: 1, column: 1 }, message)
    return { rows: [], whole: false }
  }
  const source = { file, text, index: new Map(first.cells.map((column, i) => [column, i])) }
  const header = new CsvRow(first, source)
  const rows = others.map((record) => new CsvRow(record, source))
  const fitting = rows.filter((row) => hasWidth(row, header, problems))
  const sound = isHeader(header, columns, problems)
  return { rows: sound ? fitting : [], whole: sound && broken === undefined && fitting.length === rows.length }
}

interface CsvSource {
  readonly file: string
  readonly text: string
  readonly index: ReadonlyMap<string, number>
}

/** One row; each of its cells knows where it stands: that is worked out when it is asked for. */
export class CsvRow {
  readonly cells: readonly string[]
  readonly #record: SplitRecord
  readonly #source: CsvSource

  constructor(record: SplitRecord, source: CsvSource) {
    this.cells = record.cells
    this.#record = record
    this.#source = source
  }

  get(column: string): string {
    return this.cells[this.#source.index.get(column) ?? this.#cell(column)]
  }

  /** Where the cell begins; a quoted one with its quote. */
  position(column: string): Position {
    return this.positionOfCell(this.#cell(column))
  }

  /** Where a character of the cell stands. */
  positionIn(column: string, character: number): Position {
    const { text } = this.#source
    let at = this.#offset(this.#cell(column))
    if (text[at] !== '"') return this.#place(at + character)
    at += 1
    // A quote inside is written twice.
    for (let left = character; left > 0; left -= 1) at += text[at] === '"' ? 2 : 1
    return this.#place(at)
  }

  positionOfCell(cell: number): Position {
    return this.#place(this.#offset(cell))
  }

  #cell(column: string): number {
    const cell = this.#source.index.get(column)
    if (cell === undefined) throw new Error(`the program asked for "${column}", which is no column of this file`)
    return cell
  }

  #offset(cell: number): number {
    // A line that is kept knows where it stands: its first cell is asked for most.
    return cell === 0 ? this.#record.offset : cellOffset(this.#source.text, this.#record.offset, cell)
  }

  #place(offset: number): Position {
    const { file, text } = this.#source
    let { line, offset: start } = this.#record
    for (let end = text.indexOf('\n', start); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
      line += 1
      start = end + 1
    }
    return { file, line, column: offset - start + 1 }
  }
}

function isHeader(header: CsvRow, columns: readonly string[], problems: Problems): boolean {
  const { cells } = header
  const missing = columns.filter((column) => !cells.includes(column))
  for (const column of missing) problems.add(header.positionOfCell(0), `the column "${column}" is missing`)
  let sound = missing.length === 0
  cells.forEach((column, i) => {
    const known = columns.includes(column)
    if (known && cells.indexOf(column) === i) return
    sound = false
    const position = header.positionOfCell(i)
    if (known) problems.add(position, `the column "${column}" is there twice`)
    else
      problems.add(position, `unknown column "${column}"`, didYouMean(column, missing.length > 0 ? missing : columns))
  })
  return sound
}

function hasWidth(row: CsvRow, header: CsvRow, problems: Problems): boolean {
  const expected = header.cells.length
  const found = row.cells.length
  if (found === expected) return true
  const hint =
    found > expected ? 'quote a cell that holds a comma' : `"${header.cells[found]}" is the first one missing`
  const message = `expected ${expected} cells, found ${found}`
  problems.add(row.positionOfCell(Math.min(expected, found - 1)), message, hint)
  return false
}
