import { describe, expect, test } from 'vitest'
import { membersOf } from '../../src/deployment/populations.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

const METERS =
  'name: a\nquantities: { meters: { electric: { residential: 70, commercial: 20, other: 10 }, gas: { residential: 9 } } }\n'

function membersIn(yaml: string, population: string): number {
  const { layout, settings } = deploymentOf(yaml)
  return membersOf(catalogue.populations.get(population)!, layout, settings).count
}

describe('a population', () => {
  test('counts the meters of its classes', () => {
    expect(membersIn(METERS, 'ElectrMtr')).toBe(100)
    expect(membersIn(METERS, 'ElectrC/IMtr')).toBe(20)
    expect(membersIn(METERS, 'ElectrResdIMtr')).toBe(70)
    expect(membersIn(METERS, 'GasMtr')).toBe(9)
    expect(membersIn(METERS, 'WaterMtr')).toBe(0)
    expect(membersIn(METERS, 'Utl')).toBe(1)
  })

  test('that one enrols in is the assumed share of the meters', () => {
    expect(membersIn(METERS, 'PrePay-ElectrMtr')).toBe(0)
    expect(membersIn(METERS + 'enrolment: { prepay: 30% }', 'PrePay-ElectrMtr')).toBe(30)
  })

  test('is what the deployment sets it to, up to the number of its meters', () => {
    expect(membersIn(METERS + 'populations: { PrePay-ElectrMtr: 100 }', 'PrePay-ElectrMtr')).toBe(100)
    expect(membersIn(METERS + 'populations: { Utl: 2 }', 'Utl')).toBe(2)
  })

  test('above the number of its meters is refused', () => {
    const problems = problemsOf(METERS + 'populations:\n  PrePay-ElectrMtr: 101\n  ElectrC/IMtr: 20\n  GasMtr: 10')
    expect(problems).toEqual([
      expect.stringMatching(/^test\.yaml:4:21: populations\.PrePay-ElectrMtr: expected at most 100, .*found 101/),
      expect.stringMatching(/^test\.yaml:6:11: populations\.GasMtr: expected at most 9, .*found 10/),
    ])
  })

  test('above the number of its meters is refused together with names that nobody knows', () => {
    const problems = problemsOf(METERS + 'populations: { GasMtr: 10, GasMeter: 1 }')
    expect(problems.map((one) => one.split(' ')[0])).toEqual(['test.yaml:3:24:', 'test.yaml:3:28:'])
  })
})
