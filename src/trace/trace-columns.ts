/** What the cells of a column are: whole numbers, moments (microseconds, written as seconds), or texts. */
export interface TraceColumn {
  readonly name: string
  readonly kind: 'whole' | 'moment' | 'text'
}

/** A cell: undefined where there is nothing to say (NA). */
export type TraceCell = number | string | undefined

/** One row for each message and addressee: what became of it there. */
export const MESSAGE_COLUMNS = [
  { name: 'message', kind: 'whole' },
  { name: 'requirement', kind: 'text' },
  { name: 'payload', kind: 'text' },
  { name: 'from', kind: 'text' },
  { name: 'to', kind: 'text' },
  { name: 'device', kind: 'whole' },
  { name: 'sent_at', kind: 'moment' },
  { name: 'received_at', kind: 'moment' },
  { name: 'bytes', kind: 'whole' },
  { name: 'outcome', kind: 'text' },
  { name: 'cause', kind: 'whole' },
  { name: 'due_at', kind: 'text' },
  { name: 'event_at', kind: 'moment' },
  { name: 'district', kind: 'whole' },
  { name: 'set_off', kind: 'text' },
  { name: 'lost_at', kind: 'text' },
] as const satisfies readonly TraceColumn[]

/** One row for each packet and link that it came before: what became of it there. */
export const HOP_COLUMNS = [
  { name: 'message', kind: 'whole' },
  { name: 'hop', kind: 'whole' },
  { name: 'link', kind: 'text' },
  { name: 'attempt', kind: 'whole' },
  { name: 'queued_s', kind: 'moment' },
  { name: 'sent_s', kind: 'moment' },
  { name: 'received_s', kind: 'moment' },
  { name: 'outcome', kind: 'text' },
  { name: 'piece', kind: 'text' },
  { name: 'packet', kind: 'whole' },
  { name: 'from', kind: 'text' },
  { name: 'to', kind: 'text' },
  { name: 'device', kind: 'whole' },
  { name: 'transmissions', kind: 'whole' },
] as const satisfies readonly TraceColumn[]

/** Where rows are written to. */
export interface RowSink {
  /** The cells in the order of the columns; they may be overwritten when this returns. */
  write(cells: readonly TraceCell[]): void
  /** All that was written is in the file, and the file is closed. */
  end(): void
  /** The file is closed, whatever is in it. */
  stop(): void
}

/** A moment in seconds, as exact as it is known: whole microseconds. */
export function secondsText(micros: number): string {
  const whole = Math.round(micros)
  const seconds = Math.floor(whole / 1e6)
  const rest = whole - seconds * 1e6
  if (rest === 0) return `${seconds}`
  let digits = `${1e6 + rest}`
  let end = digits.length
  while (digits.charCodeAt(end - 1) === ZERO) end--
  digits = digits.slice(1, end)
  return `${seconds}.${digits}`
}

const ZERO = 48
