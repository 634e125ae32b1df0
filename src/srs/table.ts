import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CsvLines, CsvRow } from '../input/csv.js'
import { readCsvLines } from '../input/csv.js'
import { didYouMean, nearest } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import { at, type Position } from '../input/position.js'
import type { Cell } from './cell.js'
import { filesOf, type Folders } from './folders.js'

/**
 * One part of the catalogue: its rows, with readers of cells that put what is wrong on the list and go on. A row of the
 * user's own folder takes the place of the shipped one of the same name; one of a new name comes after all of them.
 */
export class Table {
  readonly rows: readonly CsvRow[]
  /** Whether every line could be read. Of one that could not, the name is not known. */
  readonly whole: boolean
  private readonly own: ReadonlySet<CsvRow>
  private readonly shippedRows = new Map<CsvRow, CsvRow>()
  /** What a reader made of a text: the cells of neighbouring pairs are mostly the same. */
  private readonly cells = new Map<(text: string) => Cell<unknown>, Map<string, Cell<unknown>>>()

  constructor(
    folders: Folders | string,
    part: string,
    columns: readonly string[],
    private readonly problems: Problems,
    nameOf = (row: CsvRow) => row.get(columns[0]!),
  ) {
    const [shippedFolder, ownFolder] = typeof folders === 'string' ? [folders] : folders
    const shipped = shippedLines(shippedFolder, part, columns, problems)
    const own = ownFolder === undefined ? undefined : ownLines(ownFolder, part, columns, problems)
    this.whole = shipped.whole && own?.whole !== false
    this.own = new Set(own?.rows)
    this.rows = own ? this.laidOver(shipped.rows, own.rows, nameOf) : shipped.rows
  }

  /** Whether the row stands in the user's own folder. */
  isOwn(row: CsvRow): boolean {
    return this.own.has(row)
  }

  /** The shipped row whose place a row of the user's took. */
  shippedFor(row: CsvRow): CsvRow | undefined {
    return this.shippedRows.get(row)
  }

  /** A cell in the SRS's own notation; the problem's column is the character that cannot be read. */
  read<T>(row: CsvRow, column: string, reader: (text: string) => Cell<T>): T | undefined {
    const text = row.get(column)
    const cell = this.readOnce(text, reader)
    if ('value' in cell) return cell.value
    const hint = this.nearestReadable(text, column, reader)
    this.wrongAt(row, column, cell.offset, cell.problem, hint)
    return undefined
  }

  private readOnce<T>(text: string, reader: (text: string) => Cell<T>): Cell<T> {
    let byText = this.cells.get(reader)
    if (byText === undefined) this.cells.set(reader, (byText = new Map<string, Cell<unknown>>()))
    let cell = byText.get(text)
    if (cell === undefined) byText.set(text, (cell = reader(text)))
    return cell as Cell<T>
  }

  /** The cell of this column that is most like the text: what was meant, or with other figures an example. */
  private nearestReadable<T>(text: string, column: string, reader: (text: string) => Cell<T>): string {
    const cells = new Set([...this.rows, ...this.shippedRows.values()].map((row) => row.get(column)))
    const readable = [...cells].filter((cell) => 'value' in this.readOnce(cell, reader))
    const near = nearest(text, readable)
    if (near === undefined) return ''
    return figures(near) === figures(text) ? `did you mean "${near}"?` : `such as "${near}"`
  }

  /** The words of a cell that holds several, and where in it each begins. */
  words(row: CsvRow, column: string, joint: string): { word: string; offset: number }[] {
    let offset = -joint.length
    const words = row.get(column) === '' ? [] : row.get(column).split(joint)
    return words.map((word, i) => ({ word, offset: (offset += joint.length + (words[i - 1]?.length ?? 0)) }))
  }

  /** A cell that must be one of a fixed set of words. */
  oneOf<T extends string>(row: CsvRow, column: string, words: readonly T[]): T | undefined {
    const found = row.get(column)
    if ((words as readonly string[]).includes(found)) return found as T
    this.wrong(row, column, `unexpected "${found}"`, didYouMean(found, words))
    return undefined
  }

  /** A cell, or the word that begins at `offset` in it, that names a line of another table or of this one. */
  known(row: CsvRow, column: string, what: string, names: Names, word = row.get(column), offset?: number): boolean {
    if (names.has(word) || names.whole === false) return true
    const spelt = names.spellings?.get(word)
    const hint = spelt === undefined ? didYouMean(word, names.keys()) : `did you mean "${spelt}"?`
    if (offset === undefined) this.wrong(row, column, `unknown ${what} "${word}"`, hint)
    else this.wrongAt(row, column, offset, `unknown ${what} "${word}"`, hint)
    return false
  }

  wrong(row: CsvRow, column: string, message: string, hint?: string): void {
    this.problems.add(row.position(column), `${column}: ${message}`, hint)
  }

  /** What is wrong with the part of a cell that begins at `offset` in it. */
  wrongAt(row: CsvRow, column: string, offset: number, message: string, hint?: string): void {
    this.problems.add(row.positionIn(column, offset), `${column}: ${message}`, hint)
  }

  /** Enters a line under its name; a second line of that name is a problem. */
  enter<T extends { position: Position }>(map: Map<string, T>, name: string, line: T, row: CsvRow, column: string) {
    const first = map.get(name)
    if (name === '') this.wrong(row, column, 'is empty')
    else if (first !== undefined) this.wrong(row, column, `"${name}" stands at ${at(first.position)} already`)
    else map.set(name, line)
  }

  private laidOver(shipped: readonly CsvRow[], own: readonly CsvRow[], nameOf: (row: CsvRow) => string): CsvRow[] {
    const byName = new Map<string, CsvRow[]>()
    for (const row of own) byName.set(nameOf(row), [...(byName.get(nameOf(row)) ?? []), row])
    const below = shipped.flatMap((row) => {
      const name = nameOf(row)
      const over = byName.get(name) ?? []
      byName.delete(name)
      for (const one of over) this.shippedRows.set(one, row)
      return over.length > 0 ? over : [row]
    })
    return [...below, ...[...byName.values()].flat()]
  }
}

/** What a name may be; a `Lines`, or any map or set. */
interface Names {
  has(name: string): boolean
  keys(): Iterable<string>
  readonly whole?: boolean
  readonly spellings?: ReadonlyMap<string, string>
}

function shippedLines(folder: string, part: string, columns: readonly string[], problems: Problems): CsvLines {
  const files = filesOf(folder, part)
  if (files.length === 0) problems.add({ file: join(folder, part) }, 'expected a folder with *.csv files')
  const lines = readFiles(folder, files, columns, problems)
  return files.length === 0 ? { ...lines, whole: false } : lines
}

/** A user's own folder needs to hold no more than what it changes. */
function ownLines(folder: string, part: string, columns: readonly string[], problems: Problems): CsvLines {
  const files = filesOf(folder, part).filter((name) => existsSync(join(folder, name)))
  return readFiles(folder, files, columns, problems)
}

/** A file that cannot be read at all must not hide what is wrong in the others. */
function readFiles(folder: string, files: readonly string[], columns: readonly string[], problems: Problems): CsvLines {
  const read = files.map((name) => readCsvLines(join(folder, name), columns, problems))
  return { rows: read.flatMap((one) => one.rows), whole: read.every((one) => one.whole) }
}

function figures(text: string): string {
  return (text.match(/\d+/g) ?? []).join()
}
