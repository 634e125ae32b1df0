import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../../../src/deployment/load.js'
import { HOUR, SECOND } from '../../../src/kernel/time.js'
import { Model } from '../../../src/simulate/model.js'
import { catalogue } from '../../deployment/fixture.js'
import { runScenario, type Ran } from './run-scenario.js'

const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/5'
const COMMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'

const METERS = 5000
const HOURS = 8
/** Packets a second that the head-end takes in. */
const RATE = 10
/** The reads of noon: from then on until the head-end is back, and until it has taken in all. */
const [DOWN, BURST] = [600, METERS / RATE]

const lostAt = (ran: Ran, id: string, place: RegExp) =>
  ran
    .outcome(id)
    .losses.filter((one) => place.test(one.place))
    .reduce((sum, one) => sum + one.messages, 0)

describe('reads of noon before a head-end that is down', () => {
  test('wait at the DAPs, and are worked off at its rate', async () => {
    const { sent, delivered, lost, latencyS } = (await runScenario('head-end-restart')).outcome(READ)
    expect([sent, delivered, lost]).toEqual([METERS * HOURS, METERS * HOURS, 0])
    // The DAPs offer again every 10 s.
    expect(latencyS!.max).toBeGreaterThan(DOWN + BURST)
    expect(latencyS!.max).toBeLessThan(DOWN + BURST + 10)
  }, 120_000)

  test('are lost without a store, or with one that gives up too soon; the next read carries them', async () => {
    for (const set of ['nodes.dap={}', 'nodes.dap.store.time-out=5 min']) {
      const { sent, lost, shareInTime } = (await runScenario('head-end-restart', set)).outcome(READ)
      expect([sent, lost], set).toEqual([METERS * HOURS, METERS])
      // Captured within 2 h of being due.
      expect(shareInTime, set).toBe(1)
    }
  }, 120_000)

  test('are lost with a DAP that is reset meanwhile, unless its store survives', async () => {
    const reset =
      "events=[{ at: '11:50', what: node-down, node: head-end, for: 20 min }, { at: '12:05', what: node-down, dap: 1, for: 1 min }]"
    const gone = await runScenario('head-end-restart', reset)
    expect(gone.outcome(READ).lost).toBe(500)
    expect(lostAt(gone, READ, /^DAPjm.*node down$/)).toBe(500)
    const kept = await runScenario('head-end-restart', reset, 'nodes.dap.store.survives=true')
    expect(kept.outcome(READ).lost).toBe(0)
  }, 120_000)
})

describe('commands behind the reads', () => {
  test('are late while a burst is worked off, unless they go first', async () => {
    const first = await runScenario('head-end-restart', 'nodes.head-end.order=strict')
    const { delivered, inTime, losses } = first.outcome(COMMAND)
    expect(inTime).toBe(delivered)
    expect(losses.map(({ place }) => place)).toEqual(['AMI Head-End(j): node down'])
    const { counted, shareInTime } = (await runScenario('head-end-restart')).outcome(COMMAND)
    // Eight bursts of 500 s, at whose end 15 s of waiting are in time, and the 20 minutes.
    const late = (HOURS * (BURST - 15) + 1200) / (HOURS * 3600)
    expect(Math.abs(1 - shareInTime! - late)).toBeLessThan(4 * Math.sqrt((late * (1 - late)) / counted))
  }, 120_000)
})

describe('reads that go on coming', () => {
  const set = ['timing.scheduled-reads=spread', 'nodes.head-end.processing=500 ms']
  const file = fileURLToPath(new URL('../../../scenarios/head-end-restart.yaml', import.meta.url))
  const model = new Model(
    loadDeployment(
      file,
      catalogue,
      set.map((text) => overrideOf(text)!),
    ),
  )
  /** Under way at a moment. */
  const waiting = (time: number) => {
    model.simulation.runUntil(Math.round(time))
    return model.flight.underWay
  }
  const before = waiting(11 * HOUR + 49 * 60 * SECOND)
  const [at, most] = [12 * HOUR + 600 * SECOND, waiting(12 * HOUR + 600 * SECOND)]

  test('pile up while it is down', () => {
    // A read an hour of each meter, and one a day besides; five standard deviations.
    const many = (METERS * (1 / 3600 + 1 / 86_400)) * 1200
    expect(before).toBeLessThan(30)
    expect(Math.abs(most - many)).toBeLessThan(5 * Math.sqrt(many))
  })

  test('are worked off at the rate that they leave: backlog / spare rate', () => {
    const spare = 2 - METERS * (1 / 3600 + 1 / 86_400)
    const drain = most / spare
    expect(drain).toBeGreaterThan(40 * 60)
    expect(Math.abs(waiting(at + (drain / 2) * SECOND) / most - 0.5)).toBeLessThan(0.1)
    expect(waiting(at + 0.85 * drain * SECOND)).toBeGreaterThan(before)
    expect(waiting(at + 1.15 * drain * SECOND)).toBeLessThan(30)
  })
})
