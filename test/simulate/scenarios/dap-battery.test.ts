import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../../../src/deployment/load.js'
import { HOUR, MINUTE } from '../../../src/kernel/time.js'
import { Model } from '../../../src/simulate/model.js'
import { catalogue } from '../../deployment/fixture.js'
import { runScenario } from './run-scenario.js'

const ON_BATTERY = '4.12.4.2/batt_pwr_notification/1'
const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
const COMMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'

const METERS = 4000
/** Two feeders of 200 meters, and on each the DAP of 500. */
const [DARK, BEHIND] = [2 * 200, 2 * 500]
const BESIDE = BEHIND - DARK

const FREE = ['nan.re-home=true', 'joining.nan.rehoming=true']

function started(...set: string[]) {
  const file = fileURLToPath(new URL('../../../scenarios/dap-battery.yaml', import.meta.url))
  const model = new Model(
    loadDeployment(
      file,
      catalogue,
      set.map((text) => overrideOf(text)!),
    ),
  )
  /** How many meters have a way to a DAP. */
  return (time: number) => {
    model.simulation.runUntil(time)
    const { nodes } = model.network.book.faults!
    return Array.from({ length: METERS }, (_, i) => i).filter((node) => nodes.isIn(node)).length
  }
}

test('DAPs on batteries say so, each once, and in time', async () => {
  const { sent, delivered, latencyS } = (await runScenario('dap-battery')).outcome(ON_BATTERY)
  expect([sent, delivered]).toEqual([2, 2])
  // 25 bytes over a WAN that nothing else uses.
  expect(latencyS!.max).toBeLessThan(0.06)
}, 120_000)

describe('when the batteries are spent', () => {
  test('meters outside the outage are cut off with those in it, until the power is back', () => {
    const joined = started()
    // 4 h, less a fifth for a single battery, or more; then their meters have to notice.
    expect(joined(5 * HOUR + 12 * MINUTE)).toBe(METERS - DARK)
    expect(joined(6 * HOUR + 48 * MINUTE + 3 * MINUTE)).toBe(METERS - DARK - BESIDE)
    expect(joined(12 * HOUR)).toBe(METERS - DARK - BESIDE)
    expect(joined(12 * HOUR + 30 * MINUTE)).toBe(METERS)
  })

  test('those outside it go to neighbours, if they may', () => {
    const joined = started(...FREE)
    expect(joined(6 * HOUR + 51 * MINUTE)).toBe(METERS - DARK)
    expect(joined(12 * HOUR)).toBe(METERS - DARK)
  })

  test('is never, with batteries of 13 h: four fifths of that are more than the 10 h of the outage', () => {
    const joined = started('nodes.dap.backup=13 h')
    for (const hour of [5, 7, 9, 11, 12]) expect(joined(hour * HOUR), `${hour}:00`).toBe(METERS - DARK)
  })
})

describe('meters that are cut off', () => {
  test('keep their reads until they have a way again: these are late, and not lost', async () => {
    const [bound, free] = [await runScenario('dap-battery'), await runScenario('dap-battery', ...FREE)]
    // The ones lost are those of meters without power, and what was under way when a DAP went down.
    const silent = (one: typeof bound) =>
      one.outcome(READ).losses.filter(({ place }) => /^2-Way Meter[^→]*: node down$/.test(place))
    expect(silent(bound)).toEqual(silent(free))
    expect(bound.outcome(READ).lost - free.outcome(READ).lost).toBeLessThan(0.01 * bound.outcome(READ).sent)
    const hour = 3600
    // Since 5:12 or later, and until 12:00, then a start of 72 s and the joining.
    expect(bound.outcome(READ).latencyS!.max).toBeGreaterThan(5 * hour)
    expect(bound.outcome(READ).latencyS!.max).toBeLessThan(7 * hour)
    expect(free.outcome(READ).latencyS!.max).toBeLessThan(120)
  }, 120_000)

  test('get no command: 1000 of 4000, for 5 of the 15 hours in which they come', async () => {
    const { counted, shareInTime, verdict } = (await runScenario('dap-battery')).outcome(COMMAND)
    const missed = ((BEHIND / METERS) * 5) / 15
    expect(Math.abs(1 - shareInTime! - missed)).toBeLessThan(4 * Math.sqrt((missed * (1 - missed)) / counted))
    expect(verdict).toBe('fail')
    const free = (await runScenario('dap-battery', ...FREE)).outcome(COMMAND)
    expect(free.lost).toBeLessThan(((DARK / METERS) * 5 * counted) / 15 + 4)
  }, 120_000)
})
