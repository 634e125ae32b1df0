import { describe, expect, test } from 'vitest'
import { meshOf } from './mesh-of.js'
import { runScenario } from './run-scenario.js'

const READ = '4.10.4.3/Mtr-read_data_resp-data/1'
const READ_OF_HOMES = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
const SWITCH = '4.15.4.1/SW_opr_cmd/1'

/**
 * How many others must be within range, on the mean, for a plane full of radios to hang together at all: the critical degree of
 * discs (Quintanilla, Torquato and Ziff, J. Phys. A 33, 2000: a filling factor of 1.128, times four).
 */
const CRITICAL = 4.512

describe('58 meters on a square kilometre', async () => {
  const ran = await runScenario('rural-mesh')
  const { coverage, neighbours, used } = meshOf(ran)
  const outOfRange = coverage.uncovered / coverage.devices

  test('hang together, just so', () => {
    expect(neighbours).toBeGreaterThan(CRITICAL)
    expect(neighbours).toBeLessThan(1.5 * CRITICAL)
    expect(coverage.meanHops).toBeGreaterThan(10)
    expect(outOfRange).toBeGreaterThan(0.02)
  })

  test('fail by coverage: it is what the report names, and who is out of range misses every window', () => {
    for (const id of [READ, READ_OF_HOMES, SWITCH]) expect(ran.outcome(id).verdict, id).toBe('fail')
    for (const one of ran.outcomes.filter((one) => one.verdict === 'fail')) {
      expect(one.reason, one.requirement.id).toContain('(1D, nan) loses most')
      expect(one.losses[0]!.place, one.requirement.id).toContain('out of range')
    }
    // All electric meters send this one. A message that is lost otherwise makes one more device miss a window, at most.
    const { shareDevices, losses } = ran.outcome(READ)
    const others = losses.filter(({ place }) => !place.includes('out of range'))
    const lost = others.reduce((sum, one) => sum + one.messages, 0)
    expect(1 - shareDevices!).toBeGreaterThanOrEqual(outOfRange)
    expect(1 - shareDevices!).toBeLessThanOrEqual(outOfRange + lost / coverage.devices)
    expect(lost / coverage.devices).toBeLessThan(0.005)
  })

  test('would have capacity left: the channels are used little, and who is in range is in time', () => {
    expect(used).toBeLessThan(0.1)
    const { latencyS, boundLatencyS, losses, counted, inTime } = ran.outcome(SWITCH)
    expect(latencyS!.max).toBeLessThan(boundLatencyS / 10)
    const lost = losses.reduce((sum, one) => sum + one.messages, 0)
    expect(counted - inTime).toBe(lost)
  })
})

test('twice the rate reaches less far, and the mesh falls apart', async () => {
  const ran = await runScenario('rural-mesh', 'nan.technology=sun-mesh-300k', 'duration=1 day')
  const { coverage, neighbours } = meshOf(ran)
  expect(neighbours).toBeLessThan(CRITICAL)
  expect(coverage.uncovered / coverage.devices).toBeGreaterThan(0.5)
  expect(ran.outcome(SWITCH).verdict).toBe('fail')
}, 120_000)

test('a third of the rate reaches all, and nothing fails, though it takes more of the channel', async () => {
  const ran = await runScenario('rural-mesh', 'nan.technology=sun-mesh-50k')
  const { coverage, neighbours, used } = meshOf(ran)
  expect(neighbours).toBeGreaterThan(2 * CRITICAL)
  expect(coverage.uncovered).toBe(0)
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
  expect(used).toBeLessThan(0.2)
}, 120_000)

test('so do better antennas, nearly', async () => {
  const ran = await runScenario('rural-mesh', 'nan.link-budget.antenna-gains=3 dB', 'duration=1 day')
  const { coverage, neighbours } = meshOf(ran)
  // Path loss grows with the distance to the power of 3.5.
  const before = meshOf(await runScenario('rural-mesh', 'duration=1 h')).neighbours
  expect(neighbours / before).toBeCloseTo(10 ** ((2 * 3) / (10 * 3.5)), 10)
  expect(coverage.uncovered / coverage.devices).toBeLessThan(0.005)
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
}, 120_000)
