import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import type { Profile } from '../../src/srs/profile.js'
import { readProfile } from '../../src/srs/profile.js'

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

  it('is an error where the profile leaves a choice', () => {
    const undecided = { ...profile('ACvW'), prefers: new Set(['1Aa']) }
    expect(() => resolvePath(catalogue, undecided, CIS, 'DAPjm')).toThrow('leaves 3 paths')
  })

  it.each(profiles)(
    'is found under %s for every used requirement of the two AMI use cases but those of homes',
    (code) => {
      const homes = /^(IPD|Cust\. EMS)/
      for (const { id, used, from, to, useCase } of catalogue.requirements) {
        if (!used || !['Meter Reading', 'Service Switch'].includes(useCase)) continue
        const path = resolvePath(catalogue, profile(code), from, to)
        if (homes.test(from) || homes.test(to)) {
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

function profile(code: string): Profile {
  const cell = readProfile(code)
  if (!('value' in cell)) throw new Error(cell.problem)
  return cell.value
}
