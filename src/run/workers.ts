import { availableParallelism, freemem } from 'node:os'
import { Tinypool } from 'tinypool'
import type { Deployment } from '../deployment/deployment.js'
import { memoryFor } from './memory.js'
import type { Origin } from './origin.js'
import { Interrupted } from './replications.js'

/** What runs variations, as a thread of its own. */
export const VARIATION_WORKER = new URL('./variation-worker.js', import.meta.url)

/** Threads that run a deployment again and again, each time with something else in it. How many there are makes no difference to what comes out. */
export class Workers<Task, Result> {
  private readonly pool: Tinypool
  private closed = false

  /** `program`: what a thread runs. */
  constructor(
    program: URL,
    origin: Origin,
    /** How many threads there are. */
    readonly atOnce: number,
  ) {
    this.pool = new Tinypool({
      filename: program.href,
      runtime: 'worker_threads',
      workerData: origin,
      minThreads: atOnce,
      maxThreads: atOnce,
    })
  }

  async run(task: Task): Promise<Result> {
    try {
      return (await this.pool.run(task)) as Result
    } catch (error) {
      if (this.closed) throw new Interrupted()
      throw error
    }
  }

  async close(): Promise<void> {
    this.closed = true
    await this.pool.destroy()
  }
}

/**
 * How many runs there are to be side by side: as many as there are cores, but no more than there are at all, and than memory has room for
 * beside the one that this thread keeps.
 */
export function threadsFor(deployment: Deployment, runs: number): number {
  const room = Math.floor(freemem() / memoryFor(deployment)) - 1
  return Math.max(1, Math.min(availableParallelism(), runs, room))
}
