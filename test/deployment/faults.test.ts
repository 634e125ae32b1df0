import { describe, expect, test } from 'vitest'
import { SINGLE_NODES, actorsOf, NODE_NAMES } from '../../src/deployment/nodes.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'
import { bare, DEVICES, GATEWAYS, nodesOf } from './listed.js'

const [HOUR, SECOND] = [3_600_000_000, 1_000_000]

/** Six DAPs, homes with a thermostat; no FAN. */
const TOWN = `name: a
profile: ARHEMCvW
use-cases: [Meter Reading, ORM, DR-DLC]
start: 2026-06-01 06:00
duration: 2 days
quantities:
  meters: { electric: { residential: 6000 } }
  esi: { in-meter: 50 }
  han: { pct: 9 }
`

/** Line 10 of TOWN. */
const events = (...entries: string[]) => `events: [${entries.join(', ')}]`
const faults = (...entries: string[]) => deploymentOf(TOWN + events(...entries)).faults
const LISTS = {
  'fan-gateways': [GATEWAYS, 'G1,S,F1,North,NA,NA,NA', 'G2,S,F2,North,NA,NA,NA'].join('\n'),
  'feeder-devices': [DEVICES, 'B1,breaker,F1,S', 'R1,recloser,F1,G1', 'R2,recloser,F2,G2'].join('\n'),
}
const grid = () => `name: a\nprofile: DCSIfF\nuse-cases: [FCIR - DMS]\n${nodesOf(LISTS)}`

describe('a fault', () => {
  test('is a node that is down: an actor of which there is one, a DAP', () => {
    expect(
      faults(
        '{ at: 17:05, what: node-down, for: 1 h, dap: 2 }',
        '{ at: +10 min, what: node-down, for: 30 s, node: head-end }',
      ),
    ).toMatchObject([
      {
        what: 'node-down',
        at: 6 * HOUR + HOUR / 6,
        until: 6 * HOUR + HOUR / 6 + 30 * SECOND,
        node: { name: 'head-end' },
      },
      { what: 'node-down', at: 17 * HOUR + HOUR / 12, until: 18 * HOUR + HOUR / 12, node: { tree: 1 } },
    ])
  })

  test('is a gateway or a feeder device that lists name', () => {
    const yaml = `${grid()}${events(
      '{ at: 03:00, what: node-down, for: 1 h, gateway: G2 }',
      '{ at: 04:00, what: node-down, for: 1 h, device: R2 }',
    )}`
    const { layout, faults: found } = deploymentOf(yaml)
    const [gateway, device] = found.map((one) => (one.what === 'node-down' ? one.node : undefined)) as [
      { tree: number },
      { device: number },
    ]
    expect(layout.nameOfTree(gateway.tree)).toBe('G2')
    expect(layout.nameOfDevice(device.device)).toBe('R2')
  })

  test('is a link that is down, or that other traffic fills: of a network, or of one DAP', () => {
    expect(
      faults(
        '{ at: 17:00, what: link-down, for: 1 h, network: wan }',
        '{ at: 17:01, what: link-down, for: 1 h, network: nan, dap: 3 }',
        '{ at: 17:02, what: background-load, for: 1 h, network: nan, share: 30% }',
        '{ at: 17:03, what: background-load, for: 1 h, network: wan, dap: 1, share: 5% }',
      ).map(({ at, until, position, ...rest }) => [rest, until - at, position.column > 0]),
    ).toEqual([
      [{ what: 'link-down', network: 'wan', tree: undefined }, HOUR, true],
      [{ what: 'link-down', network: 'nan', tree: 2 }, HOUR, true],
      [{ what: 'background-load', network: 'nan', tree: undefined, share: 0.3 }, HOUR, true],
      [{ what: 'background-load', network: 'wan', tree: 0, share: 0.05 }, HOUR, true],
    ])
  })

  test('is of another kind than what the catalogue has, and sets off nothing', () => {
    const { scripted, canFail } = deploymentOf(TOWN + events('{ at: 17:05, what: node-down, for: 1 h, node: oms }'))
    expect([scripted, canFail]).toEqual([[], true])
    expect(faults()).toEqual([])
    expect(problemsOf(`${TOWN}exercise: [node-down]`)).toEqual([
      expect.stringMatching(/^test\.yaml:10:12: .*node-down/),
    ])
  })

  test('may follow another of the same node or link, and be beside one of another', () => {
    expect(
      faults(
        '{ at: 17:00, what: node-down, for: 1 h, dap: 2 }',
        '{ at: 18:00, what: node-down, for: 1 h, dap: 2 }',
        '{ at: 18:30, what: node-down, for: 1 h, dap: 1 }',
        '{ at: 17:00, what: link-down, for: 1 h, network: nan, dap: 1 }',
        '{ at: 17:00, what: link-down, for: 1 h, network: nan, dap: 2 }',
        '{ at: 17:00, what: link-down, for: 1 h, network: wan }',
        '{ at: 17:00, what: background-load, for: 1 h, network: wan, share: 1% }',
      ),
    ).toHaveLength(7)
  })

  test('of an actor that nothing goes through is no mistake, and is told', () => {
    const { warnings } = deploymentOf(TOWN + events('{ at: 17:05, what: node-down, for: 1 h, node: scada }'))
    expect(warnings).toMatchObject([
      {
        position: { line: 10, column: 56 },
        message: 'events.0.node: no message of this deployment goes through scada',
      },
    ])
    expect(deploymentOf(TOWN + events('{ at: 17:05, what: node-down, for: 1 h, node: oms }')).warnings).toEqual([])
  })

  test('that the run does not outlast is a warning', () => {
    const { warnings, faults: found } = deploymentOf(
      TOWN + events('{ at: 17:05, what: node-down, for: 3 days, dap: 2 }'),
    )
    expect(found[0]!.until).toBe(17 * HOUR + HOUR / 12 + 72 * HOUR)
    expect(warnings).toMatchObject([
      {
        position: { line: 10, column: 45 },
        message: 'events.0.for: it lasts beyond the end of the run, 2026-06-03 06:00',
      },
    ])
  })
})

/** What is scripted, the column on line 10 where the error points, what it says. */
const wrong: [title: string, entry: string, columns: number[], ...says: RegExp[]][] = [
  ['an unknown kind', '{ at: 17:05, what: node-donw }', [29], /found "node-donw" \| did you mean "node-down"\?$/],
  [
    'an actor that there is not',
    '{ at: 17:05, what: node-down, for: 1 h, node: omss }',
    [56],
    /events\.0\.node: expected an actor of which there is one, found "omss" \| did you mean "oms"\?$/,
  ],
  [
    'an actor of which there are many',
    '{ at: 17:05, what: node-down, for: 1 h, node: meter }',
    [56],
    /found "meter" \| one of: head-end, /,
  ],
  [
    'a DAP that there is not',
    '{ at: 17:05, what: node-down, for: 1 h, dap: 7 }',
    [55],
    /events\.0\.dap: no dap is called "7" \| one of: 1, 2, 3, 4, 5, 6$/,
  ],
  [
    'a gateway where there is none',
    '{ at: 17:05, what: node-down, for: 1 h, gateway: G1 }',
    [59],
    /events\.0\.gateway: this deployment has no gateway$/,
  ],
  [
    'a device where no list names any',
    '{ at: 17:05, what: node-down, for: 1 h, device: R1 }',
    [58],
    /no list of this deployment names feeder devices \| nodes\.feeder-devices names one$/,
  ],
  [
    'a node that is not named',
    '{ at: 17:05, what: node-down, for: 1 h }',
    [29],
    /events\.0\.what: expected one of node, dap, gateway, device beside node-down; found none$/,
  ],
  [
    'two nodes',
    '{ at: 17:05, what: node-down, for: 1 h, dap: 1, node: oms }',
    [55],
    /events\.0\.dap: expected one of node, dap, gateway, device; found node and dap$/,
  ],
  [
    'no duration',
    '{ at: 17:05, what: node-down, dap: 1 }',
    [10],
    /events\.0\.for: expected how long it lasts, such as "10 min"; found nothing$/,
  ],
  [
    'a duration of nothing',
    '{ at: 17:05, what: node-down, for: 0 s, dap: 1 }',
    [45],
    /events\.0\.for: expected a duration above zero; found "0 s"$/,
  ],
  [
    'a time before the start',
    '{ at: 05:00, what: node-down, for: 1 h, dap: 1 }',
    [16],
    /2026-06-01 05:00 is before the start, 2026-06-01 06:00 \| on the next day it is "2026-06-02 05:00"$/,
  ],
  [
    'a time after the end',
    '{ at: +2 days, what: link-down, for: 1 h, network: nan }',
    [16],
    /2026-06-03 06:00 is not before the end, 2026-06-03 06:00$/,
  ],
  [
    'keys of another kind of fault',
    '{ at: 17:05, what: node-down, for: 1 h, node: oms, network: nan, share: 3% }',
    [61, 75],
    /^test\.yaml:10:\d+: events\.0: node-down has no key "(network|share)" \| one of: at, what, for, node, dap/,
  ],
  [
    'a share of a link that is down',
    '{ at: 17:05, what: link-down, for: 1 h, network: nan, share: 3% }',
    [64],
    /link-down has no key "share" \| one of: at, what, for, network, dap, gateway$/,
  ],
  [
    'a word that narrows an event',
    '{ at: 17:05, what: link-down, for: 1 h, network: nan, cast: unicast, territory: x, feeder: 1, feeders: 2 }',
    [64, 79, 93, 104],
    /link-down has no key "(cast|territory|feeder|feeders)"/,
  ],
  [
    'the key of a fault at an event',
    '{ at: 17:05, what: power-lost, for: 1 h, network: nan, node: oms, device: R1 }',
    [41, 51, 65, 76],
    /events\.0: power-lost has no key "\w+" \| it belongs to /,
  ],
  [
    'a network that there is not',
    '{ at: 17:05, what: link-down, for: 1 h, network: nam }',
    [59],
    /events\.0\.network: expected a network, found "nam" \| did you mean "nan"\?$/,
  ],
  [
    'a network that nothing crosses',
    '{ at: 17:05, what: link-down, for: 1 h, network: fan }',
    [59],
    /events\.0\.network: no message of this deployment crosses fan \| did you mean "nan"\?$/,
  ],
  [
    'no network',
    '{ at: 17:05, what: background-load, for: 1 h, share: 3% }',
    [10],
    /events\.0\.network: expected the network whose links it is about; found nothing$/,
  ],
  [
    'the links of a DAP where it has none',
    '{ at: 17:05, what: link-down, for: 1 h, network: enterprise, dap: 3 }',
    [76],
    /events\.0\.dap: no link of enterprise is that of a dap \| one of: /,
  ],
  [
    'the links of two',
    '{ at: 17:05, what: link-down, for: 1 h, network: nan, dap: 3, gateway: 1 }',
    [81],
    /events\.0\.gateway: expected one of dap, gateway; found dap and gateway$/,
  ],
  [
    'a load without a share',
    '{ at: 17:05, what: background-load, for: 1 h, network: nan }',
    [10],
    /events\.0\.share: expected the part of the capacity that other traffic takes; found nothing$/,
  ],
  [
    'a load that leaves nothing',
    '{ at: 17:05, what: background-load, for: 1 h, network: nan, share: 100% }',
    [77],
    /events\.0\.share: expected a share below 100 %/,
  ],
  [
    'a load of more than there is',
    '{ at: 17:05, what: background-load, for: 1 h, network: nan, share: 130% }',
    [77],
    /events\.0\.share: .*found "130%" \(at most 100 %\)$/,
  ],
  [
    'a load of nothing',
    '{ at: 17:05, what: background-load, for: 1 h, network: nan, share: 0% }',
    [77],
    /events\.0\.share: expected a share above zero/,
  ],
  [
    'a node that is down already',
    '{ at: 18:00, what: node-down, for: 1 h, dap: 1 }, { at: 17:05, what: node-down, for: 1 h, dap: 1 }',
    [10],
    /^test\.yaml:10:10: node-down: it lasts here already, since test\.yaml:10:60$/,
  ],
  [
    'a link that is down with all of its network',
    '{ at: 17:00, what: link-down, for: 1 h, network: nan }, { at: 17:05, what: link-down, for: 1 h, network: nan, dap: 1 }',
    [66],
    /link-down: it lasts here already, since test\.yaml:10:10$/,
  ],
  [
    'a network of which a link is filled',
    '{ at: 17:00, what: background-load, for: 1 h, network: nan, dap: 1, share: 1% }, { at: 17:05, what: background-load, for: 1 h, network: nan, share: 2% }',
    [91],
    /background-load: it lasts here already, since test\.yaml:10:10$/,
  ],
]

describe('a fault that cannot be', () => {
  test.each(wrong)('is refused: %s', (_, entry, columns, ...says) => {
    const problems = problemsOf(TOWN + events(entry))
    expect(problems.map((one) => one.split(' ')[0])).toEqual(columns.map((column) => `test.yaml:10:${column}:`))
    for (const problem of problems) for (const words of says) expect(problem).toMatch(words)
  })

  test('names no device that is on the list, or no gateway', () => {
    const yaml = `${grid()}${events(
      '{ at: 03:00, what: node-down, for: 1 h, device: R3 }',
      '{ at: 03:00, what: node-down, for: 1 h, gateway: G3 }',
    )}`
    expect(bare(problemsOf(yaml))).toEqual([
      'test.yaml:5:58: events.0.device: no feeder device is called "R3" | did you mean "R1"?',
      'test.yaml:5:113: events.1.gateway: no gateway is called "G3" | did you mean "G1"?',
    ])
  })
})

describe('what fails at random', () => {
  const said = (text: string) => `${TOWN}faults: ${text}\n`

  test('is nothing, as long as nothing is said', () => {
    const { settings, canFail, assumptions } = deploymentOf(TOWN)
    expect(settings.faults).toEqual({ nodes: {}, links: {} })
    expect(canFail).toBe(false)
    expect(assumptions.filter((one) => one.name.startsWith('faults'))).toEqual([])
  })

  test.each([
    ['nodes: { dap: { mtbf: 10 day, mttr: 4 h } }'],
    ['links: { wan: { mtbf: 10 day, mttr: 4 h } }'],
    ['feeders: { mtbf: 100 week, mttr: 4 h }'],
  ])('lets a deployment fail, and is an assumption: %s', (text) => {
    const { canFail, assumptions } = deploymentOf(said(`{ ${text} }`))
    expect(canFail).toBe(true)
    const path = text.replaceAll(/: \{ ?/g, '.').split('.mtbf')[0]!
    expect(assumptions.filter((one) => one.name.startsWith('faults'))).toMatchObject([
      { name: `faults.${path}.mtbf`, setBy: 'deployment', source: 'none' },
      { name: `faults.${path}.mttr`, value: '4 h', setBy: 'deployment', source: 'none' },
    ])
  })

  test('is read in microseconds', () => {
    const { settings } = deploymentOf(said('{ nodes: { head-end: { mtbf: 1 h, mttr: 1 s } } }'))
    expect(settings.faults.nodes).toEqual({ 'head-end': { mtbf: HOUR, mttr: SECOND } })
  })

  test.each([
    ['{ node: {} }', '11', /"faults" has no key "node" \| did you mean "nodes"\?$/],
    ['{ nodes: { dab: { mtbf: 1 h, mttr: 1 s } } }', '20', /"faults\.nodes" has no key "dab" \| did you mean "dap"\?$/],
    ['{ nodes: { rtu: { mtbf: 1 h, mttr: 1 s } } }', '20', /"faults\.nodes" has no key "rtu"/],
    ['{ nodes: { dap: { mtbf: 1 h } } }', '25', /faults\.nodes\.dap\.mttr: expected a duration .*found nothing$/],
    ['{ nodes: { dap: { mttr: 1 h } } }', '25', /faults\.nodes\.dap\.mtbf: expected a duration .*found nothing$/],
    ['{ nodes: { dap: { mtbf: 0 s, mttr: 1 s } } }', '33', /faults\.nodes\.dap\.mtbf: expected a duration above zero/],
    ['{ nodes: { dap: { mtbf: 1 h, mttr: 0 s } } }', '44', /faults\.nodes\.dap\.mttr: expected a duration above zero/],
    [
      '{ nodes: { fan-gateway: { mtbf: 1 h, mttr: 1 s } } }',
      '20',
      /faults\.nodes: this deployment has no fan-gateway$/,
    ],
    [
      '{ links: { fan: { mtbf: 1 h, mttr: 1 s } } }',
      '20',
      /faults\.links: no message of this deployment crosses fan \| did you mean "nan"\?$/,
    ],
    ['{ links: { wam: { mtbf: 1 h, mttr: 1 s } } }', '20', /"faults\.links" has no key "wam" \| did you mean "wan"\?$/],
    ['{ feeders: { mtbf: 4, mttr: 1 s } }', '28', /faults\.feeders\.mtbf: expected a duration .*found 4$/],
    // 6000 meters make 4 feeders: 4 x 172,800 s / 0.4 s.
    [
      '{ feeders: { mtbf: 300 ms, mttr: 100 ms } }',
      '20',
      /faults\.feeders: expected at most 1000000 outages in the run; 4 feeders have about 1728000$/,
    ],
  ])('is refused: %s', (text, column, message) => {
    const [problem, ...others] = problemsOf(said(text))
    expect(others).toEqual([])
    expect(problem).toMatch(message)
    expect(problem).toMatch(new RegExp(`^test\\.yaml:10:${column}: `))
  })
})

// payloads/actors.csv: kind `single`.
test('the actors of which there is one are those that the catalogue says', () => {
  const isSingle = (name: string) => catalogue.actor(name)!.kind === 'single'
  expect(NODE_NAMES.filter((one) => actorsOf(one).every(isSingle))).toEqual(SINGLE_NODES)
  expect(NODE_NAMES.filter((one) => actorsOf(one).some(isSingle))).toEqual(SINGLE_NODES)
})
