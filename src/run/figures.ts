import type { VerdictWord } from '../check/verdict.js'
import type { Override } from '../input/overrides.js'
import type { Problem } from '../input/problems.js'
import type { BudgetOutcome } from './budget-outcome.js'

/** What came out of the same run with other values in it, in plain data, so that it goes from one thread to another; or why there is none. */
export type Variation = { figures: Figures } | { cannot: Problem[] }

export interface Figures {
  requirements: RequirementFigures[]
  budgets: BudgetFigures[]
  /** Every network in each direction that anything crosses. */
  networks: NetworkFigures[]
  daps: number
  /** Sent, of all payloads; and the bytes of their applications and on the wire, of all networks. */
  messages: number
  bytesApplication: number
  bytesWire: number
  events: number
}

/** Times in seconds; undefined where a figure does not exist. */
export interface RequirementFigures {
  requirement: string
  verdict: VerdictWord
  reason: string
  counted: number
  /** What met its bound of what counted, and where the true share lies. */
  share: number | undefined
  low: number | undefined
  high: number | undefined
  bound: number
  latencyP99S: number | undefined
  /** The leg that a failure is owed to. */
  leg: { flow: string; network: string; text: string } | undefined
}

export type BudgetFigures = Pick<BudgetOutcome, 'name' | 'requirement' | 'verdict' | 'found' | 'share' | 'interval' | 'value' | 'limit'> & {
  kind: BudgetOutcome['budget']['kind']
  level: BudgetOutcome['budget']['level']
  bound: number | undefined
} // prettier-ignore

export interface NetworkFigures {
  network: string
  direction: 'down' | 'up'
  /** As in hourly.csv. */
  links: number
  /** Bits a second of one of them, where its medium has one rate. */
  rate: number | undefined
  bytesWire: number
  /** Over the whole run, and in its busiest hour; of a network without links of its own there is none. */
  utilisation: number | undefined
  utilisationBusiest: number | undefined
}

/** Runs a deployment with other values in it, somewhere. */
export interface Variations {
  /** How many it runs side by side. */
  readonly atOnce: number
  run(changes: readonly Override[]): Promise<Variation>
  /** Ends those that still run. */
  close(): Promise<void>
}
