import type { Membership } from './medium.js'

/**
 * Where gateways stand: on a square grid, row by row in the order of their numbers, so that the one beside another is known without a
 * map. Who has no members has no gateway there.
 */
export class GatewayGrid {
  /** The nodes that have members, in order. */
  readonly gateways: readonly number[]
  readonly members: number
  /** How many stand in a row. */
  readonly side: number
  /** By gateway, counted from the first one's number: where it comes among them, and those around it. */
  private readonly placeOf: Int32Array
  /** By gateway, in order: its members. */
  private readonly sizes: Int32Array
  private readonly around: (readonly number[])[] = []

  constructor(membership: Membership) {
    const gateways: number[] = []
    const sizes: number[] = []
    let members = 0
    for (let node = 0; node < membership.nodes; node++) {
      const before = members
      membership.membersOf(node, () => members++)
      if (members === before) continue
      gateways.push(node)
      sizes.push(members - before)
    }
    this.gateways = gateways
    this.sizes = Int32Array.from(sizes)
    this.members = members
    this.side = Math.ceil(Math.sqrt(gateways.length))
    const [first = 0, last = -1] = [gateways[0], gateways.at(-1)]
    this.placeOf = new Int32Array(last + 1 - first).fill(-1)
    gateways.forEach((gateway, place) => (this.placeOf[gateway - first] = place))
    for (let gateway = first; gateway <= last; gateway++) this.around.push(this.has(gateway) ? this.found(gateway) : [])
  }

  /** Whether a node is a gateway that others are behind. */
  has(node: number): boolean {
    return this.gateways.length > 0 && (this.placeOf[node - this.gateways[0]!] ?? -1) >= 0
  }

  column(gateway: number): number {
    return this.place(gateway) % this.side
  }

  row(gateway: number): number {
    return Math.floor(this.place(gateway) / this.side)
  }

  /** The up to eight gateways around one. */
  neighbours(gateway: number): readonly number[] {
    return this.around[gateway - this.gateways[0]!]!
  }

  /** Where a gateway comes among all. */
  place(gateway: number): number {
    return this.placeOf[gateway - this.gateways[0]!]!
  }

  /** How many are behind one. */
  membersOf(gateway: number): number {
    return this.sizes[this.place(gateway)]!
  }

  private found(gateway: number): number[] {
    const [column, row] = [this.column(gateway), this.row(gateway)]
    const found: number[] = []
    for (let y = row - 1; y <= row + 1; y++)
      for (let x = Math.max(0, column - 1); x <= Math.min(column + 1, this.side - 1); x++) {
        const other = y < 0 ? undefined : this.gateways[y * this.side + x]
        if (other !== undefined && other !== gateway) found.push(other)
      }
    return found
  }
}
