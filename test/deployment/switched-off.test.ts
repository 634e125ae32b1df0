import { describe, expect, test } from 'vitest'
import { problemText } from '../../src/input/problems.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { deploymentOf } from './fixture.js'

const METERS = 'quantities: { meters: { electric: { residential: 9, commercial: 9 } } }'
const head = `name: a\n${METERS}\nchoices:\n  requirements:\n`
const off = (...keys: string[]) => head + keys.map((key) => `    ${key}: off\n`).join('')
const warned = (yaml: string, ...set: string[]) => deploymentOf(yaml, ...set).warnings.map(problemText)
const warning = (line: number, key: string, goes: string) =>
  `test.yaml:${line}:5: choices.requirements.${key}: with it goes what nothing else causes: ${goes}\n` +
  '  switch that off too, if it is meant'

describe('a payload that is switched off', () => {
  test('takes its answers with it, which is said with its position', () => {
    expect(warned(off('4.15.4.3/SW_state_cmd'))).toEqual([
      warning(5, '4.15.4.3/SW_state_cmd', '4.15.4.3/SW_state_cmd_resp-data'),
    ])
    // By its id too; --set has a position of its own.
    expect(warned(`name: a\n${METERS}`, 'choices.requirements.4.15.4.3/SW_state_cmd/1=off')).toEqual([
      expect.stringMatching(/^--set choices\.requirements\.4\.15\.4\.3\/SW_state_cmd\/1=off: choices\.requirements\./),
    ])
  })

  test('takes nothing with it that another still causes', () => {
    // The communication error of the switch also follows the command that cancels (effects.csv).
    expect(warned(off('4.15.4.1/SW_opr_cmd'))).toEqual([
      warning(
        5,
        '4.15.4.1/SW_opr_cmd',
        '4.15.4.1/SW_opr_cmd_ack, 4.15.4.4/SW_opr_fail_cmd-err, 4.15.4.5/SW_post-oper-info_resp-data',
      ),
    ])
    const both = warned(off('4.15.4.1/SW_opr_cmd', '4.15.4.2/SW_opr_cancel_cmd'))
    expect(both).toHaveLength(2)
    for (const one of both) expect(one).toContain('4.15.4.4/SW_opr_cmd_comm-err')
  })

  test('is no warning where its answers are switched off too, or would not be there anyway', () => {
    expect(warned(off('4.15.4.3/SW_state_cmd', '4.15.4.3/SW_state_cmd_resp-data'))).toEqual([])
    // No gas meters, no valves.
    expect(warned(off('4.15.4.8/valve_state_cmd'))).toEqual([])
    // An answer, a scheduled read, another use case.
    expect(
      warned(off('4.15.4.1/SW_opr_cmd_ack', '4.10.4.3/Mtr-read_data_resp-data', '4.12.4.1/otg_ntf_evnt_data')),
    ).toEqual([])
  })

  test('names single pairs where their row goes on', () => {
    // The MDMS asks in bulk, and so does another asker: each is answered by itself.
    expect(warned(off('4.10.4.5/bulk_Mtr-read_cmd/4'))).toEqual([
      warning(5, '4.10.4.5/bulk_Mtr-read_cmd/4', '4.10.4.5/bulk_Mtr-read_resp-data/4'),
    ])
  })

  test('says no more than its first effects, and what these cause in turn', () => {
    const storage = `name: a
profile: ACvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
quantities: { meters: { electric: { residential: 9 } }, feeder-devices: { storage: 30 } }
choices: { requirements: { 4.5.4.2/distr_cust_storage_in-island-mode_alarm/2: off } }`
    const [one, ...others] = warned(storage)
    expect(others).toEqual([])
    // 2 causes 10 to 13, and 10 causes 28.
    expect(one).toMatch(/causes: (4\.5\.4\.2\/distr_cust_storage_in-island-mode_alarm\/(10|11|12|13|28)(, )?)+/)
  })

  // The warnings are a reckoning of their own: held against what a run leaves out for want of a cause.
  test.each([
    [['4.15.4.3/SW_state_cmd']],
    [['4.15.4.1/SW_opr_cmd', '4.15.4.2/SW_opr_cancel_cmd']],
    [['4.10.4.1/on-demand_Mtr-read_cmd/1']],
    [['4.10.4.5/bulk_Mtr-read_cmd/1', '4.10.4.4/Mtr-read_multi-interval-data_cmd']],
  ])('warns of what a run then leaves out: %s', (keys) => {
    const leftOut = (yaml: string) => {
      const { leftOut: all } = appliedRequirements(deploymentOf(yaml))
      return all.filter((one) => one.why === 'nothing in this deployment causes it').map((one) => one.requirement)
    }
    const before = leftOut(`name: a\n${METERS}`)
    const more = leftOut(off(...keys)).filter((one) => !before.includes(one))
    expect(more.length).toBeGreaterThan(0)
    const said = warned(off(...keys)).join('\n')
    for (const { id, row } of more)
      expect(said.includes(`${id},`) || said.includes(`${id}\n`) || said.includes(row), id).toBe(true)
  })
})
