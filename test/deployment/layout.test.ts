import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Layout } from '../../src/deployment/layout.js'

const count = fc.oneof(fc.constant(0), fc.nat(7), fc.nat(400))
const classes = fc.record({ residential: count, commercial: count, other: count })
const quantities = fc.record({
  meters: fc.record({ electric: classes, gas: classes, water: classes }),
  'endpoints-per-dap': fc.integer({ min: 1, max: 60 }),
})
const RUNS = { numRuns: 150, seed: 2 }

describe('the layout of a deployment', () => {
  test('gives each DAP as many endpoints as the deployment says, the last one the rest', () => {
    const none = { residential: 0, commercial: 0, other: 0 }
    const meters = { electric: { ...none, residential: 1001 }, gas: none, water: none }
    expect(new Layout({ meters, 'endpoints-per-dap': 250 }).daps).toBe(5)
    expect(new Layout({ meters, 'endpoints-per-dap': 1001 }).daps).toBe(1)
    expect(new Layout({ meters: { electric: none, gas: none, water: none }, 'endpoints-per-dap': 9 }).daps).toBe(1)
  })

  test('has as many districts as DAPs, and at most 64', () => {
    const none = { residential: 0, commercial: 0, other: 0 }
    const layout = (residential: number) =>
      new Layout({ meters: { electric: { ...none, residential }, gas: none, water: none }, 'endpoints-per-dap': 1 })
    expect(layout(63).districts).toBe(63)
    expect(layout(64).districts).toBe(64)
    expect(layout(1000).districts).toBe(64)
  })

  test('numbers the devices class by class, without a gap', () => {
    fc.assert(
      fc.property(quantities, (drawn) => {
        const layout = new Layout(drawn)
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

  test('hangs each device on one DAP, and each class evenly on all of them, to within one', () => {
    fc.assert(
      fc.property(quantities, (drawn) => {
        const layout = new Layout(drawn)
        for (const one of layout.classes.filter((each) => each.count > 0)) {
          const on = new Array<number>(layout.daps).fill(0)
          for (let device = one.first; device < one.first + one.count; device++) {
            const dap = layout.dapOf(device)
            expect(dap).toBe(layout.dapOfMember(one, device - one.first))
            on[dap]!++
          }
          expect(on).toHaveLength(layout.daps)
          expect(Math.max(...on) - Math.min(...on)).toBeLessThanOrEqual(1)
        }
      }),
      RUNS,
    )
  })

  test('makes a district of DAPs that are neighbours, as many in each to within one', () => {
    fc.assert(
      fc.property(quantities, (drawn) => {
        const layout = new Layout(drawn)
        const sizes = new Array<number>(layout.districts).fill(0)
        let before = 0
        for (let dap = 0; dap < layout.daps; dap++) {
          const district = layout.districtOfDap(dap)
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

  test('divides each class among the districts: every member is in one, that of its DAP', () => {
    fc.assert(
      fc.property(quantities, (drawn) => {
        const layout = new Layout(drawn)
        for (const one of layout.classes) {
          let next = 0
          for (let district = 0; district < layout.districts; district++) {
            const range = layout.membersIn(district, one)
            if (one.count === 0) {
              expect(range.count).toBe(0)
              continue
            }
            expect(range.from).toBe(next)
            next += range.count
            for (let member = range.from; member < next; member++) {
              expect(layout.districtOfDap(layout.dapOfMember(one, member))).toBe(district)
            }
          }
          expect(next).toBe(one.count)
        }
      }),
      RUNS,
    )
  })
})
