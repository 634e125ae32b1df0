import type { CsvRow } from '../input/csv.js'
import type { Position } from '../input/position.js'
import { at } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { Table } from './table.js'

/** Where the SRS cannot mean what it says, or leaves a choice: what it says, why that is so, what sgsim uses. */
export interface Erratum {
  /** `<section>#<k>`: the k-th line of that section in errata.csv; `<section>#own<k>`: the k-th that a user's own folder adds. */
  id: string
  section: string
  says: string
  why: string
  uses: string
  position: Position
}

const COLUMNS = ['section', 'says', 'why', 'uses']

/** By their ids. */
export function readErrata(folders: Folders, problems: Problems): Lines<Erratum> {
  const table = new Table(folders, 'errata.csv', COLUMNS, problems, contradiction)
  const errata = new Lines<Erratum>(table.whole)
  const lines = new Map<string, number>()
  const told = new Map<string, Erratum>()
  for (const row of table.rows) {
    for (const column of COLUMNS) {
      if (row.get(column) === '') table.wrong(row, column, 'is empty')
    }
    const section = row.get('section')
    const numbered = table.isOwn(row) && table.shippedFor(row) === undefined ? `${section}#own` : `${section}#`
    const line = (lines.get(numbered) ?? 0) + 1
    lines.set(numbered, line)
    const erratum = {
      id: `${numbered}${line}`,
      section,
      says: row.get('says'),
      why: row.get('why'),
      uses: row.get('uses'),
      position: row.position('section'),
    }
    const name = contradiction(row)
    const first = told.get(name)
    if (first) table.wrong(row, 'says', `the same stands at ${at(first.position)} already`)
    else told.set(name, erratum)
    errata.set(erratum.id, erratum)
  }
  return errata
}

/** What a line is known by: another use of the same contradiction takes its place. */
function contradiction(row: CsvRow): string {
  return `${row.get('section')}\n${row.get('says')}\n${row.get('why')}`
}
