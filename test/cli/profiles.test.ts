import { describe, expect, test } from 'vitest'
import { refused } from './refused.js'
import { ROOT, sgsim, SMALL } from './sgsim.js'

describe('sgsim profiles', () => {
  // SRS 4.20.3: 72 × 12 + 72 + 12 = 948.
  test('lists the 948 profiles, one a line in CSV', () => {
    const { status, stdout } = sgsim(ROOT, 'profiles', '--csv')
    expect(status).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(948 + 1)
    expect(lines).toContain('ACvIW,no,none,mdms,IW,NA,NA,NA,NA,NA')
    expect(stdout).not.toMatch(/,,/)
    expect(JSON.parse(sgsim(ROOT, 'profiles', '--json').stdout)).toHaveLength(948)
  })

  test.each([[[]], [['ARHEM3CvIW + DCSIRsF']], [['DDAAD']]])('fits 80 columns: %s', (words) => {
    const { status, stdout } = sgsim(ROOT, 'profiles', ...words)
    expect(status).toBe(0)
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
  })

  // SRS tables 5.4.2 and 5.4.3.
  test('says what the letters of a pair mean', () => {
    const { stdout } = sgsim(ROOT, 'profiles', 'ARHEM3CvIW + DCSIRsF', '--json')
    expect(JSON.parse(stdout)).toMatchObject([
      {
        rep: true,
        han: true,
        ami: { esi: 'M3', cis: 'mdms', backhaul: 'IW' },
        distribution: { control: 'centralized', network: 'D-SCADA', management: 'independent', status: 'stated' },
      },
    ])
  })

  test('says of an inferred one how it was derived (SRS table 5.4.3)', () => {
    const text = (code: string) => sgsim(ROOT, 'profiles', code).stdout
    for (const code of ['DCAAD', 'DCSAW']) {
      expect(text(code)).toContain(`Distribution ${code} (inferred)\n`)
      expect(text(code)).toContain('SRS table 5.4.3 prints six of its twelve profiles')
    }
    expect(text('DCSIW')).toContain('Distribution DCSIW (stated in SRS table 5.4.3)\n')
    expect(text('DCSIW')).not.toContain('prints six')
  })

  test('says which two no deployment takes alone, and a deployment refuses these', () => {
    for (const code of ['DDAAD', 'DCAAD']) {
      expect(sgsim(ROOT, 'profiles', code).stdout.replaceAll(/\s+/g, ' ')).toContain(
        `a deployment must join it with an AMI profile, such as "ACvW + ${code}"`,
      )
      expect(refused(SMALL.replace('ACvW', code))).toContain(`such as "ACvW + ${code}"`)
    }
    for (const code of ['DCSIW', 'ACvW + DDAAD'])
      expect(sgsim(ROOT, 'profiles', code).stdout).not.toContain('must join')
    expect(sgsim(ROOT, 'profiles').stdout).toContain('all but DDAAD and DCAAD')
  })

  test('offers the nearest code', () => {
    const { status, stdout, stderr } = sgsim(ROOT, 'profiles', 'ACvW + DCSIRF')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('expected a profile, found "DCSIRF"; did you mean "DCSIRsF"?')
  })
})
