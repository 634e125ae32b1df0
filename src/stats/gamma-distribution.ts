import { logGammaWeight } from './gamma.js'

/** The regularised incomplete gamma function P(a, x): the share of the gamma distribution of shape a below x. */
export function gammaIncomplete(x: number, a: number): number {
  if (!(a > 0)) throw new RangeError(`expected a positive shape, found ${a}`)
  if (x <= 0) return 0
  // Each converges fast on its own side of the mean.
  return x < a + 1 ? lowerTail(x, a) : 1 - upperTail(x, a)
}

/** The x below which the share p of the gamma distribution of shape a lies. */
export function gammaQuantile(p: number, a: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`expected a share from 0 to below 1, found ${p}`)
  if (p === 0) return 0
  let low = 0
  let high = Infinity
  let x = a
  let step = Infinity
  for (;;) {
    const excess = gammaIncomplete(x, a) - p
    if (excess > 0) high = x
    else low = x
    const density = Math.exp(logGammaWeight(x, a)) / x
    const newton = excess / density
    if (Math.abs(newton) <= 1e-15 * x) return x
    // Newton while it stays inside and at least halves its steps; otherwise halve what is left.
    const next = x - newton
    const inside = next > low && next < high && Math.abs(newton) <= step / 2
    const then = inside ? next : high === Infinity ? 2 * x : (low + high) / 2
    step = Math.abs(then - x)
    if (then === low || then === high) return then
    x = then
  }
}

/** The series of DLMF 8.11.4, for x below the mean. */
function lowerTail(x: number, a: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; term > 1e-16 * sum; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return Math.exp(logGammaWeight(x, a)) * sum
}

/** Lentz's evaluation of the continued fraction (the even part of DLMF 8.9.2), for x above the mean. */
function upperTail(x: number, a: number): number {
  let b = x + 1 - a
  let c = Infinity
  let d = 1 / b
  let fraction = d
  for (let n = 1, change = Infinity; Math.abs(change - 1) > 1e-15; n += 1) {
    const numerator = n * (a - n)
    b += 2
    d = 1 / (b + numerator * d)
    c = b + numerator / c
    change = c * d
    fraction *= change
  }
  return Math.exp(logGammaWeight(x, a)) * fraction
}
