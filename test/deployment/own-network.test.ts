import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Layout } from '../../src/deployment/layout.js'
import { quantities } from '../../src/deployment/quantities.js'
import { deploymentOf } from './fixture.js'
import { DAPS, nodesOf } from './listed.js'
import { drawnLists, layoutOf, territoryOf, type DrawnLists } from './random-lists.js'

const RUNS = { numRuns: 80, seed: 5 }

const inEach = (check: (layout: Layout, drawn: DrawnLists) => void) =>
  fc.assert(
    fc.property(drawnLists, (drawn) => check(layoutOf(drawn), drawn)),
    RUNS,
  )

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const classOf = (layout: Layout, name: string) => layout.classes.find((one) => one.name === name)!

describe('the layout of an own network', () => {
  test('has the meters of each DAP as its line says', () => {
    inEach((layout, { daps }) => {
      const { first, count } = layout.treesIn(0, 'dap')
      expect(count).toBe(daps.length)
      for (const [i, dap] of daps.entries()) {
        expect(layout.nameOfTree(first + i)).toBe(dap.name)
        for (const kind of ['residential', 'commercial'] as const)
          expect(layout.membersOn(first + i, classOf(layout, `electric.${kind}`)).count).toBe(dap[kind])
      }
    })
  })

  test('hangs each member of each class on one tree, that of which it is told, in the order of the trees', () => {
    inEach((layout) => {
      for (const one of layout.classes) {
        let next = 0
        for (let tree = 0; tree < layout.treeCount; tree++) {
          const { from, count } = layout.membersOn(tree, one)
          if (count === 0) continue
          expect(from).toBe(next)
          next += count
          for (let member = from; member < next; member++) expect(layout.treeOfMember(one, member)).toBe(tree)
        }
        expect([one.name, next]).toEqual([one.name, one.count])
      }
    })
  })

  test('divides each class among the districts: every member is in one, that of its tree', () => {
    inEach((layout) => {
      for (const one of layout.classes) {
        let next = 0
        for (let district = 0; district < layout.districts; district++) {
          const { from, count } = layout.membersIn(district, one)
          if (count === 0) continue
          expect(from).toBe(next)
          next += count
          for (let member = from; member < next; member++)
            expect(layout.districtOfTree(layout.treeOfMember(one, member))).toBe(district)
        }
        expect(next).toBe(one.count)
      }
    })
  })

  test('shares out what stands beside the meters in proportion to them, to within one', () => {
    inEach((layout, { daps }) => {
      const { first } = layout.treesIn(0, 'dap')
      const residential = sum(daps.map((one) => one.residential))
      for (const name of ['gas.residential', 'water.residential', 'esi.in-meter']) {
        const of = classOf(layout, name)
        daps.forEach((dap, i) => {
          const expected = (of.count * dap.residential) / residential
          expect(Math.abs(layout.membersOn(first + i, of).count - expected)).toBeLessThan(1)
        })
      }
    })
  })

  test('hangs each feeder device on the gateway of its line; one that names none on a gateway of its feeder, if there is one', () => {
    inEach((layout, { gateways, devices }) => {
      const { first } = layout.treesIn(0, 'fan-gateway.field')
      const seen = new Set<string>()
      for (const of of layout.classes.filter((one) => one.name.startsWith('feeder.'))) {
        for (let device = of.first; device < of.first + of.count; device++) {
          const line = devices.find((one) => one.name === layout.nameOfDevice(device))!
          seen.add(line.name)
          expect(of.name).toBe(`feeder.${line.kind}`)
          const gateway = layout.treeOf(device) - first
          if (line.head !== undefined) expect(gateway).toBe(line.head)
          else if (line.feeder !== undefined && gateways.some((one) => one.feeder === line.feeder))
            expect(gateways[gateway]!.feeder).toBe(line.feeder)
        }
      }
      expect(seen.size).toBe(devices.length)
    })
  })

  test('knows the feeder and the area of each node that has one', () => {
    inEach((layout, { daps, gateways }) => {
      // Where no line names a feeder they are drawn.
      if (!layout.namesFeeders) return
      const heads = [
        ...daps.map((one, i) => ({ ...one, tree: layout.treesIn(0, 'dap').first + i })),
        ...gateways.map((one, i) => ({ ...one, tree: layout.treesIn(0, 'fan-gateway.field').first + i })),
      ]
      for (const { feeder, tree } of heads) {
        const number = layout.feederOfTree(tree)
        expect(layout.feeders[number]?.name).toBe(feeder === undefined ? undefined : `F${feeder}`)
        if (feeder !== undefined && layout.namesAreas)
          expect(layout.areas[layout.areaOfTree(tree)]).toBe(`A${feeder >> 1}`)
      }
    })
  })

  test('shares a backhaul among the DAPs that name the same, and gives each of the others its own', () => {
    inEach((layout, { daps, gateways }) => {
      const trees = layout.treesIn(0, 'dap')
      const named = daps.map((one) => (one.backhaul === undefined ? one.name : `B${one.backhaul}`))
      expect(daps.map((_, i) => layout.backhauls[layout.backhaulOfTree(trees.first + i)]!.name)).toEqual(named)
      expect(layout.backhauls).toHaveLength(new Set(named).size + gateways.length)
    })
  })

  test('puts everything that stands on a feeder, or in an area, there and nothing else', () => {
    let compared = 0
    inEach((layout) => {
      // Where no line names a feeder they are drawn, and feeder devices stand where their own line says.
      if (!layout.namesFeeders || !layout.namesAreas) return
      const listed = layout.classes.filter((one) => one.trees.heads !== undefined && one.lines === undefined)
      for (const key of ['feeder', 'area', 'dap', 'gateway'] as const) {
        const at = (tree: number) =>
          key === 'feeder' ? layout.feederOfTree(tree) : key === 'area' ? layout.areaOfTree(tree) : tree
        for (const name of layout.namesOf(key)) {
          const place = layout.placeNamed(key, name)!
          for (const of of listed) {
            const members = Array.from({ length: of.count }, (_, member) => member)
            const there = layout
              .membersAt(place, of)
              .flatMap(({ from, count }) => Array.from({ length: count }, (_, i) => from + i))
            const expected = members.filter((member) => at(layout.treeOfMember(of, member)) === place.numbers[0])
            expect([key, name, of.name, there]).toEqual([key, name, of.name, expected])
            compared += there.length
          }
        }
      }
    })
    expect(compared).toBeGreaterThan(1000)
  })
})

describe('a feeder', () => {
  test('has everything that stands on it once, together with the others', () => {
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 900 }),
        (meters, perDap, perFeeder) => {
          const stated = { 'endpoints-per-dap': perDap, 'meters-per-feeder': perFeeder }
          const all = quantities.parse({ meters: { electric: { residential: meters } }, ...stated })
          const layout = new Layout(all, [territoryOf('ACvW')])
          const of = classOf(layout, 'electric.residential')
          // Meters a feeder, rounded up; ten feeders an area (quantities.feeders-per-area).
          expect(layout.feeders).toHaveLength(Math.max(1, Math.ceil(meters / perFeeder)))
          expect(layout.areas).toHaveLength(Math.ceil(layout.feeders.length / 10))
          for (const key of ['feeder', 'area'] as const) {
            const there = layout.namesOf(key).flatMap((name) => layout.membersAt(layout.placeNamed(key, name)!, of))
            const ends = there.reduce((next, { from, count }) => (from === next ? next + count : NaN), 0)
            expect(ends).toBe(meters)
          }
        },
      ),
      RUNS,
    )
  })

  test('is one a breaker, where breakers are counted', () => {
    const { layout } = deploymentOf(
      'name: a\nprofile: ACvW + DCSIfF\nquantities: { meters: { electric: { residential: 9000 } }, feeder-devices: { breaker: 7 } }',
    )
    expect(layout.feeders).toHaveLength(7)
    const breakers = classOf(layout, 'feeder.breaker')
    const on = layout.namesOf('feeder').map((name) => layout.membersAt(layout.placeNamed('feeder', name)!, breakers))
    expect(on.map((ranges) => sum(ranges.map((one) => one.count)))).toEqual([1, 1, 1, 1, 1, 1, 1])
  })
})

describe('an own network', () => {
  const even = (names: (i: number) => string) => {
    const lines = Array.from({ length: 10 }, (_, i) => `${names(i)},F,A,10,90,NA,NA,NA`)
    return nodesOf({ daps: [DAPS, ...lines].join('\n') })
  }

  test('says the same whatever its file is called, and something else where a line changes', () => {
    const of = (names: (i: number) => string) => deploymentOf(`name: a\n${even(names)}`)
    const [one, same, other] = [of((i) => `D${i}`), of((i) => `D${i}`), of((i) => `E${i}`)]
    expect(one.settings.nodes.daps).not.toBe(same.settings.nodes.daps)
    expect(same.hash).toBe(one.hash)
    expect(other.hash).not.toBe(one.hash)
  })

  test('is the source of what it counts, and leaves out what it makes idle', () => {
    const { assumptions, settings } = deploymentOf(`name: a\n${even((i) => `D${i}`)}`)
    const found = (name: string) => assumptions.find((one) => one.name === name)
    expect(found('quantities.meters.electric.residential')).toMatchObject({
      value: '900',
      setBy: 'deployment',
      source: settings.nodes.daps,
    })
    expect(found('quantities.endpoints-per-dap')).toBeUndefined()
    expect(found('quantities.meters-per-feeder')).toBeUndefined()
    expect(deploymentOf('name: a').assumptions.map((one) => one.name)).toEqual(
      expect.arrayContaining([
        'quantities.endpoints-per-dap',
        'quantities.meters-per-feeder',
        'quantities.feeders-per-area',
      ]),
    )
  })

  test('is told to be idle where the profile has no such nodes', () => {
    const deployment = deploymentOf(
      `name: a\nprofile: DCSIW\nuse-cases: [FCIR - DMS]\nquantities: { feeder-devices: { recloser: 3 } }\n${even((i) => `D${i}`)}`,
    )
    expect(deployment.warnings.map((one) => one.message)).toEqual([
      'nodes.daps: not used, since profile DCSIW has no such nodes',
    ])
    expect(deployment.layout.daps).toBe(0)
  })
})

describe('territories with lists', () => {
  test('have the DAPs that name them, and the meters of those', () => {
    const text = [
      `${DAPS},territory`,
      'D1,F1,A,1,70,NA,NA,NA,town',
      'D2,F2,B,0,20,NA,NA,NA,land',
      'D3,F1,A,4,5,NA,NA,NA,town',
    ].join('\n')
    const { layout } = deploymentOf(`name: a
territories:
  town: { profile: ACvW, share: 50% }
  land: { profile: ACdIW, share: 50% }
quantities: { meters: { gas: { residential: 30 } } }
${nodesOf({ daps: text })}`)

    // In the order of their names: land, town.
    expect(layout.classesOf('electric.residential').map((one) => one.count)).toEqual([20, 75])
    expect(layout.namesOf('dap')).toEqual(['D2', 'D1', 'D3'])
    expect(layout.feeders.map((one) => one.name)).toEqual(['F1', 'F2'])
    // What no list counts is divided by the shares.
    expect(layout.classesOf('gas.residential').map((one) => one.count)).toEqual([15, 15])
  })
})
