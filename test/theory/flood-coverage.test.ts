import { describe, expect, it } from 'vitest'
import { bare, chain, DOWN, MeshBench, type Places } from '../network/mesh-bench.js'
import { expectValidated } from './validation.js'

/** Devices on a grid, the gateway in a corner. Nearer side by side than above each other, so that no two possible parents are equally far. */
function grid(columns: number, rows: number): Places {
  const places: [number, number][] = []
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) if (x > 0 || y > 0) places.push([0.8 * x, 0.9 * y])
  return places
}

/**
 * How many devices have a flood, on the mean, if each transmission is lost at each listener with a probability: over all patterns of losses, one by
 * one. Told by hand: in range are the four nearest. The parent of a device is the one beside it, in the first column the one above; whoever is
 * a parent sends once, when it has the flood from whomever.
 */
function expectedOnGrid(columns: number, rows: number, loss: number): number {
  const nodes = columns * rows
  const [x, y] = [(node: number) => node % columns, (node: number) => Math.floor(node / columns)]
  const isParent = (node: number) => x(node) < columns - 1
  const links: [from: number, to: number][] = []
  for (let from = 0; from < nodes; from++)
    for (let to = 1; to < nodes; to++)
      if (isParent(from) && Math.abs(x(from) - x(to)) + Math.abs(y(from) - y(to)) === 1) links.push([from, to])
  let expected = 0
  for (let pattern = 0; pattern < 2 ** links.length; pattern++) {
    const through = links.filter((_, i) => (pattern & (1 << i)) !== 0)
    const has = new Set([0])
    // Sets are visited in the order in which they grow.
    for (const node of has) for (const [from, to] of through) if (from === node) has.add(to)
    expected += (has.size - 1) * (1 - loss) ** through.length * loss ** (links.length - through.length)
  }
  return expected
}

describe('a flood on a grid', () => {
  it.each([
    { columns: 3, rows: 2, loss: 0.3 },
    { columns: 3, rows: 3, loss: 0.2 },
    { columns: 3, rows: 3, loss: 0.5 },
  ])(
    'of $columns × $rows with a loss of $loss covers what an enumeration of all losses says',
    ({ columns, rows, loss }) => {
      const places = grid(columns, rows)
      const floods = 3000
      // Each relay waits so long that hardly any two speak at the same time.
      const wait = { access: 'csma', 'min-exponent': 16, 'max-exponent': 16, 'back-off-unit': '20 us' }
      const covered = Array.from({ length: 16 }, (_, i) => {
        const settings = bare({ ...wait, loss: `${100 * loss}%` })
        const bench = new MeshBench(settings, 1, places.length, { places, seed: i + 1 })
        for (let n = 0; n < floods; n++) bench.flood(n * 20_000_000, n, 0, 10)
        bench.run()
        const lost = new Set(bench.losses.map(({ message }) => message))
        let devices = 0
        for (let n = 0; n < floods; n++)
          if (!lost.has(n))
            for (let node = 0; node < places.length; node++) if (!bench.mesh.missedBy(node, 0, n, 0)) devices++
        return devices / floods
      })
      const theory = expectedOnGrid(columns, rows, loss)
      const named = `${columns} × ${rows}, p = ${loss}`
      expectValidated('Coverage of a flood on a grid, all patterns of losses (elementary)', named, covered, theory)
    },
  )
})

describe('a flood along a chain', () => {
  it('takes a slot a hop where nothing contends', () => {
    for (const hops of [1, 5, 20]) {
      const bench = new MeshBench(bare(), 1, hops, { places: chain(hops) })
      bench.send(0, 0, { device: -1, tree: 0, route: DOWN, bytes: 700 })
      expect([...bench.run().arrivals().values()]).toEqual([hops * 700])
    }
  })

  // Nobody says that it has not got it, so that the flood ends where it is lost first: of k devices, Σ (1 - p)^h have it.
  it.each([
    { hops: 5, loss: 0.1 },
    { hops: 12, loss: 0.2 },
  ])('covers as many of $hops devices as come before the first loss of $loss', ({ hops, loss }) => {
    const floods = 8000
    const covered = Array.from({ length: 16 }, (_, i) => {
      const bench = new MeshBench(bare({ loss: `${100 * loss}%` }), 1, hops, { places: chain(hops), seed: i + 1 })
      for (let n = 0; n < floods; n++) bench.flood(n * 100_000, n)
      bench.run()
      const lost = new Set(bench.losses.map(({ message }) => message))
      let devices = 0
      for (let n = 0; n < floods; n++)
        if (!lost.has(n)) for (let node = 0; node < hops; node++) if (!bench.mesh.missedBy(node, 0, n, 0)) devices++
      return devices / floods
    })
    const theory = ((1 - loss) * (1 - (1 - loss) ** hops)) / loss
    expectValidated(
      'Coverage of a flood along a chain, Σ (1 - p)^h (elementary)',
      `k = ${hops}, p = ${loss}`,
      covered,
      theory,
    )
  })
})
