import { describe, expect, test } from 'vitest'
import { meshOf } from './mesh-of.js'
import { runScenario } from './run-scenario.js'

const [METERS, DAPS, DENSITY] = [4000, 8, 1000]

describe('1000 meters on a square kilometre', async () => {
  const ran = await runScenario('dense-mesh')
  const { coverage, rangeKm, used } = meshOf(ran)

  test('are all in range, at most three hops away', () => {
    expect(coverage).toMatchObject({ devices: METERS, gateways: DAPS, uncovered: 0 })
    // So many meters on a disc around their DAP: no fewer hops than ranges go into its radius, and where many may relay hardly more.
    const radiusKm = Math.sqrt(METERS / DAPS / DENSITY / Math.PI)
    expect(coverage.byHop.length).toBe(Math.ceil(radiusKm / rangeKm))
    expect(coverage.byHop.length).toBe(3)
    // At the first hop is who stands within one range: a share of the area. Binomial: 1 seed of 1000 is left out.
    const within = (rangeKm / radiusKm) ** 2
    const spread = 3.29 * Math.sqrt((within * (1 - within)) / METERS)
    expect(Math.abs(coverage.byHop[0]! / METERS - within)).toBeLessThan(spread)
  })

  test('have all in time, with little of the channel', () => {
    expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
    expect(used).toBeLessThan(0.05)
  })
})
