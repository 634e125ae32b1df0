import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LegWeights } from '../../src/deployment/leg-weights.js'
import { waysBetween } from '../../src/report/path-list.js'
import type { Network } from '../../src/srs/flow.js'
import { printLatency, readLatency } from '../../src/srs/latency.js'
import { printReliability, readReliability, type Reliability } from '../../src/srs/reliability.js'
import type { Requirement } from '../../src/srs/requirement.js'
import type { Hop } from '../../src/srs/walk.js'
import { legBounds, legLatencies } from '../../src/traffic/leg-bounds.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const deployment = deploymentOf('name: a')
const defaults = deployment.settings.assumptions['leg-weights']
const networks = Object.keys(defaults) as Network[]

const used = catalogue.requirements.filter((one) => one.used)

/** Every used requirement by each way that any profile may take. */
const everyWay: { requirement: Requirement; hops: Hop[] }[] = used.flatMap((requirement) =>
  waysBetween(catalogue, requirement.from, requirement.to)!.ways.map(({ hops }) => ({ requirement, hops })),
)

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const product = (numbers: readonly number[]) => numbers.reduce((total, one) => total * one, 1)

function sharesOf(reliability: Reliability): number[] {
  if (reliability.kind === 'share') return [reliability.bound]
  if (reliability.kind === 'windowed') return reliability.windows.map((one) => one.share)
  return [reliability.large, ...(reliability.small === undefined ? [] : [reliability.small])]
}

describe('the bounds of the legs of every requirement, by every way', () => {
  const bounds = everyWay.map((one) => ({ ...one, legs: legBounds(deployment, { ...one, choice: {} }) }))

  test('are one a leg', () => {
    expect(new Set(bounds.map((one) => one.requirement))).toEqual(new Set(used))
    for (const { hops, legs } of bounds) expect(legs.length).toBe(hops.length)
  })

  // SRS 4.18: a parent's latency is the highest sum of its children's.
  test('have latencies that add up to that of the whole, to the microsecond', () => {
    for (const { requirement, legs } of bounds) {
      expect(sum(legs.map((leg) => leg.latency.bound)), requirement.id).toBe(requirement.latency.bound)
      for (const { latency } of legs) expect(latency.bound).toBeGreaterThanOrEqual(1)
    }
  })

  // SRS 4.5.4.2 multiplies the shares of legs: 99.5 % × 99.5 % × 98 % × 98 % are 95.1 %.
  test('have shares that multiply to those of the whole, and never to less', () => {
    for (const { requirement, legs } of bounds) {
      sharesOf(requirement.reliability).forEach((whole, i) => {
        const through = product(legs.map((leg) => sharesOf(leg.reliability)[i]!))
        // A share of a leg is rounded up, by less than 1e-8.
        expect(through - whole, requirement.id).toBeGreaterThan(-1e-12)
        expect(through - whole, requirement.id).toBeLessThan(legs.length * 1e-8)
      })
    }
  })

  test('are cells that the readers of the catalogue take for what they are', () => {
    for (const { legs } of bounds) {
      for (const { latency, reliability } of legs) {
        expect(readLatency(printLatency(latency))).toEqual({ value: latency })
        // Of an outage the reader takes whole per cents, as the SRS has them.
        if (reliability.kind === 'outage') continue
        // A printed per cent is read to within the last bit of a double.
        const printed = printReliability(reliability)
        const read = readReliability(printed)
        expect('value' in read && printReliability(read.value)).toBe(printed)
      }
    }
  })

  test('keep the form of the whole: a window, so many of a campaign, shares by time or by outage', () => {
    for (const { requirement, legs } of bounds) {
      for (const { latency, reliability } of legs) {
        expect([latency.window, latency.per]).toEqual([requirement.latency.window, requirement.latency.per])
        expect(reliability.kind).toBe(requirement.reliability.kind)
      }
    }
  })

  test('are those of the whole where there is one leg', () => {
    const single = bounds.filter((one) => one.hops.length === 1)
    expect(single.length).toBeGreaterThan(0)
    for (const { requirement, legs } of single) {
      expect(legs[0]!.latency.bound).toBe(requirement.latency.bound)
      expect(legs[0]!.reliability).toEqual(requirement.reliability)
    }
  })
})

describe('the rule', () => {
  const path = (...crossed: Network[]) =>
    crossed.map((network, i): Hop => ({ flow: `F${i}`, from: `A${i}`, to: `A${i + 1}`, network }))

  // 1 min × 1, 1, 2 and 4 of 8.
  test('divides a latency by the weights of the networks', () => {
    const parts = legLatencies(60e6, path('enterprise', 'enterprise', 'wan', 'nan'), {}, defaults)
    expect(parts).toEqual([7.5e6, 7.5e6, 15e6, 30e6])
  })

  // 5 s and 20 s are set; of the 35 s left 1 part of 3 and 2 of 3.
  test('divides among the others what legs with a bound of their own leave', () => {
    const hops = path('enterprise', 'enterprise', 'wan', 'nan')
    const parts = legLatencies(60e6, hops, { F0: 5e6, F3: 20e6 }, defaults)
    expect(parts).toEqual([5e6, 11666667, 23333333, 20e6])
    expect(sum(parts)).toBe(60e6)
  })

  test('gives every leg a part and loses nothing, whatever the weights and the path', () => {
    const weight = fc.double({ min: 0.01, max: 100, noNaN: true })
    const any = fc.record(Object.fromEntries(networks.map((name) => [name, weight])) as Record<Network, typeof weight>)
    const paths = fc.array(fc.constantFrom(...networks), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.integer({ min: 2e6, max: 7 * 86400e6 }), paths, any, (bound, crossed, weights: LegWeights) => {
        const parts = legLatencies(bound, path(...crossed), {}, weights)
        expect(sum(parts)).toBe(bound)
        for (const part of parts) expect(Number.isInteger(part) && part >= 1).toBe(true)
      }),
    )
  })
})

describe('a deployment', () => {
  const requirement = catalogue.requirement('4.15.4.1/SW_opr_cmd/1')!
  const { hops } = everyWay.find((one) => one.requirement === requirement)!

  test('sets the latency of a leg, and the others share the rest', () => {
    const legs = legBounds(deployment, { requirement, hops, choice: { legs: { '1D': 5e6 } } })
    const set = legs.filter((leg) => leg.setBy === 'deployment')
    expect(set.map((leg) => leg.latency.bound)).toEqual([5e6])
    expect(sum(legs.map((leg) => leg.latency.bound))).toBe(requirement.latency.bound)
  })

  test('sets the weights', () => {
    const even = deploymentOf('name: a\nassumptions: { leg-weights: { nan: 1, wan: 1 } }')
    const [first, ...others] = legBounds(even, { requirement, hops, choice: {} })
    expect(first!.latency.bound).toBe(requirement.latency.bound / hops.length)
    for (const leg of others) expect(leg.reliability).toEqual(first!.reliability)
  })
})
