/** One record of a CSV text: its cells, and where it begins. */
export interface SplitRecord {
  cells: string[]
  offset: number
  line: number
}

/**
 * The records of a text as RFC 4180 splits it, lines ending in `\n`, empty lines skipped: up to the one whose quotes are
 * broken, if there is such a one.
 */
export function splitCsv(text: string): {
  records: SplitRecord[]
  broken: { offset: number; line: number } | undefined
} {
  const records: SplitRecord[] = []
  let line = 1
  for (let offset = 0; offset < text.length;) {
    const lineEnd = found(text, '\n', offset)
    const inLine = text.slice(offset, lineEnd)
    // Most lines have no quotes: such a one is cut at its commas at once.
    const cut = inLine.includes('"') ? splitQuoted(text, offset) : { cells: inLine.split(','), end: lineEnd }
    if (cut === undefined) return { records, broken: { offset, line } }
    if (lineEnd > offset) records.push({ cells: cut.cells, offset, line })
    line += cut.end === lineEnd ? 1 : text.slice(offset, cut.end).split('\n').length
    offset = cut.end + 1
  }
  return { records, broken: undefined }
}

/** Where a cell of the record that begins at `offset` begins: a quoted one with its quote. */
export function cellOffset(text: string, offset: number, cell: number): number {
  let at = offset
  let quoted = false
  for (let left = cell; left > 0; at += 1) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === ',' && !quoted) left -= 1
  }
  return at
}

/** The record that begins at `offset`, cell by cell, and where it ends; undefined where its quotes are broken. */
function splitQuoted(text: string, offset: number): { cells: string[]; end: number } | undefined {
  const cells: string[] = []
  const lineEnd = found(text, '\n', offset)
  for (let start = offset, end = offset; ; start = end + 1) {
    if (text[start] === '"') {
      const close = closingQuote(text, start)
      if (close === undefined) return undefined
      cells.push(text.slice(start + 1, close).replaceAll('""', '"'))
      end = close + 1
      if (end < text.length && text[end] !== ',' && text[end] !== '\n') return undefined
    } else {
      // A cell that is not quoted ends in its own line, which is another one after a cell of several lines.
      const last = start <= lineEnd ? lineEnd : found(text, '\n', start)
      end = Math.min(found(text, ',', start), last)
      const cell = text.slice(start, end)
      if (cell.includes('"')) return undefined
      cells.push(cell)
    }
    if (end >= text.length || text[end] === '\n') return { cells, end }
  }
}

/** The quote that closes the one at `open`; two side by side are one quote inside the cell. */
function closingQuote(text: string, open: number): number | undefined {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return undefined
}

/** Where the sign is found, or the end of the text. */
function found(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from)
  return at === -1 ? text.length : at
}
