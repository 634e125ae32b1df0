import type { Told } from './result-types.js'
import type { Stoppable } from './stop.js'

/** What is sized, and how. */
export interface SizeOptions extends Stoppable {
  /** A path, such as `wan.rate` or `endpoints-per-dap`, or several: each by itself, then together. */
  vary: string | readonly string[]
  /** The smallest value that may be tried, such as `100 kbps`. */
  from?: string | undefined
  /** The largest. */
  to?: string | undefined
  /** Asks also for the answer of which such a share stays free. */
  headroom?: number | undefined
  /** Only these count: payloads (`SW_*`), an id or a row. */
  requirements?: readonly string[] | undefined
  /** How wide the bracket may be, as a share of its smaller end: 0.05 where nothing is said. */
  resolution?: number | undefined
  /** How sure a verdict has to be: 0.95 where nothing is said. */
  confidence?: number | undefined
  /** How often each value is run, with seeds of their own: once where nothing is said. */
  replications?: number | undefined
  /** Threads. A deployment that came of a text runs in this thread, whatever is said. */
  workers?: number | undefined
  /** Is told of every value that was tried: what is varied, and how many values of it. */
  onTried?: ((path: string, tried: number) => void) | undefined
}

/** How large values must be. */
export interface Sizing extends Told {
  /** In the order in which they were asked for. */
  readonly answers: readonly SizeAnswer[]
  /** Of several values: all that was found at once; undefined where one of them has no answer. */
  readonly together: Confirmed | undefined
  /** How many runs that were. */
  readonly runs: number
}

/** How large one value must be, the others as the deployment has them. */
export interface SizeAnswer {
  /** Its path, in full: `networks.wan.rate`. */
  readonly path: string
  /** What the deployment has. */
  readonly now: string
  /** `bracket`: something fails at `fails`, and nothing at `passes`; `no pass`: something fails at every value; `no fail`: nothing does at any. */
  readonly found: 'bracket' | 'no pass' | 'no fail'
  /** The best value at which something fails. */
  readonly fails: string | undefined
  /** The worst value at which all that answer are decided to pass, beyond those at which something fails. */
  readonly passes: string | undefined
  /** The same, or where no value is decided: at which nothing fails, and what is not decided meets its bound as measured. */
  readonly notFailed: string | undefined
  /** What is not decided at that value. */
  readonly notDecided: readonly string[]
  /** What fails where the bracket begins, the worst first: ids of requirements, and names of budgets. */
  readonly binding: readonly string[]
  /** The answer with its headroom, and whether a run of it holds. */
  readonly headroom: Confirmed | undefined
  /** What fails at every value. */
  readonly alwaysFail: readonly string[]
  /** What no value decides. */
  readonly undecided: readonly string[]
  /** What no value exercises. */
  readonly notExercised: readonly string[]
}

/** What a run of an answer says of it. */
export interface Confirmed {
  /** The answer, by path. */
  readonly values: Readonly<Record<string, string>>
  /** Whether nothing fails there, and what is not decided meets its bound as measured. */
  readonly holds: boolean
  /** What fails. */
  readonly failing: readonly string[]
  /** What is not decided. */
  readonly undecided: readonly string[]
}
