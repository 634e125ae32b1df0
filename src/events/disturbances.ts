import type { Deployment } from '../deployment/deployment.js'
import type { JoiningSettings } from '../deployment/joining.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import type { Simulation } from '../kernel/simulation.js'
import { LinkStates } from '../network/link-states.js'
import type { Mesh } from '../network/mesh.js'
import type { Network } from '../network/network.js'
import { NodeStates } from '../network/node-states.js'
import { Failures } from './failures.js'
import { Homes } from './homes.js'
import { Joining, type JoinWay } from './joining.js'
import { Power } from './power.js'

/** A mesh, and which network is made of it. */
export interface MeshOfNetwork {
  network: string
  mesh: Mesh
}

/** All that goes wrong in a run, wired together: outages, failures, and how nodes find their way back. */
export class Disturbances {
  readonly nodes: NodeStates
  readonly links: LinkStates
  readonly homes: Homes

  constructor(
    private readonly deployment: Deployment,
    private readonly simulation: Simulation,
    private readonly network: Network,
  ) {
    const { layout, settings } = deployment
    this.nodes = new NodeStates(new NodeNumbering(layout).count, simulation)
    this.links = new LinkStates(layout.treeCount)
    this.homes = new Homes(layout, settings.seed, settings.assumptions['second-head'])
    network.letFail(this.nodes, this.links)
  }

  /** When the network is built: how devices join it, what their bytes are counted under, and the number of their source among all. */
  begin(ways: readonly JoinWay[], tag: number, source: number, meshes: readonly MeshOfNetwork[]): void {
    const { deployment, simulation, network, nodes, links, homes } = this
    network.treeNow = (device, tree) => homes.of(device, tree)
    const numbering = new NodeNumbering(deployment.layout)
    const { joining: settings } = deployment.settings
    for (const { network: name, mesh } of meshes) {
      if (!(settings as Partial<Record<string, JoiningSettings>>)[name]?.rehoming) {
        mesh.keepHomes()
        continue
      }
      mesh.onMoved = (node) => {
        const tree = node < deployment.layout.devices ? numbering.treeOf(mesh.wayIn(node)) : -1
        if (tree >= 0) homes.move(node, tree)
      }
    }
    const joining = new Joining(deployment, simulation, network, nodes, homes, ways, tag, source)
    network.joining = joining
    const rise = (node: number) => {
      nodes.rise(node, joining.mustJoin(node))
      if (nodes.isUp(node) && joining.mustJoin(node)) joining.begin(node)
    }
    new Failures(deployment, simulation, nodes, links, rise)
    new Power(deployment, simulation, nodes, rise)
  }
}
