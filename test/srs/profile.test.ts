import { describe, expect, it } from 'vitest'
import { allProfiles, amiProfiles, distributionProfiles, readProfile } from '../../src/srs/profile.js'

describe('an AMI profile', () => {
  // SRS table 5.4.1.
  it.each([
    ['ACdW', 'direct', 'W'],
    ['ACdIW', 'direct', 'IW'],
    ['ACdIIW', 'direct', 'IIW'],
    ['ACvW', 'mdms', 'W'],
    ['ACvIW', 'mdms', 'IW'],
    ['ACvIIW', 'mdms', 'IIW'],
  ])('%s has neither REP nor HAN and takes its two decisions from its letters', (code, cis, backhaul) => {
    expect(readProfile(code)).toMatchObject({ value: { code, rep: false, han: false, ami: { cis, backhaul } } })
  })

  // SRS table 5.4.2: REP, HAN, ESI, CIS to head-end; all of them reach their DAPs by the gateway and the WAN.
  it.each([
    ['AHEMCdIW', false, 'M', 'direct'],
    ['AHEMCvIW', false, 'M', 'mdms'],
    ['AHE3CdIW', false, '3', 'direct'],
    ['AHE3CvIW', false, '3', 'mdms'],
    ['AHEM3CdIW', false, 'M3', 'direct'],
    ['AHEM3CvIW', false, 'M3', 'mdms'],
    ['ARHEMCdIW', true, 'M', 'direct'],
    ['ARHEMCvIW', true, 'M', 'mdms'],
    ['ARHE3CdIW', true, '3', 'direct'],
    ['ARHE3CvIW', true, '3', 'mdms'],
    ['ARHEM3CdIW', true, 'M3', 'direct'],
    ['ARHEM3CvIW', true, 'M3', 'mdms'],
  ])('%s is read as table 5.4.2 has it', (code, rep, esi, cis) => {
    const value = { code, rep, han: true, ami: { esi, cis, backhaul: 'IW' } }
    expect(readProfile(code)).toMatchObject({ value })
  })
})

describe('a distribution profile', () => {
  // SRS table 5.4.3.
  it.each([
    ['DCSIRsF', 'centralized', 'D-SCADA', 'independent'],
    ['DCSIW', 'centralized', 'D-SCADA', 'independent'],
    ['DCSARsF', 'centralized', 'D-SCADA', 'AMI'],
    ['DDIsF', 'decentralized', 'D-SCADA', 'independent'],
    ['DDARsF', 'decentralized', 'D-SCADA', 'AMI'],
    ['DDAAD', 'decentralized', 'AMI', 'AMI'],
  ])('%s is read as table 5.4.3 has it', (code, control, network, management) => {
    const distribution = { control, network, management, status: 'stated' }
    expect(readProfile(code)).toMatchObject({ value: { ami: undefined, distribution } })
  })

  it('is one of the six that are printed or one of six that their columns imply', () => {
    const statuses = [...distributionProfiles.values()].map((one) => one.status)
    expect(statuses.filter((status) => status === 'stated')).toHaveLength(6)
    expect(statuses.filter((status) => status === 'inferred')).toHaveLength(6)
  })
})

describe('the profiles', () => {
  it('are 72 of AMI, 12 of distribution, and 948 in all (SRS 4.20.3)', () => {
    expect([amiProfiles.size, distributionProfiles.size]).toEqual([72, 12])
    const all = [...allProfiles()]
    expect(all).toHaveLength(72 * 12 + 72 + 12)
    expect(new Set(all).size).toBe(948)
  })

  it('are all read back from their code, pairs too', () => {
    for (const code of allProfiles()) expect(readProfile(code)).toMatchObject({ value: { code } })
    const pair = readProfile('ARHEM3CdIW + DCSIRsF')
    expect(pair).toMatchObject({
      value: { rep: true, han: true, ami: { esi: 'M3' }, distribution: { code: 'DCSIRsF' } },
    })
  })

  it.each([
    ['', 0, 'expected a profile'],
    ['ACvXW', 0, 'did you mean "ACv'],
    ['ACvW ', 0, 'did you mean "ACvW"?'],
    ['ACvW + ACdW', 7, 'one AMI profile'],
    ['DCSIW + DDAAD', 8, 'one distribution profile'],
    ['ACvW + DCSIX', 7, 'did you mean "DCSI'],
  ])('"%s" is refused at character %i', (code, offset, message) => {
    expect(readProfile(code)).toMatchObject({ problem: expect.stringContaining(message), offset })
  })
})
