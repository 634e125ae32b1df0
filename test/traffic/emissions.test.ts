import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { messagesPerDay, type Emission } from '../../src/traffic/emission.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { deploymentOf, problemsOf } from '../deployment/fixture.js'

const ELECTRIC = 'name: a\nquantities: { meters: { electric: { residential: 1000, commercial: 100 } } }\n'

function emissionsIn(yaml: string, ...set: string[]): Emission[] {
  const deployment = deploymentOf(yaml, ...set)
  return emissionsOf(deployment, appliedRequirements(deployment).applied)
}

function emission(id: string, yaml: string, ...set: string[]): Emission {
  return emissionsIn(yaml, ...set).find((one) => one.id === id)!
}

describe('what 1000 residential and 100 commercial electric meters send by the clock', () => {
  // How Often of the SRS's rows times the members of its population, by hand:
  // on-demand reads 25 per 1000 × 1100 (4.21 table 1), the register snap shot 1 × 1100, interval commands 25 per 1000 × 1100,
  // C/I intervals 12-24 × 100, residential ones 4-6 × 1000, a bulk transfer x = 1 for the utility,
  // switch operations and states 1-50 per 1000 × 1100, cancellations 1-2 per 1000 × 1100.
  const BY_HAND: [id: string, low: number, mid: number, high: number][] = [
    ['4.10.4.1/on-demand_Mtr-read_cmd/1', 27.5, 27.5, 27.5],
    ['4.10.4.3/Mtr-read_data_resp-data/1', 1100, 1100, 1100],
    ['4.10.4.4/Mtr-read_multi-interval-data_cmd/1', 27.5, 27.5, 27.5],
    ['4.10.4.4/Mtr-read_multi-interval-data_resp-data/5', 1200, 1800, 2400],
    ['4.10.4.4/Mtr-read_multi-interval-data_resp-data/7', 4000, 5000, 6000],
    ['4.10.4.5/bulk_Mtr-read_cmd/1', 1, 1, 1],
    ['4.10.4.5/bulk_Mtr-read_cmd/4', 1, 1, 1],
    ['4.15.4.1/SW_opr_cmd/1', 1.1, 28.05, 55],
    ['4.15.4.2/SW_opr_cancel_cmd/1', 1.1, 1.65, 2.2],
    ['4.15.4.3/SW_state_cmd/1', 1.1, 28.05, 55],
  ]

  test.each(['low', 'mid', 'high'] as const)('is what the cells say, at the %s of their ranges', (pick) => {
    const roots = emissionsIn(ELECTRIC, `choices.ranges=${pick}`).filter((one) => one.root)
    expect(roots.map((one) => one.id)).toEqual(BY_HAND.map(([id]) => id))
    const column = { low: 1, mid: 2, high: 3 }[pick]
    for (const [i, row] of BY_HAND.entries()) {
      expect(messagesPerDay(roots[i]!), row[0]).toBeCloseTo(row[column] as number, 9)
    }
  })

  test('has the sizes of the cells; those of intervals follow how often', () => {
    // 4.10.4.4 and its notes: C/I 12 a day with 1600, 24 with 200, linear in the hours; residential 24 hours ÷ how often × 400.
    const sizes = (pick: string) => {
      const all = emissionsIn(ELECTRIC, `choices.ranges=${pick}`)
      return [5, 7].map(
        (n) => all.find((one) => one.id.endsWith(`4.4/Mtr-read_multi-interval-data_resp-data/${n}`))!.bytes,
      )
    }
    expect(sizes('low')).toEqual([1600, 2400])
    expect(sizes('mid')).toEqual([Math.round(200 + (1400 * (24 / 18 - 1)) / (2 - 1)), (24 / 5) * 400])
    expect(sizes('high')).toEqual([200, 1600])
    const other = new Map(emissionsIn(ELECTRIC).map((one) => [one.id, one.bytes]))
    expect(other.get('4.15.4.1/SW_opr_cmd/1')).toBe(25)
    expect(other.get('4.15.4.3/SW_state_cmd_resp-data/1')).toBe(100)
    expect(other.get('4.10.4.3/Mtr-read_data_resp-data/1')).toBe(200)
    expect(other.get('4.10.4.5/bulk_Mtr-read_resp-data/1')).toBe(1e6)
  })

  test('has the clock windows of the cells', () => {
    const windows = (id: string) => emission(id, ELECTRIC).when.windows
    expect(windows('4.15.4.1/SW_opr_cmd/1')).toEqual([{ from: 8 * 60, to: 20 * 60 }])
    expect(windows('4.10.4.5/bulk_Mtr-read_cmd/1')).toEqual([{ from: 18 * 60, to: 6 * 60 }])
  })
})

describe('how often', () => {
  const OPERATE = '4.15.4.1/SW_opr_cmd/1'

  test('adds the meters that prepay, which 4.15.4.1 counts on top', () => {
    // 25.5 per 1000 × 1100, and × 110 that prepay.
    expect(messagesPerDay(emission(OPERATE, ELECTRIC, 'enrolment.prepay=10%'))).toBeCloseTo(28.05 + 2.805, 9)
  })

  test('counts the population that the deployment sets', () => {
    const yaml = ELECTRIC + 'populations: { PrePay-ElectrMtr: 3, Utl-PrePay-ElectrMtr: 200, ElectrMtr: 500 }'
    // 25.5 per 1000 × 500, and × 200.
    expect(messagesPerDay(emission(OPERATE, yaml))).toBeCloseTo(25.5 * 0.7, 9)
  })

  test('is divided among the classes that send it, where the cell counts them together', () => {
    // 25 per 1000 ElectrMtr a day answer the MDMS (4.10.4.4): of 100 commercial and of 1000 residential meters.
    const row = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
    expect(messagesPerDay(emission(`${row}/6`, ELECTRIC))).toBeCloseTo(2.5, 9)
    expect(messagesPerDay(emission(`${row}/8`, ELECTRIC))).toBeCloseTo(25, 9)
  })

  test('is what a choice says, by id or by row, in its own period', () => {
    const choose = (key: string, often: string) =>
      messagesPerDay(emission(OPERATE, `${ELECTRIC}choices: { requirements: { ${key}: { how-often: ${often} } } }`))
    expect(choose('4.15.4.1/SW_opr_cmd', '2 per day')).toBeCloseTo(2200, 9)
    expect(choose(OPERATE, '7 per 100 per week')).toBeCloseTo(11, 9)
    expect(choose(OPERATE, 'low')).toBeCloseTo(1.1, 9)
    expect(choose(OPERATE, '365 per year')).toBeCloseTo(1100, 9)
  })

  test('replaces the x of a bulk transfer, and its xMB', () => {
    const bulk = (id: string, ...set: string[]) => emission(`4.10.4.5/${id}`, ELECTRIC, ...set)
    expect(messagesPerDay(bulk('bulk_Mtr-read_cmd/1', 'assumptions.x-batches=4'))).toBe(4)
    expect(bulk('bulk_Mtr-read_resp-data/1', 'assumptions.x-mb=2.5 MB').bytes).toBe(2_500_000)
  })

  test('is the table that is not part of the SRS only as an assumption', () => {
    const often = emission(
      '4.10.4.1/on-demand_Mtr-read_cmd/1',
      ELECTRIC,
      'assumptions.see-reqmts-table=1 per 10 per day',
    )
    expect(messagesPerDay(often)).toBeCloseTo(110, 9)
  })
})

describe('one occurrence of a row', () => {
  test('is one message to all its destinations', () => {
    const all = emissionsIn(ELECTRIC)
    const destinations = (id: string) => all.find((one) => one.id === id)!.applied.map((one) => one.requirement.to)
    expect(destinations('4.15.4.1/SW_opr_cmd_ack/1')).toEqual(['CIS/Billing - Utility', 'MDMS'])
    expect(destinations('4.15.4.3/SW_state_cmd_resp-data/1')).toEqual([
      'CIS/Billing - Utility',
      'MDMS',
      'LMS - Utility',
      'DSM - Utility',
    ])
    expect(all.some((one) => one.id === '4.15.4.1/SW_opr_cmd_ack/2')).toBe(false)
  })

  test('is a message of its own for each sender, and for each kind of meter', () => {
    const yaml = 'name: a\nquantities: { meters: { electric: { other: 9 }, gas: { other: 9 } } }'
    const found = emissionsIn(yaml).map((one) => one.id)
    expect(found).toEqual(
      expect.arrayContaining([
        '4.15.4.4/SW_opr_cmd_comm-err/1',
        '4.15.4.4/SW_opr_cmd_comm-err/5',
        '4.10.4.1/on-demand_Mtr-read_cmd/1',
        '4.10.4.1/on-demand_Mtr-read_cmd/2',
      ]),
    )
    expect(found).not.toContain('4.15.4.4/SW_opr_cmd_comm-err/2')
  })

  test('is one requirement in exactly one emission', () => {
    const yaml =
      'name: a\nquantities: { meters: { electric: { commercial: 9 }, gas: { other: 9 }, water: { other: 2 } } }'
    const deployment = deploymentOf(yaml)
    const { applied } = appliedRequirements(deployment)
    const sent = emissionsOf(deployment, applied).flatMap((one) => one.applied.map((each) => each.requirement.id))
    expect(sent.sort()).toEqual(applied.map((one) => one.requirement.id).sort())
  })
})

describe('the timing of what is sent by the clock', () => {
  const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'

  test('is spread for scheduled reads, Poisson for everything else', () => {
    const all = emissionsIn(ELECTRIC)
    const scheduled = all.filter((one) => one.scheduled).map((one) => one.id)
    expect(scheduled).toEqual(
      [
        '3/Mtr-read_data_resp-data/1',
        '4/Mtr-read_multi-interval-data_resp-data/5',
        '4/Mtr-read_multi-interval-data_resp-data/7',
      ].map((id) => `4.10.4.${id}`),
    )
    for (const one of all.filter((each) => each.root)) expect(one.timing).toBe(one.scheduled ? 'spread' : 'poisson')
  })

  test('is what the deployment says, of all or of one', () => {
    const timing = (yaml: string, id: string) => emission(id, `${ELECTRIC}timing: ${yaml}`).timing
    expect(timing('{ scheduled-reads: aligned }', READ)).toBe('aligned')
    expect(timing('{ everything-else: spread }', '4.15.4.1/SW_opr_cmd/1')).toBe('spread')
    expect(timing('{ requirements: { 4.15.4.1/SW_opr_cmd: aligned } }', '4.15.4.1/SW_opr_cmd/1')).toBe('aligned')
    expect(timing(`{ requirements: { ${READ}: aligned } }`, READ)).toBe('aligned')
  })

  test('of a scheduled read is never random: nothing would say when the next is due', () => {
    const wrong = () => emissionsIn(`${ELECTRIC}timing:\n  requirements:\n    ${READ}: poisson`)
    expect(wrong).toThrow(/^test\.yaml:5:56: a scheduled read is spread or aligned/)
    expect(problemsOf(`${ELECTRIC}timing: { scheduled-reads: poisson }`)).toHaveLength(1)
  })
})
