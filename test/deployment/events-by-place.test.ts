import { describe, expect, test } from 'vitest'
import { deploymentOf, problemsOf } from './fixture.js'
import { DAPS, DEVICES, GATEWAYS, nodesOf } from './listed.js'

const HOUR = 3_600_000_000

const lines = [
  'Elm-St,F1,North,10,190,NA,NA,NA',
  'Oak-St,F1,North,0,100,NA,NA,NA',
  'Mill,F2,North,0,300,NA,NA,NA',
  'Farms,F3,South,0,400,NA,NA,NA',
]
/** 1000 meters: 300 on F1, 300 on F2, 400 on F3. */
const town = () => `name: a
profile: AHEMCvW
use-cases: [ORM, Price, DR-DLC]
quantities: { esi: { in-meter: 500 }, han: { pct: 99 } }
${nodesOf({ daps: [DAPS, ...lines].join('\n') })}`

const events = (entries: string[]) => `events: [${entries.join(', ')}]`
const scripted = (...entries: string[]) => deploymentOf(town() + events(entries)).scripted
const wrong = (...entries: string[]) =>
  problemsOf(town() + events(entries)).map((one) => one.replace(/^test\.yaml:\d+:\d+: /, ''))

describe('an event in a place', () => {
  test.each([
    ['area', 'North'],
    ['feeder', 'F2'],
    ['dap', 'Oak-St'],
  ] as const)('names the %s %s', (key, name) => {
    const [one] = scripted(`{ at: 17:05, what: power-lost, ${key}: ${name} }`)
    expect(one).toMatchObject({ where: { key, name }, share: 1, from: 0 })
  })

  test('concerns a share, or a number, of the members there', () => {
    const share = (entry: string) => scripted(`{ at: 17:05, what: power-lost, ${entry} }`).map((one) => one.share)
    expect(share('feeder: F3, share: 25%')).toEqual([0.25])
    expect(share('feeder: F3, device-count: 100')).toEqual([100 / 400])
    expect(share('area: North, device-count: 60')).toEqual([60 / 600])
    expect(wrong('{ at: 17:05, what: power-lost, dap: Oak-St, device-count: 101 }')).toEqual([
      'events.0.device-count: expected at most 100, the members that power-lost in dap Oak-St concerns; found 101',
    ])
  })

  test('may be named by number where no list names it', () => {
    const yaml = 'name: a\nuse-cases: [ORM]\nquantities: { meters: { electric: { residential: 4000 } } }\n'
    // 1500 meters a feeder, 1000 a DAP.
    const where = (entry: string) =>
      deploymentOf(`${yaml}events: [{ at: 17:05, what: power-lost, ${entry} }]`).scripted[0]!.where
    expect(where('feeder: 3')).toEqual({ key: 'feeder', name: '3', numbers: [2] })
    expect(where('dap: 4')).toMatchObject({ key: 'dap', name: '4' })
    expect(problemsOf(`${yaml}events: [{ at: 17:05, what: power-lost, feeder: 4 }]`)).toEqual([
      expect.stringMatching(/^test\.yaml:4:49: events\.0\.feeder: no feeder is called "4" \| one of: 1, 2, 3$/),
    ])
  })

  test.each([
    ['what: power-lost, feeder: F11', 'events.0.feeder: no feeder is called "F11" | did you mean "F1"?'],
    ['what: power-lost, dap: Elm', 'events.0.dap: no dap is called "Elm" | one of: Elm-St, Oak-St, Mill, Farms'],
    ['what: power-lost, area: Nort', 'events.0.area: no area is called "Nort" | did you mean "North"?'],
    ['what: power-lost, gateway: G1', 'events.0.gateway: this deployment has no gateway'],
    [
      'what: power-lost, area: North, dap: Mill',
      'events.0.dap: expected one of area, feeder, dap, gateway; found area and dap',
    ],
    [
      'what: load-management, feeder: F1',
      'events.0.feeder: expected no feeder: load-management in feeder F1 is one sending to all of a type',
    ],
    ['what: power-lost, feeder: [F1]', 'events.0.feeder: expected the name of a feeder; found a list'],
  ])('is refused: %s', (entry, message) => {
    expect(wrong(`{ at: 17:05, ${entry} }`)).toEqual([message])
  })
})

describe('what lasts in a place', () => {
  const parts = (...entries: string[]) =>
    scripted(...entries).map(({ kinds, where, share, from }) => [kinds[0]!.what, where?.name, share, from])

  test('begins in several places at the same time, and ends in each by itself', () => {
    const day = parts(
      '{ at: 10:00, what: power-lost, feeder: F1 }',
      '{ at: 10:00, what: power-lost, feeder: F3, share: 30% }',
      '{ at: 11:00, what: power-returned, feeder: F3 }',
      '{ at: 12:00, what: power-returned, feeder: F1, share: 40% }',
      '{ at: 13:00, what: power-returned, feeder: F1 }',
    )
    expect(day).toEqual([
      ['power-lost', 'F1', 1, 0],
      ['power-lost', 'F3', 0.3, 0],
      ['power-returned', 'F3', 0.3, 0],
      ['power-returned', 'F1', 0.4, 0],
      ['power-returned', 'F1', 0.6, 0.4],
    ])
  })

  test('in all of a place may end in one of its parts after the other, and begin there again', () => {
    const day = parts(
      '{ at: 10:00, what: power-lost, area: North }',
      '{ at: 11:00, what: power-returned, dap: Oak-St }',
      '{ at: 12:00, what: power-returned, feeder: F2, share: 50% }',
      '{ at: 12:30, what: power-lost, dap: Oak-St }',
      '{ at: 13:00, what: power-returned, feeder: F2 }',
      '{ at: 14:00, what: power-returned, feeder: F1 }',
      '{ at: 15:00, what: power-lost }',
    )
    expect(day.map(([what, where, share]) => [what, where, share])).toEqual([
      ['power-lost', 'North', 1],
      ['power-returned', 'Oak-St', 1],
      ['power-returned', 'F2', 0.5],
      ['power-lost', 'Oak-St', 1],
      ['power-returned', 'F2', 0.5],
      ['power-returned', 'F1', 1],
      ['power-lost', undefined, 1],
    ])
  })

  test.each([
    [
      ['{ at: 10:00, what: power-lost, area: North }', '{ at: 11:00, what: power-lost, feeder: F1 }'],
      /^power-lost: it lasts here already, since test\.yaml:6:10$/,
    ],
    [
      ['{ at: 10:00, what: power-lost, feeder: F1 }', '{ at: 11:00, what: power-lost, area: North }'],
      /^power-lost: it lasts in a part of this place already, since test\.yaml:6:10$/,
    ],
    [
      ['{ at: 10:00, what: power-lost, feeder: F1 }', '{ at: 11:00, what: power-returned, area: North }'],
      /^power-returned: it lasts in a part of this place only, since test\.yaml:6:10$/,
    ],
    [
      ['{ at: 10:00, what: power-lost, area: North, share: 30% }', '{ at: 11:00, what: power-returned, feeder: F1 }'],
      /^power-returned: power-lost lasts for 30 % of a place that this one is, or has, a part of, since test\.yaml:6:10: name that place$/,
    ],
    [
      ['{ at: 10:00, what: power-lost, feeder: F1 }', '{ at: 11:00, what: power-returned, feeder: F3 }'],
      /^power-returned without power-lost before it$/,
    ],
    [
      ['{ at: 10:00, what: power-lost, area: North }', '{ at: 10:00, what: power-returned, feeder: F1 }'],
      /^it contradicts test\.yaml:6:10, which begins or ends the same at the same time$/,
    ],
    [
      ['{ at: 10:00, what: power-lost, feeder: F1 }', '{ at: 10:00, what: power-lost, dap: Elm-St }'],
      /^the same event stands at test\.yaml:6:10 already, at the same time$/,
    ],
  ])('is refused: %j', (entries, message) => {
    expect(wrong(...entries)).toEqual([expect.stringMatching(message)])
  })
})

describe('a fault', () => {
  const grid = (entry: string) => `name: a
profile: DCSIfF
use-cases: [FCIR - DMS]
${nodesOf({
  'fan-gateways': [GATEWAYS, 'G1,S,F1,North,NA,NA,NA', 'G2,S,F2,North,NA,NA,NA'].join('\n'),
  'feeder-devices': [DEVICES, 'B1,breaker,F1,S', 'B2,breaker,F2,S', 'R1,recloser,F1,G1', 'R2,recloser,F2,G2'].join(
    '\n',
  ),
})}events: [{ at: 03:00, what: fault, ${entry} }]`

  test('is on a feeder, or behind a gateway', () => {
    for (const entry of ['feeder: F2', 'gateway: G2'])
      expect(deploymentOf(grid(entry)).scripted[0]!).toMatchObject({
        at: 3 * HOUR,
        where: { name: entry.split(': ')[1] },
      })
  })

  test('is in no whole area', () => {
    expect(problemsOf(grid('area: North'))).toEqual([
      expect.stringMatching(/events\.0\.area: expected a feeder, dap or gateway: fault in area North is at one place$/),
    ])
  })
})
