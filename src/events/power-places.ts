import type { Deployment } from '../deployment/deployment.js'
import type { ScriptedEvent } from '../deployment/events.js'
import type { NamedPlace } from '../deployment/feeders.js'
import type { Layout, MemberRange } from '../deployment/layout.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { membersOf } from '../deployment/populations.js'
import { Permutation } from '../kernel/permutation.js'
import { fixedOrder } from '../traffic/fixed-order.js'

/**
 * The nodes that an outage, or its end, concerns. Of a place it is all that stands there: meters, what is in the homes, feeder devices, and the
 * DAPs and gateways. Where only a part of the meters is meant, it is those meters: which other devices hang on the same transformers is not known.
 */
export function nodesConcerned(deployment: Deployment, event: ScriptedEvent): Int32Array {
  return event.share < 1 || event.from > 0 ? someMeters(deployment, event) : all(deployment, event)
}

/** The same that `traffic/occurrence-source` makes speak. */
function someMeters({ catalogue, layout, settings }: Deployment, event: ScriptedEvent): Int32Array {
  const { territory, where, share, from } = event
  const { classes } = membersOf(catalogue.populations.get(METERS)!, layout, settings, territory)
  const there: MemberRange[] = classes.flatMap((one) =>
    where === undefined ? [{ class: one, from: 0, count: one.count }] : layout.membersAt(where, one),
  )
  const among = there.reduce((sum, one) => sum + one.count, 0)
  const many = Math.round(among * share)
  if (many === 0) return new Int32Array(0)
  const order = new Permutation(among, fixedOrder(settings.seed, classes, territory, where))
  const offset = Math.round(from * among)
  return Int32Array.from({ length: many }, (_, i) => memberAt(there, order.at((offset + i) % among)))
}

function memberAt(ranges: readonly MemberRange[], place: number): number {
  let member = place
  for (const { class: of, from, count } of ranges) {
    if (member < count) return of.first + from + member
    member -= count
  }
  throw new Error(`no member ${place}`)
}

function all({ layout }: Deployment, { territory, where }: ScriptedEvent): Int32Array {
  const numbering = new NodeNumbering(layout)
  const nodes: number[] = []
  for (const one of layout.classes) {
    // A DAP or gateway is a device by how it is counted; what fails is the head of its tree.
    if (one.territory !== territory.index || HEADS.test(one.name)) continue
    const there = where === undefined ? [{ class: one, from: 0, count: one.count }] : layout.membersAt(where, one)
    for (const { from, count } of there) for (let i = from; i < from + count; i++) nodes.push(one.first + i)
  }
  for (const { territory: of, first, count, kind } of layout.trees) {
    if (of !== territory.index || kind === 'none' || kind === 'substation') continue
    for (let tree = first; tree < first + count; tree++)
      if (where === undefined || standsAt(layout, where, tree)) nodes.push(numbering.head(tree))
  }
  return Int32Array.from(nodes)
}

function standsAt(layout: Layout, { key, numbers }: NamedPlace, tree: number): boolean {
  if (key === 'feeder') return numbers.includes(layout.feederOfTree(tree))
  return numbers.includes(key === 'area' ? layout.areaOfTree(tree) : tree)
}

const METERS = 'ElectrMtr'
/** What stands in a substation, or is no thing that has power. */
const HEADS = /^(dap|fan-gateway|substation|customer|feeder\.breaker)/
