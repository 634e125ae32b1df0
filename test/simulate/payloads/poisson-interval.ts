/** The counts outside which a Poisson variable falls with a probability of at most 1e-6, half of it on either side. */
export function poissonInterval(mean: number): [low: number, high: number] {
  if (!(mean > 0 && mean < 600)) throw new RangeError(`expected a mean above 0 and below 600, found ${mean}`)
  let weight = Math.exp(-mean)
  let below = 0
  let low = -1
  for (let n = 0; ; n++) {
    below += weight
    if (low < 0 && below > 0.5e-6) low = n
    if (below >= 1 - 0.5e-6) return [low, n]
    weight *= mean / (n + 1)
  }
}
