import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { volumetricsAt, type VolumetricsRow } from '../../src/plan/volumetrics.js'
import { volumetricsJson } from '../../src/plan/volumetrics-text.js'
import { deploymentOf } from '../deployment/fixture.js'

const SCENARIO = readFileSync(fileURLToPath(new URL('../../scenarios/srs-4.21.yaml', import.meta.url)), 'utf8')
const result = volumetricsAt(deploymentOf(SCENARIO), 'DAPjm', '2-Way Meter - Electr')
const [there, back] = result.directions

type Printed = [payload: string, howOften: number, proportion: number, size: number]

// SRS 4.21 tables 1 and 4: events from the DAP to the meter. How often is for one meter a day.
const TO_METER: Printed[] = [
  ['on-demand_Mtr-read_cmd', 25 / 1000, 1, 25],
  ['Mtr-read_multi-interval-data_cmd', 25 / 1000, 1, 25],
  ['SW_opr_cmd', 50 / 1000, 1, 25],
  ['SW_opr_cancel_cmd', 2 / 1000, 1, 25],
  ['SW_state_cmd', 50 / 1000, 1, 25],
]
// SRS 4.21 tables 2, 3 (scenario 1) and 5: events from the meter to the DAP.
const TO_DAP: Printed[] = [
  ['on-demand_Mtr-read_resp-data', 25 / 1000, 1, 100],
  ['on-demand_Mtr-read_cmd_err', (25 / 1000) * (1 / 1000), 1, 50],
  ['Mtr-read_multi-interval-data_resp-data', 24, 0.174, 1600],
  ['Mtr-read_multi-interval-data_resp-data', 6, 0.696, 2400],
  ['SW_opr_cmd_ack', 2 / 1000, 1, 25],
  ['SW_state_cmd_resp-data', 50 / 1000, 1, 100],
  ['SW_opr_fail_cmd-err', (1 / 1000) * (50 / 1000), 1, 50],
  ['SW_post-oper-info_resp-data', 2 / 1000, 1, 100],
]

function expectRow(row: VolumetricsRow, [payload, howOften, proportion, size]: Printed): void {
  expect(row.payload).toBe(payload)
  expect(row.eventsPerMemberPerDay).toBeCloseTo(howOften, 12)
  expect(row.proportion).toBeCloseTo(proportion, 12)
  expect(row.bytesPerEvent).toBe(size)
  expect(row.eventsPerMeterPerDay).toBeCloseTo(howOften * proportion, 12)
  expect(row.bytesPerMeterPerDay).toBeCloseTo(howOften * proportion * size, 8)
}

describe('the worked example of SRS 4.21', () => {
  test('is between the DAP and the electric meter, both ways', () => {
    expect(result.flows).toEqual(['1D'])
    expect(result.meters).toBe(1000)
    expect([there!.from, there!.to]).toEqual(['DAPjm', '2-Way Meter - Electr'])
    expect([back!.from, back!.to]).toEqual(['2-Way Meter - Electr', 'DAPjm'])
  })

  test('has the 5 events of tables 1 and 4 towards the meter, in all their figures', () => {
    expect(there!.rows).toHaveLength(5)
    there!.rows.forEach((row, i) => expectRow(row, TO_METER[i]!))
  })

  test('has the 8 events of tables 2 and 5 towards the DAP, in all their figures', () => {
    expect(back!.rows).toHaveLength(8)
    back!.rows.forEach((row, i) => expectRow(row, TO_DAP[i]!))
  })

  test('comes to the totals of table 4: 0.152 events and 3.8 bytes a meter a day', () => {
    expect(there!.eventsPerMeterPerDay).toBe(0.152)
    expect(there!.bytesPerMeterPerDay).toBe(3.8)
    expect(there!.meanBytesPerEvent).toBe(25)
    expect(there!.eventsPerMeterPerSecond.toExponential(2)).toBe('1.76e-6')
  })

  test('comes to the totals of table 5, which prints 8.43 events and 16 712 bytes a meter a day', () => {
    // 24 × 0.174 + 6 × 0.696 = 8.352 of intervals, 6681.6 + 10022.4 bytes; the others are 0.079075 and 7.75375.
    expect(back!.eventsPerMeterPerDay).toBe(8.431075)
    expect(back!.bytesPerMeterPerDay).toBe(16711.75375)
    expect(back!.eventsPerMeterPerDay.toFixed(2)).toBe('8.43')
    expect(back!.bytesPerMeterPerDay.toFixed(0)).toBe('16712')
    expect(back!.meanBytesPerEvent.toFixed(0)).toBe('1982')
    expect(back!.eventsPerMeterPerSecond.toExponential(2)).toBe('9.76e-5')
  })

  test('divides a day by the hours of the window for the hour from noon: 15, 11, 12 and 24', () => {
    const hours = [...there!.rows, ...back!.rows].map((row) =>
      Math.round(row.eventsPerMeterPerDay / row.eventsPerMeterPerMiddayHour),
    )
    // Tables 1 and 2 write Daily value/15, /11 and /8; 8AM - 8PM has 12 hours (errata, 4.21).
    expect(hours).toEqual([15, 11, 12, 12, 12, 15, 15, 24, 24, 12, 12, 12, 12])
  })

  test('says what it assumed: every departure from the cells is a choice of the deployment', () => {
    const set = result.assumptions.filter((one) => one.setBy === 'deployment').map((one) => one.name)
    expect(set).toEqual(
      expect.arrayContaining([
        'effects',
        'choices.ranges',
        'choices.requirements.4.10.4.3/Mtr-read_data_resp-data',
        'choices.requirements.4.10.4.4/Mtr-read_multi-interval-data_resp-data/5',
        'choices.requirements.4.10.4.4/Mtr-read_multi-interval-data_resp-data/7',
        'choices.requirements.4.15.4.2/SW_opr_cmd_ack',
        'choices.requirements.4.15.4.3/SW_state_cmd_resp-data',
      ]),
    )
    expect(result.assumptions.some((one) => one.name.startsWith('errata 4.21#'))).toBe(true)
  })

  test('is JSON with one entry each way, and its assumptions', () => {
    const json = JSON.parse(JSON.stringify(volumetricsJson(result))) as { directions: object[]; assumptions: object[] }
    expect(Object.keys(json)).toEqual(['directions', 'assumptions'])
    expect(json.directions.map((one) => Object.keys(one))).toEqual(
      [0, 1].map(() => [
        ...['from', 'to', 'eventsPerMeterPerDay', 'bytesPerMeterPerDay', 'meanBytesPerEvent'],
        ...['eventsPerMeterPerSecond', 'rows'],
      ]),
    )
    expect(json.assumptions.length).toBe(result.assumptions.length)
  })
})

describe('volumetrics of the example with causal effects', () => {
  const causal = volumetricsAt(deploymentOf(SCENARIO, 'effects=causal'), 'DAPjm', '2-Way Meter - Electr')
  const perDay = (payload: string) =>
    causal.directions[1]!.rows.filter((row) => row.payload === payload).map((row) => row.eventsPerMeterPerDay)

  test('have one effect for each cause', () => {
    // 1 % of the packets of the NAN are lost, each tried four times: next to none of 50 and 25 per 1000.
    const arrives = 1 - 0.01 ** 4
    expect(perDay('SW_opr_cmd_ack')[0]).toBeCloseTo(0.05 * arrives, 12)
    expect(perDay('SW_post-oper-info_resp-data')[0]).toBeCloseTo(0.05 * 0.999 * arrives, 12)
    expect(perDay('on-demand_Mtr-read_resp-data')[0]).toBeCloseTo(0.025 * 0.999 * arrives, 12)
    expect(perDay('on-demand_Mtr-read_cmd_err')[0]).toBeCloseTo(0.025 * 0.001 * arrives, 12)
    expect(perDay('Mtr-read_multi-interval-data_resp-data')).toHaveLength(2)
  })
})

describe('an interface', () => {
  test('that nothing crosses is refused, with the pairs that something crosses', () => {
    const cross = () => volumetricsAt(deploymentOf(SCENARIO), 'NMS', '2-Way Meter - Electr')
    expect(cross).toThrow(/no message passes from NMS to 2-Way Meter - Electr or back/)
  })

  test('with meters that nobody has is refused', () => {
    const cross = () => volumetricsAt(deploymentOf(SCENARIO), 'DAPjm', '2-Way Meter - Gas')
    expect(cross).toThrow(/the deployment has no 2-Way Meter - Gas/)
  })

  test('between two actors of the back office is per meter of the deployment', () => {
    const { meters, directions, flows } = volumetricsAt(deploymentOf(SCENARIO), 'AMI Head-End(j)', 'DAPjm')
    expect([meters, flows]).toEqual([1000, ['1Ca']])
    // What the DAP gets for the meters comes by here.
    expect(directions[0]!.eventsPerMeterPerDay).toBe(0.152)
    // And what it adds itself of what it could not deliver: 4 per 1000 of 52 per 1000 operations.
    const own = directions[1]!.rows.filter((row) => row.from === 'DAPjm')
    expect(own.map((row) => row.payload)).toContain('SW_opr_cmd_comm-err')
    expect(own.find((row) => row.payload === 'SW_opr_cmd_comm-err')!.eventsPerMeterPerDay).toBeCloseTo(
      0.004 * 0.052,
      12,
    )
  })
})
