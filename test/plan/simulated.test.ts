import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { volumetricsAt } from '../../src/plan/volumetrics.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, messagesOver } from '../simulate/finished.js'
import { poissonRange } from './poisson.js'

const SCENARIO = readFileSync(fileURLToPath(new URL('../../scenarios/srs-4.21.yaml', import.meta.url)), 'utf8')
const DAYS = 60

function expectInside(count: number, mean: number, what: string): void {
  const [low, high] = poissonRange(mean)
  expect(count, `${what}: ${mean} expected`).toBeGreaterThanOrEqual(low)
  expect(count, `${what}: ${mean} expected`).toBeLessThanOrEqual(high)
}

describe('a simulation of the worked example of SRS 4.21', () => {
  // Without loss the tables; with 20 % loss and one retry, what is left of the causes by then.
  test.each([
    ['with stated effects', ['effects=stated']],
    ['with causal effects', ['effects=causal']],
    ['with causal effects over a lossy NAN', ['effects=causal', 'nan.loss=20%', 'nan.retries=1']],
    ['with stated effects over a lossy NAN', ['effects=stated', 'nan.loss=20%', 'nan.retries=1']],
  ])(
    `sends in ${DAYS} days what volumetrics says, payload by payload: %s`,
    (_, set) => {
      const deployment = deploymentOf(SCENARIO, ...set, `duration=${DAYS} days`)
      const { directions, meters } = volumetricsAt(deployment, 'DAPjm', '2-Way Meter - Electr')
      const model = finished(deployment)
      expect(meters).toBe(1000)
      const sent = new Map(model.tallies.map((tally) => [tally.requirement.id, tally.sent]))
      const [there, back] = directions
      for (const [direction, way] of [
        [there!, 'down'],
        [back!, 'up'],
      ] as const) {
        const mean = direction.eventsPerMeterPerDay * meters * DAYS
        expectInside(messagesOver(model, 'nan', way), mean, way)
        for (const row of direction.rows) {
          // All of them cross the NAN: nothing before it loses a message.
          expectInside(sent.get(row.requirements[0]!)!, row.eventsPerMeterPerDay * meters * DAYS, row.payload)
        }
      }
    },
    60_000,
  )
})

describe('the range of a Poisson count', () => {
  test('is that of published tables', () => {
    // Of mean 1, P(N ≥ 6) = 0.000594 and P(N ≥ 7) = 0.000083; of mean 10, P(N ≤ 1) = 0.000499, P(N ≥ 22) = 0.0007 and P(N ≥ 23) = 0.0003.
    expect(poissonRange(1)).toEqual([0, 6])
    expect(poissonRange(10)).toEqual([2, 22])
  })
})
