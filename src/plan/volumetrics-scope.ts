import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import { lineage } from '../srs/actor.js'
import { classesOf, isDevice } from '../traffic/device-actor.js'
import type { Crossing } from './volumetrics-crossings.js'
import { linkNamed, linkNames, partOnLink } from './volumetrics-link.js'

export const SCOPES = ['interface', 'flow', 'network', 'link', 'actor'] as const
export type ScopeKind = (typeof SCOPES)[number]

/** Where traffic is counted, and by how many endpoints it is divided. */
export interface Scope {
  kind: ScopeKind
  name: string
  endpoints: number
  /** Which way a crossing counts here, and how much of it; undefined: it does not pass here. */
  way(crossing: Crossing): { direction: 'down' | 'up' | 'in' | 'out'; part: number } | undefined
}

/** The places that a user names, each kind as often as he likes. */
export type ScopesAsked = Partial<Record<ScopeKind, string | readonly string[]>>

/** What a user asked for, one scope each; what is not there is refused, all at once. */
export function scopesAsked(deployment: Deployment, crossings: readonly Crossing[], asked: ScopesAsked): Scope[] {
  const problems = new Problems()
  const scopes: Scope[] = []
  const named = SCOPES.flatMap((kind) => [...new Set([asked[kind] ?? []].flat())].map((name) => ({ kind, name })))
  for (const { kind, name } of named) {
    const scope = SCOPE_OF[kind](deployment, crossings, name, problems)
    if (scope === undefined) continue
    if (!crossings.some((one) => scope.way(one)))
      problems.add(optionOf(kind, name), 'no message passes there in this deployment', whereSome(kind, crossings))
    scopes.push(scope)
  }
  problems.throwIfAny()
  return scopes
}

/** Every network and every data flow that a message crosses. */
export function allScopes(deployment: Deployment, crossings: readonly Crossing[]): Scope[] {
  const networks = [...new Set(crossings.map((one) => one.network))].sort()
  const flows = [...new Set(crossings.map((one) => one.hop.flow))].sort()
  return [...networks.map((name) => ofNetwork(deployment, name)), ...flows.map((name) => ofFlow(deployment, name))]
}

type ScopeOf = (
  deployment: Deployment,
  crossings: readonly Crossing[],
  name: string,
  problems: Problems,
) => Scope | undefined

const SCOPE_OF: Record<ScopeKind, ScopeOf> = {
  interface: (deployment, _, name, problems) => {
    const pair = name.split(':').map((one) => one.trim())
    if (pair.length !== 2) throw InputError.of(optionOf('interface', name), 'expected two actors, such as DAPjm:MDMS')
    const actors = pair.map((one) => actorNamed(deployment, 'interface', name, one, problems))
    if (actors.includes(undefined)) return undefined
    const [one, other] = actors as [string, string]
    const { actors: known } = deployment.catalogue
    const joins = ({ hop }: Crossing, from: string, to: string) =>
      lineage(known, hop.from).includes(from) && lineage(known, hop.to).includes(to)
    return {
      kind: 'interface',
      name: `${one}:${other}`,
      endpoints: endpointsAt(deployment, [one, other]),
      way: (each) =>
        joins(each, one, other) || joins(each, other, one) ? { direction: each.direction, part: 1 } : undefined,
    }
  },
  flow: (deployment, crossings, name, problems) => {
    const { flows } = deployment.catalogue
    if (flows.has(name)) return ofFlow(deployment, name)
    const used = [...new Set(crossings.map((one) => one.hop.flow))]
    problems.add(
      optionOf('flow', name),
      `no data flow is called "${name}"`,
      didYouMean(name, [...used, ...flows.keys()]),
    )
    return undefined
  },
  network: (deployment, crossings, name, problems) => {
    const { networks } = deployment.settings
    if (name in networks) return ofNetwork(deployment, name)
    const used = [...new Set(crossings.map((one) => one.network as string))]
    const names = [...used, ...Object.keys(networks)]
    problems.add(optionOf('network', name), `no network is called "${name}"`, didYouMean(name, names))
    return undefined
  },
  link: (deployment, crossings, name, problems) => {
    const link = linkNamed(deployment, crossings, name)
    if (link === undefined) {
      const names = linkNames(deployment, crossings)
      problems.add(optionOf('link', name), `no link is called "${name}"`, didYouMean(name, names))
      return undefined
    }
    return {
      kind: 'link',
      name,
      endpoints: link.endpoints,
      way: (each) => {
        const part = partOnLink(deployment, each, name)
        return part > 0 ? { direction: each.direction, part } : undefined
      },
    }
  },
  actor: (deployment, _, name, problems) => {
    const actor = actorNamed(deployment, 'actor', name, name, problems)
    if (actor === undefined) return undefined
    const { actors } = deployment.catalogue
    return {
      kind: 'actor',
      name: actor,
      endpoints: endpointsAt(deployment, [actor]),
      way: ({ hop }) => {
        if (lineage(actors, hop.to).includes(actor)) return { direction: 'in', part: 1 }
        return lineage(actors, hop.from).includes(actor) ? { direction: 'out', part: 1 } : undefined
      },
    }
  },
}

function ofNetwork(deployment: Deployment, name: string): Scope {
  return {
    kind: 'network',
    name,
    endpoints: endpointsAt(deployment, []),
    way: ({ network, direction }) => (network === name ? { direction, part: 1 } : undefined),
  }
}

function ofFlow(deployment: Deployment, name: string): Scope {
  const flow = deployment.catalogue.flows.get(name)!
  return {
    kind: 'flow',
    name,
    endpoints: endpointsAt(deployment, [flow.from, flow.to]),
    way: ({ hop, direction }) => (hop.flow === name ? { direction, part: 1 } : undefined),
  }
}

/** The devices of the outermost kind among the actors; where none is a device, all endpoints of the deployment. */
function endpointsAt(deployment: Deployment, actors: readonly string[]): number {
  const device = actors.findLast((actor) => isDevice(deployment, actor))
  const own = device === undefined ? 0 : classesOf(deployment, device).reduce((sum, one) => sum + one.count, 0)
  return Math.max(1, own || deployment.layout.endpoints)
}

function actorNamed(
  { catalogue }: Deployment,
  kind: ScopeKind,
  given: string,
  name: string,
  problems: Problems,
): string | undefined {
  const actor = catalogue.actor(name)
  if (!actor) problems.add(optionOf(kind, given), `no actor is called "${name}"`, didYouMean(name, catalogue.actors.keys())) // prettier-ignore
  return actor?.name
}

const optionOf = (kind: ScopeKind, name: string) => ({ file: `--${kind} ${name}` })

function whereSome(kind: ScopeKind, crossings: readonly Crossing[]): string {
  const names =
    kind === 'network'
      ? crossings.map((one) => one.network as string)
      : kind === 'actor' || kind === 'interface'
        ? crossings.flatMap(({ hop }) => (kind === 'actor' ? [hop.from, hop.to] : [`${hop.from}:${hop.to}`]))
        : crossings.map((one) => one.hop.flow)
  const unique = [...new Set(names)].sort()
  const shown = unique.slice(0, 12).join(', ')
  return `messages pass at: ${shown}${unique.length > 12 ? `, … (${unique.length - 12} more)` : ''}`
}
