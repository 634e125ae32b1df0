import {
  HOP_COLUMNS,
  MESSAGE_COLUMNS,
  type RowSink,
  type TraceCell,
  type TraceColumn,
} from '../../src/trace/trace-columns.js'
import type { TraceFilter } from '../../src/trace/trace-filter.js'
import { TraceRecorder } from '../../src/trace/trace-recorder.js'

export type Row<C extends readonly TraceColumn[]> = Record<C[number]['name'], TraceCell>
export type MessageRow = Row<typeof MESSAGE_COLUMNS>
export type HopRow = Row<typeof HOP_COLUMNS>

/** Rows in memory. */
export class RowTable<C extends readonly TraceColumn[]> implements RowSink {
  readonly rows: Row<C>[] = []

  constructor(private readonly columns: C) {}

  write(cells: readonly TraceCell[]): void {
    this.rows.push(Object.fromEntries(this.columns.map(({ name }, i) => [name, cells[i]])) as Row<C>)
  }

  end(): void {
    // Everything is there.
  }

  stop(): void {
    // There is nothing to close.
  }
}

/** A trace in memory. */
export function tableTrace(seed = 1, sample = 1, filter?: TraceFilter) {
  const messages = new RowTable(MESSAGE_COLUMNS)
  const hops = new RowTable(HOP_COLUMNS)
  return { messages, hops, recorder: new TraceRecorder(messages, hops, seed, sample, filter) }
}
