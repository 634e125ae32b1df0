import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { endOfText, missing } from './text-file.js'
import { InputError } from './problems.js'

const CHUNK = 2 ** 20

/** The bytes of a file, a chunk at a time: what has been used makes room for what comes next, however long the file is. */
export class Chunks {
  bytes = Buffer.allocUnsafe(2 * CHUNK)
  /** What of `bytes` has been read and not been used. */
  start = 0
  end = 0
  /** The file has no more than that. */
  whole = false
  readonly size: number
  /** Where in the file `bytes` begins. */
  private before = 0
  private readonly handle: number

  constructor(readonly file: string) {
    if (!existsSync(file)) throw missing(file)
    if (statSync(file).isDirectory()) throw InputError.of(file, 'expected a file, found a folder')
    try {
      this.handle = openSync(file, 'r')
    } catch (error) {
      throw InputError.of(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`)
    }
    this.size = fstatSync(this.handle).size
    this.more()
    const first = this.bytes.subarray(0, Math.min(this.end, CHUNK))
    const what = otherThanText(first)
    if (what === undefined) {
      if (this.bytes.readUIntBE(0, 3) === UTF8_MARK && this.end >= 3) this.start = 3
      return
    }
    this.close()
    throw InputError.of(endOfText(file, first.subarray(0, Math.max(0, first.indexOf(0)))), ...what)
  }

  /** How much of the file has been used. */
  get used(): number {
    return this.before + this.start
  }

  /** Whether what is not used yet is as much as one record may be. */
  get isFull(): boolean {
    return this.end - this.start >= CHUNK
  }

  /** Moves what is not used to the front, and reads on; false where there is no more. */
  more(): boolean {
    if (this.whole) return false
    this.bytes.copyWithin(0, this.start, this.end)
    this.before += this.start
    this.end -= this.start
    this.start = 0
    const read = readSync(this.handle, this.bytes, this.end, CHUNK, null)
    this.end += read
    if (read === 0) this.whole = true
    return read > 0
  }

  close(): void {
    closeSync(this.handle)
  }
}

const UTF8_MARK = 0xefbbbf

/** What a file is whose first bytes are these, and what to do about it; undefined: it may be a text. */
function otherThanText(bytes: Buffer): [message: string, hint: string] | undefined {
  const starts = (...first: number[]) => first.every((byte, i) => bytes[i] === byte)
  if (starts(0x1f, 0x8b)) return ['expected text, found a compressed file (gzip)', 'decompress it first, with gunzip']
  if (starts(0x28, 0xb5, 0x2f, 0xfd))
    return ['expected text, found a compressed file (zstd)', 'decompress it first, with unzstd']
  if (starts(0x50, 0x4b, 3, 4))
    return ['expected text, found a ZIP archive or a spreadsheet', 'unpack it, or save the sheet as CSV']
  if (starts(0x50, 0x41, 0x52, 0x31)) return ['expected text, found Parquet', 'export it as CSV or NDJSON']
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return ['not UTF-8 but UTF-16', 'save it as UTF-8']
  return bytes.includes(0) ? ['expected a text file, found a binary one', 'save it as UTF-8 text'] : undefined
}
