import type { Flow } from '../srs/flow.js'
import { resolvePath } from '../srs/resolve-path.js'
import { absence, switchedOffBy, type Parts } from './in-play.js'

/** The data flows that messages of a deployment go over. */
export function flowsInUse(parts: Parts): ReadonlySet<Flow> {
  const { catalogue, settings, territories } = parts
  const found = new Set<Flow>()
  for (const requirement of catalogue.requirements) {
    if (!requirement.used || switchedOffBy(settings, requirement) !== undefined) continue
    for (const territory of territories) {
      if (absence(parts, requirement, territory) !== undefined) continue
      const path = resolvePath(catalogue, territory.profile, requirement.from, requirement.to)
      if ('missing' in path) continue
      for (const { flow } of path.hops) found.add(catalogue.flows.get(flow)!)
    }
  }
  return found
}
