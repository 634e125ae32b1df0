import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { ConfidenceSequence } from '../../src/stats/confidence-sequence.js'
import { SequentialTest, type Decision } from '../../src/stats/sequential-test.js'
import { binomial } from './clustered-shares.js'
import { record } from './record.js'

/** A replication is a thousand clusters that are good or bad as a whole. */
const CLUSTERS = 1000
const TESTS = 400

/** How many tests decided how; how many replications they took in the mean is recorded. */
function decisions(bound: number, p: number): Map<Decision, number> {
  const random = seedrandom.alea(`${bound} ${p}`)
  const of = new Map<Decision, number>()
  let replications = 0
  for (let i = 0; i < TESTS; i += 1) {
    const test = new SequentialTest(bound)
    while (test.decision === undefined) {
      const bad = binomial(CLUSTERS, 1 - p, random)
      test.add(0, 1, bad)
      test.add(1, 1, CLUSTERS - bad)
      replications += 1
    }
    of.set(test.decision, (of.get(test.decision) ?? 0) + 1)
  }
  const right = p > bound ? 'pass' : p < bound ? 'fail' : 'undecided (at the bound)'
  record({
    table: 'sequential',
    bound,
    share: p,
    right: (of.get(right) ?? 0) / TESTS,
    replications: replications / TESTS,
  })
  return of
}

describe.each([0.9, 0.98, 0.995])('a sequential test against %d', (bound) => {
  const resolution = (1 - bound) / 10

  // 5 %, and two standard errors of it in 400.
  it('decides in 5 % of the cases at most when the share is the bound', () => {
    const of = decisions(bound, bound)
    expect((of.get('pass') ?? 0) + (of.get('fail') ?? 0)).toBeLessThanOrEqual(20 + 8.7)
    expect(of.get('undecided (at the bound)')).toBeGreaterThan(370)
  })

  it.each([
    [3, 'pass'],
    [-3, 'fail'],
  ] as const)('decides rightly in 95 % at least when the share is %i resolutions off', (off, right) => {
    const of = decisions(bound, bound + off * resolution)
    expect(of.get(right)).toBeGreaterThanOrEqual(0.95 * TESTS)
  })
})

describe('a sequential test', () => {
  it('decides as the confidence sequence lies', () => {
    const random = seedrandom.alea('sequence')
    for (const p of [0.8, 0.9, 0.97]) {
      const test = new SequentialTest(0.9, { resolution: 0.05 })
      const sequence = new ConfidenceSequence()
      for (let i = 0; i < 2000; i += 1) {
        const good = random() < p ? 1 : 0
        test.add(good)
        sequence.add(good)
        const { low, high } = sequence
        const expected =
          low > 0.9 ? 'pass' : high < 0.9 ? 'fail' : low > 0.85 && high < 0.95 ? 'undecided (at the bound)' : undefined
        expect(test.decision).toBe(expected)
        if (expected !== undefined) break
      }
      expect(test.decision).toBeDefined()
    }
  })

  it('keeps its decision', () => {
    const test = new SequentialTest(0.9)
    test.add(1, 1, 1000)
    expect(test.decision).toBe('pass')
    test.add(0, 1, 1e6)
    expect(test.decision).toBe('pass')
  })

  it('without a failure passes when the bets on it have won forty times: not before ln 40 / -ln bound', () => {
    const test = new SequentialTest(0.98)
    let n = 0
    for (; test.decision === undefined; n += 1) test.add(1)
    expect(test.decision).toBe('pass')
    expect(n).toBeGreaterThan(Math.log(40) / -Math.log(0.98))
    expect(n).toBeLessThan(2 * (Math.log(40) / -Math.log(0.98)))
  })

  it('against 100 % can fail, and against 0 % pass', () => {
    const all = new SequentialTest(1)
    all.add(1, 1, 100)
    expect(all.decision).toBeUndefined()
    all.add(0)
    expect(all.decision).toBe('fail')
    const some = new SequentialTest(0)
    some.add(1)
    expect(some.decision).toBe('pass')
  })

  it('has no opinion without an observation', () => {
    expect(new SequentialTest(0.98).decision).toBeUndefined()
    expect(new SequentialTest(1).decision).toBeUndefined()
  })

  it('refuses what is no share', () => {
    expect(() => new SequentialTest(1.2)).toThrow(RangeError)
    expect(() => new SequentialTest(0.9, { confidence: 1 })).toThrow(RangeError)
    expect(() => new SequentialTest(0.9, { resolution: -1 })).toThrow(RangeError)
  })
})
