/**
 * How far counts lie from equal ones, in standard deviations of the chi-square distribution (mean: degrees of freedom, variance: twice
 * that). For counts that are really equal in the mean it is nearly normal, so 4 is beyond chance at a fixed seed.
 */
export function chiSquareDeviation(counts: ArrayLike<number>): number {
  const all = Array.from(counts)
  const expected = all.reduce((sum, count) => sum + count, 0) / all.length
  const chiSquare = all.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const degrees = all.length - 1
  return (chiSquare - degrees) / Math.sqrt(2 * degrees)
}
