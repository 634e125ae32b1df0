import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/kernel/simulation.js'
import { Trajectory } from '../../src/kernel/trajectory.js'

function after(events: readonly (readonly [time: number, key: number])[]): string {
  const simulation = new Simulation()
  simulation.trajectory = new Trajectory()
  const code = simulation.handler('event', () => undefined)
  for (const [time, key] of events) simulation.at(time, 0, key, code, 0)
  simulation.runUntil(2 ** 50)
  return simulation.trajectory.toString()
}

const EVENTS = [[1, 5], [2, 6], [2 ** 40, 7]] as const // prettier-ignore

describe('a trajectory', () => {
  test('is the same for the same events, whoever put them first', () => {
    expect(after(EVENTS)).toBe(after(EVENTS.toReversed()))
    expect(after(EVENTS)).toMatch(/^[0-9a-f]{16}$/)
  })

  test('differs by one event, one microsecond or one key, however great they are', () => {
    const others = [
      EVENTS.slice(1),
      EVENTS.slice(0, 2),
      [...EVENTS, [2 ** 41, 1]],
      [[1, 5], [2, 6], [2 ** 40 + 1, 7]],
      [[1, 5], [2, 6], [2 ** 40 + 2 ** 32, 7]],
      [[1, 5], [2, 6], [2 ** 40, 7 + 2 ** 33]],
      [[1, 6], [2, 5], [2 ** 40, 7]],
    ] as const // prettier-ignore
    expect(new Set([EVENTS, ...others].map((one) => after(one))).size).toBe(others.length + 1)
  })
})
