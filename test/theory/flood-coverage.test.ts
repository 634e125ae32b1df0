import { describe, expect, it } from 'vitest'
import { bare, chain, DOWN, MeshBench, type Places } from '../network/mesh-bench.js'
import { expectValidated } from './validation.js'

/** Devices on a grid, `apart` hop lengths from each other, the gateway in the middle. */
function grid(half: number, apart: number): Places {
  const places: [number, number][] = []
  for (let y = -half; y <= half; y++)
    for (let x = -half; x <= half; x++) if (x !== 0 || y !== 0) places.push([x * apart, y * apart])
  return places
}

const stepsTo = ([x, y]: readonly [number, number], apart: number): [dx: number, dy: number] => [
  Math.round(Math.abs(x) / apart),
  Math.round(Math.abs(y) / apart),
]

describe('a flood on a grid', () => {
  // In range of the four nearest, a device is as many hops away as there are streets (taxicab distance); of the eight nearest, as many as
  // a king needs moves. The number of transmissions is that of the devices that others hang on, and one for the gateway.
  it.each([
    { half: 4, apart: 0.9, name: 'four', distance: (dx: number, dy: number) => dx + dy },
    { half: 4, apart: 0.7, name: 'eight', distance: (dx: number, dy: number) => Math.max(dx, dy) },
  ])('of $name neighbours covers all, each as many hops away as the graph says', ({ half, apart, name, distance }) => {
    const places = grid(half, apart)
    // Each relay waits so long that hardly any two speak at the same time.
    const settings = bare({ access: 'csma', 'min-exponent': 20, 'max-exponent': 20, 'back-off-unit': '20 us' })
    const covered: number[] = []
    const hops: number[] = []
    for (let seed = 1; seed <= 16; seed++) {
      const bench = new MeshBench(settings, 1, places.length, { places, seed })
      bench.send(0, 0, { device: -1, tree: 0, route: DOWN, bytes: 10 })
      bench.run()
      const { layout } = bench
      places.forEach((place, node) => {
        expect(layout.hop[node]).toBe(distance(...stepsTo(place, apart)))
        expect(bench.mesh.missedBy(node, 0, 0, 0)).toBe(false)
      })
      const relays = new Set(places.map((_, node) => layout.parent[node]!))
      expect(bench.network.links.transmissions[bench.down]).toBe(relays.size)
      covered.push(places.filter((_, node) => !bench.mesh.missedBy(node, 0, 0, 0)).length)
      hops.push(layout.coverage().meanHops)
    }
    const named = `${places.length} devices, ${name} neighbours each`
    const steps = places.map((place) => distance(...stepsTo(place, apart)))
    expectValidated('Coverage of a flood on a grid, devices that have it (elementary)', named, covered, places.length)
    expectValidated('Coverage of a flood on a grid, mean hops, taxicab or king (elementary)', named, hops, steps.reduce((sum, one) => sum + one, 0) / steps.length) // prettier-ignore
  })
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
