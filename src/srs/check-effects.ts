import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import { lineage } from './actor.js'
import type { Effect } from './effect.js'
import type { Flow } from './flow.js'
import { alternatives } from './path.js'
import { pathBetween } from './path-between.js'
import type { PathEntry } from './path-table.js'
import type { Requirement, RequirementLines } from './requirement.js'
import { walk } from './walk.js'

interface Parts {
  actors: ReadonlyMap<string, Actor>
  flows: ReadonlyMap<string, Flow>
  paths: readonly PathEntry[]
  effects: readonly Effect[]
}

/**
 * An effect needs a cause that its sender receives or, where the cause could not be delivered, has in hand on one of its
 * ways. Of each line of effects.csv this must hold for one pair at least, and for each pair of the user's own.
 */
export function checkEffects(
  parts: Parts,
  { requirements, added, replaced }: RequirementLines,
  problems: Problems,
): void {
  const byId = new Map(requirements.map((one) => [one.id, one]))
  const reach = new Reach(parts)
  const causedBy = ({ on, causeIds }: Effect, id: string) =>
    causeIds.some((cause) => reach.joins(on, byId.get(cause)!, byId.get(id)!))
  for (const line of parts.effects) {
    const { cause, effect, on, causeIds, effectIds, position } = line
    // Where the user has taken out all pairs that the line speaks of, it speaks of none.
    if (causeIds.length === 0 || effectIds.length === 0 || effectIds.some((id) => causedBy(line, id))) continue
    const how = on === 'received' ? 'receives' : 'passes on'
    problems.add(position, `cause: no sender of ${effect} ${how} ${cause}`, sendersAndReceivers(line, byId))
  }
  for (const { id, used, from, position } of [...added, ...replaced]) {
    const lines = used ? parts.effects.filter((line) => line.effectIds.includes(id)) : []
    if (lines.length > 0 && !lines.some((line) => causedBy(line, id)))
      problems.add(position, `from: none of what causes ${id} (effects.csv) reaches ${from}`)
  }
}

/** Who sends the effects and who receives the causes: the two that should have one in common. */
function sendersAndReceivers({ on, causeIds, effectIds }: Effect, byId: ReadonlyMap<string, Requirement>): string {
  const names = (ids: readonly string[], end: 'from' | 'to') =>
    [...new Set(ids.map((id) => byId.get(id)![end]))].slice(0, 4).join(', ')
  const cause =
    on === 'received' ? `the cause goes to ${names(causeIds, 'to')}` : `the cause is sent by ${names(causeIds, 'from')}`
  return `${cause}; the effect comes from ${names(effectIds, 'from')}`
}

/** Whom a message passes on any of its ways, whatever the profile. */
class Reach {
  private readonly known = new Map<string, ReadonlySet<string>>()

  constructor(private readonly parts: Parts) {}

  joins(on: Effect['on'], cause: Requirement, effect: Requirement): boolean {
    if (effect.answers !== undefined && effect.answers !== cause.from) return false
    if (on === 'undeliverable') return this.passedOnBy(cause).has(effect.from)
    return lineage(this.parts.actors, effect.from).includes(cause.to)
  }

  private passedOnBy({ from, to }: Requirement): ReadonlySet<string> {
    const key = `${from} → ${to}`
    const known = this.known.get(key)
    if (known) return known
    const path = pathBetween(this.parts, from, to)
    const ways = path === undefined ? [] : alternatives(path.expression)
    const hops = ways.flatMap((way) => {
      const walked = walk(way, path!.start, this.parts.flows)
      return 'gap' in walked ? [] : walked.hops
    })
    const passed = new Set([from, ...hops.map((hop) => hop.from)])
    this.known.set(key, passed)
    return passed
  }
}
