import type { Catalogue } from './catalogue.js'
import { alternatives, narrowPath, printPath } from './path.js'
import { pathBetween } from './path-between.js'
import type { Profile } from './profile.js'
import { selectionOf } from './selection.js'
import type { Hop } from './walk.js'
import { walk } from './walk.js'

export { pathBetween }

/** The hops of a payload under a profile, or in words why it has none. */
export type ResolvedPath = { hops: Hop[] } | { missing: string }

export function resolvePath(catalogue: Catalogue, profile: Profile, from: string, to: string): ResolvedPath {
  const selection = selectionOf(catalogue, profile)
  for (const end of [from, to]) {
    const lacks = selection.lacks(end)
    if (lacks !== undefined) return { missing: `profile ${profile.code} has no ${lacks}, which ${end} is part of` }
  }
  const found = pathBetween(catalogue, from, to)
  if (found === undefined) return { missing: `no path is given between ${from} and ${to}` }
  const narrowed = narrowPath(found.expression, unchosenBetween(catalogue, profile, from, to))
  if (narrowed === undefined)
    return { missing: `profile ${profile.code} leaves none of ${printPath(found.expression)}` }
  const ways = alternatives(narrowed)
  if (ways.length > 1) return { missing: `profile ${profile.code} does not choose: ${printPath(narrowed)}` }
  const walked = walk(ways[0], found.start, catalogue.flows)
  if ('gap' in walked) throw new Error(`the path from ${from} to ${to} has a gap: ${walked.gap}`)
  const { hops } = walked
  for (const hop of hops) {
    const lacks = selection.lacks(hop.to)
    if (lacks !== undefined) return { missing: `profile ${profile.code} has no ${lacks}, and ${hop.to} is on the way` }
  }
  // The ends keep the sub-class that was asked for: `2-Way Meter - Electr C/I` sends, not any electric meter.
  hops[0] = { ...hops[0], from }
  hops[hops.length - 1] = { ...hops[hops.length - 1], to }
  return { hops }
}

/**
 * The flows that a profile passes over between two actors. Where homes have an ESI of the utility and one of a third party,
 * a retail provider's messages take the third party's and all others the utility's (a reading: the SRS says no more than
 * that the traffic of a home originates from and with the REP where there is one, 4.20.2).
 */
export function unchosenBetween(catalogue: Catalogue, profile: Profile, from: string, to: string): ReadonlySet<string> {
  const { unchosen } = selectionOf(catalogue, profile)
  const esi = profile.ami?.esi ?? ''
  if (esi.length < 2) return unchosen
  const retail = [from, to].some((end) => catalogue.actors.get(end)?.needs === 'rep')
  const passed = (actor: string) => {
    const needs = catalogue.actors.get(actor)?.needs
    return retail ? needs === 'esi-in-meter' || needs === 'esi-utility' : needs === 'esi-third-party'
  }
  const flows = [...catalogue.flows.values()].filter((flow) => passed(flow.from) || passed(flow.to))
  return new Set([...unchosen, ...flows.map((flow) => flow.name)])
}
