import { describe, expect, test } from 'vitest'
import { meanLoss } from '../../../src/network/link-loss.js'
import { runScenario } from './run-scenario.js'

const PRICE = '4.14.4.2/RTP_pricing-data'
const TO_ALL = ['brdcst/1', 'brdcst/8', 'mltcst/1', 'mltcst/8'].map((one) => `${PRICE}_${one}`)
const IMAGES = [
  '4.9.4.9/metrology_firmware_update_cmd/1',
  '4.9.4.10/metrology_program_update_cmd/1',
  '4.9.4.11/NIC_firmware_update_cmd/1',
  '4.9.4.12/NIC_program_update_cmd/1',
]

describe('100 meters on a line', async () => {
  const ran = await runScenario('plc')

  test('fail by prices for all and by images, and by nothing else', () => {
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement.id)
    expect(failed.sort()).toEqual([...TO_ALL, ...IMAGES].sort())
  })

  test('have fewer prices than the loss of the line alone would leave, which is too few by itself', () => {
    const { nan } = ran.deployment.settings.networks
    if (nan.medium !== 'plc') throw new Error('the NAN is no power line')
    const kept = 1 - meanLoss(nan.loss)
    // Sent once over each distance, to nobody who acknowledges it.
    const most = nan.repeaters.reduce((sum, nodes, i) => sum + nodes * kept ** (i + 1), 0)
    expect(most).toBeLessThan(0.98)
    for (const id of TO_ALL) {
      const { shareInTime, latencyS, boundLatencyS, reason } = ran.outcome(id)
      expect(shareInTime!, id).toBeLessThan(most)
      expect(latencyS!.p99, id).toBeLessThan(boundLatencyS)
      expect(reason, id).toContain('leg 3 (1D, nan) loses most')
    }
  })

  test('lose images of thousands of frames by single ones: the channel is busy with what prices set off', () => {
    for (const id of IMAGES) expect(ran.outcome(id).losses[0]!.place, id).toContain('channel busy')
  })

  test('have reads, switching and all that is sent to one in time', () => {
    for (const id of ['4.10.4.1/on-demand_Mtr-read_cmd/1', '4.10.4.1/on-demand_Mtr-read_resp-data/1', '4.15.4.1/SW_opr_cmd/1'])
      expect(ran.outcome(id).shareInTime, id).toBeGreaterThan(0.98)
  })
})

test('prices to each by itself, and more patience, mend it', async () => {
  const ran = await runScenario(
    'plc',
    'nan.retries=20',
    'nan.max-back-offs=200',
    `choices.requirements.${PRICE}_brdcst=off`,
    `choices.requirements.${PRICE}_mltcst=off`,
    `choices.requirements.${PRICE}_cmd/1={ how-often: 96 per day }`,
  )
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
  expect(ran.outcome(`${PRICE}_cmd/1`).verdict).toBe('pass')
  for (const id of IMAGES) expect(ran.outcome(id).lost, id).toBe(0)
}, 120_000)
