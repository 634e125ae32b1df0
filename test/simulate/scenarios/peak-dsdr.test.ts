import { describe, expect, test } from 'vitest'
import { runScenario } from './run-scenario.js'
import { BUSY } from '../../../src/network/links.js'

const ANSWER = '4.4.1.4.1.5/FeederRegulator_sensor_data_resp-data'
const [NORMAL, PEAK] = [`${ANSWER}/1`, `${ANSWER}/2`]

const PEAK_HOURS = 3.5
const REGULATORS = 120

/** 1000 bytes and a header of 60: regulator, radio, gateway, packet service, front end, 1 Gbps to the DMS, DMS. */
function emptyLineS(fanRate: number): number {
  const bits = (1000 + 60) * 8
  const processing = 0.05 + 0.01 + 0.005 + 0.005
  return processing + bits / fanRate + 0.02 + bits / 19_200 + 0.1 + bits / 1e9 + 0.001
}

describe('at 2.4 kbps', async () => {
  const ran = await runScenario('peak-dsdr')

  test('an answer takes as long as an empty line takes: longer than 4 s, less than 5', () => {
    const byHand = emptyLineS(2400)
    expect(byHand).toBeGreaterThan(4)
    expect(byHand).toBeLessThan(5)
    // Below 10 ms: the width of a class of the histogram.
    for (const id of [NORMAL, PEAK]) expect(Math.abs(ran.outcome(id).latencyS!.p50 - byHand), id).toBeLessThan(0.01)
  })

  test('at peak none is in time, at all other times it does not fail', () => {
    expect(ran.outcome(PEAK)).toMatchObject({ boundLatencyS: 4, inTime: 0, verdict: 'fail' })
    const normal = ran.outcome(NORMAL)
    expect(normal.boundLatencyS).toBe(5)
    // Behind another long answer, or sent twice, it is too late: each has a chance of a few thousandths.
    expect(normal.shareInTime).toBeGreaterThan(0.99)
    expect(ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement.id)).toEqual([PEAK])
  })

  test('the peak changes how often the same device is asked and ordered, as the cells say', () => {
    const expected: [id: string, perHour: number, hours: number][] = [
      [PEAK, 4, PEAK_HOURS],
      [NORMAL, 1, PEAK_HOURS],
      ['4.4.1.5.1.7/FeederRegulator_step_up_cmd/2', 12, PEAK_HOURS],
      ['4.4.1.5.1.7/FeederRegulator_step_up_cmd/1', 1 / 2, PEAK_HOURS],
    ]
    for (const [id, perHour, hours] of expected) {
      const sendings = REGULATORS * perHour * hours
      // Five standard deviations of a Poisson count.
      expect(Math.abs(ran.outcome(id).sent - sendings), id).toBeLessThan(5 * Math.sqrt(sendings))
    }
  })

  test('the radio is not full: the regulators of a gateway use a fiftieth of it', () => {
    const { links } = ran.model.network
    const group = links.groups.find((one) => one.flow === 'FGf-RG' && one.direction === 'up')!
    const busy = links.column(BUSY).slice(group.first, group.first + group.count)
    const hours = (ran.deployment.end - ran.deployment.start) / 3.6e9
    const share = busy.reduce((sum, one) => sum + one, 0) / group.count / (hours * 3.6e9)
    // An hour of peak: 4 answers of 1060 bytes, 12 of 110, 24 of 85, one each of 85, 160 and 160; of two regulators, at 300 bytes a second.
    const byHand = (2 * (4 * 1060 + 12 * 110 + 24 * 85 + 85 + 2 * 160)) / (300 * 3600)
    expect(byHand).toBeLessThan(0.02)
    expect(share).toBeLessThan(byHand)
  })
})

test('4.8 kbps mend it', async () => {
  const ran = await runScenario('peak-dsdr', 'fan.rate=4800 bps')
  expect(emptyLineS(4800)).toBeLessThan(4)
  expect(ran.outcome(PEAK).shareInTime).toBeGreaterThan(0.995)
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
})
