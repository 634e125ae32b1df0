import { describe, expect, test } from 'vitest'
import { runScenario, type Ran } from './run-scenario.js'

const ORDER = /circuit_device_(oper|status)_cmd\//
const ALARM_FROM_FIELD = /fault_lock_out_alarm\/[1-9]$/
const IN_SUBSTATION = ['profile=DDARsF', 'use-cases=[FCIR - Distr DAC]']

const FIRST_FAULT_S = 15 * 60

/** The requirements of fault isolation that were sent at all. */
function isolation({ outcomes }: Ran, which: RegExp) {
  return outcomes.filter(({ requirement: { id }, sent }) => id.startsWith('4.4.1.7.3') && which.test(id) && sent > 0)
}

describe('from the control room over 9.6 kbps', async () => {
  const ran = await runScenario('fault-isolation')

  test('every order, question and alarm is too late', () => {
    const late = [...isolation(ran, ORDER), ...isolation(ran, ALARM_FROM_FIELD)]
    expect(late.length).toBeGreaterThan(8)
    for (const one of late) {
      expect(one.verdict, one.requirement.id).toBe('fail')
      expect(one.inTime, one.requirement.id).toBe(0)
    }
  })

  test('because the polls of 25 sensors ask for a third more than the line has', () => {
    // 4.4.1.4.1.5 and 4.4.1.4.1.7: 150 and 50 bytes to each sensor in 5 s, with headers of 60. What
    // stands before the first order has grown since the start; five standard deviations of a compound Poisson sum are noise.
    const asked = (25 * (110 + 210) * 8) / 5
    expect(asked).toBe(12_800)
    const backlogS = (asked / 9600 - 1) * FIRST_FAULT_S
    const packets = ((25 * 2) / 5) * FIRST_FAULT_S
    const deviationS = (Math.sqrt((packets * (110 ** 2 + 210 ** 2)) / 2) * 8) / 9600
    for (const one of isolation(ran, ORDER))
      expect(one.latencyS!.p50, one.requirement.id).toBeGreaterThan(backlogS - 5 * deviationS)
  })
})

describe('from controllers in the substations', async () => {
  const ran = await runScenario('fault-isolation', ...IN_SUBSTATION)

  test('every order and question is in time, since none crosses the line', () => {
    const orders = isolation(ran, ORDER)
    expect(orders.length).toBeGreaterThan(4)
    for (const one of orders) expect(one.shareInTime, one.requirement.id).toBe(1)
  })

  test('an order takes what its four hops take', () => {
    // Controller, RTU and gateway 10 ms each, switch 50; two hops of 1 ms, one of 20; 85 bytes at 50 kbps. The packet before it,
    // or one on the way to the gateway over 100 Mbps, adds some microseconds.
    const byHand = 3 * 0.01 + 0.05 + 2 * 0.001 + 0.02 + (85 * 8) / 50_000
    const { latencyS } = ran.outcome('4.4.1.7.3.1/circuit_device_oper_cmd/5')
    expect(Math.abs(latencyS!.p50 - byHand)).toBeLessThan(0.001)
  })

  test('the alarms, which cross it, are as late as before', () => {
    const alarms = isolation(ran, ALARM_FROM_FIELD)
    expect(alarms.length).toBeGreaterThan(0)
    for (const one of alarms) expect(one.verdict, one.requirement.id).toBe('fail')
  })
})

test('19.2 kbps to the substations mend both', async () => {
  const ran = await runScenario('fault-isolation', 'wan.rate=19200 bps')
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
  for (const one of [...isolation(ran, ORDER), ...isolation(ran, ALARM_FROM_FIELD)])
    expect(one.shareInTime, one.requirement.id).toBe(1)
})
