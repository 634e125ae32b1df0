/**
 * The distance of a sample on [0,1) from the uniform distribution (Kolmogorov-Smirnov), in units of its 0.1 % point for
 * large samples, 1.949/√n: above 1 it is not uniform.
 */
export function distanceFromUniform(sample: Iterable<number>): number {
  const sorted = Float64Array.from(sample).sort()
  const n = sorted.length
  let worst = 0
  sorted.forEach((x, i) => (worst = Math.max(worst, x - i / n, (i + 1) / n - x)))
  return (worst * Math.sqrt(n)) / 1.949
}
