import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass, Layout, Trees } from '../deployment/layout.js'
import type { TreeKind } from '../deployment/device-kinds.js'
import { oneForAll, type Place } from '../network/routes.js'
import { lineage } from '../srs/actor.js'
import { classesOf } from '../traffic/device-actor.js'
import type { Emission } from '../traffic/emission.js'

/** The nodes of an actor in a territory, numbered through the deployment, and which of them a device belongs to. */
export interface Nodes {
  /** `first` is the number of the first of them. */
  place: Place
  count: number
  /** Of the first, among all of its kind, from 1. */
  number: number
  /** What each is called, where a list names them. */
  names: readonly string[] | undefined
}

const ONE: Nodes = { place: oneForAll(), count: 1, number: 1, names: undefined }

/** Where an actor stands for the devices of an emission: one for all, one a tree, or one a device or home. */
export function nodesOf(deployment: Deployment, emission: Emission, actor: string): Nodes {
  const { catalogue, layout } = deployment
  const { kind } = catalogue.actor(actor)!
  if (kind === 'single') return ONE
  const { territory } = emission
  const own = ownClassOf(emission)
  if (kind === 'dap' || kind === 'gateway') {
    const trees = layout.treesIn(territory.index, treeKindOf(lineage(catalogue.actors, actor)))
    return ofTrees(trees, own === undefined || own.trees.count === 0 ? trees : own.trees)
  }
  const theirs = classesOf(deployment, actor, territory)
  if (own === undefined || theirs.includes(own)) return ofDevices(theirs)
  const [others] = theirs as [DeviceClass]
  return { place: besideIn(layout, others, own), count: others.count, number: others.number, names: undefined }
}

/** The class of the device that an emission is about. What speaks of a device stands where the device of its cause does. */
export function ownClassOf({ classes, terms }: Emission): DeviceClass | undefined {
  return classes[0] ?? terms[0]?.classes[0]
}

/** Another device on the way, on the same tree: the interface of the home in which a display hangs, the meter of that home. */
export function besideIn(layout: Layout, others: DeviceClass, own: DeviceClass): Place {
  const table = own === others ? undefined : layout.companionsOf(own, others)
  return { by: 'device', first: others.first, base: own.first, times: others.count, over: own.count, table }
}

function treeKindOf(names: readonly string[]): TreeKind {
  if (names.includes('DAPjm')) return 'dap'
  if (names.includes('FAN gateway - field')) return 'fan-gateway.field'
  return names.includes('FAN gateway - sub') ? 'fan-gateway.substation' : 'substation'
}

/**
 * Trees that stand in line are spread evenly over those behind them, unless a list says otherwise: the gateways of a utility over
 * its substations.
 */
function ofTrees(trees: Trees, own: Trees): Nodes {
  const { first, count, number, names } = trees
  const table = trees.kind === 'substation' ? own.substations : undefined
  return { place: { by: 'tree', first, base: own.first, times: count, over: own.count, table }, count, number, names }
}

function ofDevices(classes: readonly DeviceClass[]): Nodes {
  const first = Math.min(...classes.map((one) => one.first))
  const end = Math.max(...classes.map((one) => one.first + one.count))
  return {
    place: { by: 'device', first, base: first, times: 1, over: 1 },
    count: end - first,
    number: classes[0]!.number,
    names: undefined,
  }
}
