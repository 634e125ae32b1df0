/** One row of a scenario's table as the SRS prints it. */
export interface PrintedRow {
  section: string
  payload: string
  type: string
  attributes: string
  baseload: string
  highload: string
  from: string
  to: string
  reliability: string
  latency: string
  when: string
  howOften: string
  size: string
}

const HEADING = /\tPayload Name\n(?:\t.*\n){10}\tPayload Size *\n/

/** The columns that hold figures, by the names of the requirement files. */
export const FIGURES = ['reliability', 'latency', 'when', 'howOften', 'size'] as const

/** The rows of all scenario tables in the text of the SRS: what follows a heading of twelve columns, twelve cells a row. */
export function printedRows(text: string): PrintedRow[] {
  const rows: PrintedRow[] = []
  for (const part of text.replaceAll('\r', '').split(/\n(?=4\.\d+(?:\.\d+)* )/)) {
    const section = /^4\.\d+(?:\.\d+)*/.exec(part)?.[0]
    if (section === undefined) continue
    for (const table of part.split(HEADING).slice(1)) {
      const cells = cellsOf(table)
      // Another table may follow: its first cell is no name of a payload.
      for (let at = 0; cells[at]?.includes('_'); at += 12) rows.push(rowOf(section, cells.slice(at, at + 12)))
    }
  }
  return rows
}

/**
 * A tab begins a cell; a line without one goes on with the cell before it. Where a row is complete only the next line
 * may still go on with its last cell: what comes after an empty line ends the table.
 */
function cellsOf(table: string): string[] {
  const cells: string[] = []
  let before = ''
  for (const line of table.split('\n')) {
    if (line.startsWith('\t')) cells.push(squash(line))
    else if (line.trim() !== '' && cells.length % 12 === 0 && before === '') break
    else if (line.trim() !== '') cells.push(squash(`${cells.pop()} ${line}`))
    before = line
  }
  return cells
}

function rowOf(section: string, cells: string[]): PrintedRow {
  const [payload, type, attributes, baseload, highload, from, to, ...rest] = cells
  const [reliability, latency, when, howOften, size] = rest
  return {
    section,
    payload: payload!,
    type: type!,
    attributes: attributes!,
    baseload: baseload!,
    highload: highload!,
    from: from!,
    to: to!,
    reliability: reliability!,
    latency: latency!,
    when: when!,
    howOften: howOften!,
    size: size!,
  }
}

/** The distinct figures of cells, in order: what a row says, whatever words stand around it. */
export function figuresIn(...cells: string[]): string {
  const figures = new Set(cells.flatMap((cell) => cell.match(/\d+(?:,\d{3})*(?:\.\d+)?k?/g) ?? []))
  return [...figures].sort((a, b) => value(a) - value(b) || (a < b ? -1 : 1)).join(' ')
}

function value(figure: string): number {
  return Number(figure.replaceAll(',', '').replace('k', '')) * (figure.endsWith('k') ? 1000 : 1)
}

/** Cells without their tab, with single blanks and plain dashes. */
export function squash(cell: string): string {
  return cell.replaceAll('–', '-').replace(/\s+/g, ' ').trim()
}
