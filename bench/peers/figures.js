import { studentQuantile } from '../../dist/stats/beta.js'

/** What the programs are compared by. */
export const FIGURES = ['latency_mean_s', 'latency_p95_s', 'loss_share']

/** The figures of one run: of the latencies (microseconds, NaN where a message was lost) of all its messages. */
export function figuresOf(latencies) {
  const delivered = latencies.filter((latency) => !Number.isNaN(latency)).sort()
  const sum = delivered.reduce((total, latency) => total + latency, 0)
  return {
    latency_mean_s: sum / delivered.length / 1e6,
    latency_p95_s: delivered[Math.ceil(0.95 * delivered.length) - 1] / 1e6,
    loss_share: 1 - delivered.length / latencies.length,
  }
}

/**
 * Two programs side by side over replications that had the same traffic: the mean of each, and how much higher the second is, as a
 * share of the first, with the interval (95 %, Student's t) of that over the replications.
 */
export function sideBySide(first, second) {
  const [a, b] = [mean(first), mean(second)]
  if (a === 0) return { first: a, second: b, difference: b === 0 ? 0 : NaN, low: NaN, high: NaN }
  const apart = first.map((value, i) => (second[i] - value) / a)
  const difference = mean(apart)
  const variance = apart.reduce((sum, value) => sum + (value - difference) ** 2, 0) / (apart.length - 1)
  const half = studentQuantile(0.975, apart.length - 1) * Math.sqrt(variance / apart.length)
  return { first: a, second: b, difference, low: difference - half, high: difference + half }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
