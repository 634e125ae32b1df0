import type { Actor } from './actor.js'
import { lineage } from './actor.js'
import type { PathExpression } from './path.js'
import { reversePath } from './path.js'
import type { PathEntry } from './path-table.js'

/** The path of the actors themselves or, for a sub-class, of the wider actor; there or back. */
export function pathBetween(
  { actors, paths }: { actors: ReadonlyMap<string, Actor>; paths: readonly PathEntry[] },
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
  return undefined
}
