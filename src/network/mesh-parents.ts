import { Cells } from './cells.js'
import { OUT_OF_REACH, type Membership } from './medium.js'
import { MOST_HOPS, UNCOVERED, type MeshLayout, type MeshSpread } from './mesh-layout.js'
import type { NodeStates } from './node-states.js'

/** What of a mesh says when a node gives its parent up, and for whom. */
export interface ParentSettings extends MeshSpread {
  're-route-after': number
  're-home': boolean
}

/**
 * Who sends to whom on a mesh whose nodes can fail. A node whose parent does not answer takes another one after a while, and one that comes into
 * the network anew takes one at once: the nearest that it reaches and whose own way to a gateway is whole. One that leads to its own gateway goes
 * before one that leads to another.
 *
 * A parent is only ever taken whose way ends at a gateway without leading through the node itself. So parents never form a circle.
 */
export class MeshParents {
  /** How often a node has taken another parent: what was worked out from parents before that is out of date. */
  changes = 0
  /** Whether a node may take a parent that leads to another gateway. */
  rehomes: boolean
  /** By node: the gateway that it was planned for (-1: it is behind none), and when it first noticed that its parent does not answer. */
  private readonly home: Int32Array
  private readonly noticed: Float64Array
  /** The nodes of all gateways that have been looked at. */
  private readonly cells: Cells
  private readonly isKnown: Uint8Array

  constructor(
    private readonly settings: ParentSettings,
    private readonly layout: MeshLayout,
    private readonly membership: Membership,
    private readonly nodes: NodeStates,
    private readonly clock: { readonly now: number },
    /** Gives the nodes of a gateway their places, unless they have them. */
    private readonly layOut: (gateway: number) => void,
  ) {
    this.rehomes = settings['re-home']
    const { grid, spacing } = layout
    this.home = new Int32Array(membership.nodes).fill(-1)
    for (const gateway of grid.gateways) {
      this.home[gateway] = gateway
      membership.membersOf(gateway, (node) => (this.home[node] = gateway))
    }
    this.noticed = new Float64Array(membership.nodes).fill(NEVER)
    this.isKnown = new Uint8Array(membership.nodes)
    this.cells = new Cells(layout.x, layout.y)
    const middle = ((grid.side - 1) * spacing) / 2
    // Whoever stands outside of the square of all gateways is in a cell at its edge.
    if (grid.side > 0) this.cells.start(middle + spacing, Math.min(1, layout.longest), middle, middle)
  }

  /**
   * Where a node sends on the way up: to its parent, or if that has not answered for long to another one; -1: there is none. `mayLeave`: also to
   * one that leads to another gateway.
   */
  above(node: number, mayLeave: boolean): number {
    const { noticed, layout, clock } = this
    const parent = layout.parent[node]!
    if (parent < 0 || this.isThere(parent)) {
      noticed[node] = NEVER
      return parent
    }
    const since = noticed[node]!
    if (since === NEVER || clock.now - since < this.settings['re-route-after']) return parent
    return this.takeAnother(node, mayLeave) < 0 ? -1 : layout.parent[node]!
  }

  /** A frame for another node came to nothing: who notices that its parent is not there remembers when. */
  failed(node: number, to: number): void {
    if (this.noticed[node] !== NEVER || this.layout.parent[node] !== to) return
    if (this.nodes.isUp(node) && !this.isThere(to)) this.noticed[node] = this.clock.now
  }

  /** The gateway through which a node can come into the network now; -1: nobody whom it reaches is in; OUT_OF_REACH: it reaches nobody. */
  wayIn(node: number): number {
    const home = this.home[node] ?? -1
    if (home < 0) return -1
    if (node === home) return this.nodes.isUp(node) ? node : -1
    this.know(home)
    if (this.layout.hop[node] === UNCOVERED) return OUT_OF_REACH
    const head = this.headThrough(this.layout.parent[node]!, node)
    return head >= 0 ? head : this.takeAnother(node, true)
  }

  /** Gives a node its place, if it has none. */
  settle(node: number): void {
    const home = this.home[node] ?? -1
    if (home >= 0) this.know(home)
  }

  /** The gateway that the way from a node leads to, whether or not all on it are there; -1: to none. */
  headOf(node: number): number {
    const { parent, grid } = this.layout
    let at = node
    while (at >= 0 && !grid.has(at)) at = parent[at]!
    return at
  }

  /** How many hops a node is from its gateway now. */
  hopsOf(node: number): number {
    const { parent, grid } = this.layout
    let hops = 0
    for (let at = node; at >= 0 && !grid.has(at); at = parent[at]!) hops++
    return hops
  }

  /** Those behind a gateway now: of those planned for it or for one around it. */
  behind(gateway: number): number[] {
    const { grid, hop } = this.layout
    const found: number[] = []
    const add = (node: number) => {
      if (hop[node] !== UNCOVERED && this.headOf(node) === gateway) found.push(node)
    }
    this.membership.membersOf(gateway, add)
    for (const other of grid.neighbours(gateway)) if (this.isKnown[other] === 1) this.membership.membersOf(other, add)
    return found
  }

  /** Takes the nearest parent through whom there is a way, and gives the gateway that it leads to. Without one, nothing changes: -1. */
  private takeAnother(node: number, mayLeave: boolean): number {
    const parent = this.nearest(node, mayLeave && this.rehomes)
    if (parent < 0) return -1
    this.layout.parent[node] = parent
    this.noticed[node] = NEVER
    this.changes++
    return this.headOf(parent)
  }

  private nearest(node: number, mayLeave: boolean): number {
    const { layout, home, settings } = this
    const { x, y, longest } = layout
    this.know(home[node]!)
    const own = this.headOf(node)
    if (mayLeave) for (const other of layout.grid.neighbours(home[node]!)) this.know(other)
    const inOwn = new Nearest()
    const inOther = new Nearest()
    this.cells.near(x[node]!, y[node]!, longest, (other) => {
      if (other === node || !this.isThere(other)) return
      const squared = (x[other]! - x[node]!) ** 2 + (y[other]! - y[node]!) ** 2
      if (!inOwn.isBeatenBy(other, squared) && !inOther.isBeatenBy(other, squared)) return
      if (!layout.isInRange(node, other)) return
      const head = this.headThrough(other, node)
      if (head === own) inOwn.take(other, squared)
      else if (head >= 0 && mayLeave) inOther.take(other, squared)
    })
    if (inOwn.node >= 0) return inOwn.node
    if (inOther.node >= 0 || settings.hops === 'by density') return inOther.node
    return this.nearestOfRingBefore(node)
  }

  /** Where the hops are given, whatever stands in the way is in them: then the ring before is in reach however far it is, as in the layout. */
  private nearestOfRingBefore(node: number): number {
    const { x, y, hop } = this.layout
    const home = this.home[node]!
    const nearest = new Nearest()
    const ask = (other: number) => {
      if (hop[other] !== hop[node]! - 1 || !this.isThere(other)) return
      const squared = (x[other]! - x[node]!) ** 2 + (y[other]! - y[node]!) ** 2
      if (nearest.isBeatenBy(other, squared) && this.headThrough(other, node) === home) nearest.take(other, squared)
    }
    ask(home)
    this.membership.membersOf(home, ask)
    return nearest.node
  }

  /** The gateway that the way through a node leads to, if all on it are there and another one is not on it; otherwise -1. */
  private headThrough(node: number, without: number): number {
    const { parent, grid } = this.layout
    let at = node
    for (let hops = 0; at >= 0 && hops <= MOST_HOPS; hops++) {
      if (at === without || !this.isThere(at)) return -1
      if (grid.has(at)) return at
      at = parent[at]!
    }
    return -1
  }

  /** Whether a node sends on what it gets: a gateway that is up, or another one that is in the network. */
  private isThere(node: number): boolean {
    return this.layout.grid.has(node) ? this.nodes.isUp(node) : this.nodes.isIn(node)
  }

  private know(gateway: number): void {
    if (this.isKnown[gateway] === 1) return
    this.isKnown[gateway] = 1
    this.layOut(gateway)
    this.cells.put(gateway)
    this.membership.membersOf(gateway, (node) => this.cells.put(node))
  }
}

const NEVER = -1

/** The nearest so far; of two equally far, the one with the lower number. */
class Nearest {
  node = -1
  private squared = Infinity

  isBeatenBy(node: number, squared: number): boolean {
    return squared < this.squared || (squared === this.squared && node < this.node)
  }

  take(node: number, squared: number): void {
    if (!this.isBeatenBy(node, squared)) return
    this.node = node
    this.squared = squared
  }
}
