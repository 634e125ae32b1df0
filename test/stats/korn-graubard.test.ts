import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { studentQuantile } from '../../src/stats/beta.js'
import { effectiveNumber } from './korn-graubard.js'
import { shareInterval } from '../../src/stats/share-interval.js'

describe('the effective number', () => {
  it('is the number of clusters while nothing has failed, or everything', () => {
    expect(effectiveNumber([100, 50, 0, 7], [0, 0, 0, 0])).toEqual({ effective: 3, clusters: 3 })
    expect(effectiveNumber([100, 50, 0, 7], [100, 50, 0, 7])).toEqual({ effective: 3, clusters: 3 })
  })

  it('of one cluster is one', () => {
    expect(effectiveNumber([0, 100], [0, 10])).toEqual({ effective: 1, clusters: 1 })
  })

  it('of nothing is nothing', () => {
    expect(effectiveNumber([], [])).toEqual({ effective: 0, clusters: 0 })
    expect(effectiveNumber([0, 0], [0, 0])).toEqual({ effective: 0, clusters: 0 })
  })

  it('of m equal clusters that fail whole or not at all is m − 1, less the doubt of the estimate', () => {
    // The sum of squares is m n² p (1 − p), so p (1 − p) / var = m − 1, whatever p is.
    const counts = Array<number>(20).fill(50)
    const failures = counts.map((n, i) => (i < 3 ? n : 0))
    const doubt = (studentQuantile(0.975, 999) / studentQuantile(0.975, 19)) ** 2
    expect(effectiveNumber(counts, failures).effective).toBeCloseTo(19 * doubt, 9)
  })

  it('is never more than all, nor less than one', () => {
    expect(effectiveNumber([10, 10, 10], [1, 1, 1]).effective).toBe(30)
    expect(effectiveNumber([10, 10], [10, 0]).effective).toBe(1)
  })

  it('is indifferent to empty clusters', () => {
    expect(effectiveNumber([10, 0, 10, 10], [1, 0, 3, 2])).toEqual(effectiveNumber([10, 10, 10], [1, 3, 2]))
  })

  it('is the same for typed arrays', () => {
    const typed = effectiveNumber(Uint32Array.of(10, 10, 10), Uint32Array.of(1, 3, 2))
    expect(typed).toEqual(effectiveNumber([10, 10, 10], [1, 3, 2]))
  })
})

/** The share of a cluster's messages that fail, by how clusters differ while 1 − p of all messages fail. */
const kinds: Record<string, (p: number, random: () => number) => number> = {
  independent: (p) => 1 - p,
  'partly clustered': (p, random) => (random() < 0.5 ? 0 : 2 * (1 - p)),
  'fully clustered': (p, random) => (random() < p ? 0 : 1),
}

describe.each(Object.entries(kinds))('with %s messages', (kind, failing) => {
  it.each([
    [0.9, 64, 20],
    [0.98, 64, 20],
    [0.9, 300, 10],
    [0.98, 300, 10],
  ])('the 95 per cent interval covers %d in 93 of 100 repetitions or more: %i clusters of %i', (p, m, n) => {
    const random = seedrandom.alea(`${kind} ${p} ${m} ${n}`)
    let covered = 0
    for (let repetition = 0; repetition < 2000; repetition += 1) {
      const counts = Array<number>(m).fill(n)
      const failures = counts.map(() => {
        const share = failing(p, random)
        let failed = 0
        for (let i = 0; i < n; i += 1) failed += random() < share ? 1 : 0
        return failed
      })
      const share = 1 - failures.reduce((sum, failed) => sum + failed, 0) / (m * n)
      const { effective } = effectiveNumber(counts, failures)
      const { low, high } = shareInterval(share * effective, effective)
      if (low <= p && p <= high) covered += 1
    }
    expect(covered).toBeGreaterThanOrEqual(0.93 * 2000)
  })
})
