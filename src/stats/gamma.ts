/** The logarithm of the gamma function, for x > 0. */
export function logGamma(x: number): number {
  // Stirling's series is exact to a double from 10 on; below, gamma(x) = gamma(x + 1) / x leads there.
  let product = 1
  let y = x
  for (; y < 10; y += 1) product *= y
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_2_PI + correction(y) - Math.log(product)
}

/** log(gamma(a) gamma(b) / gamma(a + b)), without taking the difference of large numbers that are nearly equal. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large)
  const rest = correction(large) - correction(small + large) - (large - 0.5) * Math.log1p(small / large)
  if (small < 10) return logGamma(small) - small * Math.log(small + large) + small + rest
  return HALF_LOG_2_PI + correction(small) + rest - small * Math.log1p(large / small) - 0.5 * Math.log(small)
}

/** log(x^a e^-x / gamma(a)), without taking the difference of large numbers that are nearly equal. */
export function logGammaWeight(x: number, a: number): number {
  if (a < 10) return a * Math.log(x) - x - logGamma(a)
  const excess = (x - a) / a
  return 0.5 * Math.log(a) - HALF_LOG_2_PI - a * (excess - Math.log1p(excess)) - correction(a)
}

const HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI)

/** What Stirling's formula leaves out (DLMF 5.11.1), for x of 10 or more. */
function correction(x: number): number {
  const y = 1 / (x * x)
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360 - y / 156) * y) * y) * y) * y) * y) / x
}
