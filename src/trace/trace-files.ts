import { closeSync, openSync, readSync } from 'node:fs'
import { extname } from 'node:path'
import { FileAside } from '../input/file-aside.js'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { HOP_COLUMNS, MESSAGE_COLUMNS, type RowSink } from './trace-columns.js'

/** What writes each is loaded when it is asked for: the libraries take longer than most commands. */
const SINKS = {
  '.csv': async () => (await import('./csv-rows.js')).CsvRowSink,
  '.ndjson': async () => (await import('./ndjson-rows.js')).NdjsonRowSink,
  '.parquet': async () => (await import('./parquet-rows.js')).ParquetRowSink,
}
type Extension = keyof typeof SINKS

/** `t.csv` → `t.hops.csv`. */
export function hopsFileOf(file: string): string {
  const extension = extname(file)
  return `${file.slice(0, file.length - extension.length)}.hops${extension}`
}

/** The two files of a trace: written beside what they replace, and put in its place when the run has ended. */
export class TraceFiles {
  private readonly files: readonly [messages: FileAside, hops: FileAside]
  private readonly extension: Extension
  private sinks: RowSink[] = []

  /** What cannot be written is refused at once, before anything is made. */
  constructor(readonly given: string) {
    const extension = extname(given)
    if (!isExtension(extension)) {
      const found = extension === '' ? 'none' : `"${extension}"`
      const known = Object.keys(SINKS)
      throw InputError.of(`--trace ${given}`, `expected a name that ends in ${known.join(', ')}; found ${found}`, didYouMean(extension, known)) // prettier-ignore
    }
    this.extension = extension
    this.files = [new FileAside(given, notOurs), new FileAside(hopsFileOf(given), notOurs)]
  }

  /** Where they really are, links followed. */
  get paths(): string[] {
    return this.files.map((one) => one.path)
  }

  async begin(): Promise<{ messages: RowSink; hops: RowSink }> {
    const Sink = await SINKS[this.extension]()
    const [messages, hops] = this.files
    // Each is known as soon as it is there: the second may not come to be.
    const first = new Sink(messages.begin(), MESSAGE_COLUMNS)
    this.sinks.push(first)
    const second = new Sink(hops.begin(), HOP_COLUMNS)
    this.sinks.push(second)
    return { messages: first, hops: second }
  }

  /** All rows are written. */
  end(): void {
    for (const one of this.sinks) one.end()
  }

  /** They take the place of those of an earlier run. */
  commit(): void {
    for (const one of this.files) one.commit()
  }

  /** Leaves what was there as it was; does nothing after a commit. */
  abandon(): void {
    for (const one of this.sinks) one.stop()
    for (const one of this.files) one.abandon()
  }
}

function isExtension(text: string): text is Extension {
  return Object.hasOwn(SINKS, text)
}

/** Only a trace is replaced: a deployment that was named by mistake is not. */
function notOurs(path: string): string | undefined {
  const start = Buffer.alloc(64)
  const file = openSync(path, 'r')
  const length = readSync(file, start)
  closeSync(file)
  const text = start.toString('latin1', 0, length)
  const isOurs = text === '' || /^(message,(requirement|hop),|\{"message":|PAR1)/.test(text)
  return isOurs ? undefined : 'is no trace of sgsim: it would be overwritten'
}
