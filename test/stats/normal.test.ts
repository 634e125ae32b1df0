import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/stats/normal.js'

describe('the quantile of the normal distribution', () => {
  // Published values (Wichura, AS 241, and tables of the normal distribution).
  it.each([
    [0.5, 0],
    [0.25, -0.6744897501960817],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [1e-20, -9.262340089798409],
  ])('is known at %s', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 13)
  })

  it('is odd about one half, and grows', () => {
    let last = -Infinity
    for (let p = 1 / 1024; p < 1; p += 1 / 1024) {
      const z = normalQuantile(p)
      expect(z).toBeGreaterThan(last)
      expect(normalQuantile(1 - p)).toBeCloseTo(-z, 12)
      last = z
    }
  })
})
