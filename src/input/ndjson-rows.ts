import { isUtf8 } from 'node:buffer'
import { Chunks } from './chunks.js'
import type { Position } from './position.js'
import { InputError, type Problems } from './problems.js'
import type { Rows } from './rows.js'

const LINE_END = 10
/** In so many first lines any name of a column is found: one may be left out where it has no value. */
const FIRST_LINES = 1000

/** The rows of a file with one JSON object a line, read chunk by chunk. A value that is null or not there is an empty cell. */
export class NdjsonRows implements Rows {
  readonly columns: readonly string[]
  readonly manner = undefined
  count = 0
  line = 0
  private readonly chunks: Chunks
  private written = ''
  private record: Record<string, unknown> = {}

  constructor(
    private readonly file: string,
    private readonly problems: Problems,
  ) {
    this.chunks = new Chunks(file)
    try {
      this.columns = this.namesOfFirst()
    } catch (error) {
      this.close()
      throw error
    }
  }

  get used(): number {
    return this.chunks.used
  }

  get size(): number {
    return this.chunks.size
  }

  next(): boolean {
    for (;;) {
      const { chunks } = this
      const end = this.lineEnd()
      if (end < 0) return false
      this.line++
      const bytes = chunks.bytes.subarray(chunks.start, end)
      const isLast = end === chunks.end
      chunks.start = isLast ? end : end + 1
      this.written = bytes.toString()
      if (this.written.trim() === '') continue
      this.count++
      if (isUtf8(bytes) ? this.parse(isLast) : this.wrong('not UTF-8', 'save it as UTF-8')) return true
    }
  }

  text(column: number): string {
    const value = this.record[this.columns[column]!]
    if (typeof value === 'string') return value
    if (value === null || value === undefined) return ''
    return Array.isArray(value)
      ? value.join(';')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : `${value as number}`
  }

  position(column: number): Position {
    const at = this.written.indexOf(JSON.stringify(this.columns[column] ?? ''))
    return { file: this.file, line: this.line, column: Math.max(0, at) + 1 }
  }

  close(): void {
    this.chunks.close()
  }

  private parse(isLast: boolean): boolean {
    try {
      const found: unknown = JSON.parse(this.written)
      if (found === null || typeof found !== 'object' || Array.isArray(found))
        return this.wrong('expected a JSON object, such as {"message": 1, …}')
      this.record = found as Record<string, unknown>
      return true
    } catch (error) {
      const why = (error as Error).message
      if (isLast) return this.wrong('not JSON: the file seems cut off in its last line')
      return this.wrong(`not JSON (${why.replace(/, ".*$| in JSON at.*$/s, '')})`, 'one object a line')
    }
  }

  private wrong(message: string, hint?: string): false {
    this.problems.add({ file: this.file, line: this.line, column: 1 }, message, hint)
    return false
  }

  /** Where the line that begins now ends; -1: there is none. */
  private lineEnd(): number {
    const { chunks } = this
    for (;;) {
      const { bytes, start, end } = chunks
      const at = bytes.subarray(start, end).indexOf(LINE_END)
      if (at >= 0) return start + at
      if (chunks.whole) return start < end ? end : -1
      if (chunks.isFull) {
        const place = { file: this.file, line: this.line + 1, column: 1 }
        throw InputError.of(place, 'this line is longer than 1 MiB: it is no row of a trace')
      }
      chunks.more()
    }
  }

  private namesOfFirst(): string[] {
    const { bytes, start, end } = this.chunks
    if (start === end) throw InputError.of({ file: this.file, line: 1, column: 1 }, 'the file is empty')
    const names = new Set<string>()
    const lines = bytes.toString('utf8', start, end).split('\n', FIRST_LINES)
    for (const line of lines) {
      try {
        const found: unknown = JSON.parse(line)
        if (found !== null && typeof found === 'object' && !Array.isArray(found))
          for (const name of Object.keys(found)) names.add(name)
      } catch {
        // What is wrong with it is said when it is its turn.
      }
    }
    return [...names]
  }
}
