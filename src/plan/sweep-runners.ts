import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { Interrupted } from '../run/replications.js'
import type { Watching } from '../run/simulated.js'
import type { Statistics } from '../run/statistics.js'
import { Workers } from '../run/workers.js'
import { pointOutcome, type PointOutcome } from './sweep-point.js'
import type { SweepOrigin } from './sweep-worker.js'

/** Runs points, somewhere. */
export interface PointRunner {
  /** How many it runs side by side. */
  readonly atOnce: number
  run(values: readonly Override[]): Promise<PointOutcome>
  /** Ends those that still run. */
  close(): Promise<void>
}

const SWEEP_WORKER = new URL('./sweep-worker.js', import.meta.url)

/** In threads of their own. */
export class PointsInWorkers implements PointRunner {
  private readonly workers: Workers<readonly Override[], PointOutcome>

  constructor(
    origin: SweepOrigin,
    readonly atOnce: number,
  ) {
    this.workers = new Workers(SWEEP_WORKER, origin, atOnce)
  }

  run(values: readonly Override[]): Promise<PointOutcome> {
    return this.workers.run(values)
  }

  close(): Promise<void> {
    return this.workers.close()
  }
}

/** In this thread, one after the other. */
export class PointsHere implements PointRunner {
  readonly atOnce = 1
  private closed = false

  constructor(
    private readonly withMore: (more: readonly Override[]) => Deployment,
    private readonly statistics: Statistics,
    private readonly watching: Watching = {},
  ) {}

  async run(values: readonly Override[]): Promise<PointOutcome> {
    const interrupted = () => this.closed || this.watching.interrupted?.() === true
    const outcome = await pointOutcome(this.withMore, values, this.statistics, { ...this.watching, interrupted })
    if (outcome === undefined) throw new Interrupted()
    return outcome
  }

  async close(): Promise<void> {
    this.closed = true
  }
}
