import type { Layout } from './layout.js'
import { NODE_NAMES, type NodeName } from './nodes.js'

/**
 * The numbers of all nodes that can fail: the devices, then the heads of the trees, as on every medium (network/medium), and behind the one
 * of which there is only one the actors of the back office, one for each key of `nodes`.
 */
export class NodeNumbering {
  readonly count: number

  constructor(private readonly layout: Layout) {
    this.count = this.single(NODE_NAMES[0]!) + NODE_NAMES.length
  }

  /** A device has its own number. */
  head(tree: number): number {
    return this.layout.devices + tree
  }

  single(name: NodeName): number {
    return this.layout.devices + this.layout.treeCount + 1 + NODE_NAMES.indexOf(name)
  }

  /** The tree of which a node is the head; -1: of none. */
  treeOf(node: number): number {
    const tree = node - this.layout.devices
    return tree >= 0 && tree < this.layout.treeCount ? tree : -1
  }
}
