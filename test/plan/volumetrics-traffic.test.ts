import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { wireOf } from '../../src/plan/volumetrics-crossings.js'
import { figuresOf } from '../../src/plan/volumetrics-figures.js'
import type { Grouping } from '../../src/plan/volumetrics-grouping.js'
import { expectedCrossings, linesOf, type Load } from '../../src/plan/volumetrics-lines.js'
import { trafficText } from '../../src/plan/volumetrics-lines-text.js'
import { allScopes, scopesAsked, type ScopesAsked } from '../../src/plan/volumetrics-scope.js'
import { hourlyCsv, trafficCsv, trafficJson } from '../../src/plan/volumetrics-table.js'
import { deploymentOf } from '../deployment/fixture.js'

const SCENARIO = readFileSync(fileURLToPath(new URL('../../scenarios/srs-4.21.yaml', import.meta.url)), 'utf8')
const TOWN = `name: a
quantities: { meters: { electric: { residential: 900, commercial: 100 } }, endpoints-per-dap: 300 }
`

type Asked = ScopesAsked

function linesIn(yaml: string, asked: Asked, options: { by?: Grouping; load?: Load } = {}, ...set: string[]) {
  const deployment = deploymentOf(yaml, ...set)
  const crossings = expectedCrossings(deployment)
  return linesOf(crossings, scopesAsked(deployment, crossings, asked), options)
}

const figuresIn = (...of: Parameters<typeof linesIn>) => linesIn(...of).map(figuresOf)

describe('traffic at a place', () => {
  test.each<Asked>([{ interface: 'DAPjm:2-Way Meter - Electr' }, { flow: '1D' }, { network: 'nan' }])(
    'is that of SRS 4.21 tables 4 and 5: %o',
    (asked) => {
      const [down, up] = figuresIn(SCENARIO, asked)
      expect([down!.direction, up!.direction]).toEqual(['down', 'up'])
      expect(down!.eventsPerEndpointPerDay).toBeCloseTo(0.152, 9)
      expect(down!.bytesApplicationPerEndpointPerDay).toBeCloseTo(3.8, 9)
      expect(up!.eventsPerEndpointPerDay).toBeCloseTo(8.431075, 9)
      expect(up!.bytesApplicationPerEndpointPerDay).toBeCloseTo(16711.75375, 6)
    },
  )

  test('at a link is the part of the devices behind it: all links together are the flow', () => {
    const [flow] = figuresIn(TOWN, { flow: '1Ca' }).filter((one) => one.direction === 'up')
    const links = ['1Ca 1', '1Ca 2', '1Ca 3', '1Ca 4'].map((link) =>
      figuresIn(TOWN, { link }).find((one) => one.direction === 'up')!,
    )
    const sum = (of: (one: (typeof links)[number]) => number) => links.reduce((all, one) => all + of(one), 0)
    expect(sum((one) => one.endpoints)).toBe(1000)
    expect(sum((one) => one.eventsPerDay)).toBeCloseTo(flow!.eventsPerDay, 6)
    expect(sum((one) => one.bytesWirePerDay)).toBeCloseTo(flow!.bytesWirePerDay, 3)
  })

  test('is shown at each place that is named, once', () => {
    const lines = figuresIn(TOWN, { network: ['wan', 'nan', 'wan'] })
    expect(lines.map(({ name, direction }) => `${name} ${direction}`)).toEqual(['wan down', 'wan up', 'nan down', 'nan up']) // prettier-ignore
  })

  test('at an actor is what comes in and goes out over all its flows', () => {
    const [into, out] = figuresIn(TOWN, { actor: 'DAPjm' })
    expect([into!.direction, out!.direction]).toEqual(['in', 'out'])
    const at = (flow: string, direction: string) =>
      figuresIn(TOWN, { flow }).find((one) => one.direction === direction)!.eventsPerDay
    expect(into!.eventsPerDay).toBeCloseTo(at('1Ca', 'down') + at('1D', 'up'), 6)
    expect(out!.eventsPerDay).toBeCloseTo(at('1Ca', 'up') + at('1D', 'down'), 6)
  })

  test.each<Grouping>(['use-case', 'payload', 'requirement'])('by %s comes to the whole', (by) => {
    const lines = figuresIn(TOWN, { network: 'wan' }, { by })
    for (const direction of ['down', 'up']) {
      const own = lines.filter((one) => one.direction === direction)
      const groups = own.filter((one) => one.group !== undefined)
      expect(own[0]!.group).toBeUndefined()
      expect(groups.length).toBeGreaterThan(1)
      expect(groups.reduce((sum, one) => sum + one.bytesWirePerDay, 0)).toBeCloseTo(own[0]!.bytesWirePerDay, 3)
    }
  })

  test('under highload has the payloads that the SRS marks so, in high operation', () => {
    const ids = (load: Load, ...set: string[]) =>
      figuresIn(TOWN, { network: 'wan' }, { load, by: 'payload' }, 'use-cases=[Price]', ...set).map((one) => one.group)
    // payloads.csv: prices are no baseload.
    expect(ids('high')).toContain('TOU_pricing-data_cmd')
    expect(ids('base')).not.toContain('TOU_pricing-data_cmd')
    const perDay = (...set: string[]) => figuresIn(TOWN, { flow: '1D' }, {}, ...set)[0]!.eventsPerDay
    expect(perDay('operating-mode=high')).toBeGreaterThan(perDay())
  })

  test('of everything is a line each for networks and flows', () => {
    const deployment = deploymentOf(TOWN)
    const crossings = expectedCrossings(deployment)
    const names = allScopes(deployment, crossings).map((one) => `${one.kind} ${one.name}`)
    expect(names).toEqual(expect.arrayContaining(['network nan', 'network wan', 'flow 1D', 'flow 1Ca']))
    const flows = linesOf(crossings, allScopes(deployment, crossings)).filter((one) => one.scope.kind === 'flow')
    const networks = linesOf(crossings, allScopes(deployment, crossings)).filter((one) => one.scope.kind === 'network')
    const total = (lines: typeof flows) => lines.reduce((sum, one) => sum + one.traffic.wirePerDay, 0)
    expect(total(flows)).toBeCloseTo(total(networks), 1)
  })
})

describe('overheads', () => {
  const READ = '4.10.4.3/Mtr-read_data_resp-data/1'
  const bytesOf = (...set: string[]) => {
    const crossings = expectedCrossings(deploymentOf(TOWN, ...set))
    return crossings.find((one) => one.requirements.includes(READ) && one.hop.flow === '1D' && !one.isAnswer)!.bytes
  }

  test('are a header for each packet of the smallest MTU of the way', () => {
    const bytes = bytesOf('nan={ loss: 0%, mtu: 110 B, header: 10 B }')
    // 200 bytes (4.10.4.3) in packets of 100.
    expect(bytes).toEqual({
      ...{ application: 200, headers: 20, security: 0 },
      ...{ acknowledgements: 0, retries: 0, relays: 0 },
    })
  })

  test('are what security adds to the message and to each packet', () => {
    const bytes = bytesOf(
      'nan={ loss: 0%, mtu: 110 B, header: 10 B }',
      'security.message.integrity={ L: 3 B, M: 3 B, H: 3 B }',
      'security.packet.nan.integrity={ L: 5 B, M: 5 B, H: 5 B }',
    )
    // 203 bytes in packets of 95 are three.
    expect([bytes.headers, bytes.security]).toEqual([30, 3 + 3 * 5])
  })

  test('are the retries that the loss brings', () => {
    const bytes = bytesOf('nan={ loss: 10%, retries: 1, mtu: 110 B, header: 10 B }')
    expect(bytes.retries).toBeCloseTo(0.1 * 220, 9)
  })

  test('are the acknowledgements of receivers, which come the other way', () => {
    const set = ['nan={ loss: 0% }', 'delivery={ acknowledged: true, bytes: 20 B }']
    const answers = expectedCrossings(deploymentOf(TOWN, ...set)).filter(
      (one) => one.isAnswer && one.requirements.includes(READ) && one.hop.flow === '1D',
    )
    expect(answers.map((one) => one.direction)).toEqual(['down'])
    const { networks } = deploymentOf(TOWN, ...set).settings
    expect(wireOf(answers[0]!.bytes)).toBeCloseTo(20 + networks.nan.header, 9)
    const [down] = figuresIn(TOWN, { flow: '1D' }, {}, ...set)
    const [without] = figuresIn(TOWN, { flow: '1D' }, {}, 'nan={ loss: 0% }')
    // No message of the SRS: the events are the same.
    expect(down!.eventsPerDay).toBeCloseTo(without!.eventsPerDay, 9)
    expect(down!.bytesAcknowledgementsPerDay).toBeGreaterThan(0)
  })
})

describe('the busiest times', () => {
  test('are the hour of most bytes, and the burst of meters that keep one clock', () => {
    const of = (...set: string[]) => figuresIn(TOWN, { flow: '1D' }, {}, ...set).find((one) => one.direction === 'up')!
    const [spread, aligned] = [of(), of('timing.scheduled-reads=aligned')]
    expect(aligned.eventsPerDay).toBeCloseTo(spread.eventsPerDay, 6)
    expect(spread.peakSecondEvents).toBeLessThan(20)
    // At midnight all 1000 meters send each of their reads.
    expect(aligned.peakSecondEvents).toBeGreaterThanOrEqual(1000)
  })

  test('are in each form of output', () => {
    const deployment = deploymentOf(TOWN)
    const lines = linesIn(TOWN, { network: 'nan' })
    const text = trafficText(deployment, lines, { hourly: true })
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(hourlyCsv(lines).trim().split('\n')).toHaveLength(1 + 2 * 24)
    const [header, first] = trafficCsv(lines).split('\n')
    expect(first!.split(',')).toHaveLength(header!.split(',').length)
    const json = trafficJson(lines) as { hours: { events: number }[]; eventsPerDay: number }[]
    for (const { hours, eventsPerDay } of json)
      expect(hours.reduce((sum, one) => sum + one.events, 0)).toBeCloseTo(eventsPerDay, 5)
  })
})

describe('a place that is not there', () => {
  test('is refused with the nearest name, all of them at once', () => {
    const asked = { flow: '1X', network: 'wann', link: '1Ca 99', actor: 'MDM', interface: 'DAPj:MDMS' }
    const said = (() => {
      try {
        linesIn(TOWN, asked)
      } catch (error) {
        return (error as Error).message
      }
      return ''
    })()
    for (const text of [
      '--flow 1X',
      'did you mean "wan"?',
      '--link 1Ca 99',
      'did you mean "MDMS"?',
      'no actor is called "DAPj"',
    ])
      // prettier-ignore
      expect(said).toContain(text)
  })

  test('is refused where nothing passes', () => {
    expect(() => linesIn(TOWN, { network: 'han' })).toThrow(
      /no message passes there.*\n {2}messages pass at: enterprise/,
    )
  })
})
