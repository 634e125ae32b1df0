import { describe, expect, test } from 'vitest'
import { ROOT, sgsim } from './sgsim.js'

const PAIR = ['CIS/Billing - Utility', '2-Way Meter - Electr']

describe('sgsim paths', () => {
  // SRS 4.19: six options, of which the fifth is (1Aa + 1B) + (1Cba + 1Cc) + 1D, which ACvIW takes.
  test('shows the six options of SRS 4.19 and the one that ACvIW takes', () => {
    const { status, stdout } = sgsim(ROOT, 'paths', ...PAIR, '--profile', 'ACvIW', '--json')
    expect(status).toBe(0)
    const { expression, ways } = JSON.parse(stdout) as { expression: string; ways: { path: string; chosen: boolean }[] }
    expect(expression).toBe('[(1Aa + 1B) or 1Ab] + [1Ca or (1Cba + 1Cb) or (1Cba + 1Cc)] + 1D')
    expect(ways).toHaveLength(6)
    expect(ways.filter((way) => way.chosen).map((way) => way.path)).toEqual(['1Aa + 1B + 1Cba + 1Cc + 1D'])
  })

  // SRS 4.19: 5 = (1Aa + 1B) + (1Cba + 1Cc) + 1D = 1a + 2b + D1 ≈ ACvIW; table 5.4.1 gives the order of the others.
  test('numbers the options as SRS 4.19 does, and says which numbers are inferred', () => {
    const { stdout } = sgsim(ROOT, 'paths', ...PAIR, '--profile', 'ACvIW')
    const numbered = stdout.split('\n').filter((line) => /^ {2}\d/.test(line))
    expect(numbered).toEqual([
      '  1  1Ab + 1Ca + 1D',
      '  2  1Ab + 1Cba + 1Cc + 1D',
      '  3  1Ab + 1Cba + 1Cb + 1D',
      '  4  1Aa + 1B + 1Ca + 1D',
      '  5  1Aa + 1B + 1Cba + 1Cc + 1D (ACvIW)',
      '  6  1Aa + 1B + 1Cba + 1Cb + 1D',
    ])
    expect(stdout.match(/inferred from table 5.4.1/g)).toHaveLength(5)
    expect(stdout).toContain(
      '5  1Aa + 1B + 1Cba + 1Cc + 1D (ACvIW)\n       = 1a + 2b + D1, ACvIW; stated in SRS 4.19\n',
    )
  })

  test('is the data flow itself between neighbours for which no line is given', () => {
    const ends = ['Internet / Extranet gateway(s) - Utility', 'DAPjm']
    const { status, stdout } = sgsim(ROOT, 'paths', ...ends, '--profile', 'ACvIW', '--json')
    expect(status).toBe(0)
    const { ways } = JSON.parse(stdout) as { ways: { path: string; chosen: boolean }[] }
    expect(ways.map(({ path, chosen }) => [path, chosen])).toEqual([
      ['1Cb', false],
      ['1Cc', true],
    ])
    expect(sgsim(ROOT, 'paths', ...ends.toReversed(), '--profile', 'ACvW').stdout).toContain('none of them: ')
  })

  test('goes back as it came', () => {
    const { stdout } = sgsim(ROOT, 'paths', ...PAIR.toReversed(), '--profile', 'ACdW', '--csv')
    const chosen = stdout.split('\n').filter((line) => line.includes(',yes,'))
    expect(chosen).toEqual([
      expect.stringContaining('1D + 1Ca + 1Ab,yes,1,1D,2-Way Meter - Electr,DAPjm,nan'),
      expect.stringContaining(',yes,2,1Ca,DAPjm,AMI Head-End(j),wan'),
      expect.stringContaining(',yes,3,1Ab,AMI Head-End(j),CIS/Billing - Utility,enterprise'),
    ])
  })

  test('fits 80 columns', () => {
    const { stdout } = sgsim(ROOT, 'paths', ...PAIR, '--profile', 'ACvIIW')
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
  })

  test('says of both actors that they do not exist, with the nearest names', () => {
    const { status, stdout, stderr } = sgsim(ROOT, 'paths', 'CIS/Biling - Utility', 'DAPjn')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('did you mean "CIS/Billing - Utility"?')
    expect(stderr).toContain('did you mean "DAPjm"?')
  })

  test('refuses a profile that does not exist', () => {
    const { status, stderr } = sgsim(ROOT, 'paths', ...PAIR, '--profile', 'ACvX')
    expect(status).toBe(2)
    expect(stderr).toMatch(/^--profile ACvX: expected a profile, found "ACvX"; did you mean/)
  })
})
