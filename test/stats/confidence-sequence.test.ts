import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { Bets } from '../../src/stats/bets.js'
import { ConfidenceSequence } from '../../src/stats/confidence-sequence.js'
import { shareInterval } from '../../src/stats/share-interval.js'
import { FATES, LAYOUTS, run } from './clustered-shares.js'

const RUNS = 2000
const LOOKS = 500
/** 5 % of the runs and two standard errors of that count: √(2000 × 0.05 × 0.95) = 9.7. */
const AT_MOST = 100 + 2 * 9.7

/** Replications whose shares have the mean p in each: whole ones, and shares that lie about it on both sides, lopsidedly. */
const KINDS: Record<string, (p: number, random: () => number) => number> = {
  'good or bad as a whole': (p, random) => (random() < p ? 1 : 0),
  // Of u², u uniform, the mean is a third.
  'with shares in between': (p, random) => 1 - 3 * (1 - p) * random() ** 2,
}

describe('the confidence sequence', () => {
  for (const [kind, draw] of Object.entries(KINDS)) {
    it.each([0.5 + 1 / 6, 0.9, 0.98])(`with replications ${kind} ever leaves %d out in 5 % of runs at most`, (p) => {
      const random = seedrandom.alea(`${kind} ${p}`)
      const enough = Math.log(2 / 0.05)
      let excluded = 0
      for (let run = 0; run < RUNS; run += 1) {
        // What low > p and high < p mean, without the search for the limits (the next test).
        const [above, below] = [new Bets(p), new Bets(1 - p)]
        for (let look = 0; look < LOOKS; look += 1) {
          const share = draw(p, random)
          above.add(share, 1)
          below.add(1 - share, 1)
          if (above.logWealth >= enough || below.logWealth >= enough) {
            excluded += 1
            break
          }
        }
      }
      expect(excluded).toBeLessThanOrEqual(AT_MOST)
    })
  }

  it('ends where the bets against a share have won twenty times two', () => {
    const random = seedrandom.alea('ends')
    const sequence = new ConfidenceSequence(0.95)
    const shares = Array.from({ length: 60 }, () => 1 - 0.3 * random() ** 2)
    for (const share of shares) sequence.add(share)
    const wealth = (p: number, bad: boolean) => {
      const bets = new Bets(bad ? 1 - p : p)
      for (const share of shares) bets.add(bad ? 1 - share : share, 1)
      return Math.exp(bets.logWealth)
    }
    expect(wealth(sequence.low, false)).toBeCloseTo(40, 3)
    expect(wealth(sequence.high, true)).toBeCloseTo(40, 3)
  })

  // The interval of Clopper and Pearson is for one look only.
  it.each([0.5, 0.9, 0.98])('at a hundred observations of %d is less than 2.2 times as wide as for one look', (p) => {
    const sequence = new ConfidenceSequence()
    sequence.add(1, 1, 100 * p)
    sequence.add(0, 1, 100 * (1 - p))
    const once = shareInterval(100 * p, 100)
    const ratio = (sequence.high - sequence.low) / (once.high - once.low)
    expect(ratio).toBeGreaterThan(1)
    expect(ratio).toBeLessThan(2.2)
  })

  it('narrows as √(log log n / n) does', () => {
    const scaled = [1e2, 1e3, 1e4, 1e5, 1e6].map((n) => {
      const sequence = new ConfidenceSequence()
      sequence.add(1, 1, 0.9 * n)
      sequence.add(0, 1, 0.1 * n)
      return (sequence.high - sequence.low) / Math.sqrt(Math.log(Math.log(n)) / n)
    })
    for (const width of scaled) expect(width / scaled[0]!).toBeLessThan(1.25)
    for (const width of scaled) expect(width / scaled[0]!).toBeGreaterThan(0.8)
  })

  it('never widens, and holds what it held', () => {
    const random = seedrandom.alea('never')
    const sequence = new ConfidenceSequence()
    let [low, high] = [0, 1]
    for (let i = 0; i < 200; i += 1) {
      sequence.add(random() < 0.9 ? 1 : 0)
      expect(sequence.low).toBeGreaterThanOrEqual(low)
      expect(sequence.high).toBeLessThanOrEqual(high)
      ;[low, high] = [sequence.low, sequence.high]
    }
    expect(low).toBeLessThan(0.9)
    expect(high).toBeGreaterThan(0.9)
  })

  it('of shares that vary little is far narrower than of whole ones', () => {
    const [whole, near] = [new ConfidenceSequence(), new ConfidenceSequence()]
    for (let i = 0; i < 500; i += 1) {
      whole.add(i % 10 === 0 ? 0 : 1)
      near.add(i % 2 === 0 ? 0.88 : 0.92)
    }
    expect(near.high - near.low).toBeLessThan((whole.high - whole.low) / 2)
  })

  it('takes messages by the cluster: a cluster that is good as a whole is one observation', () => {
    const [ones, clusters] = [new ConfidenceSequence(), new ConfidenceSequence(0.95, 50)]
    for (let i = 0; i < 40; i += 1) {
      ones.add(i % 8 === 0 ? 0 : 1)
      clusters.add(i % 8 === 0 ? 0 : 50, 50)
    }
    expect(clusters.low).toBeCloseTo(ones.low, 9)
    expect(clusters.high).toBeCloseTo(ones.high, 9)
  })

  it.each(['half in whole clusters', 'whole clusters'])(
    'of clusters, failures %s, holds 0.9 through 20 runs in 93 of 100 cases or more',
    (alike) => {
      const random = seedrandom.alea(alike)
      let held = 0
      for (let i = 0; i < 300; i += 1) {
        const sequence = new ConfidenceSequence(0.95, 42)
        for (let r = 0; r < 20; r += 1) {
          const { counted, good } = run(1000, LAYOUTS[0]!, 0.9, FATES[alike]!, random)
          counted.forEach((n, cluster) => sequence.add(good[cluster]!, n))
        }
        if (sequence.low <= 0.9 && sequence.high >= 0.9) held += 1
      }
      expect(held).toBeGreaterThanOrEqual(0.93 * 300)
    },
  )

  it('of nothing is everything', () => {
    const sequence = new ConfidenceSequence()
    sequence.add(0, 0)
    expect([sequence.low, sequence.high]).toEqual([0, 1])
  })

  it('of all good ends at one, of all bad begins at zero', () => {
    const [good, bad] = [new ConfidenceSequence(), new ConfidenceSequence()]
    good.add(1, 1, 1000)
    bad.add(0, 1, 1000)
    expect(good.high).toBe(1)
    expect(good.low).toBeGreaterThan(0.99)
    expect(bad.low).toBe(0)
    expect(bad.high).toBeLessThan(0.01)
  })

  it('refuses what is no share', () => {
    expect(() => new ConfidenceSequence(1)).toThrow(RangeError)
    expect(() => new ConfidenceSequence().add(1.1)).toThrow(RangeError)
    expect(() => new ConfidenceSequence().add(-1, 5)).toThrow(RangeError)
    expect(() => new Bets(1.5)).toThrow(RangeError)
    expect(() => new Bets(0.5, 0)).toThrow(RangeError)
  })
})
