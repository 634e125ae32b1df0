/**
 * The share of customers of an M/D/1 queue that wait no longer than `time` (Erlang 1909; Crommelin 1932; Tijms, A First Course in Stochastic
 * Models, 9.6): (1 - ρ) Σ (-λ (t - kD))^k / k! · e^(λ (t - kD)), k from 0 to t/D. Its terms alternate: for loads well below 1 and times of some
 * tens of services doubles suffice.
 */
export function waitsWithin(time: number, arrivals: number, service: number): number {
  const load = arrivals * service
  if (load >= 1) return 0
  if (time < 0) return 0
  let sum = 0
  for (let k = 0; k * service <= time; k++) {
    const x = arrivals * (time - k * service)
    let term = Math.exp(x)
    for (let i = 1; i <= k; i++) term *= -x / i
    sum += term
  }
  return (1 - load) * sum
}

/** Pollaczek and Khinchine: ρ / (2 μ (1 - ρ)). */
export function meanWait(arrivals: number, service: number): number {
  const load = arrivals * service
  return (load * service) / (2 * (1 - load))
}
