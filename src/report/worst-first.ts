import type { Outcome } from '../run/outcome.js'

/** The requirements that failed, the furthest below its bound first, by what is sure of it: one message that failed is not the worst. */
export function failedWorstFirst(outcomes: readonly Outcome[]): Outcome[] {
  const below = ({ high, boundReliability }: Outcome) => high! - boundReliability
  return outcomes.filter((one) => one.verdict === 'fail').sort((a, b) => below(a) - below(b))
}
