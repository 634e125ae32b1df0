import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { memoryFor, refuseTooLarge } from '../../src/run/memory.js'
import { run } from '../../src/run/run.js'
import type { Progress } from '../../src/run/simulated.js'
import { deploymentOf } from '../deployment/fixture.js'

const SMALL = 'name: small\nquantities: { meters: { electric: { residential: 20 } } }\n'
/** More than one slice of 50 ms on any machine: two million reads. */
const LONG = `name: long
duration: 40 days
quantities: { meters: { electric: { residential: 10000 } } }
`

describe('a run', () => {
  test('ends with an outcome for every requirement that applies', async () => {
    const result = (await run(deploymentOf(SMALL)))!
    expect(result.outcomes.map((one) => one.requirement.id)).toEqual(
      result.model.applied.map((one) => one.requirement.id),
    )
    expect(result.model.simulation.now).toBe(result.deployment.end)
  })

  test('that is interrupted has no result', async () => {
    const progress: Progress[] = []
    const result = await run(deploymentOf(LONG), {
      onProgress: (one) => progress.push(one),
      interrupted: () => progress.length === 3,
    })
    expect(result).toBeUndefined()
    expect(progress).toHaveLength(3)
  })

  test('says how far it is, from its start on, and lets others have their turn', async () => {
    const progress: Progress[] = []
    let turns = 0
    const other = setInterval(() => turns++, 1)
    // Six hours from noon: the clock of the simulation stands at twelve hours and more.
    const afternoon = deploymentOf(
      LONG,
      'start=2026-01-01 12:00',
      'duration=6 h',
      'quantities.meters.electric.other=150000',
    )
    await run(afternoon, { onProgress: (one) => progress.push(one) })
    clearInterval(other)
    expect(turns).toBeGreaterThan(0)
    expect(progress.length).toBeGreaterThan(1)
    for (const [i, { done, of, events }] of progress.entries()) {
      expect(of).toBe(6 * 3600e6)
      expect(done).toBeLessThan(of)
      expect(events).toBeGreaterThan(progress[i - 1]?.events ?? 0)
      expect(done).toBeGreaterThan(progress[i - 1]?.done ?? 0)
    }
  })
})

describe('a deployment that no machine can hold', () => {
  const HUGE = 'name: huge\nquantities:\n  meters:\n    electric: { residential: 1000000000000 }\n'

  function refusal(available?: number): string {
    try {
      refuseTooLarge(deploymentOf(HUGE), available)
    } catch (error) {
      if (error instanceof InputError) return error.message
      throw error
    }
    throw new Error('was not refused')
  }

  test('is refused before it runs, with its place, the memory that it needs, and the memory there is', async () => {
    const form =
      /^test\.yaml:4:5: 1000000000000 meters need about (\d+) GB of memory, this machine has [\d.]+ GB\n {2}\S/
    const [, needed] = form.exec(refusal())!
    // A time for each meter alone, when it was last due, is 8 bytes.
    expect(Number(needed)).toBeGreaterThan((8 * 1e12) / 1e9)
    await expect(run(deploymentOf(HUGE))).rejects.toThrow(form)
  })

  test('says what this machine has', () => {
    expect(refusal(16e9)).toContain('this machine has 16 GB')
  })

  test('is another than one that fits: the memory grows with the meters', () => {
    const deployment = deploymentOf(SMALL)
    expect(() => refuseTooLarge(deployment, memoryFor(deployment))).not.toThrow()
    expect(() => refuseTooLarge(deployment, memoryFor(deployment) - 1)).toThrow(/20 meters need/)
    expect(memoryFor(deploymentOf(LONG))).toBeGreaterThan(memoryFor(deployment) + 8 * 9980)
  })
})
