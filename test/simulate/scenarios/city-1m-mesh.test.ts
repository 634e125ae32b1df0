import { expect, test } from 'vitest'
import { meshOf } from './mesh-of.js'
import { runScenario } from './run-scenario.js'

const [METERS_EACH, DENSITY] = [1000, 400]

/** The million is for the bench: what is said here of a DAP holds in a small copy, of twenty of them. */
test('a city is four hops deep on the mean, and nothing fails', async () => {
  const small = ['quantities.meters.electric.residential=18000', 'quantities.meters.electric.commercial=2000']
  const ran = await runScenario('city-1m-mesh', ...small)
  const { coverage, rangeKm } = meshOf(ran)
  expect(coverage).toMatchObject({ gateways: 20, devices: 20_000, uncovered: 0 })

  // Nobody needs fewer hops than ranges go into the way to the DAP; with some forty in range the best relay is seldom far from the end of it.
  const radius = Math.sqrt(METERS_EACH / DENSITY / Math.PI) / rangeKm
  let fewest = 0
  for (let hop = 0; hop < radius; hop++) fewest += 1 - (hop / radius) ** 2
  expect(coverage.meanHops).toBeGreaterThan(fewest)
  expect(coverage.meanHops).toBeLessThan(1.1 * fewest)
  expect(Math.round(coverage.meanHops)).toBe(4)
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
}, 120_000)
