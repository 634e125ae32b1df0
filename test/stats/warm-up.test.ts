import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/stats/normal.js'
import { warmUp } from '../../src/stats/warm-up.js'

/** x(t) = φ x(t - 1) + noise of variance one, from `start`: its mean is 0, and of the start φ^t is left. */
function autoregressive(length: number, phi: number, start: number, random: () => number): number[] {
  const series: number[] = []
  let x = start
  for (let t = 0; t < length; t += 1) {
    x = phi * x + normalQuantile(1 - random())
    series.push(x)
  }
  return series
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length

describe('the warm-up', () => {
  it('of a step is the step', () => {
    const series = [...Array<number>(40).fill(9), ...Array<number>(160).fill(1)]
    expect(warmUp(series)).toEqual({ observations: 40, settled: true })
  })

  it('of a series that stays as it is is none', () => {
    expect(warmUp(Array<number>(100).fill(3))).toEqual({ observations: 0, settled: true })
  })

  it('is least by the definition, summed for each number of fives', () => {
    const random = seedrandom.alea('definition')
    const series = autoregressive(203, 0.8, 30, random)
    const fives = Array.from({ length: 40 }, (_, i) => mean(series.slice(5 * i, 5 * i + 5)))
    const errors = Array.from({ length: 21 }, (_, left) => {
      const rest = fives.slice(left)
      return rest.reduce((sum, y) => sum + (y - mean(rest)) ** 2, 0) / rest.length ** 2
    })
    expect(warmUp(series).observations).toBe(5 * errors.indexOf(Math.min(...errors)))
  })

  it('of a series that begins far off is about as long as the start can be told from the noise, and takes its bias away', () => {
    const random = seedrandom.alea('far off')
    let [cut, left, whole] = [0, 0, 0]
    for (let run = 0; run < 200; run += 1) {
      // Its noise has the deviation 1 / √(1 - 0.81) = 2.3; 100 × 0.9^t is that after 36 steps.
      const series = autoregressive(1000, 0.9, 100, random)
      const { observations, settled } = warmUp(series)
      expect(settled).toBe(true)
      expect(observations).toBeGreaterThanOrEqual(15)
      cut += observations / 200
      left += mean(series.slice(observations)) / 200
      whole += mean(series) / 200
    }
    expect(cut).toBeGreaterThan(25)
    expect(cut).toBeLessThan(100)
    // The sum of 100 × 0.9^t from t = 1 on is 900: of a thousand, 0.9.
    expect(Math.abs(whole - 0.9)).toBeLessThan(0.1)
    expect(Math.abs(left)).toBeLessThan(0.1)
  })

  it('of a series that is stationary from the first is short', () => {
    const random = seedrandom.alea('stationary')
    let cut = 0
    for (let run = 0; run < 200; run += 1) {
      const start = normalQuantile(1 - random()) / Math.sqrt(1 - 0.5 ** 2)
      cut += warmUp(autoregressive(1000, 0.5, start, random)).observations / 200
    }
    expect(cut).toBeLessThan(100)
  })

  it('of a series that still rises at its end is not settled', () => {
    expect(warmUp(Array.from({ length: 100 }, (_, t) => t)).settled).toBe(false)
  })

  it('of next to nothing is not settled', () => {
    expect(warmUp([])).toEqual({ observations: 0, settled: false })
    expect(warmUp([1, 2, 3, 4, 5, 6])).toEqual({ observations: 0, settled: false })
  })
})
