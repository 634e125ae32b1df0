import { isUtf8 } from 'node:buffer'
import { Chunks } from './chunks.js'
import type { Position } from './position.js'
import { InputError, type Problems } from './problems.js'
import type { Rows } from './rows.js'

const [TAB, LINE_END, RETURN, QUOTE] = [9, 10, 13, 34] as const
const COMMA = 44
const APOSTROPHE = 39

/** What sgsim writes with an apostrophe before it, so that a spreadsheet takes it for no formula. */
const FORMULA = /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/** What may stand between cells, and how it is called. `|` is recognised only to say so. */
const DELIMITERS: readonly [byte: number, name: string][] = [
  [COMMA, 'commas'],
  [59, 'semicolons'],
  [TAB, 'tabs'],
  [124, '"|"'],
]

/**
 * The rows of a CSV file (RFC 4180; lines may end in CR LF) of any length, read chunk by chunk. Which sign is between the cells is
 * seen in the header: the one with which most of its cells are columns that are known.
 */
export class CsvRows implements Rows {
  readonly columns: readonly string[]
  readonly manner: string | undefined
  count = 0
  line = 1
  private readonly chunks: Chunks
  private delimiter = COMMA
  /** Of the present record: how many cells it has, and where in the chunk each is. */
  private cells = 0
  private starts = new Int32Array(64)
  private ends = new Int32Array(64)
  private recordStart = 0
  private lines = 0
  /** Whether one of its cells is quoted, and whether all of it is ASCII. */
  private quoted = false
  private ascii = true

  constructor(
    private readonly file: string,
    isKnown: (column: string) => boolean,
    private readonly problems: Problems,
  ) {
    this.chunks = new Chunks(file)
    try {
      const [delimiter, name] = this.choose(isKnown)
      this.delimiter = delimiter
      if (name === '"|"')
        throw InputError.of(
          { file, line: 1, column: 1 },
          'the cells are separated by "|": expected commas, semicolons or tabs',
        )
      this.manner = delimiter === COMMA ? undefined : `cells separated by ${name}`
      if (!this.read())
        throw InputError.of({ file, line: 1, column: 1 }, 'the file is empty: expected a line of columns')
      this.columns = Array.from({ length: this.cells }, (_, i) => this.text(i).trim())
      const alone = this.columns.findIndex((one) => one.includes('\r'))
      if (alone >= 0)
        throw InputError.of(this.position(alone), 'lines end in CR alone', 'save it with lines that end in LF')
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
    while (this.read()) {
      this.count++
      if (this.isSound()) return true
    }
    return false
  }

  text(column: number): string {
    if (column >= this.cells) return ''
    const { bytes } = this.chunks
    const [start, end] = [this.starts[column]!, this.ends[column]!]
    const text = this.ascii ? bytes.toString('latin1', start, end) : bytes.toString('utf8', start, end)
    const whole = this.quoted && bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text
    return bytes[start] === APOSTROPHE && FORMULA.test(whole) ? whole.slice(1) : whole
  }

  position(column: number): Position {
    const cell = Math.min(column, this.cells - 1)
    const start = this.starts[cell]!
    return this.place(this.quoted && this.chunks.bytes[start - 1] === QUOTE ? start - 1 : start)
  }

  close(): void {
    this.chunks.close()
  }

  private place(offset: number): Position {
    const lines = this.chunks.bytes.toString('utf8', this.recordStart, offset).split('\n')
    return { file: this.file, line: this.line + lines.length - 1, column: lines.at(-1)!.length + 1 }
  }

  private choose(isKnown: (column: string) => boolean): (typeof DELIMITERS)[number] {
    const { bytes, start, end } = this.chunks
    const lineEnd = bytes.subarray(start, end).indexOf(LINE_END)
    const header = bytes.toString('utf8', start, lineEnd < 0 ? end : start + lineEnd)
    const columns = ([byte]: (typeof DELIMITERS)[number]) =>
      header.split(String.fromCharCode(byte)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    const known = DELIMITERS.map((one) => columns(one).filter(isKnown).length)
    const most = Math.max(...known)
    if (most > 0) return DELIMITERS[known.indexOf(most)]!
    // None is known: then the one that makes it more than one cell.
    return DELIMITERS.find((one) => columns(one).length > 1) ?? DELIMITERS[0]!
  }

  /** Whether the record can be used; what is wrong with it goes on the list. */
  private isSound(): boolean {
    const { chunks, columns, cells, problems } = this
    if (!this.ascii && !isUtf8(chunks.bytes.subarray(this.recordStart, this.ends[cells - 1]))) {
      problems.add({ file: this.file, line: this.line, column: 1 }, 'not UTF-8', 'save it as UTF-8')
      return false
    }
    if (cells === columns.length) return true
    const cutOff = cells < columns.length && chunks.whole && chunks.start === chunks.end && !this.endsWithLine
    const wrong = `expected ${columns.length} cells, found ${cells}`
    if (cutOff) problems.add(this.position(cells - 1), `${wrong}: the file seems cut off in its last line`)
    else if (cells < columns.length)
      problems.add(this.position(cells - 1), wrong, `"${columns[cells]}" is the first one missing`)
    else problems.add(this.position(columns.length), wrong, 'quote a cell that holds what separates cells')
    return false
  }

  private get endsWithLine(): boolean {
    return this.chunks.bytes[this.chunks.start - 1] === LINE_END
  }

  /** Finds the cells of the next record that is not an empty line. */
  private read(): boolean {
    const { chunks } = this
    this.line += this.lines
    this.lines = 0
    for (;;) {
      const { bytes } = chunks
      // Empty lines.
      while (chunks.start < chunks.end && (bytes[chunks.start] === LINE_END || this.isEmptyAt(chunks.start)))
        if (bytes[chunks.start++] === LINE_END) this.line++
      const found = chunks.start < chunks.end ? this.split(chunks.start) : -1
      if (found >= 0) {
        chunks.start = found
        return true
      }
      if (chunks.start === chunks.end && chunks.whole) return false
      if (chunks.isFull) throw this.tooLong()
      chunks.more()
    }
  }

  private isEmptyAt(at: number): boolean {
    const { bytes, end, whole } = this.chunks
    return bytes[at] === RETURN && (at + 1 < end ? bytes[at + 1] === LINE_END : whole)
  }

  /** Cuts the record that begins there into cells: where it ends, or -1 where the chunk ends before that. */
  private split(from: number): number {
    const { bytes, end, whole } = this.chunks
    const { delimiter } = this
    this.recordStart = from
    this.cells = 0
    this.quoted = false
    let [at, signs, lines] = [from, 0, 0]
    for (;;) {
      if (this.cells === this.starts.length) this.widen()
      const cell = this.cells++
      if (at < end && bytes[at] === QUOTE) {
        this.quoted = true
        this.starts[cell] = at + 1
        for (at++; at < end; at++) {
          const byte = bytes[at]!
          signs |= byte
          if (byte === LINE_END) lines++
          else if (byte === QUOTE) {
            if (at + 1 < end && bytes[at + 1] === QUOTE) at++
            else break
          }
        }
        // Whether a quote at the end of the chunk closes the cell is seen in the next one.
        if (at + 1 >= end && !whole) return -1
        if (at >= end) throw InputError.of(this.place(this.starts[cell]! - 1), 'this quote is never closed', QUOTES)
        this.ends[cell] = at++
        if (bytes[at] === RETURN && at < end && (bytes[at + 1] === LINE_END || at + 1 === end)) at++
        if (at < end && bytes[at] !== delimiter && bytes[at] !== LINE_END)
          throw InputError.of(this.place(at), 'expected the end of the cell after the closing quote', QUOTES)
      } else {
        this.starts[cell] = at
        while (at < end) {
          const byte = bytes[at]!
          if (byte === delimiter || byte === LINE_END) break
          if (byte === QUOTE)
            throw InputError.of(this.place(at), 'a quote inside a cell that does not begin with one', QUOTES)
          signs |= byte
          at++
        }
        if (at === end && !whole) return -1
        const isLast = at === end || bytes[at] === LINE_END
        this.ends[cell] = isLast && at > this.starts[cell]! && bytes[at - 1] === RETURN ? at - 1 : at
      }
      if (at < end && bytes[at] === delimiter) {
        at++
        continue
      }
      this.ascii = signs < 0x80
      this.lines = lines + (at < end ? 1 : 0)
      return at < end ? at + 1 : at
    }
  }

  private widen(): void {
    for (const column of ['starts', 'ends'] as const) {
      const wide = new Int32Array(this[column].length * 2)
      wide.set(this[column])
      this[column] = wide
    }
  }

  private tooLong(): InputError {
    const place = { file: this.file, line: this.line, column: 1 }
    return InputError.of(place, 'this line is longer than 1 MiB: it is no row of a trace', 'is a quote never closed?')
  }
}

const QUOTES = 'quote the whole cell, and double each " inside it'
