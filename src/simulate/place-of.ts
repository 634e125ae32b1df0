import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass, Trees } from '../deployment/layout.js'
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
}

const ONE: Nodes = { place: oneForAll(), count: 1, number: 1 }

/** Where an actor stands for the devices of an emission: one for all, one a tree, or one a device or home. */
export function nodesOf(deployment: Deployment, emission: Emission, actor: string): Nodes {
  const { catalogue, layout } = deployment
  const { kind } = catalogue.actor(actor)!
  if (kind === 'single') return ONE
  const { territory, classes } = emission
  // What speaks of a device stands where the device of its cause does.
  const own = classes[0] ?? emission.terms[0]?.classes[0]
  if (kind === 'dap' || kind === 'gateway') {
    const trees = layout.treesIn(territory.index, treeKindOf(lineage(catalogue.actors, actor)))
    return ofTrees(trees, own === undefined || own.trees.count === 0 ? trees : own.trees)
  }
  const theirs = classesOf(deployment, actor, territory)
  if (own === undefined || theirs.includes(own)) return ofDevices(theirs)
  return ofOthers(theirs[0]!, own)
}

function treeKindOf(names: readonly string[]): TreeKind {
  if (names.includes('DAPjm')) return 'dap'
  if (names.includes('FAN gateway - field')) return 'fan-gateway.field'
  return names.includes('FAN gateway - sub') ? 'fan-gateway.substation' : 'substation'
}

/** Trees that stand in line are spread evenly over those behind them: the gateways of a utility over its substations. */
function ofTrees(trees: Trees, own: Trees): Nodes {
  const place: Place = { by: 'tree', first: trees.first, base: own.first, times: trees.count, over: own.count }
  return { place, count: trees.count, number: trees.number }
}

function ofDevices(classes: readonly DeviceClass[]): Nodes {
  const first = Math.min(...classes.map((one) => one.first))
  const end = Math.max(...classes.map((one) => one.first + one.count))
  return {
    place: { by: 'device', first, base: first, times: 1, over: 1 },
    count: end - first,
    number: classes[0]!.number,
  }
}

/** Another device on the way: the interface of the home in which a display hangs, the meter of that home. */
function ofOthers(others: DeviceClass, own: DeviceClass): Nodes {
  const place: Place = { by: 'device', first: others.first, base: own.first, times: others.count, over: own.count }
  return { place, count: others.count, number: others.number }
}
