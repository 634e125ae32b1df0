import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { Table } from './table.js'

/** Where the SRS cannot mean what it says, or leaves a choice: what it says, why that is so, what sgsim uses. */
export interface Erratum {
  /** `<section>#<k>`: the k-th line of that section in errata.csv. */
  id: string
  section: string
  says: string
  why: string
  uses: string
  position: Position
}

export function readErrata(folder: string, problems: Problems): Erratum[] {
  const table = new Table(folder, 'errata.csv', ['section', 'says', 'why', 'uses'], problems)
  const lines = new Map<string, number>()
  return table.rows.map((row) => {
    for (const column of ['section', 'says', 'why', 'uses']) {
      if (row.get(column) === '') table.wrong(row, column, 'is empty')
    }
    const section = row.get('section')
    const line = (lines.get(section) ?? 0) + 1
    lines.set(section, line)
    return {
      id: `${section}#${line}`,
      section,
      says: row.get('says'),
      why: row.get('why'),
      uses: row.get('uses'),
      position: row.position('section'),
    }
  })
}
