import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import { parseCsv } from '../../src/input/csv.js'
import { requirementsCsv } from '../../src/plan/requirements-csv.js'
import { filtered, type RequirementsFilter } from '../../src/plan/requirements-filter.js'
import { requirementsJson } from '../../src/plan/requirements-json.js'
import { childSentence, parentSentence } from '../../src/plan/requirement-sentence.js'
import { requirementsTable, type Parent, type RequirementsTable } from '../../src/plan/requirements-table.js'
import { requirementsText } from '../../src/plan/requirements-text.js'
import { lineage } from '../../src/srs/actor.js'
import { readLatency } from '../../src/srs/latency.js'
import { readReliability } from '../../src/srs/reliability.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const scenario = (name: string) =>
  deploymentOf(readFileSync(fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url)), 'utf8'))

function tableOf(deployment: Deployment): RequirementsTable {
  const { applied, leftOut } = appliedRequirements(deployment)
  return requirementsTable(deployment, applied, leftOut)
}

const quickstart = tableOf(scenario('quickstart'))
const example = tableOf(scenario('srs-4.21'))

/** All kinds of meters, and one requirement with bounds of its own. */
const meters = tableOf(
  deploymentOf(`name: meters
profile: ACdIIW
quantities:
  meters: { electric: { residential: 9, commercial: 9 }, gas: { residential: 9, commercial: 9 }, water: { other: 9 } }
choices:
  requirements:
    4.15.4.1/SW_opr_cmd: { legs: { 1D: 20 s } }
    4.15.4.3/SW_state_cmd: { how-often: 2 per day }
`),
)
const tables: [string, RequirementsTable][] = [
  ['quickstart', quickstart],
  ['srs-4.21', example],
  ['meters', meters],
]

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

describe.each(tables)('the table of %s', (_, table) => {
  test('has a parent for each requirement that applies, and no other', () => {
    const { applied, leftOut } = appliedRequirements(table.deployment)
    expect(table.parents.map((one) => one.requirement)).toEqual(applied.map((one) => one.requirement))
    expect(table.leftOut).toEqual(leftOut)
    expect(table.parents.length).toBeGreaterThan(0)
  })

  // SRS 4.18, key point 1: a child runs between neighbours, a parent may pass over others.
  test('has a child for each leg, from the first sender to the last receiver', () => {
    for (const { requirement, hops, children, path } of table.parents) {
      expect(children.map((child) => child.hop)).toEqual(hops)
      expect(path).toBe(hops.map((hop) => hop.flow).join(' + '))
      expect(children[0]!.hop.from).toBe(requirement.from)
      expect(children.at(-1)!.hop.to).toBe(requirement.to)
      children.slice(1).forEach(({ hop }, i) => expect(hop.from).toBe(children[i]!.hop.to))
    }
  })

  test('divides each latency among the children', () => {
    for (const { requirement, children } of table.parents) {
      expect(sum(children.map((child) => child.latency.bound)), requirement.id).toBe(requirement.latency.bound)
    }
  })

  test('names each row once', () => {
    const refs = table.parents.flatMap((one) => [one.ref, ...one.children.map((child) => child.ref)])
    expect(new Set(refs).size).toBe(refs.length)
    for (const { ref, requirement, children } of table.parents) {
      expect(ref).toBe(requirement.id)
      expect(children.map((child) => child.ref)).toEqual(children.map((_, k) => `${requirement.id}:${k + 1}`))
    }
  })

  test.each([false, true])('fits 80 columns as text; without children: %s', (parentsOnly) => {
    for (const line of requirementsText(table, parentsOnly).split('\n')) {
      expect([...line].length, line).toBeLessThanOrEqual(80)
    }
  })
})

test('the legs of a campaign are in the unit of its cell', () => {
  // 4.9.4.4: < 7 day per 100,000 ESI-In-Utility; shares of 1, 2 and 4 parts.
  const table = tableOf(
    deploymentOf(
      'name: update\nprofile: AHEMCvIW\nuse-cases: [Firmware / Program Update]\n' +
        'quantities: { meters: { electric: { residential: 9 } }, esi: { in-meter: 9 } }\n',
    ),
  )
  const campaigns = table.parents.filter((one) => one.requirement.latency.per !== undefined)
  expect(campaigns.length).toBeGreaterThan(0)
  for (const { requirement, children } of campaigns)
    for (const { latency } of children) expect(latency.most.unit).toBe(requirement.latency.most.unit)
  expect(requirementsText(table, false)).not.toMatch(/\d{4,}\.\d+ sec/)
})

describe('what a deployment sets', () => {
  const find = (id: string) => meters.parents.find((one) => one.requirement.id === id)!

  test('is the bound of the leg, and marked', () => {
    const { children, choice } = find('4.15.4.1/SW_opr_cmd/1')
    expect(children.map((child) => [child.hop.flow, child.setBy])).toEqual([
      ['1Ab', 'rule'],
      ['1Cba', 'rule'],
      ['1Cb', 'rule'],
      ['1D', 'deployment'],
    ])
    // < 1 min: 20 s are set; 1, 1 and 2 of 4 parts of the other 40 s.
    expect(children.map((child) => child.latency.bound / 1e6)).toEqual([10, 10, 20, 20])
    expect(choice).toBe('legs {1D 20 s}')
    expect(requirementsText(meters, false)).toContain('< 20 sec (deployment)')
  })

  test('stands beside the cells of the SRS, which it does not touch', () => {
    const { choice, requirement } = find('4.15.4.3/SW_state_cmd/1')
    expect(choice).toBe('how-often 2 per day')
    expect(requirement.cells.howOften).not.toContain('2 per day')
    expect(requirementsText(meters, true)).toContain('\n  the deployment sets: how-often 2 per day\n')
  })
})

describe('several territories', () => {
  const table = tableOf(
    deploymentOf(`name: two
use-cases: [Service Switch]
territories: { north: { profile: ACvW, share: 50% }, south: { profile: ACdIIW, share: 50% } }
quantities: { meters: { electric: { residential: 5000 } } }
`),
  )

  test('give the same requirement a row, and children, in each, by the way of its profile', () => {
    const rows = table.parents.filter((one) => one.requirement.id === '4.15.4.1/SW_opr_cmd/1')
    expect(rows.map((one) => [one.ref, one.territory, one.path])).toEqual([
      ['4.15.4.1/SW_opr_cmd/1@north', 'north', '1Aa + 1B + 1Ca + 1D'],
      ['4.15.4.1/SW_opr_cmd/1@south', 'south', '1Ab + 1Cba + 1Cb + 1D'],
    ])
    for (const { children, requirement } of rows)
      expect(sum(children.map((child) => child.latency.bound))).toBe(requirement.latency.bound)
    expect(rows[1]!.children[3]!.ref).toBe('4.15.4.1/SW_opr_cmd/1@south:4')
  })

  test('name each row once, and say whose it is', () => {
    const refs = table.parents.flatMap((one) => [one.ref, ...one.children.map((child) => child.ref)])
    expect(new Set(refs).size).toBe(refs.length)
    expect(requirementsText(table, true)).toMatch(/2-Way Meter - Electr, south: < 1 min/)
    expect(requirementsCsv(table, true)).toMatch(/^4\.15\.4\.1\/SW_opr_cmd\/1@south,P,1Ab \+ .*,south,/m)
  })
})

describe('a filter', () => {
  const wider = (actor: string) => lineage(catalogue.actors, actor)
  type Case = [RequirementsFilter, (one: Parent) => boolean]
  const cases: Case[] = [
    [{ useCase: 'Service Switch' }, ({ requirement: r }) => r.useCase === 'Service Switch'],
    [{ payload: 'SW_opr_cmd' }, ({ requirement: r }) => r.payload.name === 'SW_opr_cmd'],
    [{ payload: 'SW_*' }, ({ requirement: r }) => r.payload.name.startsWith('SW_')],
    [{ payload: '*_cmd*' }, ({ requirement: r }) => r.payload.name.includes('_cmd')],
    [{ from: 'MDMS' }, ({ requirement: r }) => r.from === 'MDMS'],
    // The meters of a class are electric meters.
    [{ from: '2-Way Meter - Electr' }, ({ requirement: r }) => wider(r.from).includes('2-Way Meter - Electr')],
    // A spelling that the SRS prints.
    [{ to: 'CIS' }, ({ requirement: r }) => r.to === 'CIS/Billing - Utility'],
    [{ flow: '1Dg' }, ({ path }) => path.split(' + ').includes('1Dg')],
    [{ network: 'nan' }, ({ hops }) => hops.some((hop) => hop.network === 'nan')],
    [
      { payload: '*resp-data', to: 'MDMS', flow: '1D', network: 'internet', useCase: 'Service Switch' },
      ({ requirement: r, path }) =>
        r.payload.name.endsWith('resp-data') &&
        r.to === 'MDMS' &&
        path.split(' + ').includes('1D') &&
        r.useCase === 'Service Switch',
    ],
  ]

  test.each(cases)('%j takes what fits, all of it, with all its children', (filter, fits) => {
    const { parents } = filtered(meters, filter)
    expect(parents.length).toBeGreaterThan(0)
    expect(parents.length).toBeLessThan(meters.parents.length)
    expect(parents).toEqual(meters.parents.filter(fits))
  })

  test('without words takes everything', () => {
    expect(filtered(meters, {})).toEqual(meters)
  })

  test('takes what is left out by the same words, but for those of its way, which it does not have', () => {
    const of = (filter: RequirementsFilter) => filtered(quickstart, filter).leftOut.map((one) => one.requirement.id)
    const gas = of({ to: '2-Way Meter - Gas' })
    expect(gas.length).toBeGreaterThan(0)
    expect(gas).toEqual(
      quickstart.leftOut
        .map((one) => one.requirement)
        .filter((one) => wider(one.to).includes('2-Way Meter - Gas'))
        .map((one) => one.id),
    )
    expect(of({ to: '2-Way Meter - Gas', flow: '1Dg' })).toEqual([])
  })

  test.each<[string, RequirementsFilter]>([
    ['a use case that is not selected', { useCase: 'PHEV' }],
    ['a payload of another use case', { payload: 'PHEV_price_rate_cmd' }],
    ['an actor that sends nothing here', { from: 'OMS' }],
    ['a data flow that nothing crosses', { flow: '1Dw' }],
    ['a network that nothing crosses', { network: 'customer-lan' }],
  ])('of %s takes nothing', (_, filter) => {
    const none = filtered(quickstart, filter)
    expect(none.parents).toEqual([])
    expect(requirementsText(none, false)).toContain('0 rows: 0 parents and 0 children')
  })

  test('of words that nobody knows is refused, with the nearest of each', () => {
    const filter = {
      useCase: 'Servise Switch',
      payload: 'SW_opr_cmdd',
      from: 'MDM',
      to: 'DAPj',
      flow: '1Ee',
      network: 'vvan',
    }
    expect(() => filtered(quickstart, filter)).toThrow(
      [
        '--flow 1Ee: no data flow is called "1Ee"',
        '  did you mean "1Aa"?',
        '--from MDM: no actor is called "MDM"',
        '  did you mean "MDMS"?',
        '--network vvan: no network is called "vvan"',
        '  did you mean "wan"?',
        '--payload SW_opr_cmdd: no payload is called "SW_opr_cmdd"',
        '  did you mean "SW_opr_cmd"?',
        '--to DAPj: no actor is called "DAPj"',
        '  did you mean "DAPjm"?',
        '--use-case Servise Switch: no use case is called "Servise Switch"',
        '  did you mean "Service Switch"?',
      ].join('\n'),
    )
    expect(() => filtered(quickstart, { payload: 'SWopr_*' })).toThrow('no payload is called "SWopr_*"')
  })

  test('takes the letters of a payload as they are, but for *', () => {
    expect(() => filtered(quickstart, { payload: 'SW.opr.cmd' })).toThrow('did you mean "SW_opr_cmd"?')
  })
})

describe('as CSV', () => {
  // SRS 2.2.2.2.1, in its order; Payload Name and Payload Type, which stand there twice, once.
  const TITLES = [
    ...['Rqmt Ref', 'Row Type', 'Data-Flow Ref', 'Data Flow From Actor', 'Data Flow to Actor', 'Requirements'],
    ...['Payload Name', 'Payload Type', 'Daily Clock Periods of Primary Occurrence', 'How Often', 'Reliability'],
    ...['Latency', 'App Payload Size', 'Payload Description', 'Payload Attributes', 'Security LICs - NISTIR 7628'],
    ...['Payload C-I-A Risk Values', 'Security C-I-A Risk Values Rationale'],
  ]
  const rowsOf = (table: RequirementsTable, parentsOnly = false) => {
    const text = requirementsCsv(table, parentsOnly)
    const titles = text.slice(0, text.indexOf('\n')).split(',')
    return { titles, rows: parseCsv(text, 'requirements.csv', titles) }
  }

  test('begins with the columns of the SRS', () => {
    const { titles } = rowsOf(quickstart)
    expect(titles.slice(0, TITLES.length)).toEqual(TITLES)
    expect(new Set(titles).size).toBe(titles.length)
  })

  test.each(tables)('of %s has a line a row, no cell empty', (_, table) => {
    const { titles, rows } = rowsOf(table)
    const refs = table.parents.flatMap((one) => [one.ref, ...one.children.map((child) => child.ref)])
    expect(rows.map((row) => row.get('Rqmt Ref'))).toEqual(refs)
    for (const row of rows) for (const title of titles) expect(row.get(title), title).not.toBe('')
    expect(rowsOf(table, true).rows.map((row) => row.get('Row Type'))).toEqual(table.parents.map(() => 'P'))
  })

  test('has the cells of parents as the SRS prints them', () => {
    const parents = rowsOf(meters).rows.filter((row) => row.get('Row Type') === 'P')
    for (const row of parents) {
      const { cells, from, to, payload } = catalogue.requirement(row.get('Rqmt Ref'))!
      expect([row.get('Data Flow From Actor'), row.get('Data Flow to Actor')]).toEqual([from, to])
      expect(row.get('Payload Type')).toBe(payload.type)
      expect(row.get('Latency')).toBe(cells.latency)
      expect(row.get('Reliability')).toBe(cells.reliability)
      expect(row.get('How Often')).toBe(cells.howOften)
      expect(row.get('Daily Clock Periods of Primary Occurrence')).toBe(cells.when)
      expect(row.get('App Payload Size')).toBe(cells.size)
    }
  })

  test('has children whose cells, read as the SRS writes them, keep their parent', () => {
    const { rows } = rowsOf(meters)
    const bound = (row: { get(column: string): string }) => {
      const read = readLatency(row.get('Latency'))
      if ('problem' in read) throw new Error(read.problem)
      expect(Number(row.get('Latency (s)'))).toBe(read.value.bound / 1e6)
      return read.value.bound
    }
    for (const parent of rows.filter((row) => row.get('Row Type') === 'P')) {
      const children = rows.filter((row) => row.get('Parent Rqmt Ref') === parent.get('Rqmt Ref'))
      expect(children.map((row) => row.get('Row Type'))).toEqual(children.map(() => 'C'))
      expect(children.map((row) => row.get('Data-Flow Ref')).join(' + ')).toBe(parent.get('Data-Flow Ref'))
      expect(sum(children.map(bound))).toBe(bound(parent))
      for (const child of children) {
        expect('value' in readReliability(child.get('Reliability')), child.get('Reliability')).toBe(true)
        for (const same of ['Payload Name', 'How Often', 'App Payload Size', 'Use Case Ref', 'Section'])
          expect(child.get(same)).toBe(parent.get(same))
      }
    }
  })

  // SRS 2.2.2.2.1: words like "shall" are to be considered required.
  test('says in a sentence who shall send what to whom', () => {
    for (const row of rowsOf(meters).rows) {
      const sentence = row.get('Requirements')
      expect(sentence).toMatch(/^.+ shall (send|forward) .+: less than .+\.$/)
      const names = ['Data Flow From Actor', 'Payload Name', 'Data Flow to Actor'].map((title) => row.get(title))
      for (const name of names) expect(sentence).toContain(name)
      // SRS 4.18: only who sends first sends; the others forward.
      if (row.get('Row Type') === 'C') expect(sentence.includes(' shall send ')).toBe(/:1$/.test(row.get('Rqmt Ref')))
    }
  })
})

test('a sentence has the time from an event, where the When is one (SRS 4.4.1.7)', () => {
  const within = catalogue.requirements.filter((one) => one.used && one.when.within !== undefined)
  expect(within.length).toBeGreaterThan(0)
  const deployment = deploymentOf(
    'name: fcir\nprofile: ACvW + DCSIRsF\nuse-cases: [FCIR - DMS]\n' +
      'quantities: { meters: { electric: { other: 9 } }, substations: 1, ' +
      'feeder-devices: { switch: 4, sectionalizer: 4, recloser: 4, breaker: 1, sensor: 4 } }\n',
  )
  const table = tableOf(deployment)
  const those = table.parents.filter((one) => within.includes(one.requirement))
  expect(those.length).toBeGreaterThan(0)
  for (const parent of those) {
    const { bound, event } = parent.requirement.when.within!
    const said = / within less than ([\d.]+) (s|min) of a (\w+ event)/
    const [, figure, unit, named] = said.exec(parentSentence(parent))!
    expect([Number(figure) * (unit === 's' ? 1e6 : 60e6), named]).toEqual([bound, event])
    // Who forwards it does not know of the event.
    expect(parent.children.map((child) => said.test(childSentence(parent, child)))).toEqual(
      parent.children.map((_, i) => i === 0),
    )
  }
  for (const parent of table.parents.filter((one) => !within.includes(one.requirement)))
    expect(parentSentence(parent)).not.toContain(' within ')
})

describe('the summary', () => {
  test('of parents alone counts no legs', () => {
    const text = requirementsText(quickstart, true)
    expect(text).toContain(`\n${quickstart.parents.length} parents without legs, for 2 of 19 use cases; `)
    expect(text).not.toMatch(/\d+ (rows: |children, for )/)
    expect(text).not.toContain('with those of the legs')
  })

  test('names what came as a prerequisite, by which, and the third parties (SRS 4.20)', () => {
    const town = (profile: string) =>
      `name: town\nprofile: ${profile}\nuse-cases: [ORM]\nquantities: { meters: { electric: { other: 9 } } }\n`
    const text = (profile: string) => requirementsText(tableOf(deploymentOf(town(profile))), true).replaceAll('\n', ' ')
    expect(text('ACvW')).toContain('in play as prerequisites: Meter Reading, Meter Events (of ORM) third parties: ')
    expect(text('ACvW')).toContain('third parties: considered in Meter Reading; no retail provider takes part')
    expect(text('ARCvW')).toContain('third parties: considered in Meter Reading; on-demand reads come twice: ')
  })
})

describe('as JSON', () => {
  interface Row {
    latencyS: number
    reliability: { share: number | null; strict: boolean; of: string }[]
    inWords: { latency: string; reliability: string }
  }
  interface Json {
    deployment: string
    profile: string
    counts: { parents: number; children: number }
    requirements: (Row & {
      id: string
      path: string
      children?: (Row & { ref: string; flow: string; setBy: string })[]
    })[]
    leftOut: { requirement: string; why: string }[]
  }
  const jsonOf = (table: RequirementsTable, parentsOnly = false) =>
    JSON.parse(JSON.stringify(requirementsJson(table, parentsOnly))) as Json

  test.each(tables)('of %s has every row, its figures and why the others are left out', (_, table) => {
    const json = jsonOf(table)
    expect(json.requirements.map((one) => one.id)).toEqual(table.parents.map((one) => one.requirement.id))
    expect(json.counts.parents).toBe(json.requirements.length)
    expect(json.counts.children).toBe(sum(json.requirements.map((one) => one.children!.length)))
    expect(json.leftOut.map((one) => one.requirement)).toEqual(table.leftOut.map((one) => one.requirement.id))
    for (const one of json.requirements) {
      expect(sum(one.children!.map((child) => child.latencyS))).toBeCloseTo(one.latencyS, 6)
      one.reliability.forEach(({ share, of }, i) => {
        const shares = one.children!.map((child) => child.reliability[i]!)
        expect(new Set(shares.map((each) => each.of))).toEqual(new Set([of]))
        expect(shares.reduce((product, each) => product * each.share!, 1)).toBeCloseTo(share!, 7)
      })
    }
  })

  // SRS 4.10.4.4 and 4.10.4.3: a window of delivery, and shares by the time from being due.
  test('says in words that a window of delivery is divided', () => {
    const { children } = jsonOf(meters).requirements.find((one) => one.inWords.latency.includes('window'))!
    for (const child of children!) expect(child.inWords.latency).toMatch(/^less than .*, a window of delivery$/)
    const windowed = jsonOf(meters).requirements.find((one) => one.reliability.length > 1)!
    for (const child of windowed.children!) {
      expect(child.reliability.map((one) => one.of)).toEqual(windowed.reliability.map((one) => one.of))
    }
  })

  test('has no children where none are asked for', () => {
    const json = jsonOf(quickstart, true)
    for (const one of json.requirements) expect(one).not.toHaveProperty('children')
  })
})
