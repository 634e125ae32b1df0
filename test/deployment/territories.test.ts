import { describe, expect, test } from 'vitest'
import { membersOf } from '../../src/deployment/populations.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

const TWO = `name: a
territories:
  town: { profile: ARHEMCvW, share: 70% }
  land: { profile: ACdIW + DCSIfF, share: 30% }
quantities:
  meters: { electric: { residential: 1000 } }
  endpoints-per-dap: 100
  esi: { in-meter: 200 }
  han: { pct: 50 }
  feeder-devices: { recloser: 30 }
  endpoints-per-fan-gateway: 10
`

describe('territories', () => {
  test('divide what both have by their shares; what one has stands there whole', () => {
    const { layout } = deploymentOf(TWO)
    const placed = (kind: Parameters<typeof layout.classesOf>[0]) => layout.classesOf(kind).map((one) => one.count)
    // In the order of their names.
    expect(layout.territories.map((one) => one.name)).toEqual(['land', 'town'])
    expect(placed('electric.residential')).toEqual([300, 700])
    expect(placed('dap')).toEqual([3, 7])
    expect(placed('han.pct')).toEqual([0, 50])
    expect(placed('feeder.recloser')).toEqual([30, 0])
    expect(placed('fan-gateway.field')).toEqual([3, 0])
  })

  test('count a population where it stands: customers of a REP only where the profile has one', () => {
    const { layout, settings, territories } = deploymentOf(TWO, 'enrolment.rep=20%')
    const members = (name: string) =>
      territories.map((one) => membersOf(catalogue.populations.get(name)!, layout, settings, one).count)
    expect(members('REPi-Mtr')).toEqual([0, 140])
    expect(members('Utl-Mtr')).toEqual([300, 560])
    expect(members('ElectrMtr')).toEqual([300, 700])
    expect(members('REPi-ODW')).toEqual([0, 1])
  })

  test('divide a count that the deployment sets as the devices stand', () => {
    const { layout, settings, territories } = deploymentOf(`${TWO}populations: { PrePay-ElectrMtr: 101 }`)
    const population = catalogue.populations.get('PrePay-ElectrMtr')!
    const parts = territories.map((one) => membersOf(population, layout, settings, one).count)
    expect(parts).toEqual([30, 71])
    expect(membersOf(population, layout, settings).count).toBe(101)
  })

  test.each([
    [
      'name: a\nterritories:\n  town: { profile: ACvW, share: 70% }\n  land: { profile: ACdW, share: 20% }',
      /^test\.yaml:2:1: territories: expected shares that add up to 100 %; found 90 %$/,
    ],
    [
      'name: a\nprofile: ACvW\nterritories:\n  town: { profile: ACvW, share: 100% }',
      /^test\.yaml:2:1: expected profile or territories, found both \| each territory/,
    ],
    ['name: a\nterritories: {}', /^test\.yaml:2:14: expected at least one territory/],
    [
      'name: a\nterritories:\n  town: { profile: ACvX, share: 100% }',
      /^test\.yaml:3:20: territories\.town\.profile: expected a deployment profile, found "ACvX" \| did you mean "ACvW"\?$/,
    ],
    ['name: a\nterritories:\n  town: { profil: ACvW, share: 100% }', /"territories\.town" has no key "profil"/],
  ])('are refused: %j', (yaml, message) => {
    expect(problemsOf(yaml).join('\n')).toMatch(message)
  })
})

describe('a profile', () => {
  test.each([
    ['ACd', /"ACd" is ambiguous: ACdW, ACdIW, ACdIIW begin so/],
    ['DDAAD', /DDAAD uses an AMI network without saying how it is built: .* such as "ACvW \+ DDAAD"/],
    ['ACvW + DCSIRsG', /did you mean "ACvW \+ DCSIRsF"\?/],
  ])('%s is refused with what was meant', (code, hint) => {
    expect(problemsOf(`name: a\nprofile: ${code}`).join('\n')).toMatch(hint)
  })

  test('that has homes needs interfaces for their devices', () => {
    const yaml = 'name: a\nprofile: AHEMCvW\nquantities: { meters: { electric: { residential: 9 } }, han: { ipd: 5 } }'
    expect(problemsOf(yaml)).toEqual([
      expect.stringMatching(/expected at least one home with quantities\.esi\.in-meter/),
    ])
  })

  test('that has no room for a use case refuses it', () => {
    expect(problemsOf('name: a\nprofile: ACvW\nuse-cases: [Meter Reading, FCIR - DMS]')).toEqual([
      expect.stringMatching(/^test\.yaml:3:28: FCIR - DMS has no room here: profile ACvW has no distribution network$/),
    ])
  })
})
