import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { Expected } from '../../src/traffic/expected.js'
import { loadDeployment } from '../../src/deployment/load.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const ELECTRIC = `name: a
quantities: { meters: { electric: { residential: 1000, commercial: 100 } } }
networks:
  nan: { loss: 20%, retries: 1, mtu: 110 B, header: 10 B }
  wan: { loss: 10%, retries: 0 }
`
/** A packet over the NAN, twice tried, and over the WAN, once. */
const NAN = 1 - 0.2 ** 2
const WAN = 0.9
/** 1-50 per 1000 × 1100 (4.15.4.1), at the middle. */
const OPERATIONS = 28.05

function expectedIn(...set: string[]) {
  const deployment = deploymentOf(ELECTRIC, ...set)
  const emissions = emissionsOf(deployment, appliedRequirements(deployment).applied)
  const expected = new Expected(deployment, emissions)
  const find = (id: string) => emissions.find((one) => one.id === id)!
  return {
    perDay: (id: string) => expected.perDay(find(id)),
    atHop: (id: string, hop: number) => expected.perDayAtHop(find(id), find(id).applied[0]!, hop),
  }
}

describe('what a deployment is expected to send', () => {
  test('is what the cells say of what is sent by the clock, whatever is lost', () => {
    const { perDay } = expectedIn()
    expect(perDay('4.15.4.1/SW_opr_cmd/1')).toBeCloseTo(OPERATIONS, 9)
    expect(perDay('4.10.4.3/Mtr-read_data_resp-data/1')).toBeCloseTo(1100, 9)
  })

  test('is at most one effect for each cause also of what is sent on peak days of the year only', () => {
    // DSDR: commands on peak days (SRS 4.4.3), of which a part of the devices is asked.
    const deployment = loadDeployment('scenarios/peak-dsdr.yaml', catalogue)
    const emissions = emissionsOf(deployment, appliedRequirements(deployment).applied)
    const expected = new Expected(deployment, emissions)
    const seasonal = emissions.filter(({ terms }) => terms.some(({ partOfYear }) => partOfYear < 1))
    expect(seasonal.length).toBeGreaterThan(0)
    const effects = emissions.flatMap((one) => expected.causesOf(one)).filter(({ cause }) => seasonal.includes(cause))
    expect(effects.length).toBeGreaterThan(0)
    for (const { cause, each } of effects) if (!cause.toAll) expect(each, cause.id).toBeLessThanOrEqual(1)
  })

  test('is one effect for each cause that arrives', () => {
    const { perDay } = expectedIn()
    expect(perDay('4.15.4.1/SW_opr_cmd_ack/1')).toBeCloseTo(OPERATIONS * WAN * NAN, 9)
    expect(perDay('4.15.4.5/SW_post-oper-info_resp-data/1')).toBeCloseTo(OPERATIONS * WAN * NAN * 0.999, 9)
  })

  test('is an error of the head-end for what the WAN loses, of the DAP for what the NAN loses', () => {
    const { perDay } = expectedIn()
    // 1-2 per 1000 × 1100 cancellations cannot be delivered either (4.15.4.4).
    const commands = OPERATIONS + 1.65
    expect(perDay('4.15.4.4/SW_opr_cmd_comm-err/5')).toBeCloseTo(commands * (1 - WAN), 9)
    expect(perDay('4.15.4.4/SW_opr_cmd_comm-err/1')).toBeCloseTo(commands * WAN * (1 - NAN), 9)
  })

  test('thins out from hop to hop: every packet of a message must pass', () => {
    const { atHop, perDay } = expectedIn()
    const read = '4.10.4.3/Mtr-read_data_resp-data/1'
    // 200 bytes in packets of 100: two.
    expect(atHop(read, 0)).toBeCloseTo(perDay(read), 9)
    expect(atHop(read, 1)).toBeCloseTo(1100 * NAN ** 2, 9)
    // CIS → MDMS → head-end → DAP → meter; the enterprise network loses nothing.
    expect(atHop('4.15.4.1/SW_opr_cmd/1', 2)).toBeCloseTo(OPERATIONS, 9)
    expect(atHop('4.15.4.1/SW_opr_cmd/1', 3)).toBeCloseTo(OPERATIONS * WAN, 9)
  })

  test('is one read for each poll that arrives', () => {
    const { perDay } = expectedIn('collection=poll')
    expect(perDay('poll:4.10.4.4/Mtr-read_multi-interval-data_resp-data/7')).toBeCloseTo(5000, 9)
    expect(perDay('4.10.4.4/Mtr-read_multi-interval-data_resp-data/7')).toBeCloseTo(5000 * WAN * NAN, 9)
  })

  test('is what the table states, with stated effects, whatever is lost', () => {
    const { perDay } = expectedIn('effects=stated')
    // 1-2 per 1000 × 1100 acknowledgements, 1 per 1000 × 1100 states, 1-4 per 1000 of the operations undeliverable.
    expect(perDay('4.15.4.1/SW_opr_cmd_ack/1')).toBeCloseTo(1.65, 9)
    expect(perDay('4.15.4.3/SW_state_cmd_resp-data/1')).toBeCloseTo(1.1, 9)
    expect(perDay('4.15.4.4/SW_opr_cmd_comm-err/1')).toBeCloseTo((OPERATIONS + 1.65) * 0.0025, 9)
  })
})
