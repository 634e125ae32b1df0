import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GatewayGrid } from '../../src/network/gateway-grid.js'
import { linkBudgetSchema } from '../../src/network/link-budget.js'
import { MeshLayout } from '../../src/network/mesh-layout.js'
import { MeshRings } from '../../src/network/mesh-rings.js'
import type { Membership } from '../../src/network/medium.js'

/** Gateways with so many devices each; the gateways come last. */
function behind(...sizes: number[]): Membership {
  const devices = sizes.reduce((sum, one) => sum + one, 0)
  return {
    nodes: devices + sizes.length + 1,
    membersOf: (domain, visit) => {
      const gateway = domain - devices
      if (gateway < 0 || gateway >= sizes.length) return
      const first = sizes.slice(0, gateway).reduce((sum, one) => sum + one, 0)
      for (let i = 0; i < sizes[gateway]!; i++) visit(first + i)
    },
  }
}

function ringsOf(shares: readonly number[], sizes: readonly number[], seed = 1) {
  const grid = new GatewayGrid(behind(...sizes))
  const rings = new MeshRings(shares, seed, grid)
  return { rings, byGateway: grid.gateways.map((gateway) => [...rings.of(gateway)]) }
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)

/** Shares, none of them small, that sum to one. */
const shares = fc
  .array(fc.integer({ min: 10, max: 100 }), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map((part) => part / sum(parts)))

describe('the rings of a mesh', () => {
  it('have of each gateway its devices times the share, to less than a device, where there are enough', () => {
    const sizes = fc.array(fc.integer({ min: 100, max: 400 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(shares, sizes, (shares, sizes) => {
        const { rings, byGateway } = ringsOf(shares, sizes)
        expect(rings.tooSmall).toBe(0)
        for (const [i, counts] of byGateway.entries()) {
          expect(sum(counts)).toBe(sizes[i])
          counts.forEach((count, ring) => expect(Math.abs(count - sizes[i]! * shares[ring]!)).toBeLessThan(1))
        }
        expect(rings.all).toEqual(shares.map((_, ring) => sum(byGateway.map((counts) => counts[ring]!))))
      }),
      { seed: 1 },
    )
  })

  it('have the shares of all gateways together, whatever is left over at each of them', () => {
    // 7 × 0.55, 0.25 and 0.2: 3.85, 1.75 and 1.4.
    const { rings, byGateway } = ringsOf([0.55, 0.25, 0.2], new Array<number>(200).fill(7))
    expect(rings.all).toEqual([770, 350, 280])
    expect(new Set(byGateway.map(String)).size).toBeGreaterThan(1)
    expect(rings.tooSmall).toBe(0)
  })

  it('have the last one here and there only, where its share is less than one device', () => {
    const { rings, byGateway } = ringsOf([0.7, 0.29, 0.01], new Array<number>(100).fill(20))
    expect(rings.all).toEqual([1400, 580, 20])
    expect(byGateway.filter((counts) => counts[2] === 0)).toHaveLength(80)
    expect(rings.tooSmall).toBe(0)
  })

  it('take their turns in another order with another seed', () => {
    const of = (seed: number) => ringsOf([0.5, 0.5], new Array<number>(40).fill(3), seed).byGateway
    expect(of(1)).toEqual(of(1))
    expect(of(2)).not.toEqual(of(1))
  })

  it('never leave one empty before the last that has somebody, and say where devices had to move for that', () => {
    const few = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(shares, few, (shares, sizes) => {
        for (const [i, counts] of ringsOf(shares, sizes).byGateway.entries()) {
          expect(sum(counts)).toBe(sizes[i])
          const last = counts.findLastIndex((count) => count > 0)
          expect(counts.slice(0, last)).not.toContain(0)
        }
      }),
      { seed: 2 },
    )
    // One of 20 must relay for the others, though one of 100 was asked for.
    const { rings, byGateway } = ringsOf([0.01, 0.99], new Array<number>(5).fill(20))
    expect(byGateway).toEqual(new Array(5).fill([1, 19]))
    expect(rings.tooSmall).toBe(5)
    // Three cannot be four hops away.
    expect(ringsOf([0.1, 0.2, 0.3, 0.4], [3, 3]).byGateway).toEqual([[1, 1, 1, 0], [1, 1, 1, 0]]) // prettier-ignore
  })
})

describe('a layout by rings', () => {
  it('has in the run what it has before it, whichever gateway is laid out first', () => {
    const sizes = [3, 11, 25, 7, 2]
    const made = () =>
      new MeshLayout({ hops: [0.4, 0.3, 0.3], 'link-budget': linkBudgetSchema().parse({}) }, 4, behind(...sizes))
    const before = made()
    const { byHop } = before.coverage()
    const run = made()
    for (const gateway of run.grid.gateways.toReversed()) run.layOut(gateway)
    expect([...run.hop]).toEqual([...before.hop])
    expect([...run.parent]).toEqual([...before.parent])
    expect([1, 2, 3].map((hop) => run.hop.reduce((all, one) => all + (one === hop ? 1 : 0), 0))).toEqual(byHop)
  })
})
