import { unpacked } from './measured.js'
import type { Origin } from './origin.js'
import { replicasOf } from './replicas-of-origin.js'
import type { PackedReplication, ReplicationTask } from './replication-worker.js'
import type { Replicas, ReplicasHere, Replicate } from './replications.js'
import { Workers } from './workers.js'

const REPLICATION_WORKER = new URL('./replication-worker.js', import.meta.url)

/** So many replications side by side: one in this thread, and each other in one of its own. */
export class ReplicasInWorkers implements Replicas {
  readonly beside: readonly Replicate[]
  private readonly workers: Workers<ReplicationTask, PackedReplication> | undefined
  private loaded: ReplicasHere | undefined

  constructor(
    private readonly origin: Origin,
    atOnce: number,
  ) {
    const threads = atOnce - 1
    if (threads > 0) this.workers = new Workers(REPLICATION_WORKER, origin, threads)
    this.beside = new Array<Replicate>(threads).fill(this.inWorker)
  }

  /** The deployment is loaded as the other threads load it, and not before there is something to run. */
  readonly here: Replicate = async (number, warmUp) => {
    this.loaded ??= replicasOf(this.origin)
    return this.loaded.here(number, warmUp)
  }

  async close(): Promise<void> {
    await Promise.all([this.loaded?.close(), this.workers?.close()])
  }

  private readonly inWorker: Replicate = async (number, warmUp) => {
    const { replication, measured } = await this.workers!.run({ number, warmUp })
    return { replication, measured: unpacked(measured) }
  }
}
