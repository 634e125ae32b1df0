import { describe, it } from 'vitest'
import type { LinkBook } from '../../src/network/link-book.js'
import type { Membership } from '../../src/network/medium.js'
import { RateClasses } from '../../src/network/rate-classes.js'
import { Sector } from '../../src/network/sector.js'
import { sectorSchema } from '../../src/network/sector-settings.js'
import { pass, replications } from './many-endpoints.js'
import { expectValidated } from './validation.js'

type Create = (book: LinkBook, membership: Membership) => Sector

const ENDPOINTS = 50_000
/** A packet takes this long in the best class of coverage, 3 1/3 and 20 times as long in the others. */
const BEST = 800

// M/G/1: the wait of Pollaczek and Khinchine, λ E[S²] ÷ (2 (1 - ρ)) (Kleinrock, Queueing Systems I, 5.6). Who is served next does not hang on how long it
// takes, so that turns instead of first come, first served, do not change the mean.
describe('the downlink of a sector whose classes of coverage make services unequal', () => {
  it.each([
    { load: 0.3, messages: 200_000 },
    { load: 0.7, messages: 250_000 },
  ])('keeps waiting what the formula says at load $load', ({ load, messages }) => {
    const settings = sectorSchema().parse({
      medium: 'sector', access: 'granted', 'power-save': { mode: 'none' }, 'rate-down': '1 Mbps', delay: '0 s', loss: '0%', header: '0 B',
      queue: '1 MB',
    }) // prettier-ignore
    // The classes are drawn once, endpoint by endpoint: the moments are those of the endpoints that there are.
    const classes = new RateClasses(settings.coverage, 0, 1)
    let [mean, square] = [0, 0]
    for (let node = 0; node < ENDPOINTS; node++) {
      const service = BEST / classes.factorOf(node)
      mean += service / ENDPOINTS
      square += service ** 2 / ENDPOINTS
    }
    const rate = load / mean
    const waits = replications((seed) => {
      const create: Create = (book, membership) => new Sector('sector', settings, 1, book, membership)
      const { latency } = pass({ create, endpoints: ENDPOINTS, direction: 'down', rate, bytes: 100, messages, seed })
      return latency - mean
    })
    const theory = (rate * square) / (2 * (1 - load))
    expectValidated(
      'M/G/1, mean wait in µs, λ E[S²] / (2 (1 - ρ)) (Pollaczek 1930, Khinchine 1932)',
      `downlink of a sector, ρ = ${load}`,
      waits,
      theory,
    )
  })
})
