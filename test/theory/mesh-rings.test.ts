import { describe, it } from 'vitest'
import { discs, SEEDS } from './discs.js'
import { expectValidated } from './validation.js'

describe('the devices around a gateway', () => {
  // The more there are, the nearer a device at distance d gets to ⌈d⌉ hops; ring h of H has the share (2h - 1) / H² of the disc.
  it.each([2, 3])('are as many hops away as the rings of a disc of %d ranges say, where they are many', (radius) => {
    const rings = Array.from({ length: radius }, (_, i) => i + 1)
    const mean = rings.reduce((sum, hop) => sum + (hop * (2 * hop - 1)) / radius ** 2, 0)
    const means = SEEDS.map((seed) => discs(1, radius, 500, seed).layout.coverage().meanHops)
    expectValidated('Mean hops of a dense disc, Σ h (2h - 1) / H² (elementary)', `H = ${radius}`, means, mean)
  })
})
