import { describe, expect, it } from 'vitest'
import { linkBudgetSchema, rangeOf } from '../../src/network/link-budget.js'
import { MeshLayout, UNCOVERED, type MeshSpread } from '../../src/network/mesh-layout.js'
import { gateways } from './mesh-bench.js'

const budget = linkBudgetSchema().parse({})
const byDensity = (density: number, more: object = {}): MeshSpread => ({
  hops: 'by density',
  density,
  'link-budget': linkBudgetSchema().parse(more),
})
const rings = (...hops: number[]): MeshSpread => ({ hops, 'link-budget': budget })
const distance = ({ x, y }: MeshLayout, one: number, other: number) =>
  Math.hypot(x[one]! - x[other]!, y[one]! - y[other]!)

describe('the devices of a mesh by density', () => {
  const devices = 400
  const layout = new MeshLayout(byDensity(250), 3, gateways(1, devices))
  layout.layOut(devices)

  it('stand in a disc around their gateway of the area that they need', () => {
    const radiusKm = Math.sqrt(devices / (250 * Math.PI))
    const radius = (1000 * radiusKm) / rangeOf(budget)
    for (let node = 0; node < devices; node++)
      expect(distance(layout, node, devices)).toBeLessThanOrEqual(radius + 1e-5)
    expect(layout.spacing).toBeCloseTo(radius * Math.sqrt(Math.PI), 6)
  })

  it('are as many hops away as a search of the whole graph says', () => {
    const hops = new Int32Array(devices + 1).fill(-1)
    hops[devices] = 0
    const queue = [devices]
    for (const node of queue)
      for (let other = 0; other < devices; other++)
        if (hops[other] === -1 && distance(layout, node, other) <= 1) {
          hops[other] = hops[node]! + 1
          queue.push(other)
        }
    const found = Array.from({ length: devices }, (_, node) => layout.hop[node])
    expect(found).toEqual(Array.from(hops.subarray(0, devices), (hop) => (hop === -1 ? UNCOVERED : hop)))
  })

  it('have the nearest of the hop before as their parent', () => {
    for (let node = 0; node < devices; node++) {
      if (layout.hop[node] === UNCOVERED) continue
      const before = Array.from({ length: devices + 1 }, (_, other) => other).filter(
        (other) => layout.hop[other] === layout.hop[node]! - 1,
      )
      const nearest = Math.min(...before.map((other) => distance(layout, node, other)))
      expect(distance(layout, node, layout.parent[node]!)).toBe(nearest)
    }
  })

  it('stand where they stand, whatever else there is', () => {
    // Eight more gateways, and they are the second of nine; what is drawn is drawn by node.
    const more = new MeshLayout(byDensity(250), 3, {
      nodes: 10 * (devices + 1),
      membersOf: (domain, visit) => {
        if (domain === devices || domain === devices + 1) for (let i = 0; i < devices; i++) visit(i)
      },
    })
    more.layOut(devices)
    for (let node = 0; node < devices; node++) {
      expect([more.hop[node], more.parent[node]]).toEqual([layout.hop[node], layout.parent[node]])
      expect(more.x[node]! - more.x[devices]!).toBeCloseTo(layout.x[node]! - layout.x[devices]!, 5)
    }
  })

  it('are uncovered where they are too few, and covered by a better link', () => {
    const few = new MeshLayout(byDensity(20), 3, gateways(4, 50)).coverage()
    expect(few.uncovered).toBeGreaterThan(0)
    expect(few.byHop.reduce((sum, count) => sum + count, 0) + few.uncovered).toBe(200)
    const better = new MeshLayout(byDensity(20, { 'antenna-gains': '20 dB' }), 3, gateways(4, 50)).coverage()
    expect(better).toMatchObject({ gateways: 4, devices: 200, uncovered: 0 })
  })
})

describe('the devices of a mesh with shadowing', () => {
  it('are linked, or not, in both directions, farther than the range too', () => {
    const devices = 300
    const layout = new MeshLayout(byDensity(250, { shadowing: '8 dB' }), 3, gateways(1, devices))
    layout.layOut(devices)
    let beyond = 0
    for (let node = 0; node < devices; node++) {
      const parent = layout.parent[node]!
      if (parent < 0) continue
      expect(layout.isInRange(node, parent)).toBe(true)
      if (distance(layout, node, parent) > 1) beyond++
      for (let other = 0; other < node; other++)
        expect(layout.isInRange(node, other)).toBe(layout.isInRange(other, node))
    }
    expect(beyond).toBeGreaterThan(0)
  })
})

describe('the devices of a mesh by rings', () => {
  const devices = 1000
  const layout = new MeshLayout(rings(0.4, 0.3, 0.2, 0.1), 5, gateways(2, devices))
  const { byHop, uncovered, meanHops } = layout.coverage()

  it('are shared out over the hops as the shares say', () => {
    expect(uncovered).toBe(0)
    expect(byHop).toEqual([800, 600, 400, 200])
    expect(meanHops).toBe((800 + 2 * 600 + 3 * 400 + 4 * 200) / 2000)
  })

  it('stand in the ring of their hop, and send to the nearest of the ring before', () => {
    for (const [gateway, first] of [
      [2 * devices, 0],
      [2 * devices + 1, devices],
    ] as const) {
      for (let node = first; node < first + devices; node++) {
        const hop = layout.hop[node]!
        const away = distance(layout, node, gateway)
        expect(away).toBeLessThanOrEqual(hop + 1e-5)
        expect(away).toBeGreaterThanOrEqual(hop - 1 - 1e-5)
        const parent = layout.parent[node]!
        expect(layout.hop[parent]).toBe(hop - 1)
        const nearest = Array.from({ length: devices }, (_, i) => first + i)
          .concat(gateway)
          .filter((other) => layout.hop[other] === hop - 1)
          .reduce((least, other) => Math.min(least, distance(layout, node, other)), Infinity)
        expect(distance(layout, node, parent)).toBeCloseTo(nearest, 5)
      }
    }
  })
})

describe('gateways', () => {
  it('stand on a square grid, row by row', () => {
    const { grid, spacing, x, y } = new MeshLayout(rings(1), 1, gateways(7, 3))
    expect(spacing).toBeCloseTo(Math.sqrt(Math.PI), 12)
    // Three a row:  21 22 23 / 24 25 26 / 27
    expect(grid.gateways).toEqual([21, 22, 23, 24, 25, 26, 27])
    expect(grid.neighbours(21)).toEqual([22, 24, 25])
    expect(grid.neighbours(25)).toEqual([21, 22, 23, 24, 26, 27])
    expect(grid.neighbours(26)).toEqual([22, 23, 25])
    expect(grid.neighbours(27)).toEqual([24, 25])
    expect([...x, ...y].every((one) => one === 0)).toBe(true)
    const layout = new MeshLayout(rings(1), 1, gateways(7, 3))
    layout.layOut(25)
    expect([layout.x[25], layout.y[25]]).toEqual([Math.fround(spacing), Math.fround(spacing)])
  })

  it('are only those with somebody behind them', () => {
    const { grid } = new MeshLayout(rings(1), 1, {
      nodes: 12,
      membersOf: (domain, visit) => {
        if (domain === 8 || domain === 11) visit(domain - 8)
      },
    })
    expect(grid.gateways).toEqual([8, 11])
    expect([grid.has(8), grid.has(9), grid.has(11), grid.has(3)]).toEqual([true, false, true, false])
    expect(grid.neighbours(11)).toEqual([8])
  })
})
