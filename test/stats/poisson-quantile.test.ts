import { expect, test } from 'vitest'
import { poissonQuantile } from '../../src/stats/poisson-quantile.js'

// Published tables: of mean 1, P(N <= 4) = 0.99634 and P(N <= 5) = 0.99941; of mean 10, P(N <= 20) = 0.99841 and P(N <= 21) = 0.99930.
test.each([
  [1, 5],
  [10, 21],
  // P(N = 0) = exp(-mean): 0.9995 and 0.998.
  [0.0005, 0],
  [0.002, 1],
  [0, 0],
])('of the mean %d, 999 of 1000 do not exceed %d', (mean, most) => {
  expect(poissonQuantile(0.999, mean)).toBe(most)
})

test('is near the normal distribution where the mean is large', () => {
  // The 99.9 % quantile of the normal distribution is 3.0902.
  const mean = 1e6
  expect((poissonQuantile(0.999, mean) - mean) / Math.sqrt(mean)).toBeCloseTo(3.0902, 1)
})

test('asks for a share between none and all', () => {
  expect(() => poissonQuantile(1, 3)).toThrow(RangeError)
})
