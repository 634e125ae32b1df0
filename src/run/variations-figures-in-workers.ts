import type { Override } from '../input/overrides.js'
import type { Origin } from './origin.js'
import type { Figured, FiguresOfVariations } from './variations-figures.js'
import { Workers } from './workers.js'

/** Runs a deployment with other values in it in threads of their own. */
export class FiguresInWorkers implements FiguresOfVariations {
  readonly atOnce: number
  private readonly workers: Workers<readonly Override[], Figured>

  constructor(origin: Origin, threads: number) {
    this.atOnce = threads
    this.workers = new Workers('./variations-figures-worker.js', origin, threads)
  }

  run(changes: readonly Override[]): Promise<Figured> {
    return this.workers.run(changes)
  }

  close(): Promise<void> {
    return this.workers.close()
  }
}
