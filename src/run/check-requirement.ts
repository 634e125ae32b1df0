import type { Deployment } from '../deployment/deployment.js'
import { nearest } from '../input/nearest.js'
import type { Requirement } from '../srs/requirement.js'
import type { Named } from './check-notes.js'

/** What a row says of which requirement it is one. An empty text: it does not say. */
export interface Spoken {
  requirement: string
  payload: string
  from: string
  to: string
}

/** What a row turned out to be one of, or why it is of none. */
export type Found =
  | { requirement: Requirement }
  | {
      none: 'requirements' | 'payloads' | 'actors' | 'pairs' | 'notApplied' | 'ambiguous'
      name: string
      hint?: string | undefined
    }

/**
 * Finds the requirement of each row: it is named, or it is the one that applies with this payload, sender and receiver and, where these
 * have several, with this cause.
 */
export class RequirementFinder {
  /** Requirements that may cause one of several alike: of their messages it must be known which they are. */
  readonly tellingCauses: ReadonlySet<Requirement>
  private readonly applied: ReadonlyMap<string, Requirement>
  private readonly known = new Map<string, Found | readonly Requirement[]>()
  /** By requirement, which others cause it; by payload, those that are used. */
  private readonly causesOf = new Map<string, Set<string>>()
  private readonly byPayload = new Map<string, Requirement[]>()

  constructor(
    private readonly deployment: Deployment,
    applied: Iterable<Requirement>,
  ) {
    const { catalogue } = deployment
    this.applied = new Map([...applied].map((one) => [one.id, one]))
    for (const { causeIds, effectIds } of catalogue.effects)
      for (const id of effectIds) for (const cause of causeIds) entry(this.causesOf, id, () => new Set()).add(cause)
    for (const one of catalogue.requirements)
      if (one.used) entry(this.byPayload, one.payload.name, (): Requirement[] => []).push(one)
    const telling = new Set<Requirement>()
    for (const one of this.applied.values()) {
      const alike = this.pairs(one.payload.name, one.from, one.to).filter((other) => this.applied.has(other.id))
      if (alike.length < 2) continue
      for (const id of this.causesOf.get(one.id) ?? []) telling.add(catalogue.requirement(id)!)
    }
    this.tellingCauses = telling
  }

  /** `cause` is asked only where it decides: the requirement that caused the row, the name of a payload, or an empty text. */
  find({ requirement, payload, from, to }: Spoken, cause: () => Requirement | string): Found {
    const key = requirement === '' ? `${payload}\n${from}\n${to}` : requirement
    let known = this.known.get(key)
    if (known === undefined) {
      known = requirement === '' ? this.alike(payload, from, to) : this.named(requirement)
      // A foreign file may hold as many names as rows.
      if (this.known.size < MOST_KNOWN) this.known.set(key, known)
    }
    return 'length' in known ? this.byCause(known, cause(), `${payload}: ${from} → ${to}`) : known
  }

  private named(id: string): Found {
    const applied = this.applied.get(id)
    if (applied !== undefined) return { requirement: applied }
    const { catalogue } = this.deployment
    if (catalogue.requirement(id) !== undefined) return { none: 'notApplied', name: id }
    const hint = nearest(id, [...this.applied.keys(), ...catalogue.requirements.map((one) => one.id)])
    return { none: 'requirements', name: id, hint }
  }

  private alike(payload: string, from: string, to: string): Found | readonly Requirement[] {
    const { catalogue } = this.deployment
    if (!catalogue.payloads.has(payload))
      return { none: 'payloads', name: payload, hint: nearest(payload, catalogue.payloads.keys()) }
    for (const actor of [from, to]) {
      if (actor === '' || catalogue.actor(actor) !== undefined) continue
      const names = [...catalogue.actors.values()].flatMap((one) => [one.name, ...one.aliases])
      return { none: 'actors', name: actor, hint: nearest(actor, names) }
    }
    const pairs = this.pairs(payload, from, to)
    const applied = pairs.filter((one) => this.applied.has(one.id))
    if (applied.length > 1) return applied
    if (applied.length === 1) return { requirement: applied[0]! }
    const name = `${payload}: ${from || '?'} → ${to || '?'}`
    if (pairs.length > 0) return { none: 'notApplied', name }
    const ways = (this.byPayload.get(payload) ?? []).map((one) => `${one.from} → ${one.to}`)
    return { none: 'pairs', name, hint: nearest(`${from} → ${to}`, ways) ?? ways[0] }
  }

  private pairs(payload: string, from: string, to: string): Requirement[] {
    const { catalogue } = this.deployment
    const [sender, receiver] = [from, to].map((name) => (name === '' ? undefined : catalogue.actor(name)?.name))
    return (this.byPayload.get(payload) ?? []).filter(
      (one) => (sender ?? one.from) === one.from && (receiver ?? one.to) === one.to,
    )
  }

  /** Of several the one that this causes; what nothing causes is no effect. */
  private byCause(alike: readonly Requirement[], cause: Requirement | string, name: string): Found {
    const fits = (one: Requirement) => {
      const causes = this.causesOf.get(one.id)
      if (cause === '') return causes === undefined
      if (causes === undefined) return false
      if (typeof cause !== 'string') return causes.has(cause.id) && (one.answers ?? cause.from) === cause.from
      return [...causes].some((id) => id.split('/')[1] === cause)
    }
    const left = alike.filter(fits)
    if (left.length === 1) return { requirement: left[0]! }
    const some = left.length > 1 ? left : alike
    return { none: 'ambiguous', name, hint: some.map((one) => one.id).join(', ') }
  }
}

const MOST_KNOWN = 100_000

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

/** Adds a row to those of a name. */
export function countName(names: Named[], name: string, hint: string | undefined): void {
  const known = names.find((one) => one.name === name)
  if (known) known.rows++
  else if (names.length < MOST_NAMES) names.push({ name, rows: 1, hint })
  else names[MOST_NAMES - 1] = { name: 'others', rows: names[MOST_NAMES - 1]!.rows + 1, hint: undefined }
}

const MOST_NAMES = 50
