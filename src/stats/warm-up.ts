/**
 * How much of the start of a series is to be left out because it still tells of how it began: MSER-5. Observations are taken
 * in fives, and that many fives go after which the mean of the rest is known best: the sum of squares about the mean of the
 * rest, divided by the square of their number, is least. (White, Simulation 69, 1997; White, Cobb and Spratt, Winter Simulation
 * Conference 2000; Franklin and White, Winter Simulation Conference 2008.) It is sought in the first half only: where it is found at the end
 * of that half the series is too short to tell, and `settled` is false.
 */
export function warmUp(series: ArrayLike<number>): { observations: number; settled: boolean } {
  const fives = Math.floor(series.length / 5)
  if (fives < 2) return { observations: 0, settled: false }
  const means = new Float64Array(fives)
  for (let i = 0; i < fives * 5; i += 1) means[Math.floor(i / 5)] += series[i] / 5

  const most = Math.floor(fives / 2)
  let best = { left: 0, error: Infinity }
  // From the end on, so that the mean and the squares grow by one five at a time (Welford).
  let mean = 0
  let squares = 0
  for (let left = fives - 1; left >= 0; left -= 1) {
    const rest = fives - left
    const difference = means[left] - mean
    mean += difference / rest
    squares += difference * (means[left] - mean)
    const error = squares / rest ** 2
    // Of equals, that which leaves out less.
    if (left <= most && error <= best.error) best = { left, error }
  }
  return { observations: best.left * 5, settled: best.left < most }
}
