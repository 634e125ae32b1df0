import { expect } from 'vitest'
import type { Figures } from './replicate.js'

/**
 * Little's law, L = λW (Little, Operations Research 9, 1961). Over a finite time it is an identity but for those who
 * are inside at its ends, and their ages are known: the integral of the number inside, counted at arrivals and
 * departures, is the sum of the sojourns, each measured at its own customer, to the microsecond.
 */
export function expectLittlesLaw(replications: Figures[]): void {
  for (const { before, after, inside, rate, sojourn } of replications) {
    expect(after.inside).toBe(after.sojourn + after.ages)
    expect(after.inside - before.inside).toBe(after.sojourn - before.sojourn + after.ages - before.ages)
    // Without their ages: those at the ends weigh as their number and age, which at load 0.9 are beyond these once in a long while.
    expect(Math.abs(inside / (rate * sojourn) - 1)).toBeLessThan(0.005)
  }
}
