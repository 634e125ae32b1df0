import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { clusterPValue, clusterSums } from '../../src/stats/cluster-interval.js'
import { adjusted, familywise } from '../../src/stats/familywise.js'

describe('decisions of which none may be wrong', () => {
  it('go step by step: 0.01 × 4, 0.013 × 3, 0.03 × 2, 0.04', () => {
    // By hand: 0.04, 0.039 (not below its forerunner: 0.04), 0.06, 0.04 (0.06).
    const p = adjusted([0.03, 0.01, 0.04, 0.013])
    for (const [i, expected] of [0.06, 0.04, 0.06, 0.04].entries()) expect(p[i]).toBeCloseTo(expected, 12)
    expect(familywise([0.03, 0.01, 0.04, 0.013])).toEqual([false, true, false, true])
  })

  it('of one are those of its own p-value', () => {
    expect(familywise([0.049])).toEqual([true])
    expect(familywise([0.051])).toEqual([false])
    expect(familywise([0.02], 0.99)).toEqual([false])
  })

  it('leave out those of which nothing is known', () => {
    expect(familywise([NaN, 0.03, NaN])).toEqual([false, true, false])
  })

  it('are at least those of Bonferroni, at most those of each by itself, and keep the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }), (p) => {
        const holm = adjusted(p)
        for (const [i, own] of p.entries()) {
          expect(holm[i]).toBeGreaterThanOrEqual(own)
          expect(holm[i]).toBeLessThanOrEqual(Math.min(1, own * p.length))
          for (const [j, other] of p.entries()) if (own < other) expect(holm[i]).toBeLessThanOrEqual(holm[j]!)
        }
      }),
    )
  })

  // With a chance of 5 % at the most, 31 of 400 or more come in one of a thousand.
  it('are wrong in at most 5 % of 400 families of a thousand shares that are the bound', () => {
    const random = seedrandom.alea('families')
    let wrong = 0
    let each = 0
    for (let family = 0; family < 400; family += 1) {
      const p = Array.from({ length: 1000 }, () => random())
      if (familywise(p).some(Boolean)) wrong += 1
      each += p.filter((value) => value < 0.05).length
    }
    expect(wrong).toBeLessThanOrEqual(30)
    // So the family's p-values were no easy ones: by itself, one in twenty decides.
    expect(each / 400_000).toBeCloseTo(0.05, 2)
  })

  it('of shares in clusters are wrong as seldom, and find what is there', () => {
    const random = seedrandom.alea('clusters')
    let wrong = 0
    let found = 0
    for (let family = 0; family < 100; family += 1) {
      const p = Array.from({ length: 200 }, (_, i) => {
        // The first ten are 0.5; all others are the bound, 0.9.
        const share = i < 10 ? 0.5 : 0.9
        const good = Array.from({ length: 100 }, () => (random() < share ? 1 : 0))
        return clusterPValue(clusterSums(Array<number>(100).fill(1), good), 0.9)
      })
      const decided = familywise(p)
      found += decided.slice(0, 10).filter(Boolean).length
      if (decided.slice(10).some(Boolean)) wrong += 1
    }
    expect(wrong).toBeLessThanOrEqual(12)
    expect(found).toBe(1000)
  })

  it('refuse a confidence that is none', () => {
    expect(() => familywise([0.1], 1)).toThrow(RangeError)
  })
})
