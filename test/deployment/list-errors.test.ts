import { describe, expect, test } from 'vitest'
import { problemsOf } from './fixture.js'
import { bare, DAPS, DEVICES, GATEWAYS, nodesOf } from './listed.js'

const wrong = (lists: Parameters<typeof nodesOf>[0], rest = '', ...set: string[]) =>
  bare(problemsOf(`name: a\n${nodesOf(lists)}${rest}`, ...set))
const daps = (...lines: string[]) => wrong({ daps: [DAPS, ...lines, ''].join('\n') })

describe('a list of DAPs', () => {
  test.each([
    ['D1,F1,A,2,3,NA,NA,NA', 'D1,F2,A,1,1,NA,NA,NA', /^daps\.csv:3:1: dap: "D1" stands at daps\.csv:2:1 already$/],
    [',F1,A,2,3,NA,NA,NA', '', /^daps\.csv:2:1: dap: expected a name, found nothing$/],
    ['NA,F1,A,2,3,NA,NA,NA', '', /^daps\.csv:2:1: dap: expected a name, found "NA"$/],
    ['D1,F1,A,-2,3,NA,NA,NA', '', /^daps\.csv:2:9: meters_ci: expected a number of at least 0; found "-2"$/],
    ['D1,F1,A,2,2.5,NA,NA,NA', '', /^daps\.csv:2:11: meters_residential: expected a whole number; found "2\.5"$/],
    ['D1,F1,A,2,many,NA,NA,NA', '', /^daps\.csv:2:11: meters_residential: expected a whole number; found "many"$/],
    ['D1,F1,A,2,NA,NA,NA,NA', '', /^daps\.csv:2:11: meters_residential: expected a whole number; found "NA"$/],
    ['D1,F1,A,,3,NA,NA,NA', '', /^daps\.csv:2:9: meters_ci: expected a whole number; found nothing$/],
    ['D1,,A,2,3,NA,NA,NA', '', /^daps\.csv:2:4: feeder: expected a name or NA, found nothing$/],
    ['D1,F1,A,2,3,NA,NA,50', '', /^daps\.csv:2:19: rate: expected a rate with its unit.* found "50" \(a unit after/],
    ['D1,F1,A,2,3,NA,NA,0 bps', '', /^daps\.csv:2:19: rate: .* found "0 bps" \(a rate above zero\)$/],
    ['D1,F1,A,2,3,NA,fiber,NA', '', /^daps\.csv:2:16: technology: expected a technology or NA, found "fiber" \| did/],
    ['D1,F1,A,2,3', '', /^daps\.csv:2:11: expected 8 cells, found 5 \| "backhaul" is the first one missing$/],
    [
      'D1,F1,A,2,3,NA,NA,NA',
      'D2,F1,B,2,3,NA,NA,NA',
      /^daps\.csv:3:7: area: feeder "F1" is in "B" here, but in "A" at daps\.csv:2:7$/,
    ],
    [
      'D1,F1,A,2,3,X,NA,1 Mbps',
      'D2,F1,A,2,3,X,NA,64 kbps',
      /^daps\.csv:3:18: rate: 64 kbps here, but 1 Mbps at daps\.csv:2:18, which shares the backhaul "X"$/,
    ],
    ['D1,F1,A,2,3,X,NA,1 Mbps', 'D2,F1,A,2,3,X,NA,NA', /^daps\.csv:3:18: rate: NA here, but 1 Mbps at daps\.csv:2:18/],
    [
      'D1,F1,A,2,3,NA,NA,1 Mbps',
      'D2,F1,A,2,3,D1,NA,NA',
      /^daps\.csv:3:19: rate: NA here, .*, which shares the backhaul "D1"$/,
    ],
    [
      'D1,F1,A,2,3,X,fibre,NA',
      'D2,F1,A,2,3,X,NA,NA',
      /^daps\.csv:3:15: technology: "NA" here, but "fibre" at daps\.csv:2:15, which shares the backhaul "X"$/,
    ],
    [
      'D1,F1,A,0,0,NA,NA,NA',
      'D2,F1,A,0,0,NA,NA,NA',
      /^daps\.csv:2:9: meters_ci: expected meters on one of the 2 DAPs at least, found none$/,
    ],
  ])('is refused: %s %s', (first, second, message) => {
    const found = daps(...[first, second].filter((one) => one !== ''))
    expect(found).toEqual([expect.stringMatching(message)])
  })

  test('is told of everything that is wrong in it at once', () => {
    const places = daps('D1,F1,A,-2,x,NA,NA,50', 'D1,F1,B,2,3,NA,NA,NA').map((one) => one.split(': ')[0])
    expect(places).toEqual(['daps.csv:2:9', 'daps.csv:2:12', 'daps.csv:2:20', 'daps.csv:3:1', 'daps.csv:3:7'])
  })

  test.each([
    ['', /^daps\.csv:1:1: the file is empty: expected the columns dap, .*rate$/],
    [DAPS, /^daps\.csv:1:1: expected at least one line below the header, found none$/],
    [`${DAPS},color\n`, /^daps\.csv:1:71: unknown column "color"/],
    [DAPS.replace(',rate', ''), /^daps\.csv:1:1: the column "rate" is missing$/],
    [
      DAPS.replace('feeder', 'feder'),
      /^daps\.csv:1:1: the column "feeder" is missing, daps\.csv:1:5: unknown column "feder" \| did you mean "feeder"\?$/,
    ],
    [`${DAPS},territory\n`, /^daps\.csv:1:71: unknown column "territory"/],
  ])('with a header or without: %j', (text, message) => {
    expect(wrong({ daps: text }).join(', ')).toMatch(message)
  })

  test('that is not there is told where the deployment names it', () => {
    expect(problemsOf('name: a\nnodes:\n  daps: scenarios/lists/dap.csv')).toEqual([
      'test.yaml:3:9: nodes.daps: scenarios/lists/dap.csv: no such file | did you mean "scenarios/lists/daps.csv"?',
    ])
    expect(problemsOf('name: a', 'nodes.daps=lists/none.csv')).toEqual([
      '--set nodes.daps=lists/none.csv: nodes.daps: lists/none.csv: no such file: there is no folder "lists"',
    ])
    expect(problemsOf('name: a\nnodes: { daps: 5 }')).toEqual([
      'test.yaml:2:16: nodes.daps: expected the name of a CSV file, such as daps.csv; found 5',
    ])
  })
})

const TWO = [DAPS, 'D1,F1,A,10,900,NA,NA,NA', 'D2,F2,B,20,100,NA,NA,NA', ''].join('\n')

describe('quantities beside a list', () => {
  const beside = (quantities: string) => wrong({ daps: TWO }, `quantities:\n  ${quantities}\n`)

  test.each([
    [
      'meters: { electric: { residential: 999 } }',
      'test.yaml:4:38: quantities.meters.electric.residential: expected 1000, as many as daps.csv has; found 999 | leave it out: the list says it',
    ],
    [
      'meters: { electric: { commercial: 0 } }',
      'test.yaml:4:37: quantities.meters.electric.commercial: expected 30, as many as daps.csv has; found 0 | leave it out: the list says it',
    ],
    // 1030 meters.
    [
      'endpoints-per-dap: 100',
      'test.yaml:4:22: quantities.endpoints-per-dap: 100 makes 11 DAPs, but daps.csv has 2 | leave it out: the list says it',
    ],
    [
      'meters-per-feeder: 100',
      'test.yaml:4:22: quantities.meters-per-feeder: 100 makes 11 feeders, but daps.csv has 2 | leave it out: the list says it',
    ],
    [
      'feeders-per-area: 2',
      'test.yaml:4:21: quantities.feeders-per-area: 2 makes 1 area, but daps.csv has 2 | leave it out: the list says it',
    ],
  ])('that contradict it are refused: %s', (quantities, message) => {
    expect(beside(quantities)).toEqual([message])
  })

  test.each(['meters: { electric: { residential: 1000, other: 7 } }', 'endpoints-per-dap: 515', 'feeders-per-area: 1'])(
    'may say the same, or what it does not say: %s',
    (quantities) => expect(beside(quantities)).toEqual([]),
  )

  test('may be overridden like any other value, and are held against the list then', () => {
    expect(wrong({ daps: TWO }, '', 'quantities.meters.electric.commercial=31')).toEqual([
      expect.stringMatching(/^--set quantities\S+=31: .* expected 30, as many as daps\.csv has; found 31 \|/),
    ])
  })
})

describe('lists of FAN gateways and feeder devices', () => {
  const gateways = [GATEWAYS, 'G1,Sub,F1,A,NA,NA,NA', 'G2,Sub,NA,A,NA,NA,NA', ''].join('\n')
  const devices = (profile: string, ...lines: string[]) =>
    wrong(
      { 'fan-gateways': gateways, 'feeder-devices': [DEVICES, ...lines, ''].join('\n'), daps: TWO },
      `profile: ${profile}\nuse-cases: [Volt / VAR - Centralized]\n`.replace(/use-cases.*\n/, ''),
    ).filter((one) => !one.includes('has no room'))

  test.each([
    [
      'ACvW + DCSIfF',
      'R1,reclosr,F1,G1',
      /^feeder-devices\.csv:2:4: kind: expected a kind of feeder device, found "reclosr" \| did you mean "recloser"\?$/,
    ],
    [
      'ACvW + DCSIfF',
      'R1,recloser,F1,G3',
      /^feeder-devices\.csv:2:16: node: expected the name of a FAN gateway, found "G3": with profile .* R1 hangs on one \| did you mean "G1"\?$/,
    ],
    [
      'ACvW + DCSIfF',
      'R1,recloser,F1,D1',
      /^feeder-devices\.csv:2:16: node: expected the name of a FAN gateway, found "D1"/,
    ],
    [
      'ACvW + DCSIfF',
      'R1,recloser,F2,G1',
      /^feeder-devices\.csv:2:13: feeder: R1 is on feeder "F2", but G1, on which it hangs, on "F1" \(fan-gateways\.csv:2:1\)$/,
    ],
    ['ACvW + DDAAD', 'R1,recloser,F1,G1', /^feeder-devices\.csv:2:16: node: expected the name of a DAP, found "G1"/],
    [
      'ACvW + DCSIW',
      'R1,recloser,F1,G1',
      /^feeder-devices\.csv:2:16: node: expected NA, found "G1": with profile ACvW \+ DCSIW a feeder device has a link of its own$/,
    ],
  ])('%s: %s is refused', (profile, line, message) => {
    expect(devices(profile, line)).toEqual([expect.stringMatching(message)])
  })

  test.each([
    ['ACvW + DCSIfF', 'R1,recloser,F2,G2'],
    ['ACvW + DCSIfF', 'B1,breaker,F9,Sub'],
    ['ACvW + DDAAD', 'R1,recloser,F1,D1'],
    ['ACvW + DCSIW', 'R1,recloser,F1,NA'],
  ])('%s: %s is taken', (profile, line) => {
    expect(devices(profile, line)).toEqual([])
  })

  test('name what the other lists have, where there are any', () => {
    const text = `${DEVICES}\nR1,recloser,F1,G1\n`
    expect(wrong({ 'feeder-devices': text }, 'profile: DCSIfF\nuse-cases: [FCIR - DMS]\n')).toEqual([
      'feeder-devices.csv:2:16: node: expected NA, found "G1": nodes.fan-gateways names no list of any FAN gateway',
    ])
  })

  test('count what quantities counts otherwise', () => {
    const lists = { 'fan-gateways': gateways, 'feeder-devices': `${DEVICES}\nR1,recloser,F1,G1\nS1,sensor,F2,G2\n` }
    const quantities =
      'quantities: { feeder-devices: { recloser: 2, switch: 1 }, fan-gateways: { field: 3 }, substations: 4 }\n'
    expect(
      wrong(lists, `profile: DCSIfF\nuse-cases: [FCIR - DMS]\n${quantities}`).map((one) => one.split(' | ')[0]),
    ).toEqual([
      'test.yaml:5:43: quantities.feeder-devices.recloser: expected 1, as many as feeder-devices.csv has; found 2',
      'test.yaml:5:54: quantities.feeder-devices.switch: expected 0, as many as feeder-devices.csv has; found 1',
      'test.yaml:5:82: quantities.fan-gateways.field: expected 2, as many as fan-gateways.csv has; found 3',
      'test.yaml:5:100: quantities.substations: expected 1, as many as fan-gateways.csv has; found 4',
    ])
  })
})

describe('lists of a deployment with territories', () => {
  const territories = `territories:
  town: { profile: ACvW, share: 70% }
  land: { profile: ACdIW, share: 20% }
  wood: { profile: DCSIfF, share: 10% }
`
  const divided = (...lines: string[]) => wrong({ daps: [`${DAPS},territory`, ...lines, ''].join('\n') }, territories)

  test('say in which each node is, in a column of their own', () => {
    expect(divided('D1,F1,A,1,2,NA,NA,NA,town', 'D2,F1,A,1,2,NA,NA,NA,land')).toEqual([])
    expect(wrong({ daps: TWO }, territories)).toContain('daps.csv:1:1: the column "territory" is missing')
  })

  test('are refused where that has no such nodes, or lacks them', () => {
    expect(divided('D1,F1,A,1,2,NA,NA,NA,toun', 'D2,F1,A,1,2,NA,NA,NA,wood')).toEqual([
      'daps.csv:2:22: territory: expected a territory that has DAPs, found "toun" | did you mean "town"?',
      'daps.csv:3:22: territory: expected a territory that has DAPs, found "wood" | one of: land, town',
    ])
    expect(divided('D1,F1,A,1,2,NA,NA,NA,town')).toEqual([
      'test.yaml:2:16: nodes.daps: expected DAPs in the territory land, found none in daps.csv',
    ])
  })
})
