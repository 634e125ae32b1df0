import { logBeta } from './gamma.js'

/** The regularised incomplete beta function I_x(a, b): the share of the beta distribution below x. */
export function betaIncomplete(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`expected positive parameters, found ${a} and ${b}`)
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The continued fraction converges fast below the mean; above it, the other tail is taken.
  if (x > (a + 1) / (a + b + 2)) return 1 - lowerTail(1 - x, Math.log1p(-x), Math.log(x), b, a)
  return lowerTail(x, Math.log(x), Math.log1p(-x), a, b)
}

/** The x below which the share p of the beta distribution lies. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`expected a share from 0 to 1, found ${p}`)
  if (p === 0) return 0
  if (p === 1) return 1
  const scale = logBeta(a, b)
  let low = 0
  let high = 1
  let x = a / (a + b)
  let step = 1
  for (;;) {
    const excess = betaIncomplete(x, a, b) - p
    if (excess > 0) high = x
    else low = x
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - scale)
    const newton = excess / density
    if (Math.abs(newton) <= 1e-15 * x) return x
    // Newton while it stays inside and at least halves its steps; otherwise halve what is left.
    const next = x - newton
    const inside = next > low && next < high && Math.abs(newton) <= step / 2
    const then = inside ? next : (low + high) / 2
    step = Math.abs(then - x)
    if (then === low || then === high) return then
    x = then
  }
}

/** The quantile of Student's t distribution. */
export function studentQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, df)
  // t² / (df + t²) has a beta distribution.
  const y = betaQuantile(2 * p - 1, 0.5, df / 2)
  return Math.sqrt((df * y) / (1 - y))
}

/** Lentz's evaluation of the continued fraction (DLMF 8.17.22), for x below the mean. */
function lowerTail(x: number, logX: number, logRest: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1, change = Infinity; Math.abs(change - 1) > 1e-15; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    change = d * c
    fraction *= change
  }
  return (Math.exp(a * logX + b * logRest - logBeta(a, b)) * fraction) / a
}

function away(fromZero: number): number {
  return Math.abs(fromZero) < 1e-300 ? 1e-300 : fromZero
}
