import { traceRows, type TraceRow } from './read-trace.js'
import { MESSAGE_COLUMNS } from './trace-columns.js'

/** A receipt, and how long after the sending it was, in seconds. */
export interface Receipt {
  latency: number
  row: TraceRow
}

/** The receipts with the longest latencies, the longest first; of one requirement, where one is named. `ids`: the requirements that there are. */
export function slowest(
  file: string,
  count: number,
  requirement: string | undefined,
): { receipts: Receipt[]; of: number; ids: Set<string> } {
  const ids = new Set<string>()
  let receipts: Receipt[] = []
  let of = 0
  for (const row of traceRows(file, MESSAGE_COLUMNS)) {
    ids.add(row['requirement'] as string)
    if (requirement !== undefined && row['requirement'] !== requirement) continue
    if (row['outcome'] !== 'delivered') continue
    of++
    // Whole microseconds: what binary fractions leave of a difference is none of it.
    const latency = Math.round(((row['received_at'] as number) - (row['sent_at'] as number)) * 1e6) / 1e6
    receipts.push({ latency, row })
    // Now and then those that will not be among them are dropped.
    if (receipts.length >= 2 * count + 1000) receipts = worst(receipts, count)
  }
  return { receipts: worst(receipts, count), of, ids }
}

function worst(receipts: Receipt[], count: number): Receipt[] {
  return receipts.sort((a, b) => b.latency - a.latency).slice(0, count)
}
