import { resolvePath } from '../srs/resolve-path.js'
import type { TreeKind } from './device-kinds.js'
import { treesUnder } from './device-class.js'
import { absence, classesOfActor, switchedOffBy, type Parts } from './in-play.js'
import type { NetworkName } from './networks.js'

/** The networks that messages of a deployment cross and, of each, on what kinds of trees those hang whose links it has. */
export function networksInUse(parts: Parts): Map<NetworkName, Set<TreeKind>> {
  const found = new Map<NetworkName, Set<TreeKind>>()
  const isSingle = (actor: string) => parts.catalogue.actor(actor)?.kind === 'single'
  for (const requirement of parts.catalogue.requirements) {
    if (!requirement.used || switchedOffBy(parts.settings, requirement) !== undefined) continue
    for (const territory of parts.territories) {
      if (absence(parts, requirement, territory) !== undefined) continue
      const path = resolvePath(parts.catalogue, territory.profile, requirement.from, requirement.to)
      if ('missing' in path) continue
      const actors = [...new Set(path.hops.flatMap(({ from, to }) => [from, to]))]
      const kinds = actors
        .flatMap((actor) => classesOfActor(parts, actor, territory))
        .filter((one) => one.count > 0)
        .map((one) => treesUnder(one).kind)
      for (const { network, from, to } of path.hops) {
        const known = found.get(network as NetworkName) ?? new Set<TreeKind>()
        found.set(network as NetworkName, known)
        // Between two of which there is one, messages of all trees share a link.
        if (!isSingle(from) || !isSingle(to)) for (const kind of kinds) known.add(kind)
      }
    }
  }
  return found
}
