/**
 * The counts between which a Poisson variable lies with 99.9 %: at most 0.05 % are below, and at most 0.05 % above. (For
 * large means as exact as for small ones: the sum runs over a few hundred terms around the mean, in logarithms.)
 */
export function poissonRange(mean: number): [low: number, high: number] {
  const from = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 10))
  const to = Math.ceil(mean + 10 * Math.sqrt(mean) + 20)
  let below = 0
  let low = -1
  for (let n = from; n <= to; n++) {
    below += Math.exp(n * Math.log(mean) - mean - logFactorial(n))
    if (low < 0 && below > 0.0005) low = n
    if (below >= 0.9995) return [low, n]
  }
  throw new Error(`no range for the mean ${mean}`)
}

function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1
    for (let i = 2; i <= n; i++) product *= i
    return Math.log(product)
  }
  // Stirling, to 1e-10 from 20 on.
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
