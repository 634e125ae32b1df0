import { availableParallelism, freemem } from 'node:os'
import { Tinypool } from 'tinypool'
import type { Deployment } from '../deployment/deployment.js'
import { unpacked, type Packed } from './measured.js'
import { memoryFor } from './memory.js'
import type { Origin, ReplicationTask } from './replication-worker.js'
import { Interrupted, type Replicas, type Replicated, type Replication } from './replications.js'

/** Runs replications in threads of their own. How many there are makes no difference to what comes out. */
export class ReplicasInWorkers implements Replicas {
  readonly atOnce: number
  private readonly pool: Tinypool
  private closed = false

  constructor(origin: Origin, threads: number) {
    this.atOnce = threads
    this.pool = new Tinypool({
      filename: new URL('./replication-worker.js', import.meta.url).href,
      runtime: 'worker_threads',
      workerData: origin,
      minThreads: threads,
      maxThreads: threads,
    })
  }

  async run(number: number, warmUp: number): Promise<Replicated> {
    const task: ReplicationTask = { number, warmUp }
    try {
      const { replication, measured } = (await this.pool.run(task)) as { replication: Replication; measured: Packed }
      return { replication, measured: unpacked(measured) }
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

/** As many threads as there are cores, but no more than there is work for, and than memory has room for beside this one. */
export function threadsFor(deployment: Deployment, replications: number): number {
  const room = Math.floor(freemem() / memoryFor(deployment)) - 1
  return Math.max(1, Math.min(availableParallelism(), replications - 1, room))
}
