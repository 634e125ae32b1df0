import type { LinkStates } from './link-states.js'
import type { Links } from './links.js'
import type { NodeStates } from './node-states.js'
import type { Packets } from './packets.js'

/**
 * What can fail, and has. A medium asks before it sends a packet (`stop`), and how much longer than alone the sending takes (`slowdown`).
 * There is one of these only where a deployment lets something fail.
 */
export class Faults {
  /** By lane of the traffic (`LoadByHour`): the number of its network in `links`, and one more. */
  private readonly networkOf: number[] = []

  constructor(
    readonly nodes: NodeStates,
    readonly links: LinkStates,
    private readonly packets: Packets,
    private readonly book: Links,
  ) {}

  /** Why a packet that stands before its link cannot be sent: its node has gone down with it, or the link is down. */
  stop(packet: number): 'node down' | 'link down' | undefined {
    const { packets, nodes } = this
    if (nodes.hasFallenSince(packets.near[packet]!, packets.since[packet]!)) return 'node down'
    return this.links.isDown(this.networkAt(packets.link[packet]!), packets.tree[packet]!) ? 'link down' : undefined
  }

  slowdown(packet: number): number {
    return this.links.slowdown(this.networkAt(this.packets.link[packet]!), this.packets.tree[packet]!)
  }

  private networkAt(link: number): number {
    const lane = this.book.laneOf(link)
    const known = this.networkOf[lane]
    if (known !== undefined) return known
    return (this.networkOf[lane] = this.links.numberOf(this.book.groupOf(link).network))
  }
}
