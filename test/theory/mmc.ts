import { expectLittlesLaw } from './little.js'
import { instant, server } from './parts.js'
import { replicate } from './replicate.js'
import { expectValidated } from './validation.js'

/** M/M/c at a load (a server), held against Erlang's delay formula: Lq = C·ρ/(1 - ρ), W = 1/μ + Lq/λ. */
export function expectErlang(servers: number, load: number, customers: number): void {
  const arrivals = load * servers
  const line = { origin: server('exponential', servers), hops: [{ wire: instant }], arrivals, bytes: 1, servers }
  const replications = replicate(line, customers)
  const waiting = (erlangC(servers, arrivals) * load) / (1 - load)
  const named = `c = ${servers}, ρ = ${load}`
  expectValidated('M/M/c, mean sojourn by the delay formula (Erlang 1917)', named, replications.map((one) => one.sojourn), 1 + waiting / arrivals) // prettier-ignore
  expectValidated('M/M/c, mean wait by the delay formula (Erlang 1917)', named, replications.map((one) => one.waiting / one.rate), waiting / arrivals) // prettier-ignore
  expectLittlesLaw(replications)
}

/** The probability of having to wait (Kleinrock, Queueing Systems I, equation 3.40), a = λ/μ. */
export function erlangC(c: number, a: number): number {
  let term = 1
  let below = 0
  for (let k = 0; k < c; k++) {
    below += term
    term *= a / (k + 1)
  }
  const all = term / (1 - a / c)
  return all / (below + all)
}
