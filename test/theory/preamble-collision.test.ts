import { describe, it } from 'vitest'
import { Sector } from '../../src/network/sector.js'
import { sectorSchema } from '../../src/network/sector-settings.js'
import { Bench, hop, place } from '../network/bench.js'
import { replications } from './many-endpoints.js'
import { expectValidated } from './validation.js'

const SECOND = 1_000_000

// Who asks for access meets none of n - 1 others with the probability (1 - 1/P)^(n-1), where each chooses one of P preambles alike: that of a ball
// which is alone in its urn (Feller, An Introduction to Probability Theory I, II.5).
describe('random access of n at once over P preambles', () => {
  it.each([
    { n: 2, preambles: 8, slots: 16_000 },
    { n: 10, preambles: 54, slots: 4000 },
    { n: 54, preambles: 54, slots: 400 },
    { n: 30, preambles: 8, slots: 400 },
  ])('collides as often as the formula says for n = $n, P = $preambles', ({ n, preambles, slots }) => {
    const shares = replications((seed) => collisions(n, preambles, slots, seed))
    const theory = 1 - (1 - 1 / preambles) ** (n - 1)
    expectValidated(
      'Preamble collision, 1 - (1 - 1/P)^(n-1) (Feller 1968)',
      `n = ${n}, P = ${preambles}`,
      shares,
      theory,
    )
  })
})

/** The share of those who collide, of n that ask in the same slot, once a second. */
function collisions(n: number, preambles: number, slots: number, seed: number): number {
  const settings = sectorSchema().parse({
    medium: 'sector', 'random-access': { preambles, attempts: 1 }, inactivity: '0 s', loss: '0%', 'rate-up': '1 Gbps',
  }) // prettier-ignore
  const bench = new Bench(seed)
  const medium = bench.medium((name, seed, book, membership) => new Sector(name, settings, seed, book, membership))
  bench.route(hop(bench.links(medium), { domain: place('one', n) }))
  for (let slot = 0; slot < slots; slot++)
    for (let device = 0; device < n; device++) bench.send(slot * SECOND + device, slot * n + device, { device })
  bench.run(slots * SECOND)
  if (bench.consumptions.length + bench.losses.length !== n * slots) throw new Error('some have not been answered')
  return bench.losses.length / (n * slots)
}
