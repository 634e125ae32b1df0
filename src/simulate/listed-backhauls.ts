import type { Deployment } from '../deployment/deployment.js'
import type { NetworkSettings } from '../deployment/networks.js'
import { Places, type Place } from '../network/routes.js'
import type { Hop } from '../srs/walk.js'
import type { Nodes } from './place-of.js'

/** Nodes that have links of their own, and what each of these is made of where a list says it. */
export interface Linked extends Nodes {
  networks?: readonly NetworkSettings[]
}

/** The backhauls of an engineer's lists: DAPs and gateways that name the same one share its link. */
export class ListedBackhauls {
  constructor(private readonly deployment: Deployment) {}

  /** The links of a hop: one a backhaul, where it crosses the WAN to nodes that a list names; otherwise one a node. */
  instead(hop: Hop, nodes: Nodes): Linked {
    const { layout, catalogue, backhaulNetworks } = this.deployment
    const { place } = nodes
    if (layout.backhauls.length === 0 || catalogue.flows.get(hop.flow)!.network !== 'wan' || place.by !== 'tree')
      return nodes
    const used: number[] = []
    const places = new Places()
    places.add(place)
    const table = Int32Array.from({ length: place.over }, (_, x) => {
      const backhaul = layout.backhaulOfTree(places.at(0, place.base + x, 0))
      if (backhaul >= 0 && !used.includes(backhaul)) used.push(backhaul)
      return used.indexOf(backhaul)
    })
    // Trees that no list names, such as substations, have links as ever.
    if (table.includes(-1)) return nodes
    const shared: Place = { by: 'tree', first: place.first, base: place.base, times: 1, over: 1, table }
    const names = used.map((one) => layout.backhauls[one]!.name)
    const networks = used.map((one) => backhaulNetworks[one]!)
    return { place: shared, count: used.length, number: 1, names, networks }
  }
}
