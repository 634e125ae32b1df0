import type { Choice } from '../deployment/choices.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import type { Hop } from '../srs/walk.js'

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
  const { catalogue, settings, profile } = deployment
  const applied: Applied[] = []
  const leftOut: LeftOut[] = []
  for (const requirement of catalogue.requirements) {
    if (!requirement.used || !settings['use-cases'].includes(requirement.useCase)) continue
    const choice = settings.choices.requirements[requirement.id] ?? settings.choices.requirements[requirement.row] ?? {}
    if (choice === 'off') {
      leftOut.push({ requirement, why: 'switched off by the deployment' })
      continue
    }
    const path = resolvePath(catalogue, profile, requirement.from, requirement.to)
    if ('missing' in path) {
      leftOut.push({ requirement, why: path.missing })
      continue
    }
    applied.push({ requirement, hops: path.hops, choice })
  }
  return { applied, leftOut }
}
