import { describe, expect, it } from 'vitest'
import { interval } from './interval.js'
import { expectLittlesLaw } from './little.js'
import { instant, server } from './parts.js'
import { replicate } from './replicate.js'
import { expectValidated } from './validation.js'

const SECOND = 1_000_000

// M/M/1 with the rates λ = ρ and μ = 1 a second (Kleinrock, Queueing Systems I, chapters 3 and 5):
// W = 1 / (μ - λ), L = ρ / (1 - ρ), Lq = ρ² / (1 - ρ), Wq = Lq / λ, and the sojourn is exponential with rate μ - λ.
describe('one exponential server behind Poisson arrivals (M/M/1)', () => {
  it.each([
    { load: 0.3, customers: 2e6 },
    { load: 0.7, customers: 4e6 },
    { load: 0.9, customers: 14e6 },
  ])('spends, holds and keeps waiting what the formulas say at load $load', ({ load, customers }) => {
    const p95 = Math.log(20) / (1 - load)
    const bounds = [0.98 * p95 * SECOND, 1.02 * p95 * SECOND]
    const origin = server('exponential', 1)
    const line = { origin, hops: [{ wire: instant }], arrivals: load, bytes: 1, servers: 1, bounds }
    const replications = replicate(line, customers)

    const named = `ρ = ${load}`
    expectValidated('M/M/1, mean sojourn 1 / (μ - λ) (Kleinrock 1975)', named, replications.map((one) => one.sojourn), 1 / (1 - load)) // prettier-ignore
    expectValidated('M/M/1, mean number inside ρ / (1 - ρ) (Kleinrock 1975)', named, replications.map((one) => one.inside), load / (1 - load)) // prettier-ignore
    expectValidated('M/M/1, mean wait ρ / (μ - λ) (Kleinrock 1975)', named, replications.map((one) => one.waiting / one.rate), load / (1 - load)) // prettier-ignore
    expectLittlesLaw(replications)

    // The 95th percentile is within 2 % of ln 20 / (μ - λ): more than 5 % spend 2 % less than that, and fewer spend 2 % more.
    expect(interval(replications.map((one) => one.longer[0]!)).low).toBeGreaterThan(0.05)
    expect(interval(replications.map((one) => one.longer[1]!)).high).toBeLessThan(0.05)
    // Where it is between the two bounds, by how the logarithm of the share falls.
    const [low, high] = bounds.map((bound) => bound / SECOND)
    const quantiles = replications.map(({ longer: [below, above] }) => low! + ((high! - low!) * Math.log(below! / 0.05)) / Math.log(below! / above!)) // prettier-ignore
    expectValidated('M/M/1, 95th percentile of the sojourn ln 20 / (μ - λ) (Kleinrock 1975)', named, quantiles, p95) // prettier-ignore
  })
})
