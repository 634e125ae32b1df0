import { describe, expect, test } from 'vitest'
import { runScenario, type Ran } from './run-scenario.js'

const ON_DEMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'
const INTERVALS = '4.10.4.4/Mtr-read_multi-interval-data_cmd/1'
const SWITCH = '4.15.4.1/SW_opr_cmd/1'
const STATE = '4.15.4.3/SW_state_cmd/1'

const WINDOW = 1.28
/** What a command takes but for waiting: 0.2 s where there is no power saving, most of it to make contact with a meter. */
const REST = 0.2

/** A meter listens for a while in each cycle, of which a command knows nothing: who comes in the window, or no longer before one than the bound. */
const shareWithin = (bound: number, cycle: number) => Math.min(1, (WINDOW + bound - REST) / cycle)

function expectShare(ran: Ran, id: string, cycle: number) {
  const { shareInTime, boundLatencyS, counted } = ran.outcome(id)
  const expected = shareWithin(boundLatencyS, cycle)
  // Binomial: 1 seed of 1000 is left out.
  expect(Math.abs(shareInTime! - expected), id).toBeLessThanOrEqual(
    3.29 * Math.sqrt((expected * (1 - expected)) / counted),
  )
}

describe('meters that listen in each 20.48 s', async () => {
  const ran = await runScenario('cellular-direct')

  test('have 15 s commands too late, as often as the cycle says', () => {
    for (const id of [ON_DEMAND, INTERVALS]) {
      expectShare(ran, id, 20.48)
      expect(ran.outcome(id).verdict, id).toBe('fail')
      expect(ran.outcome(id).reason, id).toMatch(/leg \d \(1D, nan\) costs late messages 100 % of their time: queueing/)
    }
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement.id)
    expect(failed.sort()).toEqual([ON_DEMAND, INTERVALS].sort())
  })

  test('have those that may take a minute in time, within a cycle', () => {
    for (const id of [SWITCH, STATE]) {
      expect(ran.outcome(id).shareInTime, id).toBe(1)
      expect(ran.outcome(id).latencyS!.max, id).toBeLessThan(20.48 + 1)
    }
  })

  test('send without waiting for a window', () => {
    expect(ran.outcome('4.15.4.1/SW_opr_cmd_ack/1').latencyS!.max).toBeLessThan(1)
  })
})

test('a cycle of 10.24 s mends it', async () => {
  const ran = await runScenario('cellular-direct', 'nan.power-save.cycle=10.24 s')
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
  for (const id of [ON_DEMAND, INTERVALS]) expect(ran.outcome(id).latencyS!.max, id).toBeLessThan(10.24 + 1)
}, 120_000)

test('with 81.92 s a part of the switchings is late as well', async () => {
  const ran = await runScenario('cellular-direct', 'nan.power-save.cycle=81.92 s')
  for (const id of [ON_DEMAND, INTERVALS, SWITCH, STATE]) {
    expectShare(ran, id, 81.92)
    expect(ran.outcome(id).verdict, id).toBe('fail')
  }
}, 120_000)

test('with PSM nearly all commands are late, by the time from one read to the next', async () => {
  const psm = 'nan.power-save={ mode: psm, period: 4 h, active-time: 20 s }'
  const ran = await runScenario('cellular-direct', psm)
  for (const id of [ON_DEMAND, INTERVALS, SWITCH, STATE]) {
    const { shareInTime, latencyS } = ran.outcome(id)
    expect(shareInTime!, id).toBeLessThan(0.05)
    expect(latencyS!.mean, id).toBeGreaterThan(3600)
    expect(latencyS!.max, id).toBeLessThan(4 * 3600 + 1)
  }
}, 120_000)
