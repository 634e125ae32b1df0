import type { Faults } from './faults.js'
import type { Membership } from './medium.js'

/** The node in front of each node on a channel that it does not choose itself: the way by which it comes into its network. */
export class OwnHeads {
  /** By node: its head and one more; 0: it has none. Made when it is first asked for. */
  private heads: Int32Array | undefined

  constructor(private readonly membership: Membership) {}

  /** The head through which a node comes in, -1 while that is down; where there is none that could be, the one behind all. */
  wayIn(node: number, faults: Faults | undefined): number {
    const head = this.of(node)
    if (head < 0) return this.membership.nodes - 1
    return faults === undefined || faults.nodes.isUp(head) ? head : -1
  }

  /** The head of a node; -1: it has none. */
  of(node: number): number {
    const heads = (this.heads ??= this.make())
    return node < heads.length ? heads[node]! - 1 : -1
  }

  private make(): Int32Array {
    const { membership } = this
    const heads = new Int32Array(membership.nodes)
    for (let domain = 0; domain < membership.nodes; domain++)
      membership.membersOf(domain, (node) => {
        heads[node] = domain + 1
      })
    return heads
  }
}
