import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusedIn } from './refused.js'
import { contents, folderOf, ROOT, sgsim, SMALL } from './sgsim.js'

const EXAMPLE = join(ROOT, 'scenarios', 'srs-4.21.yaml')
const asked = (...options: string[]) => sgsim(folderOf(), 'volumetrics', EXAMPLE, ...options)

interface Direction {
  from: string
  to: string
  eventsPerMeterPerDay: number
  bytesPerMeterPerDay: number
  meanBytesPerEvent: number
  eventsPerMeterPerSecond: number
  rows: { payload: string }[]
}

describe('sgsim volumetrics', () => {
  test('prints as JSON the two directions of SRS 4.21, with its totals', () => {
    const { status, stdout, stderr } = asked('--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { directions, assumptions } = JSON.parse(stdout) as { directions: Direction[]; assumptions: object[] }
    expect(directions.map(({ from, to, rows }) => [from, to, rows.length])).toEqual([
      ['DAPjm', '2-Way Meter - Electr', 5],
      ['2-Way Meter - Electr', 'DAPjm', 8],
    ])
    const [down, up] = directions as [Direction, Direction]
    // SRS 4.21 tables 1 and 2; the SRS prints 8.43 and 16 712, which are these before rounding.
    expect(down.eventsPerMeterPerDay).toBe(0.152)
    expect(down.bytesPerMeterPerDay).toBe(3.8)
    expect(down.meanBytesPerEvent).toBe(25)
    expect(down.eventsPerMeterPerSecond).toBeCloseTo(1.76e-6, 8)
    expect(up.eventsPerMeterPerDay).toBe(8.352 + 0.079075)
    expect(up.bytesPerMeterPerDay).toBe(16711.75375)
    expect(up.meanBytesPerEvent).toBeCloseTo(1982, 0)
    expect(up.eventsPerMeterPerSecond).toBeCloseTo(9.76e-5, 7)
    expect(assumptions.length).toBeGreaterThan(0)
  })

  test('prints a CSV of the same rows', () => {
    const [header, ...lines] = asked('--csv').stdout.trim().split('\n')
    expect(header!.split(',').slice(0, 3)).toEqual(['from', 'to', 'payload'])
    expect(lines.filter((line) => line.startsWith('DAPjm,2-Way Meter - Electr,'))).toHaveLength(5)
    expect(lines.filter((line) => line.startsWith('2-Way Meter - Electr,DAPjm,'))).toHaveLength(8)
  })

  test('prints the seven steps in 80 columns, no figure against the next', () => {
    const { stdout } = asked()
    for (const step of [1, 2, 3, 4, 5, 6, 7]) expect(stdout).toMatch(new RegExp(`^${step} {2}\\S`, 'm'))
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(/^ {3}total 0\.152 events and 3\.8 bytes a meter a day$/m)
    expect(stdout).toMatch(/^ {3}total 8\.431075 events and 16711\.75375 bytes a meter a day$/m)
    // Table 1's switch command: 0.05 a meter a day, all meters, 25 bytes.
    expect(stdout).toMatch(/^ {3}SW_opr_cmd +0\.05 +1 +25 +0\.05 +0\.00417 +1\.25$/m)
  })

  test('keeps its columns apart and its lines short for figures of every size, and for many names', () => {
    const often = (figure: string) =>
      `choices.requirements.4.15.4.1/SW_opr_cmd/1={ how-often: ${figure}, size: 12345678 B }`
    const words = ['north', 'south'].map(
      (name) => `${name}-of-the-river: { profile: ARHEM3CvIW + DCSIRsF, share: 50% }`,
    )
    const town = SMALL.replace('profile: ACvW', `territories: { ${words.join(', ')} }`)
    const folder = folderOf({ 'town.yaml': town })
    const interfaceAt = ['--interface', 'DAPjm:2-Way Meter - Electr']
    for (const figure of ['1 per 91234567 per year', '1 per 7 per day', '98765 per hour']) {
      const { stdout } = sgsim(folder, 'volumetrics', 'town.yaml', ...interfaceAt, '--set', often(figure))
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
      const cells = /^ {3}SW_opr_cmd +(.*)$/m.exec(stdout)![1]!.split(/ +/)
      expect(cells).toHaveLength(6)
      // One figure each: 100 meters × so often × so many bytes.
      for (const cell of cells) expect(cell).toMatch(/^\d+(\.\d+)?(e[+-]\d+)?$/)
      expect(cells[2]).toBe('12346000')
    }
  })

  test('counts from the other actor as from the one', () => {
    const there = asked('--json', '--interface', 'DAPjm:2-Way Meter - Electr').stdout
    const back = asked('--json', '--interface', '2-Way Meter - Electr:DAPjm').stdout
    const directions = (text: string) => (JSON.parse(text) as { directions: Direction[] }).directions
    expect(directions(back)).toEqual(directions(there).reverse())
  })

  test('writes nothing', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const before = contents(folder)
    expect(sgsim(folder, 'volumetrics', 'town.yaml', '--interface', 'DAPjm:2-Way Meter - Electr').status).toBe(0)
    expect(contents(folder)).toEqual(before)
  })
})

describe('sgsim volumetrics at other places', () => {
  const town = () => folderOf({ 'town.yaml': SMALL, 'areas.csv': 'area,square_km,meters,other\nA,2,50,x\nB,4,10,y\n' })
  const at = (...options: string[]) => sgsim(town(), 'volumetrics', 'town.yaml', ...options)

  test.each([
    ['everything', ['--all']],
    ['a network, by payload and hour', ['--network', 'nan', '--by', 'payload', '--hourly']],
    ['a link', ['--link', '1Ca']],
    ['an actor, under both loads', ['--actor', 'MDMS', '--load', 'both']],
    ['square miles', ['--density']],
    ['areas', ['--areas', 'areas.csv']],
    ['other profiles', ['--paths', '4.15.4.1/SW_opr_cmd/1']],
    ['a run', ['--simulate']],
    ['a run by hour', ['--simulate', '--hourly']],
    ['two networks', ['--network', 'wan', '--network', 'nan']],
  ])('prints in 80 columns, as JSON and as CSV: %s', (_, options) => {
    const { status, stdout } = at(...options)
    expect(status).toBe(0)
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(() => JSON.parse(at(...options, '--json').stdout) as unknown).not.toThrow()
    const [header, first] = at(...options, '--csv').stdout.split('\n')
    expect(header).toMatch(/^[a-z_,]+$/)
    expect(first).not.toMatch(/,,|,$/)
  })

  test('has a line for each area', () => {
    const lines = at('--areas', 'areas.csv', '--csv').stdout.trim().split('\n')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 3))).toEqual([
      ['A', '2', '50'],
      ['B', '4', '10'],
    ])
  })
})

describe('sgsim volumetrics refuses', () => {
  test('areas that have no size, and prints none of the others', () => {
    const folder = folderOf({ 'town.yaml': SMALL, 'areas.csv': 'area,square_km,meters\nA,2,50\nB,0,-1\n' })
    expect(refusedIn(folder, 'volumetrics', 'town.yaml', '--areas', 'areas.csv')).toBe(
      'areas.csv:3:3: square_km: expected a number above zero, found "0"\n' +
        'areas.csv:3:5: meters: expected a whole number of at least 0, found "-1"\n',
    )
  })

  test('options that say nothing alone, and places that are not there', () => {
    expect(refusal('--map', 'area=A', '--all')).toContain('expected --areas beside it')
    expect(refusal('--network', 'wann')).toBe('--network wann: no network is called "wann"\n  did you mean "wan"?\n')
    expect(refusal('--areas', 'a.csv', '--simulate')).toContain('cannot be used with')
  })

  test.each([
    [['--areas', 'a.csv', '--by', 'payload'], '--by payload: has no effect beside --areas'],
    [['--density', '--hourly'], '--hourly: has no effect beside --density'],
    [['--simulate', '--load', 'base'], '--load base: has no effect beside --simulate'],
    [['--simulated', 'report', '--by', 'payload'], '--by payload: has no effect beside --simulated'],
    [['--paths', 'x', '--network', 'wan'], '--network wan: has no effect beside --paths'],
    [['--all', '--flow', '1D'], '--flow 1D: has no effect beside --all'],
  ])('what has no effect: %j', (options, said) => {
    expect(refusal(...options)).toBe(`${said}\n`)
  })

  test('more than one place where one is counted', () => {
    expect(refusal('--density', '--network', 'wan', '--network', 'nan')).toContain('expected one place')
    expect(refusal('--simulate', '--flow', '1D', '--flow', '1Ca')).toContain('expected one --flow or --link')
    expect(refusal('--simulate', '--hourly', '--flow', '1D')).toContain('expected no place beside --hourly')
  })

  const refusal = (...options: string[]) =>
    refusedIn(folderOf({ 'town.yaml': SMALL }), 'volumetrics', 'town.yaml', ...options)

  test('JSON and CSV at once', () => {
    expect(refusal('--json', '--csv')).toContain("option '--json' cannot be used with option '--csv'")
  })

  test('an unknown actor, with the nearest one', () => {
    const given = '--interface DAPj:2-Way Meter - Elect'
    expect(refusal('--interface', 'DAPj:2-Way Meter - Elect')).toBe(
      `${given}: no actor is called "DAPj"\n  did you mean "DAPjm"?\n` +
        `${given}: no actor is called "2-Way Meter - Elect"\n  did you mean "2-Way Meter - Electr"?\n`,
    )
  })

  test('two actors that are no neighbours, with those that are', () => {
    const said = refusal('--interface', 'DAPjm:MDMS')
    const [first, hint] = said.split('\n')
    expect(first).toBe('--interface DAPjm:MDMS: no message passes from DAPjm to MDMS or back')
    const named = hint!.replace('  DAPjm exchanges messages with ', '').split(', ')
    // SRS 4.20.3, profile ACvW: its meters, of all classes, and, over the WAN, the head-end.
    const neighbours = new Set(named.map((name) => name.replace(/ (C\/I|Resdnt)$/, '')))
    expect([...neighbours].sort()).toEqual(['2-Way Meter - Electr', 'AMI Head-End(j)'])
  })

  test('a kind of meter that the deployment does not have', () => {
    expect(refusal('--interface', 'DAPjm:2-Way Meter - Gas')).toBe(
      'town.yaml:5:23: the deployment has no 2-Way Meter - Gas\n',
    )
  })

  test.each([
    ['no interface', [], 'town.yaml'],
    ['one actor', ['--interface', 'DAPjm'], '--interface DAPjm'],
    ['three actors', ['--interface', 'DAPjm:MDMS:NMS'], '--interface DAPjm:MDMS:NMS'],
  ])('%s, and says how to give one', (_, options, place) => {
    expect(refusal(...options)).toBe(
      `${place}: expected two actors, such as DAPjm:"2-Way Meter - Electr"\n` +
        '  give --interface, or volumetrics: {interface: [DAPjm, 2-Way Meter - Electr]} in the deployment\n',
    )
  })

  test('an unknown mode of effects', () => {
    expect(refusal('--effects', 'caused')).toContain('Allowed choices are stated, causal.')
  })
})
