import { describe, expect, test } from 'vitest'
import { runScenario, type Ran } from './run-scenario.js'

const LAST_GASP = '4.12.4.1/otg_ntf_evnt_data/1'
const RESTORED = '4.12.4.3/svc_rst_ntf_evnt_data/1'

const METERS = 4000
/** Six of twenty feeders. */
const DARK = 1200
/** Hold-up and start-up of a single meter are between 80 % and 120 % of the figure. */
const [LEAST, MOST] = [0.8, 1.2]

const WHOLE_TOWN = "events=[{ at: '17:05', what: power-lost }]"
const CHANNELS = 'nan.channels=64'
const QUICK = ['nodes.meter.start-up=5 s', 'joining.nan.spread=5 s']
const holdUp = (seconds: number) => `nodes.meter.backup=${seconds} s`

const heard = (ran: Ran) => ran.outcome(LAST_GASP).delivered / ran.outcome(LAST_GASP).sent
/** Lost because the meter itself, or one that should have relayed it, was down. */
const lostToDeath = (ran: Ran) =>
  ran
    .outcome(LAST_GASP)
    .losses.filter(({ place }) => place.endsWith('node down'))
    .reduce((sum, one) => sum + one.messages, 0)

const ran = await runScenario('storm')

describe('the last gasps of a storm', () => {
  test('come through but for what contention loses: they are over before the first capacitor is empty', () => {
    const { sent, latencyS, verdict } = ran.outcome(LAST_GASP)
    expect(sent).toBe(DARK)
    // Event jitter is 1 s.
    expect(1 + latencyS!.max).toBeLessThan(LEAST * 30)
    expect(lostToDeath(ran)).toBe(0)
    expect(heard(ran)).toBeGreaterThan(0.8)
    expect(heard(ran)).toBeLessThan(0.95)
    expect(verdict).toBe('pass')
  })

  test('are next to all heard by radios that hop, or that do not speak at once', async () => {
    for (const set of [CHANNELS, 'timing.event-jitter=10 s'])
      expect(heard(await runScenario('storm', set)), set).toBeGreaterThan(0.99)
  }, 120_000)

  test('are fewer, the shorter a capacitor holds: relays die', async () => {
    const two = await runScenario('storm', holdUp(2))
    const one = await runScenario('storm', holdUp(1))
    expect(lostToDeath(two)).toBeGreaterThan(0)
    expect(heard(two)).toBeLessThan(heard(ran) - 0.1)
    expect(heard(one)).toBeLessThan(heard(two) - 0.1)
  }, 120_000)

  test('are not helped by jitter where it is longer than the hold-up: who is dead says nothing', async () => {
    const { losses } = (await runScenario('storm', holdUp(5), 'timing.event-jitter=10 s')).outcome(LAST_GASP)
    const silent = losses.find(({ place }) => place === '2-Way Meter - Electr: node down')!.messages
    // Hold-up is 5 s on the mean, the moment evenly drawn from 10 s: a binomial of one half; five standard deviations.
    expect(Math.abs(silent / DARK - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / DARK))
  }, 120_000)
})

describe('the last gasps of a town that is dark as a whole', () => {
  test('stop with the last capacitor, and are too few where that is after 2 s', async () => {
    const all = await runScenario('storm', WHOLE_TOWN, holdUp(2))
    const { sent, latencyS, shareInTime, reason } = all.outcome(LAST_GASP)
    expect(sent).toBe(METERS)
    // Behind the DAP, which has a battery, it is a tenth of a second at most.
    expect(latencyS!.max).toBeLessThan(MOST * 2 + 0.1)
    expect(shareInTime).toBeLessThan(0.3)
    // One storm over eight DAPs is eight observations: a few more storms decide.
    expect(reason).toMatch(/^large outages: .*; 8 clusters of 4000, about \d+ clusters would decide \([2-9] such runs\)/)
  }, 120_000)

  test('meet the bound of the SRS from some 4 s on', async () => {
    expect(heard(await runScenario('storm', WHOLE_TOWN, holdUp(3)))).toBeLessThan(0.3)
    expect(heard(await runScenario('storm', WHOLE_TOWN, holdUp(4)))).toBeGreaterThan(0.3)
  }, 120_000)
})

describe('the notices of restoration', () => {
  // A start of 16 to 24 s and a wait of up to 30 s, evenly drawn, less a jitter e of up to 1 s, are over in 20 s: the triangle of side 4 + e.
  const odds = (5 ** 3 - 4 ** 3) / 6 / (8 * 30)
  const deviation = Math.sqrt((odds * (1 - odds)) / DARK)

  test('are in time as often as start-up and spread allow, on one channel as on many', async () => {
    for (const one of [ran, await runScenario('storm', CHANNELS)]) {
      const { sent, delivered, inTime, verdict } = one.outcome(RESTORED)
      expect(sent).toBe(DARK)
      expect(delivered / sent).toBeGreaterThan(0.99)
      expect(Math.abs(inTime / sent - odds)).toBeLessThan(5 * deviation)
      expect(verdict).toBe('fail')
    }
  }, 120_000)

  test('have time enough with 5 s for each, but on one channel half of the joins fail', async () => {
    expect(MOST * 5 + 5).toBeLessThan(20)
    const one = (await runScenario('storm', ...QUICK)).outcome(RESTORED)
    expect(one.inTime / one.sent).toBeLessThan(0.6)
    // Who has no answer in 10 s asks again after 15 s at least.
    expect(one.latencyS!.p50).toBeGreaterThan(25)
    const many = (await runScenario('storm', ...QUICK, CHANNELS)).outcome(RESTORED)
    expect(many.inTime).toBe(DARK)
  }, 120_000)
})
