import type { Run } from '../run/run.js'
import { writeTable } from './table.js'

const COLUMNS = [
  'replication', 'seed', 'requirement', 'sent', 'counted', 'in_time', 'share_in_time', 'latency_p50_s', 'latency_p99_s',
] // prettier-ignore

/** replications.csv: one line a replication and requirement. */
export function writeReplications(file: string, run: Run): void {
  writeTable(file, COLUMNS, rows(run))
}

function* rows({ replications, outcomes }: Run) {
  for (const { number, seed, lines } of replications) {
    for (const [i, { sent, counted, good, p50, p99 }] of lines.entries()) {
      const { id } = outcomes[i]!.requirement
      yield [
        number, seed, id, sent, counted, good, counted === 0 ? undefined : good / counted, p50 / 1e6, p99 / 1e6,
      ] // prettier-ignore
    }
  }
}
