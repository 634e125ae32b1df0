import { describe, it } from 'vitest'
import { expectLittlesLaw } from './little.js'
import { instant, server } from './parts.js'
import { replicate } from './replicate.js'
import { expectValidated } from './validation.js'

// Jackson (Operations Research 5, 1957): two exponential servers in a row behave as two M/M/1 apart from each other,
// since what leaves M/M/1 is a Poisson process again (Burke 1956): W = 2 / (μ - λ).
describe('two exponential servers in a row', () => {
  it.each([
    { load: 0.3, customers: 1e6 },
    { load: 0.7, customers: 3e6 },
    { load: 0.9, customers: 9e6 },
  ])('spend and hold what Jackson says at load $load', ({ load, customers }) => {
    const node = server('exponential', 1)
    const line = { origin: node, hops: [{ wire: instant, node }], arrivals: load, bytes: 1, servers: 2 }
    const replications = replicate(line, customers)
    const named = `ρ = ${load}`
    expectValidated('Two exponential servers in a row, mean sojourn 2 / (μ - λ) (Jackson 1957)', named, replications.map((one) => one.sojourn), 2 / (1 - load)) // prettier-ignore
    expectValidated('Two exponential servers in a row, mean number inside 2 ρ / (1 - ρ) (Jackson 1957)', named, replications.map((one) => one.inside), (2 * load) / (1 - load)) // prettier-ignore
    expectLittlesLaw(replications)
  })
})
