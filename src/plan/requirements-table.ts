import type { Deployment } from '../deployment/deployment.js'
import type { Requirement } from '../srs/requirement.js'
import type { Hop } from '../srs/walk.js'
import type { Applied, LeftOut } from '../traffic/applied.js'
import type { LegBounds } from '../traffic/leg-bounds.js'
import { legsOf } from './requirements-legs.js'

/** The requirements of a deployment as rows of the SRS's table (2.2.2.2.1): end to end, and a row for each leg. */
export interface RequirementsTable {
  deployment: Deployment
  parents: Parent[]
  /** Requirements of the selected use cases that have no row here. */
  leftOut: LeftOut[]
}

/** Row type `P`: from the first sender to the last receiver. */
export interface Parent {
  ref: string
  requirement: Requirement
  /** Where a deployment has several, each of which has a way of its own for the same requirement. */
  territory: string | undefined
  /** The way that is taken, in the SRS's pseudo-code. */
  path: string
  hops: Hop[]
  /** What the deployment sets for it, as it is written there. */
  choice: string | undefined
  children: Child[]
}

/** Row type `C`: one leg of the way, between two neighbours. */
export interface Child extends LegBounds {
  ref: string
  hop: Hop
}

export function requirementsTable(
  deployment: Deployment,
  applied: readonly Applied[],
  leftOut: readonly LeftOut[],
): RequirementsTable {
  return { deployment, parents: applied.map((one) => parentOf(deployment, one)), leftOut: [...leftOut] }
}

function parentOf(deployment: Deployment, one: Applied): Parent {
  const { requirement, hops } = one
  const territory = deployment.territories.length > 1 ? one.territory.name : undefined
  // A reference names one row: with several territories it says whose.
  const ref = territory === undefined ? requirement.id : `${requirement.id}@${territory}`
  const bounds = legsOf(deployment, one)
  return {
    ref,
    requirement,
    territory,
    path: hops.map((hop) => hop.flow).join(' + '),
    hops,
    choice: choiceOf(deployment, requirement),
    children: hops.map((hop, i) => ({ ref: `${ref}:${i + 1}`, hop, ...bounds[i]! })),
  }
}

function choiceOf({ settings, assumptions }: Deployment, { id, row }: Requirement): string | undefined {
  const key = [id, row].find((name) => settings.choices.requirements[name] !== undefined)
  return assumptions.find((one) => one.name === `choices.requirements.${key}`)?.value
}
