import { describe, expect, test } from 'vitest'
import { problemsOf } from './fixture.js'

/** What is written, where the error points (line:column, counted from 1), what it says. */
const cases: [title: string, yaml: string, place: string | string[], ...says: RegExp[]][] = [
  ['a misspelt key at the top', 'name: a\nduratoin: 1 day', '2:1', /no key "duratoin"/, /did you mean "duration"/],
  ['a misspelt network', 'name: a\nnetworks:\n  wam: {}', '3:3', /"networks" has no key "wam"/, /"wan"/],
  ['a misspelt figure of a network', 'name: a\nnetworks:\n  wan: { delya: 1 ms }', '3:10', /"delya"/, /"delay"/],
  ['a misspelt kind of meter', 'name: a\nquantities:\n  meters:\n    electrik: {}', '4:5', /"electrik"/, /"electric"/],
  [
    'a misspelt class of meter',
    'name: a\nquantities: { meters: { gas: { comercial: 1 } } }',
    '2:32',
    /"comercial"/,
    /"commercial"/,
  ],
  ['a misspelt node', 'name: a\nnodes:\n  mdm: { processing: 1 ms }', '3:3', /"mdm"/, /"mdms"/],
  ['a misspelt figure of a node', 'name: a\nnodes:\n  dap: { server: 1 }', '3:10', /"server"/, /"servers"/],
  ['a misspelt key of timing', 'name: a\ntiming:\n  jiter: 1 s', '3:3', /"jiter"/, /"jitter"/],
  ['a misspelt key of choices', 'name: a\nchoices:\n  range: low', '3:3', /"range"/, /"ranges"/],
  ['a misspelt share', 'name: a\nenrolment:\n  prepaid: 1%', '3:3', /"prepaid"/, /"prepay"/],
  [
    'a misspelt key of one choice',
    'name: a\nchoices:\n  requirements:\n    4.15.4.3/SW_state_cmd: { how-oftn: 1 per day }',
    '4:30',
    /"how-oftn"/,
    /"how-often"/,
  ],
  ['a misspelt profile', 'name: a\nprofile: ACvWW', '2:10', /profile: expected .*found "ACvWW"/, /did you mean "ACvW"/],
  [
    'a misspelt use case',
    'name: a\nuse-cases: [Meter Reading, Servise Switch]',
    '2:28',
    /found "Servise Switch"/,
    /did you mean "Service Switch"/,
  ],
  [
    'a misspelt population',
    'name: a\npopulations:\n  ElectMtr: 1',
    '3:3',
    /no population is called "ElectMtr"/,
    /"Elect?r?Mtr"/,
  ],
  [
    'a misspelt requirement',
    'name: a\nchoices:\n  requirements:\n    4.15.4.3/SW_stat_cmd: off',
    '4:5',
    /"4\.15\.4\.3\/SW_stat_cmd"/,
    /did you mean "4\.15\.4\.3\/SW_state_cmd/,
  ],
  [
    'a payload where its row is meant',
    'name: a\ntiming:\n  requirements: { SW_state_cmd: spread }',
    '3:19',
    /"SW_state_cmd"/,
    /did you mean "4\.15\.4\.3\/SW_state_cmd/,
  ],
  [
    'a requirement that the errata take out of use',
    'name: a\nchoices: { requirements: { 4.15.4.7/SW_opr_cmd_ack/1: off } }',
    '2:28',
    /that is used is called "4\.15\.4\.7\/SW_opr_cmd_ack\/1"/,
  ],
  [
    'a misspelt actor',
    'name: a\nvolumetrics:\n  interface: [DAPj, MDMS]',
    '3:15',
    /no actor is called "DAPj"/,
    /did you mean "DAPjm"/,
  ],
  ['one actor where two are asked for', 'name: a\nvolumetrics: { interface: [DAPjm] }', '2:27', /expected two actors/],
  ['a rate without its unit', 'name: a\nnetworks: { wan: { rate: 100 } }', '2:26', /rate with its unit.*found 100/],
  [
    'a rate without its unit, as a text',
    "name: a\nnetworks: { wan: { rate: '100' } }",
    '2:26',
    /expected a rate .*found "100" \(a unit after the number/,
  ],
  ['a rate of nothing', 'name: a\nnetworks: { wan: { rate: 0 bps } }', '2:26', /expected a rate above zero/],
  ['a duration without its unit', 'name: a\nduration: 4', '2:11', /duration with its unit.*found 4/],
  ['a duration of nothing', 'name: a\nduration: 0 s', '2:11', /above zero/],
  ['a negative duration', 'name: a\nduration: -1 day', '2:11', /not negative/],
  ['a share without its unit', 'name: a\nnetworks: { nan: { loss: 0.1 } }', '2:26', /share with its unit.*found 0\.1/],
  ['a link that loses everything', 'name: a\nnetworks: { nan: { loss: 100% } }', '2:26', /below 100%/],
  [
    'an mtu that the header fills',
    'name: a\nnetworks: { nan: { mtu: 60 B } }',
    '2:25',
    /networks\.nan\.mtu: expected an mtu above the header/,
  ],
  [
    'a queue that holds no packet',
    'name: a\nnetworks: { nan: { queue: 1499 B } }',
    '2:27',
    /networks\.nan\.queue: expected a queue that holds at least one packet/,
  ],
  [
    'a rate that is a number',
    'name: a\nnetworks: { wan: { rate: 9600 } }',
    '2:26',
    /found 9600 \| write "9600 bps" where it is bits a second$/,
  ],
  ['a negative quantity', 'name: a\nquantities: { meters: { water: { other: -1 } } }', '2:41', /at least 0; found -1/],
  ['a fractional quantity', 'name: a\nquantities: { endpoints-per-dap: 2.5 }', '2:34', /whole number; found 2\.5/],
  ['no endpoint at a DAP', 'name: a\nquantities: { endpoints-per-dap: 0 }', '2:34', /at least one endpoint/],
  ['a quantity in words', 'name: a\nquantities: { endpoints-per-dap: many }', '2:34', /whole number.*found "many"/],
  [
    'a quantity without end',
    'name: a\nquantities: { endpoints-per-dap: .inf }',
    '2:34',
    /whole number.*found Infinity/,
  ],
  ['a value where keys belong', 'name: a\nquantities: 1000', '2:13', /quantities: expected a group of keys/],
  ['a list of use cases without one', 'name: a\nuse-cases: []', '2:12', /at least one use case/],
  ['a use case without its list', 'name: a\nuse-cases: Meter Reading', '2:12', /expected a list of use cases/],
  ['a name with a space', 'name: a b', '1:7', /a-z, 0-9 and -; found "a b"/],
  ['a deployment without a name', 'seed: 1', '1:1', /name: expected a name/],
  ['a seed below 0', 'name: a\nseed: -1', '2:7', /at least 0/],
  ['a seed beyond 32 bits', 'name: a\nseed: 4294967296', '2:7', /at most 4294967295/],
  ['a day that does not exist', 'name: a\nstart: 2026-02-29 00:00', '2:8', /a day that exists/],
  ['an hour that does not exist', 'name: a\nstart: 2026-02-28 24:00', '2:8', /from 00:00 to 23:59/],
  ['an unknown mode of effects', 'name: a\neffects: cause', '2:10', /causal or stated; found "cause"/],
  ['scheduled reads at random', 'name: a\ntiming: { scheduled-reads: poisson }', '2:28', /one of spread, aligned/],
  [
    'how often without a period',
    'name: a\nchoices: { requirements: { 4.15.4.3/SW_state_cmd: { how-often: 24 } } }',
    '2:64',
    /how often, such as/,
  ],
  [
    'a group where a choice is off or a group',
    'name: a\nchoices: { requirements: { 4.15.4.3/SW_state_cmd: on } }',
    '2:51',
    /expected off, or a group/,
  ],
  [
    'a choice that is wrong in two places',
    'name: a\nchoices: { requirements: { 4.15.4.3/SW_state_cmd: { how-often: daily, size: 24 } } }',
    ['2:64', '2:77'],
    /how-often: expected how often.*"daily"|size: expected low, mid, high or a size/,
  ],
  [
    'more retries than a packet can count',
    'name: a\nnetworks: { nan: { retries: 101 } }',
    '2:29',
    /retries from 0 to 100/,
  ],
  ['fewer retries than none', 'name: a\nnetworks: { nan: { retries: -1 } }', '2:29', /retries from 0 to 100/],
  ['a negative x', 'name: a\nassumptions: { x-joins: -1 }', '2:25', /at least 0/],
  ['no server', 'name: a\nnodes: { dap: { servers: 0 } }', '2:26', /servers from 1 to 1000/],
  ['more servers than a machine has', 'name: a\nnodes: { dap: { servers: 1001 } }', '2:26', /servers from 1 to 1000/],
]

describe('a deployment that is wrong', () => {
  test.each(cases)('says so of %s', (_, yaml, place, ...says) => {
    const problems = problemsOf(yaml)
    expect(problems.map((one) => one.split(' ')[0])).toEqual([place].flat().map((one) => `test.yaml:${one}:`))
    for (const problem of problems) for (const words of says) expect(problem).toMatch(words)
  })

  test('says all that is wrong, in the order of the file', () => {
    const problems = problemsOf(`name: A
profile: ACvX
networks: { nan: { rate: 5 } }
choices:
  requirements: { 4.15.4.3/SW_stat_cmd: off }
colour: red`)
    expect(problems.map((one) => one.split(' ')[0])).toEqual([
      'test.yaml:1:7:',
      'test.yaml:2:10:',
      'test.yaml:3:26:',
      'test.yaml:5:19:',
      'test.yaml:6:1:',
    ])
  })

  test('is not a deployment at all when it is a list', () => {
    expect(problemsOf('- name: a')).toEqual(['test.yaml:1:1: expected a group of keys; found a list'])
  })
})

test('a use case that is named twice is refused', () => {
  expect(problemsOf('name: a\nuse-cases: [Meter Reading, Meter Reading]\n')).toEqual([
    expect.stringContaining('expected each use case once'),
  ])
})
