import { loadOrigin, type Origin } from './origin.js'
import { ReplicasHere, reseededBy } from './replications.js'

/** Replications of what an origin gives, in whatever thread this is. */
export function replicasOf(origin: Origin): ReplicasHere {
  const { base, withMore } = loadOrigin(origin)
  return new ReplicasHere(reseededBy(withMore), base.settings.seed, origin.kinds)
}
