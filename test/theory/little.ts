import { expect } from 'vitest'
import type { Figures } from './replicate.js'

/**
 * Little's law, L = λW (Little, Operations Research 9, 1961). Over a finite time it is an identity but for those who
 * are inside at its ends, and their ages are known: the integral of the number inside, counted at arrivals and
 * departures, is the sum of the sojourns, each measured at its own customer, to the microsecond.
 */
export function expectLittlesLaw(replications: Figures[]): void {
  for (const { before, after, inside, rate, sojourn } of replications) {
    for (const sums of [before, after]) expect(sums.inside).toBe(sums.sojourn + sums.ages)
    // As the law is written, without those ages: among so many customers, the few at the ends hardly weigh.
    expect(Math.abs(inside / (rate * sojourn) - 1)).toBeLessThan(0.005)
  }
}
