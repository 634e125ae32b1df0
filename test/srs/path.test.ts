import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PathExpression } from '../../src/srs/path.js'
import { alternatives, narrowPath, printPath, readPath, reversePath } from '../../src/srs/path.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { readProfile } from '../../src/srs/profile.js'
import { selectionOf } from '../../src/srs/selection.js'

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
    expect(printPath(narrowPath(read(CIS_TO_METER), unchosen(code))!)).toBe(expected)
  })

  it('is each option of SRS 4.19 under exactly one of the six profiles', () => {
    const chosen = profiles.map((code) => {
      const ways = alternatives(narrowPath(read(CIS_TO_METER), unchosen(code))!)
      expect(ways).toHaveLength(1)
      return ways[0].join(' + ')
    })
    expect(chosen.sort()).toEqual(
      alternatives(read(CIS_TO_METER))
        .map((way) => way.join(' + '))
        .sort(),
    )
  })

  it('keeps the alternatives of which nothing was decided, and a flow outside every or', () => {
    const left = narrowPath(read(CIS_TO_METER), new Set(['1Cc', '1Cb', '1D']))!
    expect(printPath(left)).toBe('[(1Aa + 1B) or 1Ab] + 1Ca + 1D')
  })

  it('is nothing where every alternative leads through what was not chosen', () => {
    expect(narrowPath(read(CIS_TO_METER), new Set(['1Aa', '1Ab']))).toBeUndefined()
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

  it('is narrowed to just the ways that no or leads through what was not chosen', () => {
    fc.assert(
      fc.property(expression(3), fc.subarray(['1Aa', '1Ab', '1Ca', 'HE-NMS']), (path, passed) => {
        const before = alternatives(path).map((way) => way.join())
        const outside = new Set(outsideEveryOr(path))
        const decided = new Set(passed.filter((flow) => !outside.has(flow)))
        const left = narrowPath(path, decided)
        const after = left === undefined ? [] : alternatives(left).map((way) => way.join())
        expect(after).toEqual(before.filter((way) => !way.split(',').some((flow) => decided.has(flow))))
      }),
    )
  })
})

function outsideEveryOr(path: PathExpression): string[] {
  if (path.kind === 'flow') return [path.flow]
  if (path.kind === 'group') return outsideEveryOr(path.inner)
  return path.kind === 'then' ? path.parts.flatMap(outsideEveryOr) : []
}

function unchosen(code: string): ReadonlySet<string> {
  const profile = readProfile(code)
  if (!('value' in profile)) throw new Error(profile.problem)
  return selectionOf(loadCatalogue(), profile.value).unchosen
}

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
