import { describe, it } from 'vitest'
import { expectLittlesLaw } from './little.js'
import { wire } from './parts.js'
import { replicate } from './replicate.js'
import { expectValidated } from './validation.js'

// Constant services in a row: the whole wait is that of the slowest alone, wherever it stands (Friedman, Operations
// Research 13, 1965), and that is M/D/1's: ρ / (2 μ (1 - ρ)) with μ = 1 a second at the slowest.
describe('two links in a row with packets of one size', () => {
  describe.each([
    { order: 'alike', first: 1, second: 1 },
    { order: 'the slower one first', first: 1, second: 4 },
    { order: 'the slower one last', first: 4, second: 1 },
  ])('$order', ({ order, first, second }) => {
    it.each([
      { load: 0.3, customers: 5e5 },
      { load: 0.7, customers: 1e6 },
      { load: 0.9, customers: 4e6 },
    ])('make packets wait as the slowest alone does at load $load', ({ load, customers }) => {
      const hops = [{ wire: wire(first) }, { wire: wire(second) }]
      const replications = replicate({ hops, arrivals: load, bytes: 1, servers: 1 }, customers)
      const transmissions = 1 / first + 1 / second
      const named = `ρ = ${load}, ${order}`
      expectValidated('Two links with packets of one size, mean wait of the slowest alone (Friedman 1965)', named, replications.map((one) => one.sojourn - transmissions), load / (2 * (1 - load))) // prettier-ignore
      expectLittlesLaw(replications)
    })
  })
})
