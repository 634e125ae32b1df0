import { unpacked, type Packed } from './measured.js'
import type { Origin } from './origin.js'
import type { ReplicationTask } from './replication-worker.js'
import type { Replicas, Replicated, Replication } from './replications.js'
import { Workers } from './workers.js'

/** Runs replications in threads of their own. */
export class ReplicasInWorkers implements Replicas {
  private readonly workers: Workers<ReplicationTask, { replication: Replication; measured: Packed }>

  constructor(
    origin: Origin,
    readonly atOnce: number,
  ) {
    this.workers = new Workers('./replication-worker.js', origin, atOnce)
  }

  async run(number: number, warmUp: number): Promise<Replicated> {
    const { replication, measured } = await this.workers.run({ number, warmUp })
    return { replication, measured: unpacked(measured) }
  }

  close(): Promise<void> {
    return this.workers.close()
  }
}
