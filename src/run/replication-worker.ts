import { workerData } from 'node:worker_threads'
import { loadDeployment } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { loadCatalogue } from '../srs/catalogue.js'
import { packed, type Packed } from './measured.js'
import { replicatedOf, seedOf, type Replication } from './replications.js'
import { simulated } from './simulated.js'

/** From what a worker loads the deployment that it runs again and again. */
export interface Origin {
  file: string
  overrides: readonly Override[]
  /** The user's own folder of payloads. */
  payloads: string | undefined
  /** Of the deployment that the others run (Deployment.hash). */
  hash: string
  /** Whether someone looks run by run. */
  kinds: boolean
}

export interface ReplicationTask {
  number: number
  warmUp: number
}

// Tinypool keeps a pair: what is its own, and what it was given.
const origin = (workerData as [unknown, Origin])[1]
const catalogue = loadCatalogue(undefined, origin.payloads)
const base = loadDeployment(origin.file, catalogue, origin.overrides)

/** One replication, in a thread of its own. */
export default async function replicate({
  number,
  warmUp,
}: ReplicationTask): Promise<{ replication: Replication; measured: Packed }> {
  if (base.hash !== origin.hash) throw new Error(`${origin.file} was changed while it was running`)
  const seed = seedOf(base.settings.seed, number)
  const overrides = [...origin.overrides, { path: ['seed'], text: String(seed), origin: `replication ${number}` }]
  const deployment = loadDeployment(origin.file, catalogue, overrides)
  deployment.settings['warm-up'] = warmUp
  const model = await simulated(deployment)
  const { replication, measured } = replicatedOf(model!, number, origin.kinds)
  return { replication, measured: packed(measured) }
}
