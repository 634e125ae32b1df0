import { describe, expect, test } from 'vitest'
import { openPlots } from '../../../src/report/html/plots.js'
import { topologyGraph } from '../../../src/report/html/topology-graph.js'
import { topologyLayout } from '../../../src/report/html/topology-layout.js'
import { topologySection } from '../../../src/report/html/topology-section.js'
import { run } from '../../../src/run/run.js'
import { checkDeployment } from '../../../src/deployment/load.js'
import { parseYaml } from '../../../src/input/yaml.js'
import { catalogue, deploymentOf } from '../../deployment/fixture.js'
import { rowsOf, written } from '../written.js'
import { shown, sumOf, tableOf } from './shown.js'
import { BUSY } from '../../../src/network/links.js'

const TOWN = `name: town
duration: 5 h
quantities: { meters: { electric: { residential: 120, commercial: 20 }, gas: { residential: 30 } }, endpoints-per-dap: 70 }
networks: { nan: { rate: 900 bps, delay: 20 ms } }
`
/** Many actors, some of them reached by several ways. */
const WHOLE = `name: whole
profile: ARHEM3CvIW + DCSIRsF
exercise: all
duration: 1 day
quantities:
  meters: { electric: { residential: 40 }, gas: { residential: 10 }, water: { residential: 10 } }
  endpoints-per-dap: 40
  esi: { in-meter: 10, third-party: 5 }
  han: { ipd: 5, pct: 5, load-control: 5 }
  feeder-devices: { cap-bank: 2, switch: 2, recloser: 2, breaker: 1 }
  substations: 1
`
const plots = await openPlots()
const number = (text: string) => Number(text.replaceAll(' ', ''))

describe('the way from the meters to the back office', () => {
  test('carries what links.csv has, network by network', async () => {
    const { result, files } = await written(deploymentOf(TOWN))
    const links = rowsOf(files.get('links.csv')!)
    const { columns, rows } = tableOf(shown(topologySection(result, plots)), 'What each part')
    const [packets, bytes] = [columns.indexOf('packets offered'), columns.indexOf('bytes on the wire')]
    for (const network of ['nan', 'wan']) {
      const [own, drawn] = [links.filter((row) => row['network'] === network), rows.filter((row) => row[2] === network)]
      expect(drawn.reduce((sum, row) => sum + number(row[packets]!), 0)).toBe(sumOf(own, 'packets_offered'))
      expect(drawn.reduce((sum, row) => sum + number(row[bytes]!), 0)).toBe(sumOf(own, 'bytes_wire'))
    }
    for (const [from, to, , , , , , name, use] of rows.filter((row) => row[2] !== 'enterprise')) {
      const own = links.filter((row) => row['from'] === from && row['to'] === to)
      expect(use).toBe(String(Math.max(...own.map((row) => Number(row['utilisation'])))))
      expect(own.map((row) => row['link'])).toContain(name)
    }
  })

  test('says in words what the busiest hours of hourly.csv are', async () => {
    const { result, files } = await written(deploymentOf(TOWN))
    const hourly = rowsOf(files.get('hourly.csv')!)
    const most = (network: string, direction: string) =>
      Math.max(
        ...hourly
          .filter((row) => row['network'] === network && row['direction'] === direction)
          .map((row) => Number(row['utilisation'])),
      )
    const page = shown(topologySection(result, plots))
    const nan = page.all('.ties li').find((line) => line.startsWith('nan 2-Way Meter - Electr'))!
    expect(most('nan', 'up')).toBeGreaterThan(0.01)
    expect(nan).toContain(`up ${Number((most('nan', 'up') * 100).toFixed(2))} %`)
    expect(page.plots[0]).toContain('2-Way Meter - Electr to DAPjm over nan')
  })

  test('draws a network in the colour of its fullest link, where the mean of all is far below', async () => {
    const result = (await run(deploymentOf(TOWN)))!
    const lines = () => (topologySection(result, plots)!.body.text.match(/stroke="var\(--fail\)"/g) ?? []).length
    expect(lines()).toBe(0)
    const { links } = result.model.network
    const group = links.groups.find((one) => one.network === 'nan' && one.direction === 'up')!
    links.set(group.first, BUSY, result.deployment.end - result.deployment.start)
    expect(lines()).toBe(1)
    expect(shown(topologySection(result, plots)).plots[0]!.replaceAll('\u00a0', ' ')).toContain('Fullest is nan: 100 %')
  })

  test('leaves out what carried nothing, and counts what stands there', async () => {
    const result = (await run(deploymentOf(TOWN)))!
    const { boxes, ties } = topologyGraph(result)
    const of = (name: string) => boxes.find((box) => box.name === name)
    expect(of('2-Way Meter - Electr')).toMatchObject({ count: 140 })
    expect(of('DAPjm')).toMatchObject({ count: 3 })
    expect(of('Back office')!.actors).toContain('MDMS')
    for (const { carried } of ties) expect(Object.values(carried).every(({ packets }) => packets > 0)).toBe(true)
    const tiers = ['Back office', 'AMI Head-End(j)', 'DAPjm', '2-Way Meter - Electr'].map((name) => of(name)!.tier)
    expect(tiers).toEqual([0, 1, 2, 3])
  })

  test('puts no box on another, however many there are, and the far below the near', async () => {
    const result = (await run(checkDeployment(parseYaml(WHOLE, 'test.yaml'), catalogue)))!
    const graph = topologyGraph(result)
    const { placed, width, height } = topologyLayout(graph)
    expect(placed.length).toBeGreaterThan(12)
    for (const [i, a] of placed.entries()) {
      expect(a.x >= 0 && a.x + a.width <= width && a.y >= 0 && a.y + a.height <= height).toBe(true)
      for (const b of placed.slice(i + 1))
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
          true,
        )
    }
    const top = new Map(placed.map((one) => [one.box, one.y]))
    for (const { inner, outer } of graph.ties) expect(top.get(outer)!).toBeGreaterThanOrEqual(top.get(inner)!)
    // A line leads between the boxes, and there is one between two of them, however many networks it stands for.
    const { drawn } = topologyLayout(graph)
    expect(drawn.flatMap(({ ties }) => ties)).toHaveLength(graph.ties.length)
    const ends = drawn.map(({ ties: [tie] }) => `${tie!.inner.name} ${tie!.outer.name}`)
    expect(new Set(ends).size).toBe(drawn.length)
    expect(drawn.length).toBeLessThan(graph.ties.length)
    for (const { pieces } of drawn)
      for (const { x1, y1, x2, y2 } of pieces)
        for (const { box, x, y, width: own, height: tall } of placed)
          expect(
            Math.max(x1, x2) < x || Math.min(x1, x2) > x + own || y2 <= y || y1 >= y + tall,
            `${box.name}: ${[x1, y1, x2, y2].join()}`,
          ).toBe(true)
    const section = topologySection(result, plots)!
    expect(topologySection(result, await openPlots())!.body.text).toBe(section.body.text)
  })

  test('is not there where nothing was carried', async () => {
    const nothing = 'spontaneous-events: false\nuse-cases: [Service Switch]\n'
    const result = (await run(deploymentOf(TOWN.replace('5 h', '5 min') + nothing)))!
    expect(topologySection(result, plots)).toBeUndefined()
  })
})
