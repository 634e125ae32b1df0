import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { common, howMany } from '../../src/deployment/device-ranges.js'
import type { ScriptedEvent } from '../../src/deployment/events.js'
import { deploymentOf, problemsOf } from './fixture.js'
import { DAPS, nodesOf } from './listed.js'

const HOUR = 3_600_000_000

/** 15,000 meters on ten feeders of 1500, each with a DAP; line 8 is free. */
const TOWN = `name: a
profile: ACvW
use-cases: [ORM]
start: 2026-06-01 06:00
duration: 2 days
quantities: { endpoints-per-dap: 1500, meters: { electric: { residential: 14000, commercial: 1000 } } }
seed: 7
`
const events = (...entries: string[]) => `events: [${entries.join(', ')}]`
const scripted = (...entries: string[]) => deploymentOf(TOWN + events(...entries)).scripted
const lost = (at: string, more: string) => `{ at: "${at}", what: power-lost, ${more} }`
const returned = (at: string, more: string) => `{ at: "${at}", what: power-returned, ${more} }`
const numbersOf = (one: ScriptedEvent) => one.where!.numbers
const wrong = (...entries: string[]) => problemsOf(TOWN + events(...entries))
/** Where the entry after these stands. */
const after = (...entries: string[]) => `test.yaml:8:${'events: ['.length + 1 + [...entries, ''].join(', ').length}:`

describe('power that is lost on so many feeders', () => {
  test('is lost by all on feeders that the seed chooses', () => {
    const [one, ...others] = scripted(lost('17:05', 'feeders: 30 %'))
    expect(others).toEqual([])
    expect(one).toMatchObject({
      at: 17 * HOUR + HOUR / 12,
      power: 'lost',
      share: 1,
      from: 0,
      where: { key: 'feeder', name: '30 % of the feeders' },
    })
    const numbers = numbersOf(one!)
    expect(numbers).toHaveLength(3)
    expect(new Set(numbers).size).toBe(3)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    // 1500 meters a feeder.
    expect(howMany(one!.devices)).toBe(3 * 1500)
    expect(one!.kinds.map((kind) => kind.what)).toEqual(['power-lost'])
  })

  test('may be said as a number', () => {
    const [one] = scripted(lost('17:05', 'feeders: 4'))
    expect(one!.where).toMatchObject({ key: 'feeder', name: '4 of the feeders' })
    expect(numbersOf(one!)).toHaveLength(4)
  })

  test('is another choice with another seed, and the same with the same', () => {
    const chosen = (seed: number) =>
      numbersOf(deploymentOf(TOWN + events(lost('17:05', 'feeders: 30 %')), `seed=${seed}`).scripted[0]!).join()
    expect(chosen(3)).toBe(chosen(3))
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(chosen)).size).toBeGreaterThan(3)
  })

  test('returns first where it was lost first', () => {
    const [first, second, back, rest] = scripted(
      lost('17:00', 'feeders: 20 %'),
      lost('17:30', 'feeders: 30 %'),
      returned('18:00', 'feeders: 20 %'),
      returned('19:00', 'feeders: 30 %'),
    ).map(numbersOf)
    expect(back).toEqual(first)
    expect(rest).toEqual(second)
    expect(first!.filter((one) => second!.includes(one))).toEqual([])
  })

  test('may return in stages, and be lost there again', () => {
    const day = scripted(
      lost('17:00', 'feeders: 30 %'),
      returned('18:00', 'feeders: 10 %'),
      returned('19:00', 'feeders: 1'),
      lost('20:00', 'feeders: 90 %'),
      returned('21:00', 'feeders: 100 %'),
    )
    expect(day.map((one) => numbersOf(one).length)).toEqual([3, 1, 1, 9, 10])
    const [all, one, two] = day.map(numbersOf)
    expect(all).toEqual(expect.arrayContaining([...one!, ...two!]))
    expect(one).not.toEqual(two)
  })

  // Whoever writes down a possible history has it accepted, and what has power back had lost it.
  test('can be scripted in any order in which it can happen', () => {
    const step = fc.record({ lost: fc.boolean(), percent: fc.integer({ min: 10, max: 100 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), fc.integer({ min: 1, max: 99 }), (steps, seed) => {
        let out = 0
        const possible = steps.flatMap(({ lost: isLost, percent }) => {
          const part = Math.min(percent, isLost ? 100 - out : out)
          if (part < 10) return []
          out += isLost ? part : -part
          return [{ isLost, part }]
        })
        const entries = possible.map(({ isLost, part }, i) =>
          (isLost ? lost : returned)(`+${i} min`, `feeders: ${part}%`),
        )
        const without = new Set<number>()
        for (const one of deploymentOf(TOWN + events(...entries), `seed=${seed}`).scripted) {
          for (const number of numbersOf(one)) {
            expect(without.has(number)).toBe(one.power === 'returned')
            if (one.power === 'lost') without.add(number)
            else without.delete(number)
          }
        }
        // Ten feeders: a part of a feeder is rounded, and the roundings do not add up.
        expect(Math.abs(without.size - out / 10)).toBeLessThanOrEqual(1)
        if (out === 0) expect(without.size).toBe(0)
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  test('is counted over all territories, or in the one that is named', () => {
    const two = `name: a
use-cases: [ORM]
territories:
  town: { profile: ACvW, share: 80% }
  land: { profile: ACdW, share: 20% }
quantities: { meters: { electric: { residential: 15000 } } }
`
    const of = (entry: string) => deploymentOf(two + events(entry)).scripted
    const all = of(lost('17:00', 'feeders: 100 %'))
    expect(all.map((one) => one.territory.name)).toEqual(['land', 'town'])
    expect(numbersOf(all[0]!)).toHaveLength(10)
    expect(all.map((one) => howMany(one.devices))).toEqual([3000, 12000])
    const [town, ...others] = of(lost('17:00', 'territory: town, feeders: 50 %'))
    expect(others).toEqual([])
    expect(numbersOf(town!)).toHaveLength(4)
    expect(problemsOf(two + events(lost('17:00', 'territory: land, feeders: 3')))).toEqual([
      'test.yaml:7:69: events.0.feeders: expected at most 2, the feeders that there are; found 3',
    ])
  })

  test('may be on feeders that a list names', () => {
    const lines = ['A,F1,North,0,100,NA,NA,NA', 'B,F2,North,0,200,NA,NA,NA', 'C,F1,North,0,300,NA,NA,NA']
    const yaml = `name: a\nprofile: ACvW\nuse-cases: [ORM]\n${nodesOf({ daps: [DAPS, ...lines].join('\n') })}`
    const { layout, scripted: found } = deploymentOf(yaml + events(lost('17:00', 'feeders: 1')))
    const { name } = layout.feeders[numbersOf(found[0]!)[0]!]!
    expect(howMany(found[0]!.devices)).toBe({ F1: 400, F2: 200 }[name])
    const both = deploymentOf(yaml + events(lost('17:00', 'feeders: 2'))).scripted[0]!
    expect(howMany(both.devices)).toBe(600)
  })
})

describe('power that cannot be lost, or return, on so many feeders', () => {
  const share = 'expected a share of the feeders, such as "30 %", or how many they are; found'
  test.each([
    ['feeders: 0%', '52', `${share} "0%" (a share above zero)`],
    ['feeders: 101%', '52', `${share} "101%" (at most 100 %)`],
    ['feeders: 0', '52', `${share} 0`],
    ['feeders: 0.3', '52', `${share} 0.3`],
    ['feeders: some', '52', `${share} "some" (a number and "%")`],
    ['feeders: [1]', '52', `${share} a list`],
    ['feeders: 11', '52', 'expected at most 10, the feeders that there are; found 11'],
  ])('is refused: %s', (entry, column, message) => {
    expect(wrong(lost('17:05', entry))).toEqual([`test.yaml:8:${column}: events.0.feeders: ${message}`])
  })

  test.each(['share: 3%', 'device-count: 3', 'feeder: 1', 'dap: 1', 'area: 1'])(
    'is refused beside what else says who is concerned: %s',
    (other) => {
      const key = other.split(':')[0]!
      expect(wrong(lost('17:05', `feeders: 30 %, ${other}`))).toEqual([
        `test.yaml:8:${60 + key.length}: events.0.${key}: expected no ${key} beside feeders: all on those feeders are concerned`,
      ])
    },
  )

  test('is refused of an event that is not about power', () => {
    const yaml = TOWN.replace('use-cases: [ORM]', 'use-cases: [ORM, Price]').replace('ACvW', 'AHEMCvW')
    const homes = yaml.replace('quantities: {', 'quantities: { esi: { in-meter: 9 }, han: { ipd: 9 },')
    expect(problemsOf(homes + events('{ at: 17:05, what: price-change, feeders: 30% }'))).toEqual([
      'test.yaml:8:43: events.0: price-change has no key "feeders" | it belongs to power-lost, power-returned',
    ])
  })

  test.each([
    [
      'more than are left',
      [lost('17:00', 'feeders: 60%'), lost('18:00', 'feeders: 50%')],
      'power-lost: expected at most 40 % of the feeders, found 50 %: for 60 % it lasts already, since test.yaml:8:10',
    ],
    [
      'more than are out',
      [lost('17:00', 'feeders: 2'), returned('18:00', 'feeders: 3')],
      'power-returned: expected at most 20 % of the feeders, found 30 %: for more power-lost did not begin, last at test.yaml:8:10',
    ],
    [
      'a return before the loss',
      [lost('17:00', 'feeders: 2'), returned('16:00', 'feeders: 2')],
      'power-returned without power-lost before it',
    ],
    [
      'a second return',
      [lost('17:00', 'feeders: 2'), returned('18:00', 'feeders: 2'), returned('19:00', 'feeders: 2')],
      `power-returned without power-lost before it: all of it ended at ${after(lost('17:00', 'feeders: 2')).slice(0, -1)}`,
    ],
    [
      'a loss and a return at once',
      [lost('17:00', 'feeders: 2'), returned('17:00', 'feeders: 2')],
      'it contradicts test.yaml:8:10, which begins or ends the same at the same time',
    ],
    [
      'a feeder that is out',
      [lost('17:00', 'feeders: 10'), lost('18:00', 'feeder: 3')],
      'power-lost: it lasts here already, since test.yaml:8:10',
    ],
    [
      'feeders of which one is out',
      [lost('17:00', 'feeder: 3'), lost('18:00', 'feeders: 100 %')],
      'power-lost: it lasts in a part of this place already, since test.yaml:8:10',
    ],
    [
      'a return of all where some were lost',
      [lost('17:00', 'feeders: 2'), '{ at: 18:00, what: power-returned }'],
      'power-returned: it lasts in a part of this place only, since test.yaml:8:10',
    ],
  ])('is refused: %s', (_, entries, problem) => {
    expect(wrong(...entries)).toEqual([`${after(...entries.slice(0, -1))} ${problem}`])
  })

  test('is refused: less than one', () => {
    expect(wrong(lost('17:00', 'feeders: 1%'))).toEqual([`${after()} 1 % of the feeders is none: there are 10`])
  })

  test('is refused: the same twice', () => {
    const all = lost('17:00', 'feeders: 10')
    expect(wrong(all, lost('17:00', 'feeder: 3'))).toEqual([
      `${after(all)} the same event stands at test.yaml:8:10 already, at the same time`,
    ])
  })
})

describe('power', () => {
  const READS = TOWN.replace('use-cases: [ORM]', 'use-cases: [Meter Reading]')

  test('goes and comes where no payload waits for it', () => {
    const { scripted: found, canFail } = deploymentOf(
      READS + events(lost('17:00', 'feeder: 3'), returned('18:00', 'feeder: 3'), lost('19:00', 'device-count: 1500')),
    )
    expect(found.map(({ kinds, power, share }) => [kinds, power, share])).toEqual([
      [[], 'lost', 1],
      [[], 'returned', 1],
      [[], 'lost', 0.1],
    ])
    expect(canFail).toBe(true)
    expect(deploymentOf(TOWN).canFail).toBe(false)
  })

  test('is lost, and returns, in the same way where none waits', () => {
    const twice = [lost('17:00', 'share: 60%'), lost('18:00', 'share: 50%')]
    expect(problemsOf(READS + events(...twice))).toEqual(problemsOf(TOWN + events(...twice)))
    const feeder = lost('17:00', 'feeder: 3')
    expect(problemsOf(READS + events(feeder, lost('17:00', 'area: 1')))).toEqual([
      `${after(feeder)} the same event stands at test.yaml:8:10 already, at the same time`,
    ])
  })

  test('is said of no other event, nor what it concerns', () => {
    const grid = 'name: a\nprofile: DCSIfF\nuse-cases: [FCIR - DMS]\nquantities: { feeder-devices: { recloser: 9 } }\n'
    expect(deploymentOf(`${grid}events: [{ at: 03:00, what: fault }]`)).toMatchObject({
      scripted: [{ power: undefined, share: 1 }],
      canFail: false,
    })
  })

  test('is no part of the meters where there are none', () => {
    const grid = 'name: a\nprofile: DCSIfF\nuse-cases: [FCIR - DMS]\nquantities: { feeder-devices: { sensor: 90 } }\n'
    expect(problemsOf(grid + events(lost('03:00', 'share: 30%')))).toEqual([
      'test.yaml:5:50: events.0.share: expected no share: it is one of the electric meters, and none stand there',
    ])
    expect(problemsOf(grid + events(lost('03:00', 'device-count: 3')))).toEqual([
      'test.yaml:5:57: events.0.device-count: expected at most 0, the members that power-lost concerns; found 3',
    ])
  })

  // Where there are no meters: all that stands there.
  test('is lost by the electric meters, or by all devices where there are none', () => {
    const meters = deploymentOf(TOWN + events(lost('17:00', 'dap: 2')))
    expect(howMany(meters.scripted[0]!.devices)).toBe(1500)
    const grid = 'name: a\nprofile: DCSIfF\nuse-cases: [FCIR - DMS]\nquantities: { feeder-devices: { sensor: 90 } }\n'
    const { layout, scripted: found } = deploymentOf(grid + events(lost('03:00', 'gateway: 2')))
    const sensors = layout.classesOf('feeder.sensor')[0]!
    const there = common(found[0]!.devices, [[sensors.first, sensors.first + sensors.count]])
    // Two gateways of at most 50.
    expect(howMany(there)).toBe(45)
  })
})
