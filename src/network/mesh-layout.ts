import { keyed } from '../kernel/keyed.js'
import { Cells } from './cells.js'
import { GatewayGrid } from './gateway-grid.js'
import { rangeOf, reachesSquared, type LinkBudget } from './link-budget.js'
import type { Membership } from './medium.js'
import { MeshRings } from './mesh-rings.js'
import { DRAW_HEARING, DRAW_POSITION } from './order.js'

/** How the devices of a mesh are spread around their gateway: so many at each hop, or so many on each square kilometre. */
export interface MeshSpread {
  hops: readonly number[] | 'by density'
  density?: number | undefined
  'link-budget': LinkBudget
}

/** How far the devices are from their gateways. */
export interface MeshCoverage {
  gateways: number
  devices: number
  /** Devices at hop 1, 2, … */
  byHop: number[]
  /** Devices that nothing reaches. */
  uncovered: number
  /** Of those that are reached; 0 where none is. */
  meanHops: number
}

/** The hop of a node that nothing reaches, and of one that no gateway laid out so far has behind it. */
export const UNCOVERED = 255
export const ABSENT = 254
export const MOST_HOPS = 250

/**
 * Where the nodes of a mesh stand, how many hops each is from its gateway and which node it sends to on the way there. Lengths
 * are in hop lengths: the range of the link budget, or the width of a ring where the hops are given. A node's place is drawn for it alone, and
 * how many stand in each ring follows from who hangs on which gateway, so that all is the same when it is asked for before the run and in it.
 */
export class MeshLayout {
  readonly grid: GatewayGrid
  /** 0 for a gateway. */
  readonly hop: Uint8Array
  /** The node one hop nearer to the gateway; -1 where there is none. */
  readonly parent: Int32Array
  readonly x: Float32Array
  readonly y: Float32Array
  /** From one gateway to the next. */
  readonly spacing: number
  private readonly reaches: Float64Array
  /** The longest link that there may be. */
  readonly longest: number
  /** Squared radius of a domain is its number of members times this. */
  private readonly areaEach: number
  private readonly cells: Cells
  /** Where the hops are given. */
  private readonly rings: MeshRings | undefined

  constructor(
    spread: MeshSpread,
    private readonly seed: number,
    private readonly membership: Membership,
    /** Where a node stands, from its gateway, if that is known; otherwise it is drawn. */
    private readonly placed?: (node: number) => readonly [x: number, y: number],
  ) {
    const { nodes } = membership
    this.grid = new GatewayGrid(membership)
    this.hop = new Uint8Array(nodes).fill(ABSENT)
    this.parent = new Int32Array(nodes).fill(-1)
    this.x = new Float32Array(nodes)
    this.y = new Float32Array(nodes)
    this.cells = new Cells(this.x, this.y)
    // Where the hops are given, whatever stands in the way is in them.
    this.reaches = spread.hops === 'by density' ? reachesSquared(spread['link-budget']) : Float64Array.of(1)
    this.longest = Math.sqrt(this.reaches.at(-1)!)
    const rangeKm = rangeOf(spread['link-budget']) / 1000
    this.areaEach = spread.density === undefined ? 0 : 1 / (Math.PI * spread.density * rangeKm * rangeKm)
    // Each gateway has a square of the area that its devices are spread over; of the mean, since a grid has one spacing.
    const radius =
      spread.hops === 'by density' ? this.radiusOf(this.grid.members / this.grid.gateways.length) : spread.hops.length
    this.spacing = Math.sqrt(Math.PI) * radius
    if (spread.hops !== 'by density') this.rings = new MeshRings(spread.hops, seed, this.grid)
  }

  /** Whether the nodes of a gateway have been laid out; only those that something is sent to or from need be. */
  has(gateway: number): boolean {
    return this.hop[gateway] === 0
  }

  layOut(gateway: number): void {
    const members: number[] = []
    this.membership.membersOf(gateway, (node) => members.push(node))
    this.hop[gateway] = 0
    // Around its own gateway first: there the cells are.
    this.x[gateway] = this.y[gateway] = 0
    if (this.rings === undefined) this.byDensity(gateway, members)
    else this.byRings(gateway, members, this.rings.of(gateway))
    const [left, top] = [this.grid.column(gateway) * this.spacing, this.grid.row(gateway) * this.spacing]
    for (const node of [gateway, ...members]) {
      this.x[node]! += left
      this.y[node]! += top
    }
  }

  /** Of all gateways. */
  coverage(): MeshCoverage {
    const { gateways, members: devices } = this.grid
    const byHop: number[] = []
    let uncovered = 0
    let hops = 0
    for (const gateway of gateways) {
      if (!this.has(gateway)) this.layOut(gateway)
      this.membership.membersOf(gateway, (node) => {
        const hop = this.hop[node]!
        if (hop === UNCOVERED) {
          uncovered++
          return
        }
        while (byHop.length < hop) byHop.push(0)
        byHop[hop - 1]!++
        hops += hop
      })
    }
    return {
      gateways: gateways.length,
      devices,
      byHop,
      uncovered,
      meanHops: devices > uncovered ? hops / (devices - uncovered) : 0,
    }
  }

  /** Where devices are spread evenly over a disc, each finds the hop before it in turn: breadth first, and the nearest of those that it can reach. */
  private byDensity(gateway: number, members: readonly number[]): void {
    const radius = this.radiusOf(members.length)
    for (const node of members) {
      if (this.placed !== undefined) [this.x[node], this.y[node]] = this.placed(node)
      else this.put(node, radius * Math.sqrt(this.draw(node, 0)))
      this.hop[node] = UNCOVERED
      this.parent[node] = -1
    }
    let before = [gateway]
    let rest = members
    for (let hop = 1; hop <= MOST_HOPS && before.length > 0 && rest.length > 0; hop++) {
      this.fill(before, radius)
      const reached: number[] = []
      const left: number[] = []
      for (const node of rest) (this.findParent(node, this.longest, true) ? reached : left).push(node)
      for (const node of reached) this.hop[node] = hop
      before = reached
      rest = left
    }
  }

  /**
   * Where the hops are given, a device at hop h is in the ring from h - 1 to h, and its parent is the nearest of the ring before. Who stands in
   * which ring is drawn.
   */
  private byRings(gateway: number, members: readonly number[], counts: Int32Array): void {
    const draw = Float64Array.from(members, (node) => this.draw(node, 2))
    const drawn = members.map((_, i) => i).sort((a, b) => draw[a]! - draw[b]! || a - b)
    let before = [gateway]
    let from = 0
    for (let hop = 1; hop <= counts.length; hop++) {
      const ring = drawn.slice(from, from + counts[hop - 1]!).map((i) => members[i]!)
      from += ring.length
      for (const node of ring) {
        // Evenly over the area of the ring.
        this.put(node, Math.sqrt((hop - 1) ** 2 + this.draw(node, 0) * (2 * hop - 1)))
        this.hop[node] = hop
      }
      this.fill(before, hop)
      for (const node of ring) if (!this.findParent(node, 1, false)) this.findParent(node, Infinity, false)
      before = ring
    }
  }

  private fill(nodes: readonly number[], radius: number): void {
    this.cells.start(radius, Math.min(1, this.longest))
    for (const node of nodes) this.cells.put(node)
  }

  /** The nearest node in the cells, at most so far away, or the nearest of those that the node can reach. */
  private findParent(node: number, distance: number, reachable: boolean): boolean {
    const { x, y } = this
    const [atX, atY] = [x[node]!, y[node]!]
    let nearest = -1
    let least = distance * distance
    this.cells.near(atX, atY, distance, (other) => {
      const squared = (x[other]! - atX) ** 2 + (y[other]! - atY) ** 2
      // Of two equally far, whichever has the lower number.
      if (squared > least || (squared === least && other > nearest && nearest >= 0)) return
      if (reachable && squared > this.reachSquared(node, other)) return
      least = squared
      nearest = other
    })
    this.parent[node] = nearest
    return nearest >= 0
  }

  /** Whether two nodes can hear what the other sends: a node and its parent can, and so can all that the link between them reaches. */
  isInRange(one: number, other: number): boolean {
    const { x, y, parent } = this
    if (parent[one] === other || parent[other] === one) return true
    return (x[one]! - x[other]!) ** 2 + (y[one]! - y[other]!) ** 2 <= this.reachSquared(one, other)
  }

  /** How far the link between two nodes reaches, squared. */
  private reachSquared(one: number, other: number): number {
    const { reaches } = this
    if (reaches.length === 1) return reaches[0]!
    const [low, high] = one < other ? [one, other] : [other, one]
    return reaches[Math.floor(keyed(this.seed, low, high, 0, 0, DRAW_HEARING) * reaches.length)]!
  }

  private radiusOf(members: number): number {
    return Math.sqrt(members * this.areaEach)
  }

  private put(node: number, radius: number): void {
    const angle = 2 * Math.PI * this.draw(node, 1)
    this.x[node] = radius * Math.cos(angle)
    this.y[node] = radius * Math.sin(angle)
  }

  private draw(node: number, which: number): number {
    return keyed(this.seed, 0, node, 0, which, DRAW_POSITION)
  }
}
