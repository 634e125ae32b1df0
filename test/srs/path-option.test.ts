import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { alternatives } from '../../src/srs/path.js'
import { pathBetween } from '../../src/srs/path-between.js'
import { decisionIndices, pathOption } from '../../src/srs/path-option.js'
import { readProfile } from '../../src/srs/profile.js'
import { resolvePath } from '../../src/srs/resolve-path.js'

const catalogue = loadCatalogue()
const CIS = 'CIS/Billing - Utility'
const METERS = ['2-Way Meter - Electr', '2-Way Meter - Gas', '2-Way Meter - Water']
/** SRS table 5.4.1, from the top. */
const PROFILES = ['ACdW', 'ACdIW', 'ACdIIW', 'ACvW', 'ACvIW', 'ACvIIW']

const flowsUnder = (code: string, meter: string) => {
  const profile = readProfile(code)
  if (!('value' in profile)) throw new Error(profile.problem)
  const path = resolvePath(catalogue, profile.value, CIS, meter)
  if (!('hops' in path)) throw new Error(path.missing)
  return path.hops.map((hop) => hop.flow)
}

describe('the options of SRS 4.19', () => {
  it('hold the equivalence that it states: 5 = (1Aa + 1B) + (1Cba + 1Cc) + 1D = 1a + 2b + D1 ≈ ACvIW', () => {
    const five = ['1Aa', '1B', '1Cba', '1Cc', '1D']
    expect(pathOption(five)).toEqual({ number: 5, decisions: ['1a', '2b', 'D1'], profile: 'ACvIW', status: 'stated' })
    const flows = (index: string) => decisionIndices.find((one) => one.index === index)!.flows
    expect([flows('1a'), flows('2b'), flows('D1')].flat()).toEqual(five)
    expect(flowsUnder('ACvIW', METERS[0])).toEqual(five)
  })

  it('are one for each profile of table 5.4.1, and the index D says which meter', () => {
    for (const [d, meter] of METERS.entries()) {
      const options = PROFILES.map((code) => pathOption(flowsUnder(code, meter)))
      expect(options.map((one) => one?.number)).toEqual([1, 2, 3, 4, 5, 6])
      expect(options.map((one) => one?.profile)).toEqual(PROFILES)
      for (const option of options) expect(option?.decisions[2]).toBe(`D${d + 1}`)
      expect(options.filter((one) => one?.status === 'stated')).toHaveLength(d === 0 ? 1 : 0)
    }
  })

  it('are all ways between the two, each once, and the same on the way back', () => {
    const { expression } = pathBetween(catalogue, CIS, METERS[0])!
    const ways = alternatives(expression)
    expect(ways.map((way) => pathOption(way)?.number).sort()).toEqual([1, 2, 3, 4, 5, 6])
    for (const way of ways) expect(pathOption(way.toReversed())).toEqual(pathOption(way))
  })

  it('have the indices of (1a or 1b) + (2a or 2b or 2c) + (D1 or D2 or D3)', () => {
    expect(decisionIndices.map(({ index }) => index)).toEqual(['1a', '1b', '2a', '2b', '2c', 'D1', 'D2', 'D3'])
  })

  it('are of no other path', () => {
    for (const way of [['1Aa'], ['1Aa', '1B', '1Ca'], ['1B', '1Ca', '1D'], ['1Ab', '1Ca', '1D', '5Ba']])
      expect(pathOption(way)).toBeUndefined()
  })
})

describe('neighbours for which no path is given', () => {
  it('have the data flow that joins them, there and back, or the choice between several', () => {
    const bare = { ...catalogue, paths: [] }
    expect(pathBetween(bare, 'MDMS', CIS)).toEqual({ expression: { kind: 'flow', flow: '1Aa' }, start: 'MDMS' })
    const several = pathBetween(bare, 'DAPjm', 'Internet / Extranet gateway(s) - Utility')!
    expect(alternatives(several.expression)).toEqual([['1Cb'], ['1Cc']])
    expect(pathBetween(bare, CIS, 'DAPjm')).toBeUndefined()
  })

  it('are the wider actors where a sub-class has no flow of its own', () => {
    const bare = { ...catalogue, paths: [] }
    expect(pathBetween(bare, '2-Way Meter - Gas C/I', 'DAPjm')).toEqual({
      expression: { kind: 'flow', flow: '1Dg' },
      start: '2-Way Meter - Gas',
    })
  })
})
