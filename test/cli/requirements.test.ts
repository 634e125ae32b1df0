import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusedIn } from './refused.js'
import { contents, folderOf, ROOT, sgsim, SMALL } from './sgsim.js'

const TOWN = join(ROOT, 'scenarios', 'quickstart.yaml')
const asked = (...options: string[]) => sgsim(folderOf(), 'requirements', TOWN, ...options)

interface Json {
  deployment: string
  profile: string
  counts: { parents: number; children: number; srs: { rows: number; actorPairs: number }; why: string[] }
  requirements: {
    id: string
    payload: string
    to: string
    path: string
    children?: { latencyS: number }[]
    latencyS: number
  }[]
  leftOut: { requirement: string; why: string }[]
}
const jsonOf = (...options: string[]) => JSON.parse(asked('--json', ...options).stdout) as Json

describe('sgsim requirements', () => {
  test('prints parents and their children in 80 columns, and the figures of the SRS beside', () => {
    const { status, stdout, stderr } = asked()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    // SRS 4.15.4.1: < 1 min and > 98%; ACvW goes by MDMS and the WAN.
    expect(stdout).toMatch(
      /^4\.15\.4\.1\/SW_opr_cmd\/1\n {2}CIS\/Billing - Utility → 2-Way Meter - Electr: < 1 min; > 98%\n {4}:1 1Aa, enterprise: /m,
    )
    expect(stdout).toContain('about 7875 rows for its 19 use cases')
    expect(stdout).toContain('The SRS has 41 pairs of actors in Meter Reading and Service Switch')
  })

  test('prints as JSON the rows, the counts and what is left out', () => {
    const { deployment, profile, counts, requirements, leftOut } = jsonOf()
    expect([deployment, profile]).toEqual(['quickstart', 'ACvW'])
    expect(counts.parents).toBe(requirements.length)
    expect(counts.srs).toMatchObject({ rows: 7875, actorPairs: 41 })
    expect(counts.why.length).toBeGreaterThan(0)
    expect(leftOut.length).toBeGreaterThan(0)
    for (const one of requirements) expect(one.children).toHaveLength(one.path.split(' + ').length)
  })

  test('prints as CSV one line a row', () => {
    const { counts } = jsonOf()
    const [header, ...lines] = asked('--csv').stdout.trimEnd().split('\n')
    expect(header!.split(',').slice(0, 3)).toEqual(['Rqmt Ref', 'Row Type', 'Data-Flow Ref'])
    expect(lines).toHaveLength(counts.parents + counts.children)
    expect(lines.filter((line) => line.split(',')[1] === 'P')).toHaveLength(counts.parents)
  })

  test('leaves out the children, and what the filters do not want', () => {
    const words = ['--payload', 'SW_*', '--to', '2-Way Meter - Electr', '--flow', '1D', '--network', 'wan']
    const { requirements } = jsonOf(
      '--parents',
      '--use-case',
      'Service Switch',
      '--from',
      'CIS/Billing - Utility',
      ...words,
    )
    expect(requirements.map((one) => one.payload)).toEqual(['SW_opr_cmd', 'SW_opr_cancel_cmd', 'SW_state_cmd'])
    for (const one of requirements) expect(one).not.toHaveProperty('children')
    expect(asked('--parents').stdout).not.toContain('    :1 ')
  })

  test('prints an empty table, and says so, where what is known fits nothing', () => {
    const { status, stdout, stderr } = asked('--use-case', 'PHEV', '--from', 'OMS', '--csv')
    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toBe(`${TOWN}: no requirement fits --use-case "PHEV" --from "OMS"\n`)
  })

  test('takes the weights of legs, and bounds of single ones', () => {
    const command = (...set: string[]) =>
      jsonOf('--payload', 'SW_opr_cmd', ...set.flatMap((one) => ['--set', one])).requirements[0]!
    // 1 min by 1Aa, 1B, 1Ca and 1D: a quarter each.
    const even = command('assumptions.leg-weights={ nan: 1, wan: 1 }')
    expect(even.children!.map((child) => child.latencyS)).toEqual([15, 15, 15, 15])
    const own = command('choices.requirements.4.15.4.1/SW_opr_cmd/1={ legs: { 1D: 40 s } }')
    expect(own.children!.map((child) => child.latencyS)).toEqual([5, 5, 10, 40])
  })

  test('writes nothing', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const before = contents(folder)
    expect(sgsim(folder, 'requirements', 'town.yaml').status).toBe(0)
    expect(contents(folder)).toEqual(before)
  })
})

describe('sgsim requirements refuses', () => {
  const refusal = (deployment: string, ...options: string[]) =>
    refusedIn(folderOf({ 'town.yaml': deployment }), 'requirements', 'town.yaml', ...options)

  test('JSON and CSV at once', () => {
    expect(refusal(SMALL, '--json', '--csv')).toContain("option '--json' cannot be used with option '--csv'")
  })

  test('words that nobody knows, with the nearest', () => {
    expect(refusal(SMALL, '--to', 'DAPj', '--network', 'vvan')).toBe(
      '--network vvan: no network is called "vvan"\n  did you mean "wan"?\n' +
        '--to DAPj: no actor is called "DAPj"\n  did you mean "DAPjm"?\n',
    )
  })

  test('bounds of legs that do not fit, at their place', () => {
    const own = 'choices: { requirements: { 4.15.4.1/SW_opr_cmd/1: { legs: { 1D: 1 h, 1Dd: 1 s } } } }\n'
    expect(refusal(`${SMALL}${own}`)).toBe(
      'town.yaml:6:53: legs: those of 4.15.4.1/SW_opr_cmd/1 add up to 1 h; it has 1 min end to end\n' +
        '  expected at most as much\n' +
        'town.yaml:6:70: no data flow is called "1Dd"\n  did you mean "1D"?\n',
    )
  })
})
