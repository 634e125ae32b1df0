import { describe, expect, test } from 'vitest'
import { runScenario, type Ran } from './run-scenario.js'

const READ_OF_HOMES = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
/** To set the zone of the fault apart: from a substation to a recloser, and to a switch. */
const ORDERS = ['4.4.1.7.3.1/circuit_device_oper_cmd/4', '4.4.1.7.3.1/circuit_device_oper_cmd/5']
const ALARM = '4.4.1.7.3.4/fault_lock_out_alarm/2'

const before = "events=[{ at: '11:00:02', what: fault }, { at: '11:00:03', what: fault }]"

const failed = (ran: Ran) => ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement.id)
const inTime = (ran: Ran, id: string) => ran.outcome(id).inTime

describe('faults while all meters send', async () => {
  const ran = await runScenario('da-over-ami')

  test('have no order and no alarm in time: the channel is never free', () => {
    for (const id of [...ORDERS, ALARM]) {
      expect(ran.outcome(id).counted, id).toBeGreaterThan(0)
      expect(inTime(ran, id), id).toBe(0)
      expect(failed(ran), id).toContain(id)
      expect(ran.outcome(id).losses[0]!.place, id).toContain('channel busy')
    }
    for (const id of ORDERS) expect(ran.outcome(id).reason, id).toMatch(/leg 4 \(DAP-(RC|SW).*, nan\) loses most/)
  })

  test('no read comes through either, though the day has room for all', () => {
    expect(ran.outcome(READ_OF_HOMES).shareInTime!).toBeLessThan(0.1)
    // 3600 homes, 2400 bytes in two frames over two hops, on eight channels of 150 kbps: minutes of the six hours.
    expect(((3600 / 8) * (2400 + 2 * 60) * 8 * 2) / 150_000).toBeLessThan(300)
  })
})

test('classes of priority do not mend it, and are not what breaks it', async () => {
  const ran = await runScenario('da-over-ami', "priorities.payloads={ '*': response }")
  for (const id of [...ORDERS, ALARM]) expect(inTime(ran, id), id).toBe(0)
}, 120_000)

test('an hour before noon the same orders are in time', async () => {
  const ran = await runScenario('da-over-ami', before)
  for (const id of [...ORDERS, ALARM]) {
    expect(ran.outcome(id).shareInTime, id).toBe(1)
    expect(ran.outcome(id).latencyS!.max, id).toBeLessThan(1)
  }
}, 120_000)

test('reads that are spread mend it: nothing fails', async () => {
  const ran = await runScenario('da-over-ami', 'timing.scheduled-reads=spread')
  expect(failed(ran)).toEqual([])
  for (const id of [...ORDERS, ALARM]) expect(ran.outcome(id).shareInTime, id).toBe(1)
}, 120_000)

test('hopping over 16 channels mends the orders, not the reads', async () => {
  const ran = await runScenario('da-over-ami', 'nan.channels=16')
  for (const id of ORDERS) expect(ran.outcome(id).shareInTime, id).toBe(1)
  expect(failed(ran)).not.toContain(ALARM)
  expect(failed(ran)).toContain(READ_OF_HOMES)
}, 120_000)

test('hopping over as many channels as the technology has mends all of it', async () => {
  const ran = await runScenario('da-over-ami', 'nan.channels=64')
  expect(failed(ran)).toEqual([])
  for (const id of [...ORDERS, ALARM]) expect(ran.outcome(id).shareInTime, id).toBe(1)
}, 120_000)
