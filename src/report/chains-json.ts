import type { ChainOutcome } from '../run/chain-outcome.js'

/** A chain of run.json. */
export function chainJson({ subTotal, last, ...figures }: ChainOutcome): object {
  const { section, name, origin, legs, inconsistent = null, erratum = null } = subTotal
  const way = [...legs.slice(0, -1).flat(), last].map((one) => one.id)
  const known = Object.entries(figures).map(([key, value]) => [key, value ?? null])
  return { section, name, from: origin, to: last.to, legs: way, ...Object.fromEntries(known), inconsistent, erratum }
}
