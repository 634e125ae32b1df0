import { membersOf } from '../../deployment/populations.js'
import { nodeOf } from '../../deployment/nodes.js'
import { BUSY, BYTES_WIRE, OFFERED, type Direction } from '../../network/links.js'
import { lineage } from '../../srs/actor.js'
import type { Run } from '../../run/run.js'
import { linkName } from '../../network/link-name.js'
import { channelsEach } from '../busiest.js'

/** A box of the picture: an actor, or several that stand between the same others. */
export interface Box {
  name: string
  actors: string[]
  /** How many there are; undefined where there is one. */
  count: number | undefined
  /** How far from the back office, which is 0. */
  tier: number
}

/** What one tie carries in a direction, by the links of its data flows (links.csv). */
export interface Carried {
  packets: number
  bytesWire: number
  links: number
  /** The link with the highest utilisation over the run, that, and the share of its capacity that it is. */
  fullest: { name: string; utilisation: number; share: number }
}

/** A network between two boxes, over one data flow or several. */
export interface Tie {
  inner: Box
  outer: Box
  network: string
  flows: string[]
  carried: Partial<Record<Direction, Carried>>
}

export interface Graph {
  boxes: Box[]
  ties: Tie[]
}

/** What a field tool is plugged in by: it leads to everything, and is no way to the back office. */
export const BY_HAND = 'field-local'

interface Line {
  inner: string
  outer: string
  network: string
  flow: string
  direction: Direction
  carried: Carried
}

/** What stands between the meters and the back office, as far as anything went over it. */
export function topologyGraph(run: Run): Graph {
  const lines = linesOf(run)
  const boxOf = boxesOf(run, lines)
  const ties: Tie[] = []
  for (const { inner, outer, network, flow, direction, carried } of lines) {
    const ends = [boxOf.get(inner)!, boxOf.get(outer)!].sort((a, b) => a.tier - b.tier)
    const [near, far] = ends as [Box, Box]
    if (near === far) continue
    let tie = ties.find((one) => one.inner === near && one.outer === far && one.network === network)
    if (tie === undefined) ties.push((tie = { inner: near, outer: far, network, flows: [], carried: {} }))
    if (!tie.flows.includes(flow)) tie.flows.push(flow)
    const way = near === boxOf.get(inner) ? direction : direction === 'up' ? 'down' : 'up'
    tie.carried[way] = together(tie.carried[way], carried)
  }
  const boxes = [...new Set(boxOf.values())].sort((a, b) => a.tier - b.tier)
  return { boxes, ties: ties.sort((a, b) => a.inner.tier - b.inner.tier || a.outer.tier - b.outer.tier) }
}

function linesOf(run: Run): Line[] {
  const { deployment, model } = run
  const { links } = model.network
  const length = deployment.end - deployment.start
  const channelsOf = channelsEach(run)
  const found: Line[] = []
  for (const group of links.groups) {
    const { flow, network, direction, from, to, first, count, each } = group
    const carried: Carried = {
      packets: 0,
      bytesWire: 0,
      links: count * each,
      fullest: { name: '', utilisation: -1, share: 0 },
    }
    for (let i = 0; i < count; i++) {
      carried.packets += links.get(first + i, OFFERED)
      carried.bytesWire += links.get(first + i, BYTES_WIRE)
      const utilisation = links.get(first + i, BUSY) / length / each
      if (utilisation > carried.fullest.utilisation)
        carried.fullest = { name: linkName(group, i), utilisation, share: 0 }
    }
    if (carried.packets === 0) continue
    carried.fullest.share = carried.fullest.utilisation / channelsOf(group)
    const [inner, outer] = direction === 'down' ? [from, to] : [to, from]
    found.push({ inner, outer, network, flow, direction, carried })
  }
  return found
}

function together(a: Carried | undefined, b: Carried): Carried {
  if (a === undefined) return b
  return {
    packets: a.packets + b.packets,
    bytesWire: a.bytesWire + b.bytesWire,
    links: a.links + b.links,
    fullest: a.fullest.utilisation >= b.fullest.utilisation ? a.fullest : b.fullest,
  }
}

/** By actor: systems that only speak with other systems are one box, and so are others of a kind. */
function boxesOf({ deployment }: Run, lines: readonly Line[]): Map<string, Box> {
  const { catalogue, layout, settings } = deployment
  const actors = [...new Set(lines.flatMap(({ inner, outer }) => [inner, outer]))]
  const kindOf = (actor: string) => catalogue.actor(actor)!.kind
  const isSystem = (actor: string) => kindOf(actor) === 'single'
  const leadsOut = (actor: string) =>
    lines.some(({ inner, outer }) => (inner === actor && !isSystem(outer)) || (outer === actor && !isSystem(inner)))
  const inOffice = new Set(actors.filter((actor) => isSystem(actor) && !leadsOut(actor)))
  const tiers = tiersOf(actors, lines, inOffice)
  const howMany = (actor: string) => {
    const { kind, population } = catalogue.actor(actor)!
    if (kind === 'dap') return layout.daps
    return population === undefined ? 0 : membersOf(catalogue.populations.get(population)!, layout, settings).count
  }
  const boxes = new Map<string, Box>()
  const found = new Map<string, Box>()
  for (const actor of actors) {
    const node = nodeOf(lineage(catalogue.actors, actor))
    const alike = inOffice.has(actor) ? 'office' : (TOGETHER[node] ?? actor)
    const box = boxes.get(alike) ?? { name: '', actors: [], count: undefined, tier: tiers.get(actor)! }
    box.actors.push(actor)
    box.tier = Math.max(box.tier, tiers.get(actor)!)
    if (!isSystem(actor)) box.count = (box.count ?? 0) + howMany(actor)
    box.name = inOffice.has(actor) ? 'Back office' : box.actors.length === 1 ? actor : alike
    boxes.set(alike, box)
    found.set(actor, box)
  }
  return found
}

/** What is one box, and how it is called then: by the key of `nodes` that speaks of it. */
const TOGETHER: Readonly<Record<string, string>> = {
  'feeder-device': 'Feeder devices',
  'han-device': 'HAN devices',
  esi: 'ESIs',
  browser: 'Browsers',
  'fan-gateway': 'FAN gateways',
  gateway: 'Internet gateways',
  portal: 'Web portals',
}

/** One further than the farthest of those through which it is reached. */
function tiersOf(
  actors: readonly string[],
  lines: readonly Line[],
  inOffice: ReadonlySet<string>,
): Map<string, number> {
  const tiers = new Map(actors.map((actor) => [actor, inOffice.has(actor) ? 0 : 1]))
  // Data flows lead outwards without a circle: after as many rounds as there are actors nothing moves any more.
  for (let round = 0; round < actors.length; round++)
    for (const { inner, outer, network } of lines) {
      if (inOffice.has(outer) || network === BY_HAND) continue
      tiers.set(outer, Math.min(actors.length, Math.max(tiers.get(outer)!, tiers.get(inner)! + 1)))
    }
  return tiers
}
