import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { Requirement } from '../srs/requirement.js'
import { absence, switchedOffBy, type Parts } from './in-play.js'
import type { Territory } from './territories.js'

/**
 * What is switched off takes with it what only it causes. That may be meant, so it is no error, but it is said: the user
 * named the one and may have forgotten the others.
 */
export function checkSwitchedOff(source: YamlFile, parts: Parts, warnings: Problems): void {
  const { requirements } = parts.catalogue
  const off = requirements.filter((one) => switchedOffBy(parts.settings, one) !== undefined)
  if (off.length === 0) return
  const play = new Play(parts)
  const following = play.following(off)
  const gone = requirements.filter((one) => following.has(one.id) && !off.includes(one) && play.goes(one))
  const byKey = new Map<string, Requirement[]>()
  for (const one of gone) for (const key of play.takenOutBy(one)) byKey.set(key, [...(byKey.get(key) ?? []), one])
  for (const [key, together] of byKey) {
    const names = together.map(({ id, row }) => (play.leavesOf(row, gone) ? id : row))
    const message = `choices.requirements.${key}: with it goes what nothing else causes: ${listed(new Set(names))}`
    warnings.add(source.keyPosition(['choices', 'requirements', key]), message, 'switch that off too, if it is meant')
  }
}

const MOST_NAMES = 4

function listed(names: ReadonlySet<string>): string {
  const rest = names.size - MOST_NAMES
  return [...names].slice(0, MOST_NAMES).join(', ') + (rest > 0 ? `, … (${rest} more)` : '')
}

/** Which requirements are sent, by the clock or because one that is sent causes them. */
class Play {
  private readonly causesOf = new Map<string, string[]>()
  private readonly effectsOf = new Map<string, string[]>()
  private readonly known = new Map<string, boolean>()

  constructor(private readonly parts: Parts) {
    for (const { causeIds, effectIds } of parts.catalogue.effects) {
      for (const id of effectIds) this.causesOf.set(id, [...(this.causesOf.get(id) ?? []), ...causeIds])
      for (const id of causeIds) this.effectsOf.set(id, [...(this.effectsOf.get(id) ?? []), ...effectIds])
    }
  }

  /** The effects of requirements, and theirs. */
  following(requirements: readonly Requirement[]): ReadonlySet<string> {
    const found = new Set<string>()
    const visit = (id: string) => {
      for (const effect of this.effectsOf.get(id) ?? []) {
        if (found.has(effect)) continue
        found.add(effect)
        visit(effect)
      }
    }
    for (const { id } of requirements) visit(id)
    return found
  }

  /** Whether it would be sent somewhere if nothing were switched off, and is sent nowhere. */
  goes(requirement: Requirement): boolean {
    return this.isSentSomewhere(requirement, false) && !this.isSentSomewhere(requirement, true)
  }

  /** Whether something of a row is left. */
  leavesOf(row: string, gone: readonly Requirement[]): boolean {
    const pairs = this.parts.catalogue.requirements.filter((one) => one.row === row && !gone.includes(one))
    return pairs.some((one) => this.isSentSomewhere(one, true))
  }

  /** The keys that took out the causes of a requirement, or their causes. */
  takenOutBy(requirement: Requirement, asked = new Set<string>()): Set<string> {
    asked.add(requirement.id)
    const keys = new Set<string>()
    for (const cause of this.causes(requirement) ?? []) {
      if (!this.isSentSomewhere(cause, false)) continue
      const key = switchedOffBy(this.parts.settings, cause)
      if (key !== undefined) keys.add(key)
      else if (!asked.has(cause.id)) for (const one of this.takenOutBy(cause, asked)) keys.add(one)
    }
    return keys
  }

  /** As the deployment says, or as if it had switched nothing off. */
  private isSentSomewhere(requirement: Requirement, asSaid: boolean): boolean {
    return this.parts.territories.some((territory) => this.isSent(requirement, territory, asSaid))
  }

  private isSent(requirement: Requirement, territory: Territory, asSaid: boolean): boolean {
    const key = `${requirement.id} ${territory.index} ${asSaid}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    // Stands in for an effect that causes itself in a circle.
    this.known.set(key, false)
    const off = asSaid && switchedOffBy(this.parts.settings, requirement) !== undefined
    const there = requirement.used && !off && absence(this.parts, requirement, territory) === undefined
    const causes = there ? this.causes(requirement) : []
    const sent = causes === undefined || causes.some((cause) => this.isSent(cause, territory, asSaid))
    this.known.set(key, sent)
    return sent
  }

  /** Those that it may answer; undefined where nothing causes it: it is sent by the clock, or at an event. */
  private causes({ id, answers }: Requirement): Requirement[] | undefined {
    const causes = this.causesOf.get(id)?.map((cause) => this.parts.catalogue.requirement(cause)!)
    return causes?.filter(({ from }) => answers === undefined || answers === from)
  }
}
