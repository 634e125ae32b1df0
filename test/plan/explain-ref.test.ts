import { describe, expect, test } from 'vitest'
import { explain, type InDeployment } from '../../src/plan/explain.js'
import { explainCsv } from '../../src/plan/explain-csv.js'
import { readRef, refuseWithoutDeployment } from '../../src/plan/explain-ref.js'
import { explainText } from '../../src/plan/explain-text.js'
import { requirementsTable } from '../../src/plan/requirements-table.js'
import { readLatency } from '../../src/srs/latency.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { rowsOf } from '../report/written.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const TWO = deploymentOf(`name: two
use-cases: [Service Switch]
territories: { north: { profile: ACvW, share: 50% }, south: { profile: ACdIIW, share: 50% } }
quantities: { meters: { electric: { residential: 5000 } } }
choices: { requirements: { 4.15.4.3/SW_state_cmd/1: { legs: { 1D: 20 s } } } }
`)
const ONE = deploymentOf('name: one\nuse-cases: [Service Switch]\nquantities: { meters: { electric: { other: 9 } } }\n')

function explained(text: string, deployment = TWO) {
  const ref = readRef(catalogue, text)
  return explain(catalogue, ref.requirement, deployment, ref)
}
const inDeployment = (text: string, deployment = TWO): InDeployment => explained(text, deployment).deployment!

describe('a reference that sgsim requirements prints', () => {
  test.each([
    ['one territory', ONE],
    ['two', TWO],
  ])('is explained, each: %s', (_, deployment) => {
    const { applied, leftOut } = appliedRequirements(deployment)
    const { parents } = requirementsTable(deployment, applied, leftOut)
    for (const { ref, hops, territory, children } of parents) {
      const { applies, paths } = inDeployment(ref, deployment)
      expect([applies, paths.map((one) => one.path)], ref).toEqual([true, [hops]])
      if (territory !== undefined) expect(paths[0]!.territory).toBe(territory)
      children.forEach((child, i) => {
        const leg = inDeployment(child.ref, deployment).leg!
        expect(leg).toMatchObject({ leg: i + 1, of: hops.length, flow: child.hop.flow, setBy: child.setBy })
        const bound = readLatency(leg.cells[0]!.bound)
        expect('value' in bound && bound.value.bound, child.ref).toBe(child.latency.bound)
      })
    }
  })

  test('names a territory: only what is sent there counts', () => {
    // 2,500 meters of 5,000 × 25.5 per 1000 a day.
    expect(inDeployment('4.15.4.1/SW_opr_cmd/1').messagesPerDay).toBe(127.5)
    expect(inDeployment('4.15.4.1/SW_opr_cmd/1@south').messagesPerDay).toBe(63.75)
  })
})

describe('a leg', () => {
  // ACvW: 1Aa, 1B, 1Ca (wan, 2) and 1D (nan, 4); 4 of 8 parts of 1 min, and the root of 98 %.
  test('says its bound and by which rule', () => {
    const { leg, assumptions } = inDeployment('4.15.4.1/SW_opr_cmd/1@north:4')
    const [latency, reliability] = leg!.cells
    expect(latency).toEqual({
      cell: 'latency',
      bound: '< 0.5 min',
      read: 'less than 30 s from sending to consuming',
      rule: '4 of 8 parts (assumptions.leg-weights.nan) of the 1 min of the whole; latencies of legs add up (SRS 4.18)',
    })
    expect(reliability!.rule).toBe(
      'the share of the whole to the power of 4/8 (assumptions.leg-weights.nan): shares of legs multiply to it',
    )
    const read = Number(/> (.*)%/.exec(reliability!.bound)![1]) / 100
    expect(read).toBeCloseTo(0.98 ** 0.5, 7)
    const weights = assumptions.map((one) => one.name).filter((name) => name.includes('leg-weights'))
    expect(weights).toEqual(['enterprise', 'wan', 'nan'].map((name) => `assumptions.leg-weights.${name}`))
    expect(
      inDeployment('4.15.4.1/SW_opr_cmd/1@north')
        .assumptions.map((one) => one.name)
        .join(),
    ).not.toContain('weights')
  })

  test('with a bound of its own says who set it, the others what that leaves', () => {
    // 4.15.4.3: < 15 sec would leave nothing; it is < 1 min, and 40 s are left of it for 1, 1 and 2 of 4 parts.
    const whole = catalogue.requirement('4.15.4.3/SW_state_cmd/1')!.latency.bound / 1e6
    const rule = (leg: number) => inDeployment(`4.15.4.3/SW_state_cmd/1@south:${leg}`).leg!.cells[0]!
    expect(rule(4)).toMatchObject({
      bound: '< 20 sec',
      rule: 'set by the deployment: legs of choices.requirements, 1D',
    })
    expect(rule(3).rule).toMatch(new RegExp(`^2 of 4 parts .* of the ${whole - 20} s that legs with a bound`))
  })

  test('is in the text of 80 columns, and in the CSV', () => {
    const one = explained('4.15.4.1/SW_opr_cmd/1@south:3')
    for (const line of explainText(one).split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    expect(explainText(one)).toContain('leg 3 of 4, 1Cb: ')
    const rows = rowsOf(explainCsv(one))
    expect(rows.filter((row) => row['about'] === 'leg').map((row) => row['name'])).toEqual([
      ...['number', '1Cb', 'latency', 'reliability'],
    ])
  })
})

describe('a reference is refused', () => {
  test.each([
    ['4.15.4.1/SW_opr_cmdd/1:2', 'no requirement is called "4.15.4.1/SW_opr_cmdd/1"'],
    ['4.12.4.9', 'no section with requirements is called "4.12.4.9"\n  4.12.4 has: 4.12.4.1, 4.12.4.2, 4.12.4.3'],
    ['4.12.4', '"4.12.4" is a section of sections\n  one of: 4.12.4.1, 4.12.4.2, 4.12.4.3'],
    ['4.15.4.1/SW_opr_cmd/1@suth', 'no territory is called "suth"\n  did you mean "south"?'],
    ['4.15.4.1/SW_opr_cmd/1@north:5', '4.15.4.1/SW_opr_cmd/1 has the legs 1 to 4 here, found 5'],
    ['4.15.4.1/SW_opr_cmd/1@north:0', 'has the legs 1 to 4 here, found 0'],
    [
      '4.15.4.1/SW_opr_cmd/1:2',
      'takes another path in each territory\n  did you mean "4.15.4.1/SW_opr_cmd/1@north:2"?',
    ],
  ])('%s', (text, said) => {
    expect(() => explained(text)).toThrow(said)
  })

  test('that is a section, with all the ids that it has', () => {
    const inside = catalogue.requirements.filter(({ id }) => id.startsWith('4.10.4.1/'))
    const lines = inside.map(({ id, from, to }) => `\n  ${id}: ${from} → ${to}`)
    expect(lines.length).toBeGreaterThan(3)
    const said = `sgsim explain: "4.10.4.1" is a section: name one of its requirements${lines.join('')}`
    for (const text of ['4.10.4.1', '4.10.4.1.']) expect(() => readRef(catalogue, text)).toThrow(said)
  })

  test('that names a territory where there are none', () => {
    const said = 'expected no territory, found "north": test.yaml is not divided into any'
    expect(() => explained('4.15.4.1/SW_opr_cmd/1@north', ONE)).toThrow(said)
  })

  test('that names what only a deployment has, without one', () => {
    for (const text of ['4.15.4.1/SW_opr_cmd/1:2', '4.15.4.1/SW_opr_cmd/1@north'])
      expect(() => refuseWithoutDeployment(readRef(catalogue, text))).toThrow('name it by --deployment <file>')
    expect(() => refuseWithoutDeployment(readRef(catalogue, '4.15.4.1/SW_opr_cmd/1'))).not.toThrow()
  })
})

describe('as CSV', () => {
  test('every thing that is said has a line, and no cell is empty', () => {
    const one = explained('4.15.4.1/SW_opr_cmd/1')
    const rows = rowsOf(explainCsv(one))
    for (const row of rows) expect(Object.values(row)).not.toContain('')
    const of = (about: string) => rows.filter((row) => row['about'] === about)
    expect(of('cell').map((row) => [row['name'], row['value'], row['meaning']])).toEqual(
      one.cells.map(({ cell, says, read }) => [cell, says, read]),
    )
    expect(of('causes').map((row) => row['name'])).toEqual(one.causes)
    expect(of('hop')).toHaveLength(one.deployment!.paths.reduce((sum, { path }) => sum + path.length, 0))
    expect(of('assumption').map((row) => row['name'])).toEqual(one.deployment!.assumptions.map(({ name }) => name))
    expect(of('deployment').find((row) => row['name'] === 'messages_per_day')!['value']).toBe('127.5')
  })

  test('what does not apply says why', () => {
    const rows = rowsOf(explainCsv(explained('4.10.4.3/Mtr-read_data_resp-data/1')))
    expect(rows.find((row) => row['name'] === 'applies')).toMatchObject({
      value: 'no',
      meaning: 'the use case Meter Reading is not among those of test.yaml',
    })
  })
})
