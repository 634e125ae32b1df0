import type { Override } from '../input/overrides.js'
import type { Origin } from './origin.js'
import type { VariationTask } from './variation-worker.js'
import type { Variation, Variations } from './variations.js'
import type { WarmUp } from './warm-up.js'
import { Workers } from './workers.js'

/** Runs variations in threads of their own. */
export class VariationsInWorkers implements Variations {
  readonly atOnce: number
  private readonly workers: Workers<VariationTask, Variation>

  constructor(origin: Origin, threads: number) {
    this.atOnce = threads
    this.workers = new Workers('./variation-worker.js', origin, threads)
  }

  run(change: Override, warmUp: WarmUp): Promise<Variation> {
    return this.workers.run({ change, warmUp })
  }

  close(): Promise<void> {
    return this.workers.close()
  }
}
