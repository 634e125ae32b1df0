import { linkBudgetSchema, rangeOf } from '../../src/network/link-budget.js'
import { MeshLayout, type MeshSpread } from '../../src/network/mesh-layout.js'
import { gateways } from '../network/mesh-bench.js'

export const SEEDS = Array.from({ length: 16 }, (_, i) => i + 1)

/** Gateways that each have their devices on a disc of so many ranges, so many of them in a square of one range by one. */
export function discs(gatewayCount: number, radius: number, density: number, seed: number, shadowing = 0) {
  const budget = linkBudgetSchema().parse({ shadowing: `${shadowing} dB` })
  const devices = Math.round(Math.PI * radius ** 2 * density)
  const spread: MeshSpread = {
    hops: 'by density',
    density: density / (rangeOf(budget) / 1000) ** 2,
    'link-budget': budget,
  }
  const layout = new MeshLayout(spread, seed, gateways(gatewayCount, devices))
  /** How many devices of a gateway are so. */
  const count = (tree: number, are: (node: number, gateway: number) => boolean) => {
    const gateway = gatewayCount * devices + tree
    if (!layout.has(gateway)) layout.layOut(gateway)
    let found = 0
    for (let node = tree * devices; node < (tree + 1) * devices; node++) if (are(node, gateway)) found++
    return found
  }
  return { layout, devices, count }
}
