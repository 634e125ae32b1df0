import { describe, expect, it } from 'vitest'
import { RateClasses } from '../../src/network/rate-classes.js'
import { sectorSchema } from '../../src/network/sector-settings.js'

const schema = sectorSchema()

describe('the settings of a sector', () => {
  it('are those of an LTE-M cell where nothing is said', () => {
    expect(schema.parse({ medium: 'sector' })).toEqual({
      medium: 'sector', 'rate-down': 1e6, 'rate-up': 1e6, 'endpoints-per-sector': 1000,
      coverage: [{ share: 0.7, 'rate-factor': 1 }, { share: 0.25, 'rate-factor': 0.3 }, { share: 0.05, 'rate-factor': 0.05 }], 'out-of-range': 0,
      delay: 5000, access: 'random', 'random-access': { every: 5000, preambles: 54, response: 5000, 'back-off': 20_000, attempts: 10 },
      'set-up': 100_000, grant: 10_000, inactivity: 10e6, 'power-save': { mode: 'edrx', cycle: 1_280_000, window: 10_000 },
      loss: 0.1, retries: 4, 'retry-after': 8000, mtu: 1500, header: 60, queue: 64_000,
    }) // prettier-ignore
  })

  it('take any of the ways to save power', () => {
    const psm = { mode: 'psm', period: '4 h', 'active-time': '20 s' }
    expect(schema.parse({ medium: 'sector', 'power-save': psm })['power-save']).toEqual({
      mode: 'psm',
      period: 4 * 3600e6,
      'active-time': 20e6,
    })
    expect(schema.parse({ medium: 'sector', 'power-save': { mode: 'none' } })['power-save']).toEqual({ mode: 'none' })
  })

  it.each([
    [{ 'rate-down': '0 bps' }, 'rate-down', 'a rate above zero'],
    [{ 'rate-up': '0 bps' }, 'rate-up', 'a rate above zero'],
    [{ rate: '1 Mbps' }, '', 'Unrecognized key: "rate"'],
    [
      { coverage: [{ share: '60%', 'rate-factor': 1 }] },
      'coverage',
      'shares of the endpoints in range that make 100%; found 60%',
    ],
    [{ coverage: [] }, 'coverage', 'at least one class'],
    [{ 'out-of-range': '100%' }, 'out-of-range', 'reaches nobody'],
    [{ coverage: [{ share: '100%', 'rate-factor': 0 }] }, 'coverage.0.rate-factor', 'above 0 and at most 1'],
    [{ coverage: [{ share: '100%', 'rate-factor': 2 }] }, 'coverage.0.rate-factor', 'above 0 and at most 1'],
    [{ access: 'randm' }, 'access', 'did you mean "random"'],
    [{ 'random-access': { preambles: 0 } }, 'random-access.preambles', 'a whole number of preambles from 1'],
    [{ 'random-access': { every: '0 s' } }, 'random-access.every', 'at least 1 us'],
    [{ 'random-access': { attempts: 0 } }, 'random-access.attempts', 'a whole number of attempts from 1'],
    [{ 'power-save': { mode: 'sleep' } }, 'power-save.mode', 'expected a power save mode'],
    [{ 'power-save': { mode: 'edrx', cycle: '1 s', window: '2 s' } }, 'power-save.window', 'no longer than the cycle'],
    [{ 'power-save': { mode: 'psm', period: '1 s', 'active-time': '2 s' } }, 'power-save.active-time', 'no longer than the period'], // prettier-ignore
    [{ 'power-save': { mode: 'psm', period: '0 s', 'active-time': '0 s' } }, 'power-save.period', 'a time above zero'],
    [{ 'endpoints-per-sector': 0 }, 'endpoints-per-sector', 'a whole number of endpoints from 1'],
    [{ mtu: '60 B' }, 'mtu', 'an mtu above the header'],
    [{ queue: '1499 B' }, 'queue', 'at least one packet of the mtu'],
    [{ retries: 101 }, 'retries', 'a whole number of retries from 0 to 100'],
    [{ loss: '100%' }, 'loss', 'below 100%'],
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    const { error } = schema.safeParse({ medium: 'sector', ...written })
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([key])
    expect(error!.issues[0]!.message).toContain(says)
  })

  it('may be out of range of a share, whatever the classes of the others', () => {
    const { coverage, 'out-of-range': outOfRange } = schema.parse({ medium: 'sector', 'out-of-range': '5%' })
    const classes = new RateClasses(coverage, outOfRange, 1)
    const factors = Array.from({ length: 40_000 }, (_, node) => classes.factorOf(node))
    const shareOf = (factor: number) => factors.filter((one) => one === factor).length / factors.length
    // Four standard deviations of a share of 40,000 are at most 1 %.
    for (const { share, 'rate-factor': factor } of coverage)
      expect(Math.abs(shareOf(factor) - 0.95 * share)).toBeLessThan(0.01)
    expect(Math.abs(shareOf(0) - 0.05)).toBeLessThan(0.005)
  })

  it('tell all that is wrong in one go', () => {
    const wrong = { 'rate-up': '0 bps', coverage: [{ share: '60%', 'rate-factor': 1 }], mtu: '60 B', queue: '10 B' }
    const { error } = schema.safeParse({ medium: 'sector', ...wrong })
    expect(error!.issues.map(({ path }) => path.join('.')).sort()).toEqual(['coverage', 'mtu', 'queue', 'rate-up'])
  })
})
