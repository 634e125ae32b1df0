import { describe, expect, test } from 'vitest'
import { runScenario } from './run-scenario.js'

const ROWS = ['4.5.4.2/distr_cust_storage_in-island-mode_alarm', '4.5.4.2/distr_cust_storage_out-of-island-mode_alert']

const [DEVICES, GATEWAYS] = [600, 4]
/** To the controller of the substation, and to the front end, from where the load management has it as well. */
const MESSAGES = 2
/** 50 bytes and a header of 60; 0.5 % are sent twice. */
const each = (rate: number) => (((50 + 60) * 8) / rate) * 1.005
/** Until a gateway has the messages of all its devices. */
const burstS = (rate: number, gateways: number) => (DEVICES / gateways) * MESSAGES * each(rate)

describe('over four gateways of 9.6 kbps', async () => {
  const ran = await runScenario('storage-island')

  test.each(ROWS)('%s: each device sends it once to each of the two', (row) => {
    for (const n of [1, 2, 21]) expect(ran.outcome(`${row}/${n}`).sent).toBe(DEVICES)
  })

  test.each(ROWS)('%s is in time for those whose turn comes within the bound', (row) => {
    for (const [n, bound] of [
      [1, 8],
      [2, 8],
      [21, 6],
    ] as const) {
      const { shareInTime, boundLatencyS, verdict } = ran.outcome(`${row}/${n}`)
      expect(boundLatencyS).toBe(bound)
      expect(verdict).toBe('fail')
      // Four bursts of 300 turns in an order drawn at random: who of the two messages goes first spreads a share by 2 %.
      expect(Math.abs(shareInTime! - bound / burstS(9600, GATEWAYS))).toBeLessThan(0.04)
    }
  })

  test('nothing fails but what storage sends over these gateways', () => {
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail')
    expect(failed.length).toBeGreaterThanOrEqual(6)
    for (const one of failed) expect(one.requirement.from, one.requirement.id).toBe('Distr. Cust. Storage')
  })

  test('the caps go to five meters a device, the middle of 4-6, and are answered in time', () => {
    const command = ran.outcome('4.5.4.3/meter_capped_kwh_mode_cmd/1')
    expect(command.sent).toBe(5 * DEVICES)
    for (const id of ['cmd/1', 'cmd_ack/1', 'cmd_ack/2', 'cancel_cmd/1', 'cancel_cmd_ack/1', 'cancel_cmd_ack/2'])
      expect(ran.outcome(`4.5.4.3/meter_capped_kwh_mode_${id}`).shareInTime, id).toBe(1)
  })
})

test.each([
  ['fan.rate=50 kbps', burstS(50_000, GATEWAYS)],
  ['quantities.fan-gateways.substation=20', burstS(9600, 20)],
])('%s mends it: the burst is over before 6 s have passed', async (change, burst) => {
  expect(burst).toBeLessThan(6)
  const ran = await runScenario('storage-island', change)
  for (const row of ROWS)
    for (const n of [1, 2, 21]) expect(ran.outcome(`${row}/${n}`).shareInTime, `${row}/${n}`).toBe(1)
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
})
