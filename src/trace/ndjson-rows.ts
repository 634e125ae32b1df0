import { ChunkedFile } from './chunked-file.js'
import { secondsText, type RowSink, type TraceCell, type TraceColumn } from './trace-columns.js'

/** Rows as one JSON object a line; what does not exist is null. */
export class NdjsonRowSink implements RowSink {
  private readonly file: ChunkedFile
  private readonly keys: readonly string[]

  constructor(
    path: string,
    private readonly columns: readonly TraceColumn[],
  ) {
    this.file = new ChunkedFile(path)
    this.keys = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`)
  }

  write(cells: readonly TraceCell[]): void {
    const { columns, keys } = this
    let line = ''
    for (let i = 0; i < columns.length; i++) {
      const cell = cells[i]
      line += keys[i]!
      if (cell === undefined) line += 'null'
      else if (typeof cell === 'string') line += JSON.stringify(cell)
      else line += columns[i]!.kind === 'moment' ? secondsText(cell) : `${cell}`
    }
    this.file.append(`${line}}\n`)
  }

  end(): void {
    this.file.end()
  }

  stop(): void {
    this.file.stop()
  }
}
