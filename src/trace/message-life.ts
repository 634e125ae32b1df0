import { existsSync } from 'node:fs'
import { InputError } from '../input/problems.js'
import { traceRows, type TraceRow } from './read-trace.js'
import { HOP_COLUMNS, MESSAGE_COLUMNS } from './trace-columns.js'
import { hopsFileOf } from './trace-files.js'

/** All that a trace says of one message. */
export interface MessageLife {
  number: number
  /** One for each addressee. */
  rows: TraceRow[]
  /** What each of its packets did on each link, in the order in which they came there; undefined: there is no file of hops. */
  hops: TraceRow[] | undefined
  /** The message that caused it, where it is in the trace, and those that it caused. */
  causedBy: TraceRow[]
  caused: TraceRow[]
}

/** So many of the effects of one message are kept: a sending to all may have a million. */
const MOST_EFFECTS = 1000

export function lifeOf(file: string, number: number): MessageLife {
  const nearest = new Nearest(number)
  const { rows, effects } = rowsOf(file, number, nearest)
  if (rows.length === 0) throw InputError.of(file, `no message has the number ${number}`, nearest.inWords())
  const cause = rows[0]!['cause']
  const causedBy = typeof cause === 'number' ? [...traceRows(file, MESSAGE_COLUMNS, (one) => one === cause)] : []
  return { number, rows, hops: hopsOf(file, number), causedBy, caused: effects }
}

function rowsOf(file: string, number: number, nearest: Nearest): { rows: TraceRow[]; effects: TraceRow[] } {
  const [rows, effects]: [TraceRow[], TraceRow[]] = [[], []]
  const wants = (message: number, cause: number) => {
    nearest.see(message)
    return message === number || cause === number
  }
  for (const row of traceRows(file, MESSAGE_COLUMNS, wants)) {
    if (row['message'] === number) rows.push(row)
    else if (effects.length < MOST_EFFECTS) effects.push(row)
  }
  return { rows, effects }
}

function hopsOf(file: string, number: number): TraceRow[] | undefined {
  const hops = hopsFileOf(file)
  if (!existsSync(hops)) return undefined
  const rows = [...traceRows(hops, HOP_COLUMNS, (one) => one === number)]
  const of = (row: TraceRow) => row['queued_s'] as number
  return rows.sort((a, b) => of(a) - of(b) || (a['hop'] as number) - (b['hop'] as number))
}

/** The numbers on both sides of one that is not there. */
class Nearest {
  private below = -Infinity
  private above = Infinity

  constructor(private readonly number: number) {}

  see(other: number): void {
    if (other < this.number && other > this.below) this.below = other
    if (other > this.number && other < this.above) this.above = other
  }

  inWords(): string {
    const near = [this.below, this.above].filter(Number.isFinite)
    return near.length === 0 ? 'it has no messages' : `near it: ${near.join(', ')}`
  }
}
