import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PathExpression } from '../../src/srs/path.js'
import { alternatives, narrowPath, printPath, readPath, reversePath } from '../../src/srs/path.js'
import { readProfile } from '../../src/srs/profile.js'

/** SRS table 5.4.1. */
const profiles = ['ACdW', 'ACdIW', 'ACdIIW', 'ACvW', 'ACvIW', 'ACvIIW']

/** SRS 4.19, "CIS/Billing – Utility" to the electric meter. */
const CIS_TO_METER = '[(1Aa + 1B) or 1Ab] + [1Ca or (1Cba + 1Cc) or (1Cba + 1Cb)] + 1D'

describe('a path expression', () => {
  it('has the six options of SRS 4.19', () => {
    expect(alternatives(read(CIS_TO_METER)).map((way) => way.join(' + '))).toEqual([
      '1Aa + 1B + 1Ca + 1D',
      '1Aa + 1B + 1Cba + 1Cc + 1D',
      '1Aa + 1B + 1Cba + 1Cb + 1D',
      '1Ab + 1Ca + 1D',
      '1Ab + 1Cba + 1Cc + 1D',
      '1Ab + 1Cba + 1Cb + 1D',
    ])
  })

  // SRS 4.19 spells out option 5 (ACvIW); table 5.4.1 says the rest in words.
  it.each([
    ['ACdW', '1Ab + 1Ca + 1D'],
    ['ACdIW', '1Ab + (1Cba + 1Cc) + 1D'],
    ['ACdIIW', '1Ab + (1Cba + 1Cb) + 1D'],
    ['ACvW', '(1Aa + 1B) + 1Ca + 1D'],
    ['ACvIW', '(1Aa + 1B) + (1Cba + 1Cc) + 1D'],
    ['ACvIIW', '(1Aa + 1B) + (1Cba + 1Cb) + 1D'],
  ])('is narrowed by %s to %s', (code, expected) => {
    const profile = readProfile(code)
    if (!('value' in profile)) throw new Error(profile.problem)
    expect(printPath(narrowPath(read(CIS_TO_METER), profile.value.prefers))).toBe(expected)
  })

  it('is each option of SRS 4.19 under exactly one of the six profiles', () => {
    const chosen = profiles.map((code) => {
      const profile = readProfile(code)
      if (!('value' in profile)) throw new Error(profile.problem)
      const ways = alternatives(narrowPath(read(CIS_TO_METER), profile.value.prefers))
      expect(ways).toHaveLength(1)
      return ways[0].join(' + ')
    })
    expect(chosen.sort()).toEqual(
      alternatives(read(CIS_TO_METER))
        .map((way) => way.join(' + '))
        .sort(),
    )
  })

  it('keeps all alternatives of an or that holds no preferred flow', () => {
    expect(printPath(narrowPath(read(CIS_TO_METER), new Set(['1Ca'])))).toBe('[(1Aa + 1B) or 1Ab] + 1Ca + 1D')
  })

  it('runs backwards', () => {
    expect(printPath(reversePath(read(CIS_TO_METER)))).toBe(
      '1D + [1Ca or (1Cc + 1Cba) or (1Cb + 1Cba)] + [(1B + 1Aa) or 1Ab]',
    )
  })

  it.each([
    ['', 0],
    ['1Ab +', 5],
    ['1Ab + or', 6],
    ['1Ab 1Ca', 3],
    ['(1Ab + 1Ca', 10],
    ['[1Ab or 1Ca) + 1D', 11],
    ['1Ab)', 3],
    ['1Aa + 1B or 1Ab', 9],
  ])('is refused as "%s" at character %i', (text, offset) => {
    expect(readPath(text)).toEqual({ problem: expect.any(String), offset })
  })

  it('is printed as it was read, and reversed twice is itself', () => {
    fc.assert(
      fc.property(expression(3), (path) => {
        expect(read(printPath(path))).toEqual(path)
        expect(reversePath(reversePath(path))).toEqual(path)
      }),
    )
  })

  it('has no alternative that narrowing invents', () => {
    fc.assert(
      fc.property(expression(3), fc.subarray(['1Aa', '1Ab', '1Ca', 'HE-NMS']), (path, preferred) => {
        const before = alternatives(path).map((way) => way.join())
        const after = alternatives(narrowPath(path, new Set(preferred)))
        expect(after.length).toBeGreaterThan(0)
        for (const way of after) expect(before).toContain(way.join())
      }),
    )
  })
})

function read(text: string): PathExpression {
  const cell = readPath(text)
  if (!('value' in cell)) throw new Error(`${text}: ${cell.problem}`)
  return cell.value
}

/** Random expressions: a `+` or an `or` of flows and brackets. */
function expression(depth: number): fc.Arbitrary<PathExpression> {
  const flow = fc
    .constantFrom('1Aa', '1Ab', '1B', '1Ca', 'HE-NMS', '16Cb')
    .map((name) => ({ kind: 'flow' as const, flow: name }))
  if (depth === 0) return flow
  const part = fc.oneof(
    flow,
    fc.record({
      kind: fc.constant('group' as const),
      bracket: fc.constantFrom('(' as const, '[' as const),
      inner: fc.constant(0).chain(() => expression(depth - 1)),
    }),
  )
  const parts = fc.array(part, { minLength: 2, maxLength: 3 })
  return fc.oneof(
    part,
    parts.map((list): PathExpression => ({ kind: 'then', parts: list })),
    parts.map((list): PathExpression => ({ kind: 'or', parts: list })),
  )
}
