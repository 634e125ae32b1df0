import { describe, expect, it } from 'vitest'
import { nodeQueue } from './node-queue.js'
import { expectValidated } from './validation.js'

// A node with room for K packets, the one being processed included, is M/M/1/K: it is full, and by PASTA an arrival is dropped, with the probability
// (1 - ρ) ρ^K / (1 - ρ^(K+1)) (Kleinrock, Queueing Systems I, 3.6). Which of those that wait is dropped changes nothing in how many are.
// With as many servers as places it is M/M/K/K: Erlang's loss formula, B = (a^K / K!) / Σ a^i / i! (same, 3.5).
describe('a bounded buffer behind Poisson arrivals', () => {
  const CUSTOMERS = 50_000

  it.each([
    { load: 0.9, room: 5, drop: 'newest' },
    { load: 1.5, room: 4, drop: 'oldest' },
  ] as const)('loses what M/M/1/$room says at load $load, dropping the $drop', ({ load, room, drop }) => {
    const theory = ((1 - load) * load ** room) / (1 - load ** (room + 1))
    const shares = Array.from({ length: 16 }, (_, i) => {
      const buffer = { most: room, of: 'packets' } as const
      const { bench } = nodeQueue({ distribution: 'exponential', buffer, drop }, [load], CUSTOMERS, i + 1)
      expect(bench.losses.length + bench.consumptions.length).toBe(CUSTOMERS)
      return bench.losses.length / CUSTOMERS
    })
    expectValidated(
      'Loss of M/M/1/K, (1 - ρ) ρ^K / (1 - ρ^(K+1)) (Kleinrock 1975)',
      `ρ = ${load}, K = ${room}, drop ${drop}`,
      shares,
      theory,
    )
  })

  it('loses what Erlang says where nobody waits', () => {
    const [load, room] = [3, 4]
    const terms = [1]
    for (let i = 1; i <= room; i++) terms.push((terms[i - 1]! * load) / i)
    const theory = terms[room]! / terms.reduce((sum, term) => sum + term, 0)
    const shares = Array.from({ length: 16 }, (_, i) => {
      const buffer = { most: room, of: 'packets' } as const
      // Insensitive to the distribution of the service.
      const { bench } = nodeQueue({ servers: room, distribution: 'lognormal', buffer }, [load], CUSTOMERS, i + 1)
      return bench.losses.length / CUSTOMERS
    })
    expectValidated(
      'Loss of M/G/c/c, (a^c / c!) / Σ a^i / i! (Erlang 1917)',
      `a = ${load}, ${room} servers, lognormal service`,
      shares,
      theory,
    )
  })
})
