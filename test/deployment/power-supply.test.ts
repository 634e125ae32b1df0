import { describe, expect, test } from 'vitest'
import { SINGLE_NODES } from '../../src/deployment/nodes.js'
import { assumptionsBehind } from '../../src/report/assumptions.js'
import { deploymentOf, problemsOf } from './fixture.js'

const [SECOND, MINUTE, HOUR] = [1_000_000, 60_000_000, 3_600_000_000]

const TOWN = `name: a
profile: ACvW
use-cases: [ORM]
start: 2026-06-01 06:00
quantities: { meters: { electric: { residential: 15000 } } }
`
const LOST = '{ at: 17:00, what: power-lost, feeders: 3 }'

describe('what a node does without the mains', () => {
  const { settings } = deploymentOf(TOWN)
  test.each([
    ['meter', 30 * SECOND, 20 * SECOND],
    ['dap', 8 * HOUR, MINUTE],
    ['fan-gateway', 8 * HOUR, MINUTE],
    ['feeder-device', 8 * HOUR, MINUTE],
    ['substation-controller', 8 * HOUR, MINUTE],
    ['rtu', 8 * HOUR, MINUTE],
    ['gas-meter', 'unlimited', 0],
    ['water-meter', 'unlimited', 0],
    ['esi', 0, 10 * SECOND],
    ['han-device', 0, 10 * SECOND],
    ['browser', 'unlimited', 0],
    ...SINGLE_NODES.map((one) => [one, 'unlimited', 0] as const),
  ] as const)('is known of %s: it goes on for %s', (node, backup, startUp) => {
    const { backup: found, 'start-up': start } = settings.nodes[node]
    expect([found, start]).toEqual([backup, startUp])
  })

  test('may be set', () => {
    const set = deploymentOf(TOWN, 'nodes.dap.backup=unlimited', 'nodes.meter.backup=2 min', 'nodes.meter.start-up=0 s')
    expect(set.settings.nodes.dap.backup).toBe('unlimited')
    expect(set.settings.nodes.meter).toMatchObject({ backup: 2 * MINUTE, 'start-up': 0 })
  })

  test.each([
    [
      '{ meter: { backup: long } }',
      '6:27',
      'backup: expected a duration with its unit, such as "30 s" or "8 h", or unlimited, found "long" (a number and its unit)',
    ],
    [
      '{ meter: { backup: 30 } }',
      '6:27',
      'backup: expected a duration with its unit, such as "30 s" or "8 h", or unlimited, found 30',
    ],
    [
      '{ meter: { start-up: unlimited } }',
      '6:29',
      'start-up: expected a duration with its unit, such as "40 ms" or "1 day", found "unlimited" (a number and its unit)',
    ],
  ])('is refused: %s', (nodes, place, message) => {
    expect(problemsOf(`${TOWN}nodes: ${nodes}\n`)).toEqual([`test.yaml:${place}: nodes.meter.${message}`])
  })

  test('refuses a key that is misspelt', () => {
    expect(problemsOf(`${TOWN}nodes: { meter: { back-up: 3 s } }`)).toEqual([
      'test.yaml:6:19: "nodes.meter" has no key "back-up" | did you mean "backup"?',
    ])
  })
})

describe('a battery that is longer than the rest of the run', () => {
  // The run ends at 06:00; the power is lost at 17:00, 13 h before.
  const noted = (...set: string[]) =>
    deploymentOf(`${TOWN}nodes: { dap: { backup: 13 h 1 min } }\nevents: [${LOST}]\n`, ...set).warnings

  test('is noted where the deployment sets it', () => {
    expect(noted()).toEqual([
      {
        position: { file: 'test.yaml', line: 6, column: 25 },
        message:
          'nodes.dap.backup: 13.02 h is longer than the 13 h of the run that are left after the power is lost (test.yaml:7:10)',
        hint: 'it never runs out in this run',
      },
    ])
  })

  test('is no matter where it runs out, has no end, or is not set', () => {
    expect(noted('nodes.dap.backup=13 h')).toEqual([])
    expect(noted('nodes.dap.backup=unlimited')).toEqual([])
    expect(deploymentOf(`${TOWN}events: [${LOST.replace('17:00', '"23:30"')}]`).warnings).toEqual([])
    expect(deploymentOf(`${TOWN}nodes: { dap: { backup: 3 day } }`).warnings).toEqual([])
  })
})

describe('joining', () => {
  test('has a default for each network whose nodes may share a channel', () => {
    const { joining } = deploymentOf(TOWN).settings
    const times = { spread: 30, 'time-out': 10, retry: 30, 'retry-at-most': 600, notice: 120 }
    const each = Object.fromEntries(Object.entries(times).map(([key, seconds]) => [key, seconds * SECOND]))
    const of = (rehoming: boolean) => ({ ...each, bytes: 100, reply: 100, rehoming })
    expect(joining).toEqual({
      nan: of(true),
      fan: of(true),
      'public-mobile': of(false),
      substation: of(false),
      han: of(false),
    })
  })

  test('may begin at once, and be set by network', () => {
    const { joining } = deploymentOf(TOWN, 'joining.nan.spread=0 s', 'joining.nan.rehoming=false').settings
    expect(joining.nan).toMatchObject({ spread: 0, rehoming: false })
    expect(joining.fan).toMatchObject({ spread: 30 * SECOND, rehoming: true })
  })

  test.each([
    ['nan: { bytes: 0 B }', '26', 'nan.bytes: expected a size above zero; found "0 B"'],
    ['nan: { reply: 0 B }', '26', 'nan.reply: expected a size above zero; found "0 B"'],
    ['nan: { time-out: 0 s }', '29', 'nan.time-out: expected a duration above zero; found "0 s"'],
    ['nan: { retry: 0 s }', '26', 'nan.retry: expected a duration above zero; found "0 s"'],
    ['nan: { retry-at-most: 0 s }', '34', 'nan.retry-at-most: expected a duration above zero; found "0 s"'],
    ['nan: { notice: 0 s }', '27', 'nan.notice: expected a duration above zero; found "0 s"'],
    ['nan: { rehoming: 3 }', '29', 'nan.rehoming: expected true or false; found 3'],
    ['nan: { spread: 3 }', '27', 'nan.spread: expected a duration with its unit, such as "40 ms" or "1 day", found 3'],
    ['fan: { retry: 20 min }', '17', 'fan.retry-at-most: expected at least as long as retry'],
    ['fan: { retry-at-most: 20 s }', '34', 'fan.retry-at-most: expected at least as long as retry; found "20 s"'],
  ])('is refused: %s', (text, column, message) => {
    expect(problemsOf(`${TOWN}joining: { ${text} }`)).toEqual([`test.yaml:6:${column}: joining.${message}`])
  })

  test('knows no other networks and keys', () => {
    expect(problemsOf(`${TOWN}joining: { nam: {}, han: { rehomin: true } }`)).toEqual([
      'test.yaml:6:12: "joining" has no key "nam" | did you mean "nan"?',
      'test.yaml:6:28: "joining.han" has no key "rehomin" | did you mean "rehoming"?',
    ])
  })
})

describe('what an outage is large from', () => {
  test('is a share of the meters, and an assumption', () => {
    const { settings, assumptions } = deploymentOf(TOWN)
    expect(settings.assumptions['large-outage']).toBe(0.01)
    expect(assumptions.find((one) => one.name === 'assumptions.large-outage')).toMatchObject({
      value: '1%',
      setBy: 'default',
      source: 'none',
    })
    expect(problemsOf(`${TOWN}assumptions: { large-outage: 0% }`)).toEqual([
      'test.yaml:6:30: assumptions.large-outage: expected a share above zero; found "0%"',
    ])
    expect(problemsOf(`${TOWN}assumptions: { large-outage: 130% }`)).toEqual([
      expect.stringMatching(/^test\.yaml:6:30: assumptions\.large-outage: .*at most 100 %/),
    ])
  })
})

describe('the assumptions of a report', () => {
  const OF_FAULTS = /^joining\.|\.(backup|start-up|large-outage|second-head)$/
  const listed = (yaml: string, ...set: string[]) => {
    const deployment = deploymentOf(yaml, ...set)
    const those = deployment.catalogue.requirements.filter((one) => one.used && one.useCase === 'ORM')
    return assumptionsBehind(deployment, those).filter((one) => OF_FAULTS.test(one.name))
  }

  test('say nothing of batteries and of joining where nothing can fail', () => {
    expect(listed(TOWN)).toEqual([])
    expect(listed(TOWN, 'joining.nan.spread=1 s').map((one) => one.name)).toEqual(['joining.nan.spread'])
  })

  test('say them of the nodes and networks on the way where something can', () => {
    const found = listed(`${TOWN}events: [${LOST}]`)
    const names = found.map((one) => one.name)
    expect(names).toEqual(
      expect.arrayContaining([
        'nodes.meter.backup',
        'nodes.meter.start-up',
        'nodes.dap.backup',
        'nodes.oms.backup',
        'joining.nan.spread',
        'joining.nan.rehoming',
        'assumptions.large-outage',
      ]),
    )
    for (const absent of ['nodes.han-device.backup', 'joining.fan.spread', 'joining.han.spread'])
      expect(names).not.toContain(absent)
    expect(found.find((one) => one.name === 'nodes.dap.backup')!.source).toMatch(/^Silver Spring Networks/)
    expect(found.find((one) => one.name === 'nodes.meter.backup')!.source).toBe('none')
  })
})
