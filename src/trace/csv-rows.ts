import { ChunkedFile } from './chunked-file.js'
import { secondsText, type RowSink, type TraceCell, type TraceColumn } from './trace-columns.js'

/** Rows as CSV (RFC 4180) with a header line; what does not exist is NA. */
export class CsvRowSink implements RowSink {
  private readonly file: ChunkedFile

  constructor(
    path: string,
    private readonly columns: readonly TraceColumn[],
  ) {
    this.file = new ChunkedFile(path)
    this.file.append(`${columns.map((one) => one.name).join(',')}\n`)
  }

  write(cells: readonly TraceCell[]): void {
    const { columns } = this
    let line = ''
    for (let i = 0; i < columns.length; i++) {
      const cell = cells[i]
      if (i > 0) line += ','
      if (cell === undefined) line += 'NA'
      else if (typeof cell === 'string') line += quoted(cell)
      else line += columns[i]!.kind === 'moment' ? secondsText(cell) : `${cell}`
    }
    this.file.append(`${line}\n`)
  }

  end(): void {
    this.file.end()
  }

  stop(): void {
    this.file.stop()
  }
}

/** Texts that a spreadsheet would take for a formula are escaped as in all reports. */
function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
const SPECIAL = /[",\r\n]/
