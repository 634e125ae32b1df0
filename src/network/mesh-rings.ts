import { keyed } from '../kernel/keyed.js'
import type { GatewayGrid } from './gateway-grid.js'
import { DRAW_POSITION } from './order.js'

/**
 * How many devices of each gateway stand at hop 1, 2, …, where the shares of the hops are given. Each gateway has what its devices come to,
 * rounded down, and who gets what is left over the rings decide together: those that are owed most over all gateways so far. So all gateways
 * together have the shares, however few devices each has. Gateways take their turns in an order that is drawn.
 *
 * A ring in which nobody stands would leave those behind it without a relay. So where there are too few devices, one of the farthest ring
 * moves into it.
 */
export class MeshRings {
  /** Gateways where devices had to move. */
  readonly tooSmall: number
  /** Devices at hop 1, 2, … of all gateways. */
  readonly all: readonly number[]
  /** By gateway, in the order of the grid, and by ring. */
  private readonly counts: Int32Array

  constructor(
    private readonly shares: readonly number[],
    seed: number,
    private readonly grid: GatewayGrid,
  ) {
    const rings = shares.length
    const { gateways } = grid
    this.counts = new Int32Array(gateways.length * rings)
    const owed = new Float64Array(rings)
    const all = new Array<number>(rings).fill(0)
    let tooSmall = 0
    const draw = Float64Array.from(gateways, (gateway) => keyed(seed, 0, gateway, 0, 3, DRAW_POSITION))
    const turns = gateways.map((_, i) => i).sort((a, b) => draw[a]! - draw[b]! || a - b)
    for (const i of turns) {
      const counts = this.counts.subarray(i * rings, (i + 1) * rings)
      const members = grid.membersOf(gateways[i]!)
      share(members, shares, owed, counts)
      if (closeRanks(counts)) tooSmall++
      for (let ring = 0; ring < rings; ring++) {
        owed[ring]! += members * shares[ring]! - counts[ring]!
        all[ring]! += counts[ring]!
      }
    }
    this.tooSmall = tooSmall
    this.all = all
  }

  /** Of one gateway. */
  of(gateway: number): Int32Array {
    const rings = this.shares.length
    const i = this.grid.place(gateway)
    return this.counts.subarray(i * rings, (i + 1) * rings)
  }
}

function share(members: number, shares: readonly number[], owed: Float64Array, counts: Int32Array): void {
  let left = members
  shares.forEach((one, ring) => (left -= counts[ring] = Math.floor(members * one + NOISE)))
  const due = (ring: number) => owed[ring]! + members * shares[ring]! - counts[ring]!
  // A whole number of devices is no part of one: such a ring has what it should.
  const rings = shares.map((_, ring) => ring).filter((ring) => members * shares[ring]! - counts[ring]! > NOISE)
  rings.sort((a, b) => due(b) - due(a) || a - b)
  for (let i = 0; i < left; i++) counts[rings[i] ?? 0]!++
}

/** Moves devices from the farthest ring into those before it where nobody stands; gives whether any were. */
function closeRanks(counts: Int32Array): boolean {
  let last = counts.length - 1
  let moved = false
  for (let ring = 0; ring < last; ring++) {
    while (last > ring && counts[last] === 0) last--
    if (last === ring || counts[ring]! > 0) continue
    counts[last]!--
    counts[ring]!++
    moved = true
  }
  return moved
}

/** What binary fractions leave of a whole number of devices. */
const NOISE = 1e-6
