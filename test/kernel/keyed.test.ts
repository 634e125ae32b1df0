import { describe, expect, it } from 'vitest'
import { hashName, keyed } from '../../src/kernel/keyed.js'
import { chiSquareDeviation } from './chi-square.js'

type Six = [seed: number, source: number, message: number, hop: number, attempt: number, purpose: number]

const names = ['seed', 'source', 'message', 'hop', 'attempt', 'purpose']
const base: Six = [2010, 12, 345, 3, 1, 2]
const n = 40_000

describe('keyed', () => {
  it('depends on nothing but its arguments', () => {
    const before = keyed(...base)
    keyed(1, 1, 1, 1, 1, 1)
    expect(keyed(...base)).toBe(before)
  })

  it.each(names.map((name, i) => [name, i] as const))('is uniform while only the %s counts up', (_, i) => {
    const counts = new Float64Array(100)
    for (const u of counting(i)) counts[Math.floor(u * 100)]!++
    expect(Math.abs(chiSquareDeviation(counts))).toBeLessThan(4)
  })

  it.each(names.map((name, i) => [name, i] as const))('is not correlated between neighbouring values of %s', (_, i) => {
    const draws = counting(i)
    for (const lag of [1, 2, 16]) {
      let sum = 0
      for (let k = lag; k < n; k++) sum += 12 * (draws[k]! - 0.5) * (draws[k - lag]! - 0.5)
      // Of independent uniforms the mean of 12(u-1/2)(v-1/2) has mean 0 and standard deviation 1/√n.
      expect(Math.abs(sum / (n - lag))).toBeLessThan(4 / Math.sqrt(n - lag))
    }
  })

  it.each(names.map((name, i) => [name, i] as const))(
    'turns half of the 53 bits when one bit of the %s turns',
    (_, i) => {
      const widths = [53, 32, 53, 32, 32, 32]
      for (let bit = 0; bit < widths[i]!; bit++) {
        let turned = 0
        const trials = 400
        for (let trial = 0; trial < trials; trial++) {
          const six: Six = [trial, 12, 345 * trial, 3, 1, 2]
          six[i] = trial
          const other: Six = [...six]
          other[i] = Math.floor(trial / 2 ** bit) % 2 === 0 ? trial + 2 ** bit : trial - 2 ** bit
          turned += differingBits(keyed(...six), keyed(...other))
        }
        // Each of the 53·400 bits turns or not, evenly: standard deviation √(53·400)/2. 234 such means: 5 deviations.
        expect(Math.abs(turned - (53 * trials) / 2)).toBeLessThan((5 * Math.sqrt(53 * trials)) / 2)
      }
    },
  )

  it('tells the arguments apart: the same numbers in other places give other draws', () => {
    const draws = new Set<number>()
    for (let place = 0; place < 6; place++) {
      const six: Six = [0, 0, 0, 0, 0, 0]
      six[place] = 1
      draws.add(keyed(...six))
    }
    expect(draws.size).toBe(6)
  })

  it('sees the upper half of a message number', () => {
    expect(keyed(1, 2, 3 + 2 ** 32, 4, 5, 6)).not.toBe(keyed(1, 2, 3, 4, 5, 6))
  })

  it('uses all 53 bits', () => {
    const used = counting(2).reduce((bits, u) => bits | BigInt(u * 2 ** 53), 0n)
    expect(used).toBe(2n ** 53n - 1n)
  })
})

describe('hashName', () => {
  it('is a whole number of 32 bits, another one for each of many similar names', () => {
    const hashes = Array.from({ length: 10_000 }, (_, i) => hashName(`link ${i}`))
    expect(hashes.every((hash) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32)).toBe(true)
    // By the birthday formula 10^8/2/2^32 = 0.012 collisions are to be expected.
    expect(new Set(hashes).size).toBe(10_000)
  })

  it('is uniform in its upper and in its lower bits', () => {
    const upper = new Float64Array(64)
    const lower = new Float64Array(64)
    for (let i = 0; i < 20_000; i++) {
      const hash = hashName(`link ${i}`)
      upper[hash >>> 26]!++
      lower[hash & 63]!++
    }
    expect(Math.abs(chiSquareDeviation(upper))).toBeLessThan(4)
    expect(Math.abs(chiSquareDeviation(lower))).toBeLessThan(4)
  })

  it('tells order, repetition and emptiness apart', () => {
    expect(new Set(['', 'a', 'aa', 'ab', 'ba', '\0', '\0\0'].map(hashName)).size).toBe(7)
  })
})

function counting(place: number): number[] {
  const six: Six = [...base]
  return Array.from({ length: n }, (_, value) => {
    six[place] = value
    return keyed(...six)
  })
}

function differingBits(u: number, v: number): number {
  let bits = BigInt(u * 2 ** 53) ^ BigInt(v * 2 ** 53)
  let count = 0
  for (; bits > 0n; bits &= bits - 1n) count++
  return count
}
