import { lineage } from './actor.js'
import type { Catalogue } from './catalogue.js'
import type { PathExpression } from './path.js'
import { alternatives, narrowPath, printPath, reversePath } from './path.js'
import type { Profile } from './profile.js'
import type { Hop } from './walk.js'
import { walk } from './walk.js'

/** The hops of a payload under a profile, or in words why it has none. */
export type ResolvedPath = { hops: Hop[] } | { missing: string }

export function resolvePath(catalogue: Catalogue, profile: Profile, from: string, to: string): ResolvedPath {
  const found = pathBetween(catalogue, from, to)
  if (found === undefined) return { missing: `no path is given between ${from} and ${to}` }
  const narrowed = narrowPath(found.expression, profile.prefers)
  const ways = alternatives(narrowed)
  // Before the choice is asked for: a profile without homes does not choose between their doors.
  if (!profile.han && ways.every((way) => way.some((flow) => catalogue.flows.get(flow)?.network === 'han'))) {
    return { missing: `profile ${profile.code} has no home area network, which ${printPath(narrowed)} crosses` }
  }
  if (ways.length !== 1) {
    throw new Error(`${profile.code} leaves ${ways.length} paths from ${from} to ${to}: ${printPath(narrowed)}`)
  }
  const walked = walk(ways[0], found.start, catalogue.flows)
  if ('gap' in walked) throw new Error(`the path from ${from} to ${to} has a gap: ${walked.gap}`)
  const { hops } = walked
  // The ends keep the sub-class that was asked for: `2-Way Meter - Electr C/I` sends, not any electric meter.
  hops[0] = { ...hops[0], from }
  hops[hops.length - 1] = { ...hops[hops.length - 1], to }
  return { hops }
}

/** The path of the actors themselves or, for a sub-class, of the wider actor; there or back. */
export function pathBetween(
  catalogue: Catalogue,
  from: string,
  to: string,
): { expression: PathExpression; start: string } | undefined {
  for (const a of lineage(catalogue.actors, from)) {
    for (const b of lineage(catalogue.actors, to)) {
      for (const entry of catalogue.paths) {
        if (entry.from === a && entry.to === b) return { expression: entry.expression, start: a }
        if (entry.from === b && entry.to === a) return { expression: reversePath(entry.expression), start: a }
      }
    }
  }
  return undefined
}
