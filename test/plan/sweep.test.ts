import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { sweepInFile } from '../../src/plan/sweep-in-file.js'
import { sweepOfOptions } from '../../src/plan/sweep-options.js'
import { pointInWords, type Sweep } from '../../src/plan/sweep.js'
import { deploymentOf, problemsOf } from '../deployment/fixture.js'

const TOWN = 'name: a\nquantities: { meters: { electric: { residential: 100 } } }\n'

const words = (sweep: Sweep) => Array.from({ length: sweep.count }, (_, i) => pointInWords(sweep.point(i + 1)))

function problemOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'none'
}

describe('the points of a sweep', () => {
  test('of a grid are every combination, the last path fastest', () => {
    const sweep = sweepOfOptions(['nan.rate=50kbps,100kbps', 'wan.rate=1Mbps,2Mbps,3Mbps'], undefined)!
    expect(words(sweep)).toEqual([
      'nan.rate=50kbps, wan.rate=1Mbps',
      'nan.rate=50kbps, wan.rate=2Mbps',
      'nan.rate=50kbps, wan.rate=3Mbps',
      'nan.rate=100kbps, wan.rate=1Mbps',
      'nan.rate=100kbps, wan.rate=2Mbps',
      'nan.rate=100kbps, wan.rate=3Mbps',
    ])
    expect(sweep.paths).toEqual(['nan.rate', 'wan.rate'])
  })

  test('are made when they are asked for: of a million, the last is there at once', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i + 1).join(',')
    const sweep = sweepOfOptions([`seed=${values}`, `endpoints-per-dap=${values}`], undefined)!
    expect(sweep.count).toBe(1e6)
    expect(pointInWords(sweep.point(1e6))).toBe('seed=1000, endpoints-per-dap=1000')
    // The 999 999th has the last value of the first path and the last but one of the second.
    expect(pointInWords(sweep.point(999_999))).toBe('seed=1000, endpoints-per-dap=999')
    expect(sweep.point(999_999).values.map(({ override }) => override.path.join('.'))).toEqual([
      'seed',
      'quantities.endpoints-per-dap',
    ])
  })

  test('are the same whether the file or the command line has them', () => {
    const inFile = sweepInFile(
      deploymentOf(`${TOWN}sweep: { grid: { nan.rate: [50 kbps, 100 kbps], endpoints-per-dap: [10, 20] } }`),
    )!
    const asked = sweepOfOptions(['nan.rate=50 kbps,100 kbps', 'endpoints-per-dap=10, 20'], undefined)!
    expect(inFile.hash).toBe(asked.hash)
    expect(words(inFile)).toEqual(words(asked))
    expect(sweepOfOptions(['nan.rate=50 kbps,101 kbps', 'endpoints-per-dap=10,20'], undefined)!.hash).not.toBe(asked.hash) // prettier-ignore
  })

  test('of a list are as they stand there, and need not vary the same', () => {
    const sweep = sweepInFile(
      deploymentOf(`${TOWN}sweep:\n  points:\n    - { nan.rate: 50 kbps, wan.rate: 1 Mbps }\n    - { collection: poll }`),
    )! // prettier-ignore
    expect(words(sweep)).toEqual(['nan.rate=50 kbps, wan.rate=1 Mbps', 'collection=poll'])
    expect(sweep.paths).toEqual(['nan.rate', 'wan.rate', 'collection'])
  })

  // SRS 4.20.3: 72 + 12 + 72 × 12.
  test('of all profiles are the 948', () => {
    const sweep = sweepOfOptions([], 'all')!
    expect(sweep.count).toBe(948)
    expect(new Set(words(sweep)).size).toBe(948)
  })

  test('may have values with commas in them', () => {
    const sweep = sweepOfOptions(['use-cases=[Meter Reading, Service Switch],[Meter Reading]'], undefined)!
    expect(sweep.point(1).values[0]!.data).toEqual(['Meter Reading', 'Service Switch'])
    expect(sweep.count).toBe(2)
  })

  test('are no part of what the deployment is', () => {
    const swept = deploymentOf(`${TOWN}sweep: { grid: { nan.rate: [50 kbps] } }`)
    expect(swept.hash).toBe(deploymentOf(TOWN).hash)
    expect(swept.assumptions.filter(({ name }) => name.startsWith('sweep'))).toEqual([])
  })

  test('that cannot be read are refused, all at once', () => {
    expect(problemOf(() => sweepOfOptions(['nan.rate', 'wan.rate=1Mbps,,1Mbps'], undefined)).split('\n')).toEqual([
      '--vary nan.rate: expected a path and its values, such as nan.rate=50kbps,100kbps',
      '--vary wan.rate=1Mbps,,1Mbps: expected a path and its values, such as nan.rate=50kbps,100kbps',
      '  between two commas there is nothing',
      '--vary wan.rate=1Mbps,,1Mbps: expected each value once, found "1Mbps" again',
    ])
    expect(problemOf(() => sweepOfOptions(['nan.rate=1kbps', 'networks.nan.rate=2kbps'], undefined))).toBe(
      '--vary networks.nan.rate=2kbps: "networks.nan.rate" is varied already',
    )
    // 1 kbps is 1000 bps.
    expect(problemOf(() => sweepOfOptions(['nan.rate=1kbps,1000 bps'], undefined))).toBe(
      '--vary nan.rate=1kbps,1000 bps: expected each value once, found "1000 bps" again',
    )
    const equal = deploymentOf(`${TOWN}sweep: { grid: { nan.rate: [50 kbps, 1 kbps, 1000 bps] } }`)
    expect(problemOf(() => sweepInFile(equal))).toMatch(
      /^test\.yaml:3:\d+: expected each value once, found "1000 bps" again$/,
    )
    expect(problemOf(() => sweepOfOptions([], 'ACvWW'))).toMatch(/found "ACvWW"\n {2}did you mean "ACvW"\?/)
    expect(problemsOf(`${TOWN}sweep: {}`)).toEqual(['test.yaml:3:8: sweep: expected either grid or points, found none'])
    expect(problemsOf(`${TOWN}sweep: { grid: { nan.rate: 50 kbps } }`)).toEqual([
      'test.yaml:3:28: sweep.grid.nan.rate: expected a list of values, such as [50 kbps, 100 kbps]; found "50 kbps"',
    ])
    const twice = deploymentOf(`${TOWN}sweep:\n  points:\n    - { nan.rate: 50 kbps, networks.nan.rate: 1 kbps }`)
    expect(problemOf(() => sweepInFile(twice))).toBe(
      'test.yaml:5:28: "networks.nan.rate" is the same as "nan.rate", which is varied already',
    )
  })
})
