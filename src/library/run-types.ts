import type { Message } from './message.js'
import type { Busiest, NetworkLoad, Result } from './result-types.js'
import type { StatisticsOptions } from './statistics.js'
import type { Stoppable } from './stop.js'

/** How a deployment is run. */
export interface RunOptions extends StatisticsOptions, Stoppable {
  /** Is told from time to time how far the run is. */
  onProgress?: ((progress: Progress) => void) | undefined
  /** Is told what became of every message of the (first) run, as it becomes known. What it throws ends the run. */
  onMessage?: ((message: Message) => void) | undefined
  /** A file for the same: `.csv`, `.ndjson` or `.parquet`; the hops go into another one beside it. */
  trace?: string | undefined
  /** Only such a share of the messages, from 0 to 1, of `onMessage` and `trace`. */
  traceSample?: number | undefined
  /** Only those that fit all of these, such as `payload=SW_*`, of `onMessage` and `trace`. */
  traceFilter?: readonly string[] | undefined
}

/** How far a run is. */
export interface Progress {
  /** Simulated seconds that are done. */
  readonly doneS: number
  /** Of how many. */
  readonly ofS: number
  /** Events that have happened. */
  readonly events: number
  /** Of several runs, when the first is over: how many are done. */
  readonly replications: number | undefined
  /** Of how many at most. */
  readonly ofReplications: number | undefined
}

/**
 * A finished run. It holds all that its report is written from, which of a large deployment is much: keep its figures, and let go of it.
 */
export interface RunResult extends Result {
  /** What crossed each network, in each direction. */
  readonly networks: readonly NetworkLoad[]
  /** The network and direction with the highest use of its capacity in any hour. */
  readonly busiest: Busiest | undefined
  /** Messages that were sent. */
  readonly messages: number
  /** Bytes of their applications, over all networks. */
  readonly bytesApplication: number
  /** Bytes on the wire, over all networks. */
  readonly bytesWire: number
  /** How many runs the verdicts are made of; all other figures but those of requirements and budgets are of the first. */
  readonly replications: number
}
