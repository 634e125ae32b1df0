import { describe, it } from 'vitest'
import { discs, SEEDS } from './discs.js'
import { expectValidated } from './validation.js'

describe('the devices around a gateway', () => {
  // Log-normal shadowing of σ dB at exponent n moves each link's range by 10^(X / 10 n), so that a node has exp(2 s²) times as many neighbours,
  // s = σ ln 10 / (10 n) (Bettstetter and Hartmann, Connectivity of Wireless Multihop Networks in a Shadow Fading Environment, Wireless Networks 11, 2005).
  it.each([4, 8])('are more of them its neighbours where shadowing of %d dB parts them', (sigma) => {
    const [trees, density, exponent] = [250, 3, 3.5]
    const degrees = SEEDS.map((seed) => {
      const { layout, count } = discs(trees, 5, density, seed, sigma)
      const isNeighbour = (node: number, gateway: number) => layout.isInRange(node, gateway)
      return Array.from({ length: trees }, (_, tree) => count(tree, isNeighbour)).reduce((a, b) => a + b) / trees
    })
    const s = (sigma * Math.LN10) / (10 * exponent)
    const theory = Math.PI * density * Math.exp(2 * s * s)
    const formula = 'Mean neighbours under log-normal shadowing (Bettstetter and Hartmann 2005)'
    expectValidated(formula, `σ = ${sigma} dB`, degrees, theory)
  })
})
