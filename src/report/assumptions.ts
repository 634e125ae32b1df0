import type { Assumption } from '../deployment/assumptions.js'
import type { Deployment } from '../deployment/deployment.js'
import { nodeOf } from '../deployment/nodes.js'
import { lineage } from '../srs/actor.js'
import type { Erratum } from '../srs/erratum.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import { writeTable } from './table.js'

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
    source: `SRS ${one.section}`,
    description: `${one.says}: ${one.why}`,
  }))
  return [...deployment.assumptions.filter(bearsOn(deployment, requirements)), ...readings]
}

/**
 * Whether a value has any bearing on these requirements. What a deployment sets is always listed; a default only where its
 * network is crossed, its actor is on the way, or its share is in a population that is counted.
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
  const counted = requirements.flatMap(({ howOften }) => ('terms' in howOften ? howOften.terms : []))
  const populations = counted.map((term) => catalogue.populations.get(term.population)!)
  const shares = new Set(populations.flatMap((one) => one.shares.flatMap(({ name, restOf }) => [name, restOf ?? name])))
  const there = (key: string) => {
    if (key === 'customers') return nodes.has('browser')
    if (key === 'retail-providers') return profiles.some((one) => one.rep)
    if (key === 'substations') return profiles.some((one) => one.distribution)
    return !key.includes('fan-gateway') || networks.has('fan')
  }
  return ({ name, setBy }) => {
    if (setBy === 'deployment') return true
    const [group, key = ''] = name.split('.')
    if (group === 'networks') return networks.has(key)
    if (group === 'nodes') return nodes.has(key)
    if (group === 'enrolment') return shares.has(key)
    if (group === 'quantities') return there(key)
    // They divide bounds among legs for the eye (sgsim requirements); no verdict is about a leg.
    return !name.startsWith('assumptions.leg-weights')
  }
}

/** assumptions.csv: one line a value that the SRS leaves open, or a reading of what it gets wrong. */
export function writeAssumptions(file: string, assumptions: readonly Assumption[]): void {
  const columns = ['assumption', 'value', 'set_by', 'source', 'description']
  writeTable(
    file,
    columns,
    assumptions.map((one) => [one.name, one.value, one.setBy, one.source, one.description]),
  )
}
