import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { deploymentOf } from '../deployment/fixture.js'

const ELECTRIC = 'quantities: { meters: { electric: { residential: 1000, commercial: 100 } } }'

/** `row 1-3` stands for `row/1`, `row/2`, `row/3`. */
function ids(...rows: [row: string, first: number, last?: number][]): string[] {
  return rows.flatMap(([row, first, last = first]) =>
    Array.from({ length: last - first + 1 }, (_, i) => `${row}/${first + i}`),
  )
}

// By hand from the tables of 4.10.4 and 4.15.4: what an electric meter and the back office take part in without a HAN.
const METER_READING = ids(
  ['4.10.4.1/on-demand_Mtr-read_resp-data', 1],
  ['4.10.4.1/on-demand_Mtr-read_cmd', 1],
  ['4.10.4.2/on-demand_Mtr-read_cmd_comm_err', 1, 3],
  ['4.10.4.2/on-demand_Mtr-read_cmd_comm_err', 13, 15],
  ['4.10.4.2/on-demand_Mtr-read_cmd_err', 1, 3],
  ['4.10.4.3/Mtr-read_data_resp-data', 1],
  ['4.10.4.4/Mtr-read_multi-interval-data_cmd', 1],
  ['4.10.4.4/Mtr-read_multi-interval-data_resp-data', 5, 8],
  ['4.10.4.5/bulk_Mtr-read_cmd', 1],
  ['4.10.4.5/bulk_Mtr-read_cmd', 4],
  ['4.10.4.5/bulk_Mtr-read_resp-data', 1],
  ['4.10.4.5/bulk_Mtr-read_resp-data', 4],
)
const SERVICE_SWITCH = ids(
  ['4.15.4.1/SW_opr_cmd', 1],
  ['4.15.4.1/SW_opr_cmd_ack', 1, 2],
  ['4.15.4.2/SW_opr_cancel_cmd', 1],
  ['4.15.4.2/SW_opr_cmd_ack', 1, 2],
  ['4.15.4.3/SW_state_cmd', 1],
  ['4.15.4.3/SW_state_cmd_resp-data', 1, 4],
  ['4.15.4.4/SW_opr_cmd_comm-err', 1, 7],
  ['4.15.4.4/SW_opr_fail_cmd-err', 1, 2],
  ['4.15.4.5/SW_post-oper-info_resp-data', 1, 2],
)

function appliedIn(yaml: string, ...set: string[]): string[] {
  return appliedRequirements(deploymentOf(yaml, ...set)).applied.map((one) => one.requirement.id)
}

function whyLeftOut(id: string, yaml: string): string | undefined {
  return appliedRequirements(deploymentOf(yaml)).leftOut.find((one) => one.requirement.id === id)?.why
}

describe('the requirements that apply', () => {
  test.each(['ACdW', 'ACdIW', 'ACdIIW', 'ACvW', 'ACvIW', 'ACvIIW'])(
    'are the same for electric meters in every profile: %s',
    (profile) => {
      const yaml = `name: a\nprofile: ${profile}\n${ELECTRIC}`
      expect(appliedIn(yaml)).toEqual([...METER_READING, ...SERVICE_SWITCH])
    },
  )

  test('are those of the selected use cases', () => {
    expect(appliedIn(`name: a\nuse-cases: [Meter Reading]\n${ELECTRIC}`)).toEqual(METER_READING)
    expect(appliedIn(`name: a\nuse-cases: [Service Switch]\n${ELECTRIC}`)).toEqual(SERVICE_SWITCH)
  })

  // SRS 4.20.3: CIS reaches the head-end directly or by the MDMS, the head-end its DAPs by WAN, gateway, or internet.
  test.each([
    ['ACdW', ['1Ab', '1Ca', '1D']],
    ['ACdIW', ['1Ab', '1Cba', '1Cc', '1D']],
    ['ACdIIW', ['1Ab', '1Cba', '1Cb', '1D']],
    ['ACvW', ['1Aa', '1B', '1Ca', '1D']],
    ['ACvIW', ['1Aa', '1B', '1Cba', '1Cc', '1D']],
    ['ACvIIW', ['1Aa', '1B', '1Cba', '1Cb', '1D']],
  ])('take the path of the profile: %s', (profile, flows) => {
    const { applied } = appliedRequirements(deploymentOf(`name: a\nprofile: ${profile}\n${ELECTRIC}`))
    const of = (id: string) => applied.find((one) => one.requirement.id === id)!.hops.map((hop) => hop.flow)
    expect(of('4.15.4.1/SW_opr_cmd/1')).toEqual(flows)
    expect(of('4.15.4.1/SW_opr_cmd_ack/1')).toEqual([...flows].reverse())
  })

  test('include the gas meters, their commands and their valves when there are any', () => {
    const both = 'quantities: { meters: { electric: { residential: 9 }, gas: { residential: 9 } } }'
    const applied = appliedIn(`name: a\n${both}`)
    expect(applied).toEqual(
      expect.arrayContaining([
        '4.10.4.1/on-demand_Mtr-read_cmd/2',
        '4.10.4.4/Mtr-read_multi-interval-data_resp-data/3',
        '4.15.4.6/valve_opr_cmd/1',
        '4.15.4.9/valve_opr_cmd_comm-err/1',
      ]),
    )
    // No gas meter is commercial, no electric meter either.
    expect(applied).not.toContain('4.10.4.4/Mtr-read_multi-interval-data_resp-data/1')
    expect(applied).not.toContain('4.10.4.4/Mtr-read_multi-interval-data_resp-data/5')
  })
})

describe('a requirement that is left out', () => {
  const yaml = `name: a\n${ELECTRIC}\nchoices: { requirements: { 4.15.4.3/SW_state_cmd: off, 4.10.4.3/Mtr-read_data_resp-data/1: off } }`

  test.each([
    ['4.10.4.1/on-demand_Mtr-read_cmd/4', /^profile ACvW has no home area network, which IPD is part of$/],
    ['4.10.4.1/on-demand_Mtr-read_resp-data/3', /^profile ACvW has no home area network/],
    ['4.10.4.2/on-demand_Mtr-read_cmd_comm_err/20', /^nothing in this deployment causes it$/],
    ['4.10.4.1/on-demand_Mtr-read_cmd/2', /^the deployment has no 2-Way Meter - Gas$/],
    ['4.10.4.3/Mtr-read_data_resp-data/3', /^the deployment has no 2-Way Meter - Water$/],
    ['4.15.4.9/valve_opr_cmd_comm-err/1', /^nothing in this deployment causes it$/],
    ['4.15.4.3/SW_state_cmd/1', /^switched off by the deployment$/],
    ['4.10.4.3/Mtr-read_data_resp-data/1', /^switched off by the deployment$/],
    ['4.15.4.3/SW_state_cmd_resp-data/1', /^nothing in this deployment causes it$/],
  ])('says why: %s', (id, why) => {
    expect(whyLeftOut(id, yaml)).toMatch(why)
    expect(appliedIn(yaml)).not.toContain(id)
  })

  test('is an answer of which the deployment leaves no one to ask', () => {
    const asked = `name: a\n${ELECTRIC}\nchoices: { requirements: { 4.10.4.5/bulk_Mtr-read_cmd/4: off } }`
    expect(whyLeftOut('4.10.4.5/bulk_Mtr-read_resp-data/4', asked)).toBe('nothing in this deployment causes it')
    expect(appliedIn(asked)).toContain('4.10.4.5/bulk_Mtr-read_resp-data/1')
  })

  test('is on the list unless its use case is not selected, or the errata take it out of use', () => {
    const deployment = deploymentOf(`name: a\nuse-cases: [Service Switch]\n${ELECTRIC}`)
    const { applied, leftOut } = appliedRequirements(deployment)
    const all = [...applied, ...leftOut].map((one) => one.requirement.id).sort()
    const used = deployment.catalogue.requirements.filter((one) => one.used && one.useCase === 'Service Switch')
    expect(all).toEqual(used.map((one) => one.id).sort())
    expect(new Set(all).size).toBe(all.length)
  })
})
