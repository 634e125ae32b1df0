import { workerData } from 'node:worker_threads'
import type { Deployment } from '../deployment/deployment.js'
import { loadDeployment } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { loadCatalogue } from '../srs/catalogue.js'

/** From what a worker loads the deployment that it runs again and again. */
export interface Origin {
  file: string
  overrides: readonly Override[]
  /** The user's own folder of payloads. */
  payloads: string | undefined
  /** Of the deployment that the others run (Deployment.hash). */
  hash: string
  /** How sure a verdict has to be. */
  confidence: number
  /** Whether someone looks run by run. */
  kinds: boolean
}

/** What this worker was given; tinypool keeps a pair: what is its own, and that. */
export function given(): Origin {
  return (workerData as [unknown, Origin])[1]
}

/** The deployment of an origin, and the same with more values in it. */
export function loadOrigin({ file, overrides, payloads, hash }: Origin): {
  base: Deployment
  withMore(more: readonly Override[]): Deployment
} {
  const catalogue = loadCatalogue(undefined, payloads)
  const base = loadDeployment(file, catalogue, overrides)
  const refuseChanged = () => {
    if (base.hash !== hash) throw new Error(`${file} was changed while it was running`)
  }
  return {
    base,
    withMore: (more) => {
      refuseChanged()
      return loadDeployment(file, catalogue, [...overrides, ...more])
    },
  }
}
