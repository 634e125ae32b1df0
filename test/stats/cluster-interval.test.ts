import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import seedrandom from 'seedrandom'
import {
  addClusters,
  clusterInterval,
  clusterPValue,
  clusterSums,
  effectiveNumber,
  type ClusterSums,
} from '../../src/stats/cluster-interval.js'
import { shareInterval } from '../../src/stats/share-interval.js'
import { binomial } from './clustered-shares.js'

const repeated = (clusters: number, value: number) => Array<number>(clusters).fill(value)

const CLUSTERS = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 60 })
  .map((all) => ({ counted: all.map(([n]) => n), good: all.map(([n, share]) => Math.round(n * share)) }))

describe('the interval of a share in clusters', () => {
  it.each([
    [20, 3],
    [24, 1],
    [100, 98],
  ])(
    'is Clopper and Pearson’s where of %i clusters %i fail as a whole, and the rest not at all',
    (clusters, failed) => {
      const counted = repeated(clusters, 50)
      const sums = clusterSums(
        counted,
        counted.map((n, i) => (i < failed ? 0 : n)),
      )
      const { low, high } = clusterInterval(sums)
      const exact = shareInterval(clusters - failed, clusters)
      expect(low).toBeCloseTo(exact.low, 9)
      expect(high).toBeCloseTo(exact.high, 9)
    },
  )

  it('without a failure begins at (α/2)^(1/m), however many messages a cluster has', () => {
    for (const n of [1, 50, 1000]) {
      const { low, high } = clusterInterval(clusterSums(repeated(24, n), repeated(24, n)), 0.9)
      expect(low).toBeCloseTo(0.05 ** (1 / 24), 9)
      expect(high).toBe(1)
    }
  })

  // Gaffke's limit of m equal observations s is that of 0 of m, stretched to s: s (α/2)^(1/m).
  it.each([0.5, 0.9, 0.99])('of m clusters in each of which %d are good begins at that times (α/2)^(1/m)', (share) => {
    const { low, high } = clusterInterval(clusterSums(repeated(30, 1000), repeated(30, 1000 * share)))
    expect(low).toBeCloseTo(share * 0.025 ** (1 / 30), 9)
    expect(high).toBeCloseTo(1 - (1 - share) * 0.025 ** (1 / 30), 9)
  })

  it('is no surer after failures than without any', () => {
    fc.assert(
      fc.property(CLUSTERS, ({ counted, good }) => {
        const without = clusterInterval(clusterSums(counted, counted))
        expect(clusterInterval(clusterSums(counted, good)).low).toBeLessThanOrEqual(without.low + 1e-12)
      }),
      { numRuns: 1000 },
    )
    const without = clusterInterval(clusterSums(repeated(24, 1e5), repeated(24, 1e5)))
    const good = repeated(24, 1e5)
    good[7]! -= 1
    expect(clusterInterval(clusterSums(repeated(24, 1e5), good)).low).toBeLessThan(without.low)
  })

  it('knows less where one cluster has most of the messages', () => {
    const low = (counted: number[]) => clusterInterval(clusterSums(counted, counted)).low
    expect(low([...repeated(23, 10), 1000])).toBeLessThan(low(repeated(4, 10)))
  })

  it('says that nothing is known where groups vary more than any share can', () => {
    // 1000 clusters of which each is good or bad as a whole: as many as there can be by themselves; groups, as if all were one.
    const good = Array.from({ length: 1000 }, (_, i) => (i < 990 ? 10 : 0))
    const sums = clusterSums(repeated(1000, 10), good)
    const all = { countedSquares: 1e8, goodSquares: 0, products: 0 }
    const wild = { ...sums, wider: all }
    expect(clusterInterval(wild).low).toBe(0)
    expect(clusterPValue(wild, 0.5)).toBe(1)
    expect(effectiveNumber(wild)).toBe(0)
  })

  it('of nothing is everything, and so are the limits of none good, or of all', () => {
    expect(clusterInterval(clusterSums([], []))).toEqual({ low: 0, high: 1 })
    expect(clusterInterval(clusterSums([0, 0], [0, 0]))).toEqual({ low: 0, high: 1 })
    expect(clusterInterval(clusterSums([5, 5], [0, 0])).low).toBe(0)
    expect(clusterInterval(clusterSums([5, 5], [5, 5])).high).toBe(1)
  })

  it('holds the share itself, is wider at a higher confidence, and turns with good and bad', () => {
    fc.assert(
      fc.property(CLUSTERS, ({ counted, good }) => {
        const sums = clusterSums(counted, good)
        if (sums.counted === 0) return
        const { low, high } = clusterInterval(sums)
        const share = sums.good / sums.counted
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
        const wider = clusterInterval(sums, 0.99)
        expect(wider.low).toBeLessThanOrEqual(low + 1e-12)
        expect(wider.high).toBeGreaterThanOrEqual(high - 1e-12)
        const bad = counted.map((n, i) => n - good[i]!)
        const other = clusterInterval(clusterSums(counted, bad))
        expect(other.low).toBeCloseTo(1 - high, 9)
        expect(other.high).toBeCloseTo(1 - low, 9)
      }),
    )
  })

  it('of two runs is that of all their clusters, and `times` stands for as many equal ones', () => {
    fc.assert(
      fc.property(CLUSTERS, CLUSTERS, (one, two) => {
        const a = clusterSums(one.counted, one.good)
        const both = clusterSums([...one.counted, ...two.counted], [...one.good, ...two.good])
        expect(addClusters(a, clusterSums(two.counted, two.good))).toEqual(both)
        const twice = clusterInterval(addClusters(a, a))
        const times = clusterInterval(a, 0.95, 2)
        expect(times.low).toBeCloseTo(twice.low, 9)
        expect(times.high).toBeCloseTo(twice.high, 9)
      }),
    )
  })

  it.each([0, 1, 1.5, NaN])('refuses a confidence of %d', (confidence) => {
    expect(() => clusterInterval(clusterSums([1], [1]), confidence)).toThrow(RangeError)
  })
})

describe('the p-value of a share in clusters', () => {
  it.each([
    [24, 50, 0.9],
    [24, 49, 0.9],
    [200, 45, 0.905],
  ])('in %i clusters of which each has %i of 50 is where the interval ends at %d', (clusters, good, share) => {
    const sums = clusterSums(repeated(clusters, 50), repeated(clusters, good))
    const p = clusterPValue(sums, share)
    const { low, high } = clusterInterval(sums, 1 - p)
    expect(share < sums.good / sums.counted ? low : high).toBeCloseTo(share, 6)
  })

  it('without a failure in m clusters is twice share^m', () => {
    const sums = clusterSums(repeated(200, 7), repeated(200, 7))
    expect(clusterPValue(sums, 0.98)).toBeCloseTo(2 * 0.98 ** 200, 9)
  })

  it('is below 5 % just where the 95 % interval leaves the share out', () => {
    for (let good = 0; good <= 100; good += 1) {
      const sums = clusterSums(
        repeated(100, 10),
        repeated(100, 10).map((n, i) => (i < good ? n : 3)),
      )
      const { low, high } = clusterInterval(sums)
      expect(clusterPValue(sums, 0.6) < 0.05).toBe(0.6 < low || 0.6 > high)
    }
  })

  it('of nothing is one', () => {
    expect(clusterPValue(clusterSums([], []), 0.5)).toBe(1)
  })
})

describe('groups of clusters that share their fate', () => {
  const HOURS = 48
  const DISTRICTS = 20

  /** The same clusters, and their sums over districts hour by hour. */
  function sums(failures: (hour: number, district: number) => number): { apart: ClusterSums; together: ClusterSums } {
    const counted = new Uint32Array(HOURS * DISTRICTS).fill(50)
    const good = counted.map((n, i) => n - failures(i % HOURS, Math.floor(i / HOURS)))
    const byHour = (of: Uint32Array) =>
      Float64Array.from({ length: HOURS }, (_, hour) => of.reduce((sum, n, i) => sum + (i % HOURS === hour ? n : 0), 0))
    const apart = clusterSums(counted, good)
    const { countedSquares, goodSquares, products } = clusterSums(byHour(counted), byHour(good))
    return { apart, together: { ...apart, wider: { countedSquares, goodSquares, products } } }
  }

  const width = (one: ClusterSums) => {
    const { low, high } = clusterInterval(one)
    return high - low
  }

  it('widen the interval where whole hours were seen to be bad', () => {
    // Two hours in which five of fifty fail in every district, as against as many failures anywhere.
    const hours = sums((hour) => (hour < 2 ? 5 : 0))
    expect(width(hours.together)).toBeGreaterThan(2 * width(hours.apart))
    const anywhere = sums((hour, district) => ((hour * 7 + district) % 24 === 0 ? 5 : 0))
    expect(width(anywhere.together)).toBeCloseTo(width(anywhere.apart), 9)
  })

  it('cover where hours are bad together, which clusters by themselves do not', () => {
    const random = seedrandom.alea('bad hours')
    const [covered, alone] = [0, 0].map(() => ({ times: 0 })) as [{ times: number }, { times: number }]
    const share = 0.95
    for (let i = 0; i < 400; i++) {
      // Each hour has a share of its own, from 0.9 to 1, for all districts.
      const chance = Array.from({ length: HOURS }, () => 0.1 * random())
      const { apart, together } = sums((hour) => binomial(50, chance[hour]!, random))
      const holds = ({ low, high }: { low: number; high: number }) => low <= share && share <= high
      if (holds(clusterInterval(together))) covered.times++
      if (holds(clusterInterval(apart))) alone.times++
    }
    expect(covered.times / 400).toBeGreaterThanOrEqual(0.93)
    expect(alone.times / 400).toBeLessThan(0.8)
  })

  it('are worth as many independent messages as the interval of Clopper and Pearson would need', () => {
    // Without a failure in m clusters: m; of clusters of one message: the messages.
    expect(effectiveNumber(clusterSums([9, 9, 9, 9], [9, 9, 9, 9]))).toBeCloseTo(4, 9)
    const single = clusterSums(new Array<number>(50).fill(1), [
      ...new Array<number>(10).fill(0),
      ...new Array<number>(40).fill(1),
    ])
    expect(effectiveNumber(single)).toBeCloseTo(50, 6)
    expect(effectiveNumber(clusterSums([], []))).toBe(0)
    expect(effectiveNumber(clusterSums([3, 3], [0, 0]))).toBeCloseTo(2, 9)
  })
})
