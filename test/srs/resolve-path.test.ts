import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import type { Profile } from '../../src/srs/profile.js'
import { allProfiles, readProfile } from '../../src/srs/profile.js'

/** SRS table 5.4.1. */
const profiles = ['ACdW', 'ACdIW', 'ACdIIW', 'ACvW', 'ACvIW', 'ACvIIW']
import { resolvePath } from '../../src/srs/resolve-path.js'

const catalogue = loadCatalogue()
const CIS = 'CIS/Billing - Utility'

describe('the path of a payload', () => {
  it('is that of SRS 4.19 under ACvIW, hop by hop with its networks', () => {
    expect(resolvePath(catalogue, profile('ACvIW'), CIS, '2-Way Meter - Electr')).toEqual({
      hops: [
        { flow: '1Aa', from: CIS, to: 'MDMS', network: 'enterprise' },
        { flow: '1B', from: 'MDMS', to: 'AMI Head-End(j)', network: 'enterprise' },
        {
          flow: '1Cba',
          from: 'AMI Head-End(j)',
          to: 'Internet / Extranet gateway(s) - Utility',
          network: 'enterprise',
        },
        { flow: '1Cc', from: 'Internet / Extranet gateway(s) - Utility', to: 'DAPjm', network: 'wan' },
        { flow: '1D', from: 'DAPjm', to: '2-Way Meter - Electr', network: 'nan' },
      ],
    })
  })

  it('is the same way back', () => {
    const there = resolvePath(catalogue, profile('ACdIIW'), CIS, '2-Way Meter - Gas')
    const back = resolvePath(catalogue, profile('ACdIIW'), '2-Way Meter - Gas', CIS)
    if (!('hops' in there)) throw new Error(there.missing)
    expect(back).toEqual({ hops: there.hops.map((hop) => ({ ...hop, from: hop.to, to: hop.from })).reverse() })
  })

  it('of a sub-class is that of its wider actor, with the sub-class at the end', () => {
    const path = resolvePath(catalogue, profile('ACvW'), '2-Way Meter - Electr C/I', 'AMI Head-End(j)')
    expect(path).toEqual({
      hops: [
        { flow: '1D', from: '2-Way Meter - Electr C/I', to: 'DAPjm', network: 'nan' },
        { flow: '1Ca', from: 'DAPjm', to: 'AMI Head-End(j)', network: 'wan' },
      ],
    })
  })

  it('is missing, with the reason, where the profile has no home network or none is given', () => {
    const display = resolvePath(catalogue, profile('ACvW'), '2-Way Meter - Electr', 'IPD')
    expect(display).toEqual({ missing: expect.stringContaining('home area network') })
    const nowhere = resolvePath(catalogue, profile('ACvW'), 'Cust. Browser - Mobile', 'MDMS')
    expect(nowhere).toEqual({ missing: expect.stringContaining('no path is given between') })
  })

  // Table 5.4.3: DDAAD reaches the feeder devices by the AMI network, and only an AMI profile says how that one is built.
  it('is open where a distribution profile uses an AMI network that no AMI profile describes', () => {
    const open = resolvePath(catalogue, profile('DDAAD'), 'DMS', 'Feeder Switch')
    expect(open).toEqual({ missing: expect.stringContaining('profile DDAAD does not choose') })
    expect(resolvePath(catalogue, profile('ACvIW + DDAAD'), 'DMS', 'Feeder Switch')).toMatchObject({
      hops: [{ flow: 'DMS-HE' }, { flow: '1Cba' }, { flow: '1Cc' }, { flow: 'DAP-SW' }],
    })
  })

  // The ways of decision i of SRS 4.20.3, letter by letter.
  it.each([
    ['DCSIW', ['DMS-FEP', 'FEP-RC']],
    ['DCSIRsF', ['DMS-FEP', 'FEP-RTU', 'RTU-FGs', 'FGs-RC']],
    ['DCSIfF', ['DMS-FEP', 'FEP-FGf', 'FGf-RC']],
    ['ACdW + DCAAD', ['DMS-HE', '1Ca', 'DAP-RC']],
  ])('from the DMS to a recloser under %s is %j', (code, flows) => {
    expect(flowsOf(profile(code), 'DMS', 'Feeder Recloser')).toEqual(flows)
  })

  it.each([
    ['DDIsF', ['DACs-FGs', 'FGs-RC']],
    ['DDARsF', ['DACs-RTU', 'RTU-FGs', 'FGs-RC']],
    ['DDIfF', ['FEP-DACs', 'FEP-FGf', 'FGf-RC']],
  ])('from a controller in the substation to a recloser under %s is %j', (code, flows) => {
    expect(flowsOf(profile(code), 'DAC - sub', 'Feeder Recloser')).toEqual(flows)
  })

  // SRS 4.20.2: the traffic of a home originates from and with the REP where there is one.
  it('of a retail provider is through the third party’s ESI where homes have two kinds, the utility’s through its own', () => {
    const both = profile('ARHEM3CvIW')
    expect(flowsOf(both, 'LMS - REPi', 'PCT')).toEqual(['LMSR-IGWR', 'IGWR-ESI3', 'ESI3-PCT'])
    expect(flowsOf(both, 'LMS - Utility', 'PCT')).toEqual(['HE-LMS', '1Cba', '1Cc', '5Ba', 'ESIm-PCT'])
  })

  it('is found, or said to be missing with the reason, for every used requirement under each of the 948 profiles', () => {
    const used = catalogue.requirements.filter((one) => one.used)
    const pairs = new Map(used.map(({ from, to }) => [`${from} → ${to}`, { from, to }]))
    const found = new Set<string>()
    const open = new Set<string>()
    const wrong: string[] = []
    for (const code of allProfiles()) {
      const chosen = profile(code)
      for (const [name, { from, to }] of pairs) {
        const path = resolvePath(catalogue, chosen, from, to)
        if ('missing' in path) {
          if (!path.missing.startsWith(`profile ${code} `)) wrong.push(`${code}: ${name}: ${path.missing}`)
          if (path.missing.includes('does not choose')) open.add(code)
          continue
        }
        found.add(name)
        const { hops } = path
        const joined = hops.every((hop, i) => hop.from === (i === 0 ? from : hops[i - 1].to))
        if (!joined || hops[hops.length - 1].to !== to) wrong.push(`${code}: ${name}: has a gap`)
      }
    }
    expect(wrong).toEqual([])
    expect([...open].sort()).toEqual(['DCAAD', 'DDAAD'])
    expect([...pairs.keys()].filter((name) => !found.has(name))).toEqual([])
  }, 60_000)

  it.each(profiles)(
    'is found under %s for every used requirement of the two AMI use cases but those of homes and of retail providers',
    (code) => {
      const absent = /^(IPD|Cust\. EMS|CIS\/Billing - REPi)/
      for (const { id, used, from, to, useCase } of catalogue.requirements) {
        if (!used || !['Meter Reading', 'Service Switch'].includes(useCase)) continue
        const path = resolvePath(catalogue, profile(code), from, to)
        if (absent.test(from) || absent.test(to)) {
          expect(path, id).toHaveProperty('missing')
          continue
        }
        if (!('hops' in path)) throw new Error(`${id}: ${path.missing}`)
        const { hops } = path
        expect([hops[0].from, hops[hops.length - 1].to], id).toEqual([from, to])
        for (let i = 1; i < hops.length; i++) expect(hops[i].from, id).toBe(hops[i - 1].to)
      }
    },
  )
})

function flowsOf(chosen: Profile, from: string, to: string): string[] {
  const path = resolvePath(catalogue, chosen, from, to)
  if ('missing' in path) throw new Error(path.missing)
  return path.hops.map((hop) => hop.flow)
}

function profile(code: string): Profile {
  const cell = readProfile(code)
  if (!('value' in cell)) throw new Error(cell.problem)
  return cell.value
}
