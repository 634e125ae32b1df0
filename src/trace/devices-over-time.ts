import type { Membership } from '../network/medium.js'
import type { NodeStates } from '../network/node-states.js'
import type { Intervals } from '../network/intervals.js'

/** How many devices of a network are up, and of those how many have joined it. */
export interface DeviceCounts {
  up: number
  joined: number
}

/** How many devices of each network are up and have joined it, interval by interval; where nothing can fail, all of them. */
export class DevicesOverTime {
  /** By network on which devices hang: its bit in `on`, how many there are, how many of them in the beginning, and by interval how many more (or fewer) there are. */
  private readonly networks = new Map<
    string,
    { bit: number; count: number; atFirst: DeviceCounts; up: Int32Array; joined: Int32Array }
  >()
  /** By node: the networks on which it hangs, as bits; and whether it was up, and had joined, when it was last looked at. */
  private readonly on: Uint8Array
  private readonly wasUp: Uint8Array
  private readonly wasIn: Uint8Array

  constructor(
    private readonly clock: { readonly now: number },
    private readonly intervals: Intervals,
    /** Who hangs on which network, in front of whom (domains from the first to before the end). */
    memberships: ReadonlyMap<string, Membership>,
    domains: { first: number; end: number },
    private readonly nodes: NodeStates | undefined,
  ) {
    const count = nodes?.count ?? 0
    this.on = new Uint8Array(count)
    this.wasUp = new Uint8Array(count)
    this.wasIn = new Uint8Array(count)
    for (const [network, membership] of memberships) this.add(network, membership, domains)
    nodes?.listen({
      wentDown: (node) => this.look(node),
      cameUp: (node) => this.look(node),
      joined: (node) => this.look(node),
      strayed: (node) => this.look(node),
    })
  }

  /** All that hang on a network, whatever their state; undefined: none does. */
  all(network: string): DeviceCounts | undefined {
    const of = this.networks.get(network)
    return of && { up: of.count, joined: of.count }
  }

  atFirst(network: string): DeviceCounts | undefined {
    return this.networks.get(network)?.atFirst
  }

  /** The counts at the end of an interval, from those at the end of the one before it. */
  after(network: string, interval: number, before: DeviceCounts | undefined): DeviceCounts | undefined {
    const of = this.networks.get(network)
    if (of === undefined || before === undefined) return undefined
    const [up, joined] = [of.up[interval] ?? 0, of.joined[interval] ?? 0]
    return up === 0 && joined === 0 ? before : { up: before.up + up, joined: before.joined + joined }
  }

  private add(network: string, membership: Membership, { first, end }: { first: number; end: number }): void {
    const { nodes, on, wasUp, wasIn } = this
    const bit = 1 << this.networks.size
    const atFirst = { up: 0, joined: 0 }
    let count = 0
    for (let domain = first; domain < end; domain++)
      membership.membersOf(domain, (node) => {
        count++
        if (nodes === undefined) return
        on[node]! |= bit
        atFirst.up += wasUp[node] = nodes.isUp(node) ? 1 : 0
        atFirst.joined += wasIn[node] = nodes.isIn(node) ? 1 : 0
      })
    if (count === 0) return
    const all = nodes === undefined ? { up: count, joined: count } : atFirst
    const changes = () => new Int32Array(nodes === undefined ? 0 : this.intervals.count)
    this.networks.set(network, { bit, count, atFirst: all, up: changes(), joined: changes() })
  }

  private look(node: number): void {
    const on = this.on[node]!
    if (on === 0) return
    const { wasUp, wasIn } = this
    const isUp = this.nodes!.isUp(node) ? 1 : 0
    const isIn = this.nodes!.isIn(node) ? 1 : 0
    const [up, joined] = [isUp - wasUp[node]!, isIn - wasIn[node]!]
    if (up === 0 && joined === 0) return
    wasUp[node] = isUp
    wasIn[node] = isIn
    const interval = this.intervals.at(this.clock.now)
    for (const of of this.networks.values()) {
      if ((on & of.bit) === 0) continue
      of.up[interval]! += up
      of.joined[interval]! += joined
    }
  }
}
