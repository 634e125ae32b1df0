import { describe, it } from 'vitest'
import { Stream } from '../../src/kernel/stream.js'
import { Sector } from '../../src/network/sector.js'
import { sectorSchema } from '../../src/network/sector-settings.js'
import { Bench, hop, place } from '../network/bench.js'
import { replications } from './many-endpoints.js'
import { expectValidated } from './validation.js'

const SECOND = 1_000_000
const HOUR = 3600 * SECOND
const ENDPOINTS = 6000

// What comes at any time waits for an endpoint that listens for A in every P: not at all with the probability A/P, otherwise evenly up to P - A, on
// the mean (P - A)² ÷ 2P; for an endpoint that wakes only for a moment that is P/2, half a period.
describe('a message for an endpoint that sleeps', () => {
  it.each([
    { mode: 'psm', period: 4 * HOUR, listens: 0 },
    { mode: 'psm', period: HOUR, listens: HOUR / 4 },
    { mode: 'edrx', period: 81.92 * SECOND, listens: 5.12 * SECOND },
  ])(
    'waits as long as the formula says with $mode, $period µs, $listens of them awake',
    ({ mode, period, listens }) => {
      const [cycle, window] = [`${period} us`, `${listens} us`]
      const powerSave = mode === 'psm' ? { mode, period: cycle, 'active-time': window } : { mode, cycle, window }
      const settings = sectorSchema().parse({
      medium: 'sector', access: 'granted', 'power-save': powerSave, inactivity: '0 s', delay: '0 s', loss: '0%', 'rate-down': '1 Gbps', header: '0 B',
      coverage: [{ share: '100%', 'rate-factor': 1 }],
    }) // prettier-ignore
      const waits = replications((seed) => {
        const bench = new Bench(seed)
        const medium = bench.medium(
          (name, seed, book, membership) => new Sector(name, settings, seed, book, membership),
        )
        bench.route(hop(bench.links(medium, { direction: 'down' }), { domain: place('one', ENDPOINTS) }))
        const stream = new Stream(seed, 'arrivals')
        // One for each, at any time of ten periods.
        let sent = 0
        for (let device = 0; device < ENDPOINTS; device++) {
          const at = Math.floor(stream.next() * 10 * period)
          sent += at
          bench.send(at, device, { device, bytes: 1 })
        }
        const arrived = bench.run().consumptions.reduce((sum, { at }) => sum + at, 0)
        if (bench.consumptions.length !== ENDPOINTS) throw new Error('some have not arrived')
        return (arrived - sent) / ENDPOINTS
      })
      const theory = (period - listens) ** 2 / (2 * period)
      expectValidated(
        'Wait in µs for an endpoint that sleeps, (P - A)² ÷ 2P (elementary)',
        `${mode}, A ÷ P = ${listens / period}`,
        waits,
        theory,
      )
    },
  )
})
