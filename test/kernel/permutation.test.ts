import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Permutation } from '../../src/kernel/permutation.js'
import { chiSquareDeviation } from './chi-square.js'

describe('Permutation', () => {
  it.each([1, 2, 3, 4, 5, 1023, 1024, 1025, 65_537])('gives each of %d numbers once', (size) => {
    expect(isBijection(new Permutation(size, 1))).toBe(true)
  })

  it('gives each number once, whatever the size and the key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.maxSafeNat(), (size, key) =>
        isBijection(new Permutation(size, key)),
      ),
      { seed: 20102 },
    )
  })

  it('reaches sizes of 2^32', () => {
    const permutation = new Permutation(2 ** 32, 5)
    const places = [0, 1, 2 ** 31, 2 ** 32 - 1].map((k) => permutation.at(k))
    expect(new Set(places).size).toBe(4)
    expect(places.every((place) => Number.isInteger(place) && place >= 0 && place < 2 ** 32)).toBe(true)
  })

  it.each([0, -1, 1.5, NaN, 2 ** 32 + 1])('refuses %d as a size', (size) => {
    expect(() => new Permutation(size, 1)).toThrow('whole size')
  })

  it.each([2, 3, 5, 6, 7, 10, 33, 100, 1000, 1025, 1500])(
    'over the keys of size %d puts each place anywhere',
    (size) => {
      for (const k of [0, size >> 1, size - 1]) {
        const counts = new Float64Array(size)
        for (let key = 0; key < 100 * size; key++) counts[new Permutation(size, key).at(k)]!++
        expect(Math.abs(chiSquareDeviation(counts))).toBeLessThan(4)
      }
    },
  )

  it.each([3, 5, 7, 10, 33])('over the keys of size %d puts neighbours anywhere, independently', (size) => {
    const pairs = new Float64Array(size * (size - 1))
    for (let key = 0; key < 100 * pairs.length; key++) {
      const permutation = new Permutation(size, key)
      const first = permutation.at(0)
      const second = permutation.at(1)
      // The second is one of the size-1 others.
      pairs[first * (size - 1) + (second > first ? second - 1 : second)]!++
    }
    expect(Math.abs(chiSquareDeviation(pairs))).toBeLessThan(4)
  })

  it('leaves hardly any place the same under another key, also one that differs in a high bit', () => {
    const size = 10_000
    const one = new Permutation(size, 1)
    for (const key of [2, 1 + 2 ** 32, 1 + 2 ** 52]) {
      const other = new Permutation(size, key)
      let same = 0
      for (let k = 0; k < size; k++) if (one.at(k) === other.at(k)) same++
      // Two independent shuffles agree at Poisson(1) places: 8 or more has probability 1e-5.
      expect(same).toBeLessThan(8)
    }
  })
})

function isBijection(permutation: Permutation): boolean {
  const seen = new Uint8Array(permutation.size)
  for (let k = 0; k < permutation.size; k++) seen[permutation.at(k)] = 1
  return seen.every((hit) => hit === 1)
}
