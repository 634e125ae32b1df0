import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from '../../src/input/nearest.js'

describe('the nearest word', () => {
  it.each([
    ['profil', 'profile', 'a letter left out'],
    ['proffile', 'profile', 'a letter too many'],
    ['prafile', 'profile', 'a wrong letter'],
    ['porfile', 'profile', 'neighbours swapped'],
    ['PROFILE', 'profile', 'another case'],
  ])('of "%s" is "%s": %s', (word, meant) => {
    expect(nearest(word, ['population', 'profile', 'latency'])).toBe(meant)
  })

  it('counts a swap of neighbours as one edit, so that it beats two', () => {
    // abdc → abcd is one swap; abdc → xbdy is two replacements.
    expect(nearest('abdc', ['xbdy', 'abcd'])).toBe('abcd')
  })

  it('is the first of two that are equally near', () => {
    expect(nearest('bat', ['cat', 'hat'])).toBe('cat')
  })

  it('is at most two edits away for a short word', () => {
    expect(nearest('abcd', ['abxy'])).toBe('abxy')
    expect(nearest('abcd', ['axyz'])).toBeUndefined()
  })

  it('is at most 40 % of its letters away for a long word', () => {
    expect(nearest('abcdefghij', ['abcdefwxyz'])).toBe('abcdefwxyz')
    expect(nearest('abcdefghij', ['abcdevwxyz'])).toBeUndefined()
  })

  it('has at least one letter in common', () => {
    expect(nearest('ab', ['xy'])).toBeUndefined()
  })

  it('of a word in the list is that word', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { selector: (word) => word.toLowerCase(), minLength: 1 }), (words) => {
        for (const word of words) expect(nearest(word, words)).toBe(word)
      }),
    )
  })
})

describe('the hint', () => {
  it('names the nearest word', () => {
    expect(didYouMean('profil', new Set(['latency', 'profile']))).toBe('did you mean "profile"?')
  })

  it('lists the words when none is near', () => {
    expect(didYouMean('qqqqqq', ['a', 'b', 'c'])).toBe('one of: a, b, c')
  })

  it('lists eight words at most and counts the rest', () => {
    expect(didYouMean('qqqqqq', [...'abcdefgh'])).toBe('one of: a, b, c, d, e, f, g, h')
    expect(didYouMean('qqqqqq', [...'abcdefghij'])).toBe('one of: a, b, c, d, e, f, g, h, … (2 more)')
  })

  it('lists those first that end with the same key', () => {
    const words = [...'abcdefgh', 'nan.rate', 'rates', 'networks.wan.rate']
    expect(didYouMean('backhauling.rate', words)).toBe(
      'one of: nan.rate, networks.wan.rate, a, b, c, d, e, f, … (3 more)',
    )
  })

  it('is empty when there are no words', () => {
    expect(didYouMean('a', [])).toBe('')
  })
})
