import type { Deployment } from '../deployment/deployment.js'
import { linkName } from '../network/link-name.js'
import { Places } from '../network/routes.js'
import { ListedBackhauls, type Linked } from '../simulate/listed-backhauls.js'
import { nodesOf, ownClassOf } from '../simulate/place-of.js'
import type { Hop } from '../srs/walk.js'
import { treesUnder } from '../deployment/device-class.js'
import type { Emission } from '../traffic/emission.js'
import type { Crossing } from './volumetrics-crossings.js'

/** A link as links.csv names it: how many devices' messages pass it. */
export interface NamedLink {
  name: string
  endpoints: number
}

export function linkNamed(deployment: Deployment, crossings: readonly Crossing[], name: string): NamedLink | undefined {
  const over = crossings.filter((one) => numberOf(deployment, one, name) >= 0)
  if (over.length === 0) return undefined
  const devices = over.map(({ emission, hop }) => devicesOn(deployment, emission, hop, name))
  return { name, endpoints: Math.max(1, Math.round(Math.max(...devices))) }
}

export function linkNames(deployment: Deployment, crossings: readonly Crossing[]): string[] {
  const names = new Set<string>()
  for (const { emission, hop } of crossings) for (const name of namesOf(deployment, emission, hop)) names.add(name)
  return [...names]
}

/** The part of a crossing's messages that go over a link: by the devices behind it. */
export function partOnLink(deployment: Deployment, crossing: Crossing, name: string): number {
  const number = numberOf(deployment, crossing, name)
  if (number < 0) return 0
  const { emission, hop } = crossing
  const linked = linkedOf(deployment, emission, hop)
  if (linked.place.by !== 'tree') return 1
  // To all: one a tree, whatever hangs on it.
  if (emission.toAll && crossing.copies <= linked.count) return 1 / linked.count
  const parts = partsByTree(deployment, emission)
  if (parts === undefined) return 1 / linked.count
  const places = new Places()
  places.add(linked.place)
  let part = 0
  for (const [tree, share] of parts) if (places.at(0, tree, 0) === linked.place.first + number) part += share
  return part
}

/** By tree, the part of an emission's sendings that are of devices on it; undefined: it speaks of no device. */
function partsByTree(deployment: Deployment, { terms, classes }: Emission): Map<number, number> | undefined {
  const { layout } = deployment
  const weighted = terms
    .filter((term) => term.classes.length > 0)
    .map((term) => ({ classes: term.classes, weight: term.members * term.perMemberPerDay }))
  const all = weighted.some((one) => one.weight > 0) ? weighted : [{ classes, weight: 1 }]
  const whole = all.reduce((sum, one) => sum + one.weight, 0)
  const parts = new Map<number, number>()
  for (const { classes: of, weight } of all) {
    const devices = of.reduce((sum, one) => sum + one.count, 0)
    if (devices === 0) continue
    for (const one of of) {
      const { first, count } = treesUnder(one)
      for (let tree = first; tree < first + count; tree++) {
        const share = ((weight / whole) * layout.membersOn(tree, one).count) / devices
        if (share > 0) parts.set(tree, (parts.get(tree) ?? 0) + share)
      }
    }
  }
  return parts.size === 0 ? undefined : parts
}

function devicesOn(deployment: Deployment, emission: Emission, hop: Hop, name: string): number {
  const devices = (emission.terms[0]?.classes ?? emission.classes).reduce((sum, one) => sum + one.count, 0)
  const crossing = { emission, hop, copies: Infinity } as Crossing
  return devices * partOnLink(deployment, crossing, name)
}

/** Which of the links of a crossing is called so, from 0; -1: none. */
function numberOf(deployment: Deployment, { emission, hop }: Crossing, name: string): number {
  // Every name begins with that of the data flow.
  if (name !== hop.flow && !name.startsWith(`${hop.flow} `)) return -1
  return namesOf(deployment, emission, hop).indexOf(name)
}

function namesOf(deployment: Deployment, emission: Emission, hop: Hop): string[] {
  const { place, count, number, names } = linkedOf(deployment, emission, hop)
  // Those that devices have for themselves are counted together.
  const own = place.by === 'device' && count > 1
  const group = { flow: hop.flow, each: own ? count : 1, number, count: own ? 1 : count, names }
  return Array.from({ length: group.count }, (_, i) => linkName(group as Parameters<typeof linkName>[0], i))
}

function linkedOf(deployment: Deployment, emission: Emission, hop: Hop): Linked {
  const nodes = nodesOf(deployment, emission, endWithLink(deployment, hop))
  if (ownClassOf(emission) === undefined && nodes.count === 0) return nodes
  return new ListedBackhauls(deployment).instead(hop, nodes)
}

/** The end of a data flow that has a link of its own: the outer one, or the one in front of several devices that share it. */
function endWithLink({ catalogue }: Deployment, hop: Hop): string {
  const flow = catalogue.flows.get(hop.flow)!
  if (flow.network === 'field-local') return flow.from
  const kindOf = (actor: string) => catalogue.actor(actor)!.kind
  const shared = kindOf(flow.to) === 'device' && kindOf(flow.from) !== 'single'
  return shared ? flow.from : flow.to
}
