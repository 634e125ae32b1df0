import { describe, expect, it } from 'vitest'
import { interval } from './interval.js'
import { expectLittlesLaw } from './little.js'
import { instant, server, wire } from './parts.js'
import { replicate } from './replicate.js'
import { expectValidated } from './validation.js'

// M/D/1 with a service of one second: Pollaczek and Khinchine's Wq = ρ / (2 μ (1 - ρ)) (Kleinrock, Queueing Systems I, chapter 5).
describe('one server with a constant service (M/D/1)', () => {
  it.each([
    { load: 0.3, customers: 5e5 },
    { load: 0.7, customers: 1e6 },
    { load: 0.9, customers: 5e6 },
  ])('keeps waiting what the formula says at load $load, as a wire and as a station', ({ load, customers }) => {
    const formula = load / (2 * (1 - load))
    const common = { arrivals: load, bytes: 1, servers: 1 }
    const asWire = replicate({ ...common, hops: [{ wire: wire(1) }] }, customers)
    const asStation = replicate({ ...common, origin: server('constant', 1), hops: [{ wire: instant }] }, customers)
    const both = { 'as a wire': asWire, 'as a station': asStation }
    for (const [name, replications] of Object.entries(both)) {
      const named = `ρ = ${load}, ${name}`
      expectValidated('M/D/1, mean wait of each ρ / (2 μ (1 - ρ)) (Pollaczek 1930, Khinchine 1932)', named, replications.map((one) => one.sojourn - 1), formula) // prettier-ignore
      expectValidated('M/D/1, mean wait by the number that waits (Pollaczek 1930, Khinchine 1932)', named, replications.map((one) => one.waiting / one.rate), formula) // prettier-ignore
      expectLittlesLaw(replications)
    }
    // The same arrivals are served alike; the station's go over the instant wire too, which takes them a microsecond.
    const apart = interval(asStation.map((one, i) => one.sojourn - asWire[i]!.sojourn))
    expect(apart.low).toBeGreaterThan(0)
    expect(apart.high).toBeLessThan(2e-6)
  })
})
