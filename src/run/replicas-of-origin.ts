import { loadOrigin, type Origin } from './origin.js'
import { ReplicasHere } from './replications.js'

/** Replications of what an origin gives, in whatever thread this is. */
export function replicasOf(origin: Origin): ReplicasHere {
  const { base, withMore } = loadOrigin(origin)
  const withSeed = (seed: number, warmUp: number) => {
    const deployment = withMore([{ path: ['seed'], text: String(seed), origin: `replication with seed ${seed}` }])
    deployment.settings['warm-up'] = warmUp
    return deployment
  }
  return new ReplicasHere(withSeed, base.settings.seed, origin.kinds)
}
