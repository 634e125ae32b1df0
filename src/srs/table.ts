import { join } from 'node:path'
import type { CsvRow } from '../input/csv.js'
import { readCsv } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import { InputError } from '../input/problems.js'
import { at, type Position } from '../input/position.js'
import type { Cell } from './cell.js'

/** One file of the catalogue: its rows, with readers of cells that put what is wrong on the list and go on. */
export class Table {
  readonly rows: CsvRow[]
  /** What a reader made of a text: the cells of neighbouring pairs are mostly the same. */
  private readonly cells = new Map<(text: string) => Cell<unknown>, Map<string, Cell<unknown>>>()

  constructor(
    folder: string,
    name: string,
    columns: readonly string[],
    private readonly problems: Problems,
  ) {
    this.rows = rowsOf(join(folder, name), columns, problems)
  }

  /** A cell in the SRS's own notation; the problem's column is the character that cannot be read. */
  read<T>(row: CsvRow, column: string, reader: (text: string) => Cell<T>): T | undefined {
    const cell = this.readOnce(row.get(column), reader)
    if ('value' in cell) return cell.value
    const start = row.position(column)
    // A cell that holds a comma is a quoted one, whose position is that of its quote.
    const quote = row.get(column).includes(',') ? 1 : 0
    this.problems.add({ ...start, column: start.column + quote + cell.offset }, `${column}: ${cell.problem}`)
    return undefined
  }

  private readOnce<T>(text: string, reader: (text: string) => Cell<T>): Cell<T> {
    const byText = this.cells.get(reader) ?? new Map<string, Cell<unknown>>()
    this.cells.set(reader, byText)
    const cell = byText.get(text) ?? reader(text)
    byText.set(text, cell)
    return cell as Cell<T>
  }

  /** A cell that must be one of a fixed set of words. */
  oneOf<T extends string>(row: CsvRow, column: string, words: readonly T[]): T | undefined {
    const found = row.get(column)
    if ((words as readonly string[]).includes(found)) return found as T
    this.wrong(row, column, `unexpected "${found}"`, didYouMean(found, words))
    return undefined
  }

  /** A cell that names a line of another table, or of this one. */
  known(row: CsvRow, column: string, what: string, names: ReadonlyMap<string, unknown> | ReadonlySet<string>): boolean {
    const found = row.get(column)
    if (names.has(found)) return true
    this.wrong(row, column, `unknown ${what} "${found}"`, didYouMean(found, names.keys()))
    return false
  }

  wrong(row: CsvRow, column: string, message: string, hint?: string): void {
    this.problems.add(row.position(column), `${column}: ${message}`, hint)
  }

  /** Enters a line under its name; a second line of that name is a problem. */
  enter<T extends { position: Position }>(map: Map<string, T>, name: string, line: T, row: CsvRow, column: string) {
    const first = map.get(name)
    if (name === '') this.wrong(row, column, 'is empty')
    else if (first !== undefined) this.wrong(row, column, `"${name}" stands at ${at(first.position)} already`)
    else map.set(name, line)
  }
}

/** A file that cannot be read at all must not hide what is wrong in the others. */
function rowsOf(file: string, columns: readonly string[], problems: Problems): CsvRow[] {
  try {
    return readCsv(file, columns)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const problem of error.problems) problems.add(problem.position, problem.message, problem.hint)
    return []
  }
}
