import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import { printDuration } from '../input/units.js'
import type { Applied } from './applied.js'
import { legLatencies } from './leg-bounds.js'

/**
 * The bounds that a deployment gives to single legs (`choices.requirements.<id>.legs`): each must be one of a leg that the
 * path has, and together they must leave the others something of what the requirement allows (SRS 4.18: a parent's
 * latency is not less than the sum of its children's).
 */
export function checkLegs(deployment: Deployment, applied: readonly Applied[]): void {
  const problems = new Problems()
  for (const [key, choice] of Object.entries(deployment.settings.choices.requirements)) {
    if (choice === 'off' || choice.legs === undefined) continue
    const those = applied.filter((one) => one.choice === choice)
    checkFlows(deployment, key, Object.keys(choice.legs), those, problems)
    for (const one of those) checkSum(deployment, key, choice.legs, one, problems)
  }
  problems.throwIfAny()
}

/** By row, a choice speaks of several pairs, and a leg need not be one of all. */
function checkFlows(
  deployment: Deployment,
  key: string,
  flows: readonly string[],
  those: readonly Applied[],
  problems: Problems,
): void {
  const { source, catalogue } = deployment
  const legs = new Set(those.flatMap((one) => one.hops.map((hop) => hop.flow)))
  // Where nothing of it applies there is no path, but a word can still be wrong.
  const words = those.length > 0 ? legs : new Set(catalogue.flows.keys())
  for (const flow of flows) {
    if (words.has(flow)) continue
    const message = catalogue.flows.has(flow)
      ? `the path of ${key} does not cross the data flow "${flow}"`
      : `no data flow is called "${flow}"`
    const place = source.keyPosition(['choices', 'requirements', key, 'legs', flow])
    problems.add(place, message, didYouMean(flow, words))
  }
}

function checkSum(
  deployment: Deployment,
  key: string,
  own: Readonly<Record<string, number>>,
  { requirement, hops }: Applied,
  problems: Problems,
): void {
  const { bound } = requirement.latency
  const sum = hops.reduce((total, hop) => total + (own[hop.flow] ?? 0), 0)
  if (sum === 0) return
  const latencies = legLatencies(bound, hops, own, deployment.settings.assumptions['leg-weights'])
  const without = hops.filter((_, i) => latencies[i]! < 1).map((hop) => hop.flow)
  if (sum <= bound && without.length === 0) return
  const [legs, whole] = [sum, bound].map((time) => printDuration(time, 12))
  const message = `legs: those of ${requirement.id} add up to ${legs}; it has ${whole} end to end`
  const hint = sum > bound ? 'expected at most as much' : `nothing is left for ${without.join(', ')}`
  problems.add(deployment.source.keyPosition(['choices', 'requirements', key, 'legs']), message, hint)
}
