import { describe, expect, test } from 'vitest'
import { runScenario, type Ran } from './run-scenario.js'

const RESTORED = '4.12.4.3/svc_rst_ntf_evnt_data/1'

/** Feeders of 200 meters: five lose their power, four have it back. DAPs of 500: two have feeders 1 to 5, and the second stands on feeder 3. */
const [PER_FEEDER, LOST, BACK] = [200, 5, 4]
const BEHIND_THE_SECOND = 2 * PER_FEEDER // feeders 4 and 5, and half of the dark one

const SHORT = 'nodes.dap.backup=1 h'
const BOUND = ['nan.re-home=false', 'joining.nan.rehoming=false']

/** Who is silent when all notices are in. */
const silent = (ran: Ran) => LOST * PER_FEEDER - ran.outcome(RESTORED).delivered

describe('power that returns to four feeders of five', () => {
  test('is told by the meters of those four, each once: silence is darkness but for a lost notice or two', async () => {
    const ran = await runScenario('nested-outage')
    const { sent, delivered, lost, latencyS, shareInTime, verdict } = ran.outcome(RESTORED)
    expect(sent).toBe(BACK * PER_FEEDER)
    expect(delivered + lost).toBe(sent)
    const dark = (LOST - BACK) * PER_FEEDER
    expect(silent(ran)).toBeGreaterThanOrEqual(dark)
    expect(silent(ran)).toBeLessThan(dark + 0.01 * sent)
    // No meter starts in less than 16 s, less a jitter of 1 s; who starts and waits as long as can be, and joins at once, has 54 s.
    expect(latencyS!.p50).toBeGreaterThan(15)
    expect(latencyS!.p99).toBeGreaterThan(54)
    expect(latencyS!.max).toBeLessThan(5 * 60)
    expect(shareInTime!).toBeLessThan(0.05)
    expect(verdict).toBe('fail')
  }, 120_000)

  test('is told sooner on 64 channels, and still not in time: from the middle outwards takes its time', async () => {
    const [one, many] = [await runScenario('nested-outage'), await runScenario('nested-outage', 'nan.channels=64')]
    expect(many.outcome(RESTORED).latencyS!.max).toBeLessThan(one.outcome(RESTORED).latencyS!.max)
    expect(many.outcome(RESTORED).latencyS!.p50).toBeLessThan(one.outcome(RESTORED).latencyS!.p50)
    expect(many.outcome(RESTORED).verdict).toBe('fail')
  }, 120_000)
})

describe('a DAP on the dark feeder whose battery is spent', () => {
  test('has its meters come in by a neighbour, later', async () => {
    const [held, spent] = [await runScenario('nested-outage'), await runScenario('nested-outage', SHORT)]
    expect(spent.outcome(RESTORED).delivered).toBeGreaterThan(0.99 * BACK * PER_FEEDER)
    expect(spent.outcome(RESTORED).latencyS!.max).toBeGreaterThan(held.outcome(RESTORED).latencyS!.max)
  }, 120_000)

  test('leaves those who know no other as silent as the dark ones', async () => {
    const ran = await runScenario('nested-outage', SHORT, ...BOUND)
    const { sent, delivered, open, lost } = ran.outcome(RESTORED)
    expect(sent).toBe(BACK * PER_FEEDER)
    expect(delivered).toBeLessThanOrEqual(sent - BEHIND_THE_SECOND)
    expect(delivered).toBeGreaterThan(0.99 * (sent - BEHIND_THE_SECOND))
    expect(delivered + lost + open).toBe(sent)
  }, 120_000)
})
