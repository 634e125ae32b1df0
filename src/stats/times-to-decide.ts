import { clusterInterval, type ClusterSums } from './cluster-interval.js'

/**
 * How many times as much of the same (as many clusters, of which as much is good) would leave the bound outside the interval:
 * rounded up, the number of runs as long as this one. Infinity when the share is the bound itself.
 */
export function timesThatDecide(sums: ClusterSums, bound: number, confidence = 0.95): number {
  if (sums.counted === 0 || sums.good / sums.counted === bound) return Infinity
  const decides = (times: number) => {
    const { low, high } = clusterInterval(sums, confidence, times)
    return low > bound || high < bound
  }
  let enough = 1
  while (!decides(enough)) {
    // Beyond, the share is the bound for all practical purposes.
    if (enough > 2 ** 40) return Infinity
    enough *= 2
  }
  if (enough === 1) return 1
  let tooFew = enough / 2
  while (enough / tooFew > 1 + 1e-6) {
    const times = Math.sqrt(enough * tooFew)
    if (decides(times)) enough = times
    else tooFew = times
  }
  return enough
}
