import { packed, type Packed } from './measured.js'
import { given } from './origin.js'
import { replicasOf } from './replicas-of-origin.js'
import type { Replication } from './replications.js'

export interface ReplicationTask {
  number: number
  warmUp: number
}

export interface PackedReplication {
  replication: Replication
  measured: Packed
}

const replicas = replicasOf(given())

/** One replication, in a thread of its own. */
export default async function replicate({ number, warmUp }: ReplicationTask): Promise<PackedReplication> {
  const { replication, measured } = await replicas.here(number, warmUp)
  return { replication, measured: packed(measured) }
}
