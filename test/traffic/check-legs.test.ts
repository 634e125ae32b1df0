import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { checkLegs } from '../../src/traffic/check-legs.js'
import { deploymentOf, problemsOf } from '../deployment/fixture.js'

/** SRS 4.15.4.1: < 1 min to the electric meter; under ACvW the path is 1Aa + 1B + 1Ca + 1D. */
const town = (legs: string, key = '4.15.4.1/SW_opr_cmd/1') => `name: town
quantities: { meters: { electric: { residential: 10 }, gas: { residential: 10 } } }
choices:
  requirements:
    ${key}:
      legs: ${legs}
`

function complaints(yaml: string): string[] {
  const deployment = deploymentOf(yaml)
  try {
    checkLegs(deployment, appliedRequirements(deployment).applied)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.replaceAll('\n  ', ' | ').split('\n')
  }
  return []
}

describe('bounds of single legs', () => {
  test.each(['{}', '{ 1D: 5 s }', '{ 1D: 5 s, 1Ca: 2 s }', '{ 1Aa: 15 s, 1B: 15 s, 1Ca: 15 s, 1D: 15 s }'])(
    'are taken where they leave the others something: %s',
    (legs) => expect(complaints(town(legs))).toEqual([]),
  )

  test('may come to less than the whole where every leg has one', () => {
    expect(complaints(town('{ 1Aa: 1 s, 1B: 1 s, 1Ca: 1 s, 1D: 1 s }'))).toEqual([])
  })

  test('that come to more than the whole are refused', () => {
    expect(complaints(town('{ 1D: 50 s, 1Ca: 11 s }'))).toEqual([
      'test.yaml:6:7: legs: those of 4.15.4.1/SW_opr_cmd/1 add up to 1.01666666667 min; it has 1 min end to end | ' +
        'expected at most as much',
    ])
  })

  test('that leave the others nothing are refused', () => {
    expect(complaints(town('{ 1D: 1 min }'))).toEqual([
      'test.yaml:6:7: legs: those of 4.15.4.1/SW_opr_cmd/1 add up to 1 min; it has 1 min end to end | ' +
        'nothing is left for 1Aa, 1B, 1Ca',
    ])
  })

  test('of flows that the path does not cross are refused together, with the nearest that it does', () => {
    expect(complaints(town('{ 1Dw: 5 s, 1Caa: 2 s }'))).toEqual([
      'test.yaml:6:15: the path of 4.15.4.1/SW_opr_cmd/1 does not cross the data flow "1Dw" | did you mean "1D"?',
      'test.yaml:6:25: no data flow is called "1Caa" | did you mean "1Aa"?',
    ])
  })

  test('by row hold for the pairs of the row whose path has the leg', () => {
    // 4.10.4.1 asks electric meters by 1D and gas meters by 1Dg.
    const row = '4.10.4.1/on-demand_Mtr-read_cmd'
    expect(complaints(town('{ 1D: 5 s, 1Dg: 6 s }', row))).toEqual([])
    expect(complaints(town('{ 1Dw: 5 s }', row))).toHaveLength(1)
    // < 15 sec to electric meters, < 1 hr to gas meters (errata 4.10.4.1#2): only the one is exceeded.
    expect(complaints(town('{ 1B: 20 s }', row))).toEqual([
      expect.stringMatching(/^test\.yaml:6:7: legs: those of 4\.10\.4\.1\/on-demand_Mtr-read_cmd\/1 add up to 20 s; /),
    ])
  })

  test('of what does not apply here are held against the data flows that there are', () => {
    const water = '4.10.4.1/on-demand_Mtr-read_cmd/3'
    expect(complaints(town('{ 1Dw: 5 s }', water))).toEqual([])
    expect(complaints(town('{ 1Dx: 5 s }', water))).toEqual([
      'test.yaml:6:15: no data flow is called "1Dx" | did you mean "1D"?',
    ])
  })

  test.each([
    ['{ 1D: 5 }', '6:19', /duration with its unit.*found 5/],
    ['{ 1D: 0 s }', '6:19', /above zero/],
    ['5 s', '6:13', /expected data flows with their latency, such as \{ 1D: 5 s \}/],
  ])('are durations: %s', (legs, place, says) => {
    const problems = problemsOf(town(legs))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`test.yaml:${place}: `)
    expect(problems[0]).toMatch(says)
  })
})

describe('weights of legs', () => {
  test.each([
    ['{ nan: 0 }', '2:36', /at least 0\.01; found 0/],
    ['{ nan: 101 }', '2:36', /at most 100; found 101/],
    ['{ nan: much }', '2:36', /expected a number.*"much"/],
    ['{ nam: 1 }', '2:31', /"nam".*did you mean "nan"/],
  ])('are numbers by network: %s', (weights, place, says) => {
    const problems = problemsOf(`name: a\nassumptions: { leg-weights: ${weights} }`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`test.yaml:${place}: `)
    expect(problems[0]).toMatch(says)
  })

  test('are assumptions without a source, each by its name', () => {
    const { assumptions, settings } = deploymentOf('name: a', 'assumptions.leg-weights.nan=8')
    const own = assumptions.filter((one) => one.name.startsWith('assumptions.leg-weights.'))
    const names = own.map((one) => one.name.replace('assumptions.leg-weights.', ''))
    expect(names).toEqual(Object.keys(settings.assumptions['leg-weights']))
    for (const one of own) expect(one).toMatchObject({ source: 'none' })
    expect(own.find((one) => one.name.endsWith('.nan'))).toMatchObject({ value: '8', setBy: 'deployment' })
  })
})
