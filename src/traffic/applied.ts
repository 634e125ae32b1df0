import type { Choice } from '../deployment/choices.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import type { Hop } from '../srs/walk.js'
import { classesOf, isDevice } from './device-actor.js'

/** A requirement that a deployment must meet, and the way its payload takes there. */
export interface Applied {
  requirement: Requirement
  hops: Hop[]
  choice: Exclude<Choice, 'off'>
}

/** A requirement of a selected use case that the deployment leaves out, and why. */
export interface LeftOut {
  requirement: Requirement
  why: string
}

/** Which requirements of the selected use cases apply to a deployment. Each is either applied or left out for a reason. */
export function appliedRequirements(deployment: Deployment): { applied: Applied[]; leftOut: LeftOut[] } {
  const { catalogue, settings } = deployment
  const applied: Applied[] = []
  const leftOut: LeftOut[] = []
  for (const requirement of catalogue.requirements) {
    if (!requirement.used || !settings['use-cases'].includes(requirement.useCase)) continue
    const outcome = apply(deployment, requirement)
    if (typeof outcome === 'string') leftOut.push({ requirement, why: outcome })
    else applied.push(outcome)
  }
  const idle = withoutCause(deployment, applied)
  for (const one of idle) leftOut.push({ requirement: one.requirement, why: 'nothing in this deployment causes it' })
  return { applied: applied.filter((one) => !idle.has(one)), leftOut }
}

function apply(deployment: Deployment, requirement: Requirement): Applied | string {
  const { choices } = deployment.settings
  const choice = choices.requirements[requirement.id] ?? choices.requirements[requirement.row] ?? {}
  if (choice === 'off') return 'switched off by the deployment'
  const path = resolvePath(deployment.catalogue, deployment.profile, requirement.from, requirement.to)
  if ('missing' in path) return path.missing
  for (const actor of [requirement.from, requirement.to]) {
    if (isDevice(deployment, actor) && classesOf(deployment, actor).length === 0)
      return `the deployment has no ${actor}`
  }
  return { requirement, hops: path.hops, choice }
}

/** Effects of which no cause applies, and the effects of those in turn. */
function withoutCause(deployment: Deployment, applied: readonly Applied[]): Set<Applied> {
  const { effects } = deployment.catalogue
  const idle = new Set<Applied>()
  for (let before = -1; before !== idle.size;) {
    before = idle.size
    const live = new Map(applied.filter((one) => !idle.has(one)).map(({ requirement: { id, from } }) => [id, from]))
    for (const one of applied) {
      const rules = effects.filter((effect) => effect.effectIds.includes(one.requirement.id))
      const asker = one.requirement.answers
      const causes = (id: string) => live.has(id) && (asker === undefined || asker === live.get(id))
      if (rules.length > 0 && !rules.some((rule) => rule.causeIds.some(causes))) idle.add(one)
    }
  }
  return idle
}
