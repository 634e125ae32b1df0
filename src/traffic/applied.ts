import type { Choice } from '../deployment/choices.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Territory } from '../deployment/territories.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import type { Hop } from '../srs/walk.js'
import { classesOf, isPlaced } from './device-actor.js'

/** A requirement that a deployment must meet in one of its territories, and the way its payload takes there. */
export interface Applied {
  requirement: Requirement
  territory: Territory
  hops: Hop[]
  choice: Exclude<Choice, 'off'>
}

/** A requirement of a selected use case that the deployment leaves out, and why. */
export interface LeftOut {
  requirement: Requirement
  why: string
}

/**
 * Which requirements of the use cases in play apply to a deployment, in each of its territories. Each applies in one at
 * least, or is left out for a reason.
 */
export function appliedRequirements(deployment: Deployment): { applied: Applied[]; leftOut: LeftOut[] } {
  const { catalogue, territories, useCases } = deployment
  const candidates: Applied[] = []
  const reasons = new Map<Requirement, Set<string>>()
  const caused = new Set(catalogue.effects.flatMap((effect) => effect.effectIds))
  for (const requirement of catalogue.requirements) {
    if (!requirement.used || !useCases.useCases.includes(requirement.useCase)) continue
    const why = new Set<string>()
    reasons.set(requirement, why)
    const { from, to, id } = requirement
    // Between two actors of which there is one, nothing is sent once a territory, unless in answer to what happens there.
    const once = !caused.has(id) && ![from, to].some((actor) => isPlaced(deployment, actor))
    for (const territory of territories) {
      const outcome = apply(deployment, requirement, territory)
      if (typeof outcome === 'string') why.add(outcome)
      else candidates.push(outcome)
      if (once && typeof outcome !== 'string') break
    }
  }
  const idle = withoutCause(deployment, candidates)
  for (const one of idle) reasons.get(one.requirement)!.add('nothing in this deployment causes it')
  const applied = candidates.filter((one) => !idle.has(one))
  const there = new Set(applied.map((one) => one.requirement))
  const leftOut = [...reasons].filter(([requirement]) => !there.has(requirement))
  return { applied, leftOut: leftOut.map(([requirement, why]) => ({ requirement, why: [...why].join('; ') })) }
}

function apply(deployment: Deployment, requirement: Requirement, territory: Territory): Applied | string {
  const { choices } = deployment.settings
  const choice = choices.requirements[requirement.id] ?? choices.requirements[requirement.row] ?? {}
  if (choice === 'off') return 'switched off by the deployment'
  const path = resolvePath(deployment.catalogue, territory.profile, requirement.from, requirement.to)
  if ('missing' in path) return path.missing
  for (const actor of [requirement.from, requirement.to]) {
    if (isPlaced(deployment, actor) && classesOf(deployment, actor, territory).length === 0)
      return `the deployment has no ${actor}`
  }
  return { requirement, territory, hops: path.hops, choice }
}

/** Effects of which no cause applies in their territory, and the effects of those in turn. */
function withoutCause(deployment: Deployment, candidates: readonly Applied[]): Set<Applied> {
  const causeIdsOf = new Map<string, string[]>()
  for (const { causeIds, effectIds } of deployment.catalogue.effects)
    for (const id of effectIds) causeIdsOf.set(id, [...(causeIdsOf.get(id) ?? []), ...causeIds])
  const idle = new Set<Applied>()
  for (let before = -1; before !== idle.size;) {
    before = idle.size
    const live = new Map<string, string>()
    for (const one of candidates)
      if (!idle.has(one)) live.set(`${one.requirement.id} ${one.territory.index}`, one.requirement.from)
    for (const one of candidates) {
      const causeIds = causeIdsOf.get(one.requirement.id)
      if (causeIds === undefined) continue
      const asker = one.requirement.answers
      const causes = (id: string) => {
        const sender = live.get(`${id} ${one.territory.index}`)
        return sender !== undefined && (asker === undefined || asker === sender)
      }
      if (!causeIds.some(causes)) idle.add(one)
    }
  }
  return idle
}
