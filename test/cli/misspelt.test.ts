import { describe, expect, test } from 'vitest'
import { refused } from './refused.js'
import { SMALL } from './sgsim.js'

/** What is added to a deployment of five lines, and what is said: the place, the word, and the nearest valid one. */
const cases: [title: string, line: string, said: string][] = [
  ['a key at the top', 'efects: causal', '6:1: a deployment has no key "efects"\n  did you mean "effects"?'],
  [
    'a key further in',
    'networks: { nan: { rte: 100 kbps } }',
    '6:20: "networks.nan" has no key "rte"\n  did you mean "rate"?',
  ],
  [
    'the payload in a row',
    'choices: { requirements: { 4.15.4.1/SW_opr_cmdd: off } }',
    '6:28: no requirement or row that is used is called "4.15.4.1/SW_opr_cmdd"\n  did you mean "4.15.4.1/SW_opr_cmd"?',
  ],
  [
    'the section of a requirement',
    'choices: { requirements: { 4.15.4.2/SW_opr_cmd/1: off } }',
    '6:28: no requirement or row that is used is called "4.15.4.2/SW_opr_cmd/1"\n  did you mean "4.15.4.1/SW_opr_cmd/1"?',
  ],
  [
    'the number of a requirement',
    'timing: { requirements: { 4.15.4.1/SW_opr_cmd/9: aligned } }',
    '6:27: no requirement or row that is used is called "4.15.4.1/SW_opr_cmd/9"\n  did you mean "4.15.4.1/SW_opr_cmd/1"?',
  ],
  [
    'a population',
    'populations: { ElectrMtrr: 5 }',
    '6:16: no population is called "ElectrMtrr"\n  did you mean "ElectrMtr"?',
  ],
]

describe('a misspelt word of a deployment is refused with the nearest valid one:', () => {
  test.each(cases)('%s', (_, line, said) => {
    expect(refused(`${SMALL}${line}\n`)).toBe(`town.yaml:${said}\n`)
  })

  test('a use case', () => {
    const said = refused(SMALL.replace('Service Switch', 'Servise Switch'))
    const place = 'town.yaml:3:28: use-cases.1: '
    expect(said).toBe(
      `${place}expected a use case of the SRS, found "Servise Switch"\n  did you mean "Service Switch"?\n`,
    )
  })

  test('a profile', () => {
    const said = refused(SMALL.replace('ACvW', 'ACvWI'))
    expect(said).toMatch(/^town\.yaml:2:10: profile: expected a deployment profile, found "ACvWI"\n/)
    expect(said).toContain('did you mean "ACvW"?')
  })

  test('two profiles of a kind, which territories can have', () => {
    expect(refused(SMALL.replace('ACvW', 'ACvW + ACdW'))).toBe(
      'town.yaml:2:10: profile: expected one AMI profile, found two: territories hold several\n',
    )
    expect(refused(SMALL.replace('ACvW', 'DCSIW + DDIsF'))).toBe(
      'town.yaml:2:10: profile: expected one distribution profile, found two\n',
    )
  })
})
