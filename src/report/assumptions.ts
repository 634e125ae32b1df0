import { join } from 'node:path'
import type { Assumption } from '../deployment/assumptions.js'
import type { Deployment } from '../deployment/deployment.js'
import { nodeOf } from '../deployment/nodes.js'
import { lineage } from '../srs/actor.js'
import type { Erratum } from '../srs/erratum.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import { bearingOn, isIdle } from './assumption-bearing.js'

/** What a result rests on: the values that the SRS leaves open, and the readings of what it gets wrong. */
export function assumptionsBehind(deployment: Deployment, requirements: readonly Requirement[]): Assumption[] {
  const named = new Set(requirements.map((one) => one.erratum))
  const ofSome = new Set(deployment.catalogue.requirements.map((one) => one.erratum))
  // Sections 4.19 to 4.21 speak of all requirements, but for the lines that a single row names.
  const ofAll = (one: Erratum) => /^4\.(19|20|21)/.test(one.section) && !ofSome.has(one.id)
  const errata = deployment.catalogue.errata.filter((one) => named.has(one.id) || ofAll(one))
  const readings = errata.map((one): Assumption => ({
    name: `errata ${one.id}`,
    value: one.uses,
    setBy: 'default',
    source: isOwn(deployment, one) ? 'own folder' : `SRS ${one.section}`,
    description: `${one.says}: ${one.why}`,
  }))
  return [...deployment.assumptions.filter(bearsOn(deployment, requirements)), ...readings]
}

/** A line of the user's own, also one in the place of a shipped one. */
function isOwn({ catalogue: { own } }: Deployment, { position }: Erratum): boolean {
  return own !== undefined && position.file === join(own.folder, 'errata.csv')
}

/**
 * Whether a value has any bearing on these requirements. What a deployment sets is always listed; a default only where its
 * network is crossed, its actor is on the way, or what it leaves open is in their cells, their causes or their timing.
 */
function bearsOn(deployment: Deployment, requirements: readonly Requirement[]): (one: Assumption) => boolean {
  const { catalogue, territories } = deployment
  const networks = new Set<string>()
  const nodes = new Set<string>()
  const profiles = territories.map((one) => one.profile)
  for (const { from, to } of requirements) {
    for (const profile of profiles) {
      const path = resolvePath(catalogue, profile, from, to)
      if ('missing' in path) continue
      for (const hop of path.hops) {
        networks.add(hop.network)
        for (const actor of [hop.from, hop.to]) nodes.add(nodeOf(lineage(catalogue.actors, actor)))
      }
    }
  }
  const bears = bearingOn(deployment, requirements)
  const there = (key: string) => {
    if (key === 'customers') return nodes.has('browser')
    if (key === 'retail-providers') return profiles.some((one) => one.rep)
    if (key === 'substations') return profiles.some((one) => one.distribution)
    return !key.includes('fan-gateway') || networks.has('fan')
  }
  return ({ name, setBy }) => {
    if (setBy === 'deployment') return true
    if (isIdle(deployment, name)) return false
    const [group, key = ''] = name.split('.')
    if (group === 'networks' || group === 'joining') return networks.has(key)
    if (group === 'nodes') return nodes.has(key)
    if (group === 'quantities') return there(key)
    // They divide bounds among legs for the eye (sgsim requirements); no verdict is about a leg.
    return !name.startsWith('assumptions.leg-weights') && bears(name)
  }
}
