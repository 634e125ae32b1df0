import { lineage } from '../srs/actor.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import type { Deployment } from './deployment.js'
import type { DeviceClass } from './device-class.js'
import { membersOf } from './populations.js'
import type { Settings } from './schema.js'
import type { Territory } from './territories.js'

/** What of a deployment decides which requirements are in play. */
export type Parts = Pick<Deployment, 'catalogue' | 'settings' | 'territories' | 'useCases' | 'layout'>

/** Why nothing of a requirement is sent in a territory, or could be if it were not switched off; undefined: it may be. */
export function absence(parts: Parts, requirement: Requirement, territory: Territory): string | undefined {
  const { useCase, from, to } = requirement
  if (!parts.useCases.useCases.includes(useCase)) return `${useCase} is not among its use cases`
  const path = resolvePath(parts.catalogue, territory.profile, from, to)
  if ('missing' in path) return path.missing
  const actor = [from, to].find((one) => !stands(parts, one, territory))
  return actor === undefined ? undefined : `the deployment has no ${actor}`
}

/** The key of `choices.requirements` that takes a requirement out: its id, or else its row. */
export function switchedOffBy({ choices }: Settings, { id, row }: Requirement): string | undefined {
  const key = [id, row].find((one) => choices.requirements[one] !== undefined)
  return key !== undefined && choices.requirements[key] === 'off' ? key : undefined
}

function stands(parts: Parts, actor: string, territory: Territory): boolean {
  return parts.catalogue.actor(actor)?.kind === 'single' || classesOfActor(parts, actor, territory).length > 0
}

/** The devices of an actor of which there are many; of one of which there is one, none. */
export function classesOfActor(
  { catalogue, layout, settings }: Parts,
  actor: string,
  territory: Territory,
): DeviceClass[] {
  const { actors, populations } = catalogue
  if (catalogue.actor(actor)?.kind === 'single') return []
  const counted = lineage(actors, actor).find((name) => actors.get(name)?.population !== undefined)
  const population = populations.get(actors.get(counted ?? actor)?.population ?? '')
  return population === undefined ? [] : membersOf(population, layout, settings, territory).classes
}
