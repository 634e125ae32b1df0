import { describe, expect, it } from 'vitest'
import { clusterInterval, clusterSums, type ClusterSums } from '../../src/stats/cluster-interval.js'
import { timesThatDecide } from '../../src/stats/times-to-decide.js'

const equal = (clusters: number, counted: number, good: number): ClusterSums =>
  clusterSums(Array<number>(clusters).fill(counted), Array<number>(clusters).fill(good))

describe('how many times as much would decide', () => {
  // Without a failure the lower limit is 0.025 ^ (1 / clusters).
  it.each([
    [0.98, 24],
    [0.995, 24],
    [0.995, 1],
  ])('above %d without a failure in %i clusters is ln 0.025 / ln bound clusters', (bound, clusters) => {
    const times = timesThatDecide(equal(clusters, 50, 50), bound)
    expect(times * clusters).toBeCloseTo(Math.log(0.025) / Math.log(bound), 2)
  })

  it('is once where it is decided already', () => {
    expect(timesThatDecide(equal(200, 50, 50), 0.98)).toBe(1)
    expect(timesThatDecide(equal(200, 50, 10), 0.98)).toBe(1)
  })

  it.each([
    [0.98, 50],
    [0.999, 50],
    [0.9, 49],
  ])('is where the bound %d leaves the interval, if %i of 50 are good', (bound, good) => {
    const sums = equal(20, 50, good)
    const times = timesThatDecide(sums, bound)
    const holds = (times: number) => {
      const { low, high } = clusterInterval(sums, 0.95, times)
      return low <= bound && bound <= high
    }
    expect(holds(times)).toBe(false)
    expect(holds(times * 0.9999)).toBe(times > 1)
  })

  it('does not exist where the share is the bound, nor where nothing counted', () => {
    expect(timesThatDecide(equal(10, 50, 49), 0.98)).toBe(Infinity)
    expect(timesThatDecide(equal(0, 0, 0), 0.98)).toBe(Infinity)
  })

  it('is the more the surer one would be', () => {
    const sums = equal(24, 50, 50)
    expect(timesThatDecide(sums, 0.98, 0.99)).toBeGreaterThan(timesThatDecide(sums, 0.98, 0.95))
  })
})
