import { describe, expect, it } from 'vitest'
import { discs } from './discs.js'
import { expectValidated } from './validation.js'

describe('the devices around a gateway', () => {
  // A place that is evenly drawn from a disc is within a share r of its radius with probability r², so that the number of n is binomial (n, r²).
  it.each([0.3, 0.7])('are within %d of the radius in a binomial number', (share) => {
    const [radius, trees, p] = [3, 200, share ** 2]
    const { layout, devices, count } = discs(trees, radius, 100, 1)
    const { x, y } = layout
    const isNear = (node: number, gateway: number) =>
      Math.hypot(x[node]! - x[gateway]!, y[node]! - y[gateway]!) <= share * radius
    const numbers = Array.from({ length: trees }, (_, tree) => count(tree, isNear))
    const what = `n = ${devices}, within ${share} of the radius`
    expectValidated('Devices evenly over a disc, number within a circle, n r² (elementary)', what, numbers, devices * p)
    // The variance of 200 numbers: four standard deviations of chi-square ÷ 199.
    const mean = numbers.reduce((sum, one) => sum + one, 0) / trees
    const variance = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (trees - 1)
    expect(Math.abs(variance / (devices * p * (1 - p)) - 1)).toBeLessThan(4 * Math.sqrt(2 / (trees - 1)))
  })
})
