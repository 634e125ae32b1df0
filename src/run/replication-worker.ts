import { packed, type Packed } from './measured.js'
import { given, loadOrigin } from './origin.js'
import { replicatedOf, seedOf, type Replication } from './replications.js'
import { simulated } from './simulated.js'

export interface ReplicationTask {
  number: number
  warmUp: number
}

const origin = given()
const { base, withMore } = loadOrigin(origin)

/** One replication, in a thread of its own. */
export default async function replicate({
  number,
  warmUp,
}: ReplicationTask): Promise<{ replication: Replication; measured: Packed }> {
  const seed = seedOf(base.settings.seed, number)
  const deployment = withMore([{ path: ['seed'], text: String(seed), origin: `replication ${number}` }])
  deployment.settings['warm-up'] = warmUp
  const model = await simulated(deployment)
  const { replication, measured } = replicatedOf(model!, number, origin.kinds)
  return { replication, measured: packed(measured) }
}
