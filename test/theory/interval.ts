import { expect } from 'vitest'
import { studentQuantile } from '../../src/stats/beta.js'

/** The interval (95 %) of the mean of independent replications, by Student's t. */
export function interval(values: number[]): { low: number; high: number } {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n)
  return { low: mean - half, high: mean + half }
}

/** All of the interval of the difference between simulation and formula lies inside 2 % of the formula (design 6). */
export function expectWithinMargin(simulated: number[], formula: number): void {
  const { low, high } = interval(simulated.map((value) => value / formula - 1))
  expect(low).toBeGreaterThan(-0.02)
  expect(high).toBeLessThan(0.02)
}
