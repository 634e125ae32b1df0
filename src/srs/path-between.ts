import type { Actor } from './actor.js'
import { lineage } from './actor.js'
import type { Flow } from './flow.js'
import type { PathExpression } from './path.js'
import { reversePath } from './path.js'
import type { PathEntry } from './path-table.js'

interface Parts {
  actors: ReadonlyMap<string, Actor>
  flows: ReadonlyMap<string, Flow>
  paths: readonly PathEntry[]
}

/**
 * The path of the actors themselves or, for a sub-class, of the wider actor; there or back. Neighbours for which paths.csv has
 * no line have the data flow that joins them.
 */
export function pathBetween(
  { actors, flows, paths }: Parts,
  from: string,
  to: string,
): { expression: PathExpression; start: string } | undefined {
  for (const a of lineage(actors, from)) {
    for (const b of lineage(actors, to)) {
      for (const entry of paths) {
        if (entry.from === a && entry.to === b) return { expression: entry.expression, start: a }
        if (entry.from === b && entry.to === a) return { expression: reversePath(entry.expression), start: a }
      }
    }
  }
  for (const a of lineage(actors, from)) {
    for (const b of lineage(actors, to)) {
      const joining = [...flows.values()].filter((one) => joins(one, a, b) || joins(one, b, a))
      const parts = joining.map(({ name }): PathExpression => ({ kind: 'flow', flow: name }))
      if (parts.length > 0) return { expression: parts.length > 1 ? { kind: 'or', parts } : parts[0], start: a }
    }
  }
  return undefined
}

function joins(flow: Flow, from: string, to: string): boolean {
  return flow.from === from && flow.to === to
}
