import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import { checkDeployment } from '../../src/deployment/load.js'
import { parseYaml } from '../../src/input/yaml.js'
import { coverageOf, type Coverage } from '../../src/run/coverage.js'
import type { VerdictWord } from '../../src/check/verdict.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

/** Something of every kind that a deployment counts. */
const EVERYTHING = `quantities:
  meters:
    electric: { residential: 60, commercial: 6, other: 2 }
    gas: { residential: 20, commercial: 2 }
    water: { other: 20 }
  esi: { in-meter: 20, utility: 10, third-party: 10 }
  han: { ipd: 20, ems: 5, pct: 10, phev: 3, appliance: 5, load-control: 5 }
  substations: 2
  feeder-devices:
    { cap-bank: 4, regulator: 4, sensor: 4, switch: 4, sectionalizer: 4, recloser: 4, breaker: 4, storage: 4, generation: 4 }
`
const PROFILES = ['ACvW', 'ARHEM3CvIW', 'DCSIW', 'ARHEU3CdW + DCSIRsF', 'AHEMCvIIW + DDIfF']

/** A deployment that names no use case: all for which its profile has room are in play. */
function whole(profile: string): Deployment {
  return checkDeployment(parseYaml(`name: whole\nprofile: ${profile}\n${EVERYTHING}`, 'test.yaml'), catalogue)
}

function coverage(deployment: Deployment, verdict?: VerdictWord): Coverage {
  const { applied, leftOut } = appliedRequirements(deployment)
  return coverageOf(deployment, applied, leftOut, verdict && applied.map(() => verdict))
}

describe.each(PROFILES)('a deployment of all that %s has room for', (profile) => {
  const deployment = whole(profile)
  const { useCases, payloads, claim } = coverage(deployment)

  // SRS 4.20.2: a statement uses all use cases and all payload requirement sets.
  test('misses nothing, and may claim to meet the SRS if all pass', () => {
    expect(useCases.missing).toEqual([])
    expect(useCases.idle).toEqual([])
    expect(payloads.missing).toEqual([])
    expect(claim).toEqual({
      text: `meets the SG-Network requirements for profile ${profile} at these quantities`,
      canBeMade: 'if all pass',
      because: [],
    })
  })

  test('sends every payload for which the profile has room, or says why it has no part', () => {
    const { applied } = appliedRequirements(deployment)
    expect(new Set(payloads.in)).toEqual(new Set(applied.map((one) => one.requirement.payload.name)))
    const idle = payloads.idle.map((one) => one.payload).filter((name) => !payloads.in.includes(name))
    expect(payloads.in.length + new Set(idle).size).toBe(payloads.required)
    for (const one of [...payloads.idle, ...payloads.excluded]) expect(one.why, one.payload).not.toBe('')
  })

  test('has each of the 19 use cases of SRS 4.20.2 in play, or a reason of the profile against it', () => {
    const names = [...useCases.in.map((one) => one.useCase), ...useCases.excluded.map((one) => one.useCase)]
    expect(names.sort()).toEqual([...catalogue.useCases.keys()].sort())
    expect(useCases.required).toBe(useCases.in.length)
    for (const { why } of useCases.excluded)
      expect(why).toMatch(new RegExp(`^profile ${profile.replace('+', '\\+')} has`))
  })

  test('may claim it after a run in which all passed, and not after one in which something did not', () => {
    const { applied } = appliedRequirements(deployment)
    expect(coverage(deployment, 'pass').claim).toMatchObject({ canBeMade: 'yes', because: [] })
    for (const [verdict, words] of [
      ['fail', 'requirements failed'],
      ['undecided', 'undecided'],
      ['not exercised', 'not exercised'],
    ] as const) {
      const because = [`${applied.length} ${words}`]
      expect(coverage(deployment, verdict).claim).toMatchObject({ canBeMade: 'no', because })
    }
  })
})

describe('a deployment of some use cases', () => {
  // SRS 4.20.2: ORM needs two others; ACvW has no room for the five of distribution, FCIR in three, nor for homes.
  const { useCases, payloads, claim } = coverage(deploymentOf(`name: some\nuse-cases: [ORM]\n${EVERYTHING}`))

  test('says which were chosen, which came with them, which are missing, and which the profile excludes', () => {
    expect(useCases.in).toEqual([
      { useCase: 'Meter Reading', pulledInBy: ['ORM'] },
      { useCase: 'Meter Events', pulledInBy: ['ORM'] },
      { useCase: 'ORM', pulledInBy: [] },
    ])
    const missing = ["Cust. Info / Msgn'ng", 'DR-DLC', 'PrePay', 'Firmware / Program Update', 'Price', 'Service Switch']
    expect(useCases.missing).toEqual(missing)
    expect(useCases.required).toBe(9)
    expect(useCases.excluded.map((one) => one.useCase)).toEqual([
      'Field DA Maint - Centralized Control',
      'Volt/VAR - Centralized Control',
      'DSDR - Centralized Control',
      'FCIR - Distr DAC',
      'FCIR - DMS',
      'FCIR - Regnl Distr DAC',
      'Dispatch Distr. Cust. Storage',
      'Islanded Distr. Cust. Storage',
      'PHEV',
      'Premise Network Admin',
    ])
  })

  test('misses the payloads of the others, whole, and can claim nothing', () => {
    expect(new Set(payloads.missing.map((one) => one.useCase))).toEqual(new Set(useCases.missing))
    for (const one of payloads.missing) {
      expect(one.why).toBe('its use case is not in play')
      expect(one.requirements).toBe(one.of)
    }
    expect(claim).toMatchObject({ canBeMade: 'no', because: ['6 use cases missing'] })
  })

  test('does not miss what no pair of the profile can send: that is excluded', () => {
    const retail = payloads.excluded.find((one) => one.payload === 'bulk_Cust_Subset_Acct_Info_REP_data')
    expect(retail).toEqual({
      payload: 'bulk_Cust_Subset_Acct_Info_REP_data',
      useCase: "Cust. Info / Msgn'ng",
      why: expect.stringContaining('has no retail provider'),
      requirements: 1,
      of: 0,
    })
    expect(payloads.missing.map((one) => one.payload)).not.toContain(retail?.payload)
  })
})

describe('a requirement that the deployment switches off', () => {
  const off = (id: string) => {
    const deployment = whole('ACvW')
    const { settings } = deployment
    const requirements = { ...settings.choices.requirements, [id]: 'off' as const }
    return coverage({ ...deployment, settings: { ...settings, choices: { ...settings.choices, requirements } } })
  }

  // SRS 4.20.2: no cherry picking of payloads either.
  test('is missing, and nothing can be claimed without it', () => {
    const { payloads, claim } = off('4.15.4.3/SW_state_cmd_resp-data/1')
    const of = catalogue.requirements.filter((one) => one.row === '4.15.4.3/SW_state_cmd_resp-data' && one.used).length
    expect(payloads.missing).toEqual([
      {
        payload: 'SW_state_cmd_resp-data',
        useCase: 'Service Switch',
        why: 'switched off by the deployment',
        requirements: 1,
        of,
      },
    ])
    // The others of its row are still sent.
    expect(payloads.in).toContain('SW_state_cmd_resp-data')
    expect(claim).toMatchObject({ canBeMade: 'no', because: ['1 payload missing'] })
  })

  test('as a whole row misses the payload as a whole; what it caused is idle, not missing', () => {
    const { payloads } = off('4.15.4.3/SW_state_cmd')
    expect(payloads.missing.map((one) => one.payload)).toEqual(['SW_state_cmd'])
    expect(payloads.in).not.toContain('SW_state_cmd')
    const answer = payloads.idle.find((one) => one.payload === 'SW_state_cmd_resp-data')
    expect(answer?.why).toBe('nothing in this deployment causes it')
  })
})

describe('a figure of the deployment’s own', () => {
  const claimWith = (choice: Record<string, unknown>, populations: Record<string, number> = {}) => {
    const deployment = whole('ACvW')
    const { settings } = deployment
    const changed = {
      ...settings,
      choices: { ...settings.choices, requirements: choice as typeof settings.choices.requirements },
      populations,
    }
    return coverage({ ...deployment, settings: changed }).claim
  }
  const command = '4.15.4.1/SW_opr_cmd/1'
  const read = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
  const PER_1000 = 1 / 1000

  // 4.15.4.1: 1-50 per 1000 a day, 25 bytes. 4.10.4.4: 4-6 a day, of 1600 to 2400 bytes.
  test.each([
    [command, { 'how-often': 1 * PER_1000 }],
    [command, { 'how-often': 50 * PER_1000 }],
    [command, { 'how-often': 'high' }],
    [command, { size: 25 }],
    [command, { legs: { '1D': 1e6 } }],
    [read, { 'how-often': 4 }],
    [read, { size: 2400 }],
    // What the SRS leaves open has no range: `x per | Utl per | day`, `xMB`, `See REQMTS Table`.
    ['4.10.4.5/bulk_Mtr-read_resp-data', { 'how-often': 1e6, size: 1 }],
    ['4.10.4.1/on-demand_Mtr-read_cmd', { 'how-often': 1e6 }],
  ])('inside the range of its cell, or where there is none, is the SRS’s: %s %j', (key, choice) => {
    expect(claimWith({ [key]: choice })).toMatchObject({ canBeMade: 'if all pass', because: [] })
  })

  test.each([
    [command, { 'how-often': 0.9 * PER_1000 }, 'how-often'],
    [command, { 'how-often': 51 * PER_1000 }, 'how-often'],
    ['4.15.4.1/SW_opr_cmd', { size: 24 }, 'size'],
    [read, { 'how-often': 3 }, 'how-often'],
    [read, { size: 2401 }, 'size'],
  ])('outside of it is none of the SRS: %s %j', (key, choice, what) => {
    const because = [`1 figure outside the SRS's range (${key} ${what})`]
    expect(claimWith({ [key]: choice })).toMatchObject({ canBeMade: 'no', because })
  })

  test('of several names three', () => {
    const keys = [1, 2, 3].map((n) => `4.10.4.4/Mtr-read_multi-interval-data_resp-data/${n + 4}`)
    const choices = Object.fromEntries([...keys, command].map((key) => [key, { size: 1 }]))
    expect(claimWith(choices).because).toEqual([
      expect.stringMatching(/^4 figures outside the SRS's ranges \(.*, …\)$/),
    ])
  })

  // EVERYTHING has 68 electric meters; who prepays, a share decides.
  test('for a population counts where it is below the devices that are all its members', () => {
    const because = ['1 population set below its devices (ElectrMtr)']
    expect(claimWith({}, { ElectrMtr: 67 })).toMatchObject({ canBeMade: 'no', because })
    expect(claimWith({}, { ElectrMtr: 68 }).because).toEqual([])
    expect(claimWith({}, { 'Utl-PrePay-ElectrMtr': 0 }).because).toEqual([])
    expect(claimWith({}, { Utl: 0 }).because).toEqual(['1 population set below its devices (Utl)'])
  })
})

describe('what the quantities leave out', () => {
  // Decision f of SRS 4.20.3: electric and/or gas and/or water.
  test('of a use case is idle and no gap: valves where there are no gas meters', () => {
    const text = 'name: electric\nuse-cases: [Service Switch]\nquantities: { meters: { electric: { residential: 9 } } }'
    const { payloads, claim } = coverage(deploymentOf(text))
    const valves = catalogue.requirements.filter((one) => one.payload.name.startsWith('valve_'))
    expect(new Set(payloads.idle.map((one) => one.payload))).toEqual(new Set(valves.map((one) => one.payload.name)))
    expect(claim.because.join()).not.toContain('payload')
  })

  test('of a use case altogether stands against the claim: a use case must be used', () => {
    const none = EVERYTHING.replace('phev: 3', 'phev: 0')
    const deployment = checkDeployment(parseYaml(`name: none\nprofile: AHEMCvIW\n${none}`, 'test.yaml'), catalogue)
    const { useCases, claim } = coverage(deployment)
    expect(useCases.idle).toEqual(['PHEV'])
    expect(claim).toMatchObject({ canBeMade: 'no', because: ['1 use case with nothing to send'] })
  })
})

describe('a folder of the user’s own', () => {
  const withOwn = (profile: string, added: string[], replaced: string[]) =>
    coverage({ ...whole(profile), catalogue: { ...catalogue, own: { folder: 'mine', added, replaced } } })

  test('may add to the SRS; a requirement in the place of one of its own is not the SRS’s', () => {
    expect(withOwn('ACvW', ['9.1/mine/1'], []).claim.canBeMade).toBe('if all pass')
    const { own, claim } = withOwn('ACvW', [], ['4.15.4.1/SW_opr_cmd/1'])
    expect(own).toEqual({ folder: 'mine', added: [], replaced: ['4.15.4.1/SW_opr_cmd/1'] })
    expect(claim).toMatchObject({ canBeMade: 'no', because: ["1 requirement not the SRS's"] })
  })

  test('is none of a profile’s affair that has no room for what it replaces', () => {
    expect(withOwn('DCSIW', [], ['4.15.4.1/SW_opr_cmd/1']).claim.canBeMade).toBe('if all pass')
  })

  test('that gives no path to what it adds leaves a gap', () => {
    const deployment = whole('ACvW')
    // No line of paths.csv joins these two, and ACvW has both.
    const one = { ...catalogue.requirement('4.15.4.1/SW_opr_cmd/1')!, to: 'OMS', id: '9.1/mine/1' }
    const requirements = [...catalogue.requirements, one]
    const { payloads, claim } = coverage({ ...deployment, catalogue: { ...catalogue, requirements } })
    expect(payloads.missing).toMatchObject([
      { payload: 'SW_opr_cmd', why: expect.stringContaining('no path is given') },
    ])
    expect(claim.canBeMade).toBe('no')
  })
})

describe('third parties (SRS 4.20.1 and 4.20.2)', () => {
  const REP = /on-demand reads come twice/
  test('are considered for the use cases in play of which the SRS says so', () => {
    const { thirdParty } = coverage(deploymentOf(`name: some\nuse-cases: [ORM, Service Switch]\n${EVERYTHING}`))
    expect(thirdParty).toEqual({ useCases: ['Meter Reading'], notes: ['no retail provider takes part'] })
  })

  test('have reads of their own where the profile has a retail provider', () => {
    expect(coverage(whole('ARHEMCvIW')).thirdParty.notes.join()).toMatch(REP)
    expect(coverage(whole('ARCvW')).thirdParty.notes.join()).toMatch(REP)
    expect(coverage(whole('AHEMCvIW')).thirdParty.notes.join()).not.toMatch(REP)
    const sent = appliedRequirements(whole('ARCvW')).applied.map((one) => one.requirement)
    expect(sent.filter((one) => one.section === '4.20.2').map((one) => one.row)).toContain(
      '4.20.2/on-demand_Mtr-read_cmd',
    )
  })

  test('are not spoken of where no use case in play needs their consideration', () => {
    const { thirdParty } = coverage(whole('DCSIW'))
    expect(thirdParty).toEqual({ useCases: [], notes: [] })
  })
})

describe('territories', () => {
  const text = `name: two
use-cases: [Meter Reading]
territories:
  north: { profile: ACvW, share: 50% }
  south: { profile: AHEMCvIW + DCSIW, share: 50% }
${EVERYTHING}`
  const { useCases, claim } = coverage(deploymentOf(text))

  test('require what one of them has room for, and exclude what none has', () => {
    expect(useCases.missing).toContain('PHEV')
    expect(useCases.missing).toContain('Volt/VAR - Centralized Control')
    const decentralized = ['FCIR - Distr DAC', 'FCIR - Regnl Distr DAC']
    expect(useCases.excluded.map((one) => one.useCase)).toEqual(decentralized)
    expect(useCases.excluded[0]!.why).toBe(
      'profile ACvW has no distribution network; profile AHEMCvIW + DCSIW has no decentralized control',
    )
  })

  test('are named in the claim', () => {
    expect(claim.text).toMatch(/for profiles ACvW \(north.*\), AHEMCvIW \+ DCSIW \(south/)
  })
})
