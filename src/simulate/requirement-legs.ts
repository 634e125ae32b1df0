import type { Tally } from '../check/tally.js'
import type { Deployment } from '../deployment/deployment.js'
import type { LinkGroup } from '../network/links.js'
import type { Network } from '../network/network.js'
import { LegTimes } from '../trace/leg-times.js'
import type { Applied } from '../traffic/applied.js'
import { legBounds, type LegBounds } from '../traffic/leg-bounds.js'
import { NO_ROUTE, type Stage } from './running.js'

/** The legs of a requirement's path in one territory: what each must keep, the links that it goes over, and what was counted there. */
export interface RequirementLegs {
  applied: Applied
  bounds: LegBounds[]
  links: LinkGroup[]
  times: LegTimes
}

/** The way to an addressee. */
interface Way {
  stages: readonly Stage[]
  addressee: number
}

export function requirementLegs(
  deployment: Deployment,
  network: Network,
  applied: Applied,
  tally: Tally,
  { stages, addressee }: Way,
): RequirementLegs {
  const { latency } = applied.requirement
  // A campaign has its time for all devices together (`< 7 day per 100,000 mtrs`): a leg has its part of that.
  const campaign = latency.per !== undefined && tally.share ? tally.within / latency.bound : 1
  const bounds = legBounds(deployment, applied)
  const times = new LegTimes(
    Float64Array.from(bounds, (leg) => leg.latency.bound * campaign),
    tally.within,
  )
  return { applied, bounds, links: linksTo(network, stages, addressee), times }
}

/** The families of links on the way to one of the addressees. */
function linksTo({ routes, links }: Network, stages: readonly Stage[], addressee: number): LinkGroup[] {
  const groups: LinkGroup[] = []
  for (const { route } of stages) {
    let step = route === NO_ROUTE ? -1 : routes.first[route]!
    while (step >= 0) {
      while ((routes.beyond[step]! & (1 << addressee)) === 0) step = routes.sibling[step]!
      groups.push(links.groupOf(routes.link.firstOf(step)))
      step = routes.addressee[step] === addressee ? -1 : routes.child[step]!
    }
  }
  return groups
}
