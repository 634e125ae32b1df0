import type { EventKind } from '../srs/event-kind.js'
import type { Requirement } from '../srs/requirement.js'
import type { DeviceClass } from './device-class.js'
import type { NamedPlace } from './feeders.js'
import { absence, classesOfActor, switchedOffBy, type Parts } from './in-play.js'
import { membersOf, shareOf } from './populations.js'
import type { Territory } from './territories.js'

/** Which of some kinds of events something waits for, and where. */
export interface Waiting {
  kinds: EventKind[]
  territories: { territory: Territory; kinds: EventKind[] }[]
  /** Where there are none: why not. */
  why: string
}

export function whatWaits(parts: Parts, kinds: readonly EventKind[], territories: readonly Territory[]): Waiting {
  const reasons = new Set<string>()
  const where = territories.map((territory) => {
    const here = kinds.filter((kind) => {
      const whyNot = kind.waitingIds.map((id) => idleness(parts, kind, parts.catalogue.requirement(id)!, territory))
      for (const one of whyNot) if (one !== undefined) reasons.add(one)
      return whyNot.includes(undefined)
    })
    return { territory, kinds: here }
  })
  const found = where.filter((one) => one.kinds.length > 0)
  return {
    kinds: kinds.filter((kind) => found.some((one) => one.kinds.includes(kind))),
    territories: found,
    why: [...[...reasons].slice(0, MOST_REASONS), ...(reasons.size > MOST_REASONS ? ['…'] : [])].join('; '),
  }
}

const MOST_REASONS = 3

/** Of what waits, that of which a device stands in a place. What is sent to all of a type by one sending has no place. */
export function waitingAt(parts: Parts, { territories, why }: Waiting, where: NamedPlace): Waiting {
  const there = territories.map(({ territory, kinds }) => ({
    territory,
    kinds: kinds.filter((kind) => kind.concerns !== 'type' && standsAt(parts, kind, territory, where)),
  }))
  const found = there.filter((one) => one.kinds.length > 0)
  return { kinds: [...new Set(found.flatMap((one) => one.kinds))], territories: found, why }
}

/** Whether a device at either end of what waits stands in a place. */
export function standsAt(parts: Parts, kind: EventKind, territory: Territory, where: NamedPlace): boolean {
  return classesConcerned(parts, [kind], territory).some((of) => parts.layout.membersAt(where, of).length > 0)
}

/** The devices at either end of what waits, each class once, in the order of their numbers. */
export function classesConcerned(parts: Parts, kinds: readonly EventKind[], territory: Territory): DeviceClass[] {
  const requirements = kinds.flatMap((kind) => kind.waitingIds).map((id) => parts.catalogue.requirement(id)!)
  const actors = new Set(requirements.flatMap(({ from, to }) => [from, to]))
  const classes = new Set([...actors].flatMap((actor) => classesOfActor(parts, actor, territory)))
  return [...classes].sort((a, b) => a.first - b.first)
}

/** How many members an event concerns in all, or of which populations, where these are several. */
export function membersConcerned(
  parts: Parts,
  { territories }: Waiting,
  where: NamedPlace | undefined,
): { count: number } | { several: string[] } {
  const counts = new Map<string, number>()
  const populations = new Set<string>()
  for (const { territory, kinds } of territories) {
    for (const kind of kinds) {
      for (const name of populationsOf(parts, kind)) {
        populations.add(name)
        // What customers ask of the utility and what others ask of a retail provider add up.
        const owner = kind.concerns === 'member' ? kind.by : undefined
        const share = where === undefined ? 1 : shareAt(parts, where, name, territory)
        counts.set(`${territory.index} ${owner}`, membersIn(parts, kind, name, territory) * share)
      }
    }
  }
  if (populations.size > 1) return { several: [...populations] }
  return { count: [...counts.values()].reduce((sum, one) => sum + one, 0) }
}

/** The part of a population whose devices stand in a place. */
function shareAt(
  { catalogue, layout, settings }: Parts,
  where: NamedPlace,
  name: string,
  territory: Territory,
): number {
  const { classes, devices } = membersOf(catalogue.populations.get(name)!, layout, settings, territory)
  const there = classes.flatMap((of) => layout.membersAt(where, of)).reduce((sum, one) => sum + one.count, 0)
  return devices === 0 ? 1 : there / devices
}

/** Why a requirement does not wait in a territory; undefined: it does. */
function idleness(parts: Parts, kind: EventKind, requirement: Requirement, territory: Territory): string | undefined {
  const off = switchedOffBy(parts.settings, requirement)
  if (off !== undefined) return `${off} is switched off`
  const absent = absence(parts, requirement, territory)
  if (absent !== undefined || kind.concerns === 'place') return absent
  const names = populationsWaiting(kind, requirement)
  const isEmpty = names.length > 0 && names.every((name) => membersIn(parts, kind, name, territory) === 0)
  return isEmpty ? `${names.join(' and ')} has no members` : undefined
}

function populationsOf({ catalogue }: Parts, kind: EventKind): string[] {
  return kind.waitingIds.flatMap((id) => populationsWaiting(kind, catalogue.requirement(id)!))
}

function populationsWaiting({ event }: EventKind, { howOften }: Requirement): string[] {
  const terms = 'terms' in howOften ? howOften.terms : []
  return terms.filter(({ period }) => period.kind === 'event' && period.event === event).map((term) => term.population)
}

/** What a customer asks of the utility or of a REP, only its own customers ask. */
function membersIn(
  { catalogue, layout, settings }: Parts,
  { concerns, by }: EventKind,
  population: string,
  territory: Territory,
): number {
  const { count } = membersOf(catalogue.populations.get(population)!, layout, settings, territory)
  if (concerns !== 'member' || by === undefined) return count
  const share = catalogue.shares.get(by === 'rep' ? 'rep' : 'utility-customer')
  return share === undefined ? count : count * shareOf(share, settings, territory)
}
