import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Layout } from '../../src/deployment/layout.js'
import { quantities as schema, type Quantities } from '../../src/deployment/quantities.js'
import type { Territory } from '../../src/deployment/territories.js'
import { amiProfiles, distributionProfiles, readProfile } from '../../src/srs/profile.js'

const count = fc.oneof(fc.constant(0), fc.nat(7), fc.nat(400))
const classes = fc.record({ residential: count, commercial: count, other: count })
const drawnQuantities = fc
  .record({
    meters: fc.record({ electric: classes, gas: classes, water: classes }),
    'endpoints-per-dap': fc.integer({ min: 1, max: 60 }),
    esi: fc.record({ 'in-meter': count, 'third-party': count }),
    han: fc.record({ pct: count, ipd: count }),
    'feeder-devices': fc.record({ sensor: count, recloser: count, breaker: fc.nat(20) }),
    'endpoints-per-fan-gateway': fc.integer({ min: 1, max: 60 }),
    substations: fc.integer({ min: 1, max: 9 }),
  })
  .map((drawn) => schema.parse(drawn))
const codes = ['ACvW', 'AHEMCvW', 'AHE3CdIW', 'ARHEM3CvIW + DCSIRsF', 'ACvW + DDIfF', 'DCSIW', 'ACdW + DDAAD']
const drawnTerritories = fc
  .array(fc.record({ code: fc.constantFrom(...codes), weight: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((drawn) => {
    const sum = drawn.reduce((total, one) => total + one.weight, 0)
    return drawn.map(({ code, weight }, index) => territory(index, code, weight / sum))
  })
const layouts = fc.tuple(drawnQuantities, drawnTerritories).map(([drawn, where]) => new Layout(drawn, where))
const RUNS = { numRuns: 150, seed: 2 }

describe('the layout of a deployment', () => {
  test('gives each DAP as many endpoints as the deployment says, the last one the rest', () => {
    expect(ofHomes(1001, 250).daps).toBe(5)
    expect(ofHomes(1001, 1001).daps).toBe(1)
    expect(ofHomes(0, 9).daps).toBe(1)
  })

  test('has as many districts as DAPs, and at most 64', () => {
    expect(ofHomes(63, 1).districts).toBe(63)
    expect(ofHomes(64, 1).districts).toBe(64)
    expect(ofHomes(1000, 1).districts).toBe(64)
    fc.assert(
      fc.property(layouts, (layout) => {
        expect(layout.districts).toBeLessThanOrEqual(64)
      }),
      RUNS,
    )
  })

  test('numbers the devices class by class, without a gap', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        let next = 0
        for (const one of layout.classes) {
          expect(one.first).toBe(next)
          next += one.count
          if (one.count === 0) continue
          expect(layout.classOf(one.first)).toBe(one)
          expect(layout.classOf(next - 1)).toBe(one)
        }
        expect(layout.devices).toBe(next)
      }),
      RUNS,
    )
  })

  test('divides each kind among the territories whose profile has it, and leaves none out', () => {
    fc.assert(
      fc.property(drawnQuantities, drawnTerritories, (drawn, where) => {
        const layout = new Layout(drawn, where)
        const placed = (kind: 'electric.residential' | 'feeder.sensor' | 'han.pct') =>
          layout.classesOf(kind).reduce((sum, one) => sum + one.count, 0)
        const some = (has: (one: Territory) => unknown) => where.some((one) => Boolean(has(one)))
        const { meters, han } = drawn
        const metered = some(({ profile }) => profile.ami)
        expect(placed('electric.residential')).toBe(metered ? meters.electric.residential : 0)
        expect(placed('han.pct')).toBe(some(({ profile }) => profile.han) ? han.pct : 0)
        const feeders = some(({ profile }) => profile.distribution)
        expect(placed('feeder.sensor')).toBe(feeders ? drawn['feeder-devices'].sensor : 0)
        for (const one of layout.classesOf('feeder.sensor'))
          if (one.count > 0) expect(where[one.territory]!.profile.distribution).toBeDefined()
      }),
      RUNS,
    )
  })

  test('hangs each device on one tree of its territory, and each class evenly on all of them, to within one', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        for (const one of layout.classes.filter((each) => each.count > 0 && each.homes === undefined)) {
          const { first, count: trees, territory } = one.trees
          expect(territory).toBe(one.territory)
          const on = new Array<number>(trees).fill(0)
          for (let device = one.first; device < one.first + one.count; device++) {
            const tree = layout.treeOf(device)
            expect(tree).toBe(layout.treeOfMember(one, device - one.first))
            on[tree - first]!++
          }
          expect(on).toHaveLength(trees)
          expect(Math.max(...on) - Math.min(...on)).toBeLessThanOrEqual(1)
        }
      }),
      RUNS,
    )
  })

  test('makes a district of trees that are neighbours, as many in each to within one', () => {
    fc.assert(
      fc.property(drawnQuantities, (drawn) => {
        const layout = new Layout(drawn, [territory(0, 'ACvW', 1)])
        const sizes = new Array<number>(layout.districts).fill(0)
        let before = 0
        for (let dap = 0; dap < layout.daps; dap++) {
          const district = layout.districtOfTree(layout.treesIn(0, 'dap').first + dap)
          expect(district - before === 0 || district - before === 1).toBe(true)
          before = district
          sizes[district]!++
        }
        expect(before).toBe(layout.districts - 1)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
      RUNS,
    )
  })

  test('divides each class among the districts: every member is in one, that of its tree', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        for (const one of layout.classes) {
          let next = 0
          for (let district = 0; district < layout.districts; district++) {
            const range = layout.membersIn(district, one)
            if (range.count === 0) continue
            expect(range.from).toBe(next)
            next += range.count
            for (let member = range.from; member < next; member++) {
              expect(layout.districtOfTree(layout.treeOfMember(one, member))).toBe(district)
            }
          }
          expect(next).toBe(one.count)
        }
      }),
      RUNS,
    )
  })

  test('knows every code of its cases', () => {
    for (const code of codes)
      for (const part of code.split(' + ')) expect(amiProfiles.has(part) || distributionProfiles.has(part)).toBe(true)
  })
})

function ofHomes(residential: number, perDap: number): Layout {
  const drawn: Quantities = schema.parse({ meters: { electric: { residential } }, 'endpoints-per-dap': perDap })
  return new Layout(drawn, [territory(0, 'ACvW', 1)])
}

function territory(index: number, code: string, share: number): Territory {
  const profile = readProfile(code)
  if ('problem' in profile) throw new Error(profile.problem)
  return { index, name: `t${index}`, profile: profile.value, share }
}
