import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CARRIES } from '../../src/plan/volumetrics-carry.js'
import { carriedIn, carriedInReport } from '../../src/plan/volumetrics-carried.js'
import { expectedCrossings } from '../../src/plan/volumetrics-lines.js'
import { besideSimulated, notExpected } from '../../src/plan/volumetrics-simulated.js'
import { besideByHour, besideByHourCsv, besideByHourText } from '../../src/plan/volumetrics-simulated-hourly.js'
import { scopesAsked } from '../../src/plan/volumetrics-scope.js'
import { simulatedCsv, simulatedText } from '../../src/plan/volumetrics-simulated-text.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from '../simulate/finished.js'

const TOWN = `name: a
duration: 20 days
quantities: { meters: { electric: { residential: 900, commercial: 100 } }, endpoints-per-dap: 300 }
networks: { nan: { loss: 0% } }
`

const ALIGNED = ['timing.scheduled-reads=aligned', 'nan={ loss: 0%, queue: 100 MB }', 'wan.queue=100 MB']

describe('what is expected, beside a simulation of it', () => {
  // Where nothing is lost both must agree in everything; where retries are, in what they add on the wire too.
  test.each([
    ['nothing is lost', []],
    ['reads are aligned, and links have room for all of them', [...ALIGNED]],
    ['packets are small, and some are sent again', ['nan={ loss: 10%, retries: 5, mtu: 400 B, header: 30 B }']],
    ['receivers acknowledge', ['delivery={ acknowledged: true }']],
    [
      'what is lost is sent again from end to end',
      ['nan={ loss: 20%, retries: 0 }', 'delivery={ acknowledged: true, resends: 20 }'],
    ],
    ['the run begins at noon and ends in the evening', ['start=2027-01-04 12:30', 'duration=230 h']],
  ])(
    'is within what chance brings, by network and direction: %s',
    (_, set) => {
      const deployment = deploymentOf(TOWN, ...set)
      const lines = besideSimulated(deployment, expectedCrossings(deployment), carriedIn(finished(deployment)))
      expect(lines.map(({ name, direction }) => `${name} ${direction}`)).toEqual([
        ...['enterprise down', 'enterprise up', 'nan down', 'nan up', 'wan down', 'wan up'],
      ])
      expect(notExpected(deployment)).toEqual([])
      const days = (deployment.end - deployment.start) / 86_400e6
      for (const line of lines)
        for (const key of CARRIES) {
          const [expected, simulated] = [line.expected[key], line.simulated[key]]
          // Reads that their jitter (1 min) takes over the end of the run, beside chance.
          const edge = expected / days / 1440
          expect(Math.abs(simulated - expected), `${line.name} ${line.direction} ${key}: ${expected}, ${simulated}`)
            .toBeLessThanOrEqual(line.chance[key] + edge + 1) // prettier-ignore
        }
    },
    60_000,
  )

  test('is within it on a single link, and on all links of a flow', () => {
    const deployment = deploymentOf(TOWN)
    const crossings = expectedCrossings(deployment)
    const model = finished(deployment)
    for (const [of, name] of [
      ['link', '1Ca 2'],
      ['flow', '1D'],
    ] as const) {
      const [scope] = scopesAsked(deployment, crossings, { [of]: name })
      const lines = besideSimulated(deployment, crossings, carriedIn(model, { of, name }), (crossing) => {
        const way = scope!.way(crossing)
        return way && { name, part: way.part }
      })
      expect(lines.map((one) => one.direction)).toEqual(['down', 'up'])
      for (const line of lines) {
        const [expected, simulated] = [line.expected.bytesWire, line.simulated.bytesWire]
        const edge = expected / 20 / 1440 + 2500
        expect(Math.abs(simulated - expected), `${name} ${line.direction}`).toBeLessThanOrEqual(
          line.chance.bytesWire + edge,
        )
      }
    }
  })

  test('is by hour what it is of the whole run, and covers no more of an hour than the run does', () => {
    const deployment = deploymentOf(TOWN, 'start=2027-01-04 12:30', 'duration=30 h')
    const crossings = expectedCrossings(deployment)
    const model = finished(deployment)
    const hours = besideByHour(deployment, crossings, carriedIn(model, { of: 'hours' }))
    const whole = besideSimulated(deployment, crossings, carriedIn(model))
    expect(whole.length).toBeGreaterThan(3)
    for (const { name, direction, expected, simulated } of whole) {
      const own = hours.filter((one) => one.name === name && one.direction === direction)
      expect(own.map((one) => one.hour)).toEqual(Array.from({ length: 31 }, (_, i) => 12 + i))
      for (const key of CARRIES) {
        expect(own.reduce((sum, one) => sum + one.simulated[key], 0)).toBe(simulated[key])
        expect(own.reduce((sum, one) => sum + one.expected[key], 0) / expected[key]).toBeCloseTo(1, 9)
      }
    }
    // Reads that are spread over the hours: half of one brings half as many.
    const up = hours.filter((one) => one.name === 'nan' && one.direction === 'up')
    expect(up[0]!.expected.messages / up[24]!.expected.messages).toBeCloseTo(0.5, 9)
    for (const line of besideByHourText(hours).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    const csv = besideByHourCsv(hours)
    // Differences below zero stand as figures.
    expect(csv).toMatch(/,-\d/)
    expect(csv).not.toContain("'")
    const [header, first] = csv.split('\n')
    expect(first!.split(',')).toHaveLength(header!.split(',').length)
  })

  test('says that hops by density are not in it', () => {
    const set = 'nan={ medium: mesh, hops: by density, density: 300 per km2 }'
    expect(notExpected(deploymentOf(TOWN, set)).join()).toContain('hops after the first')
    expect(notExpected(deploymentOf(TOWN, 'nan={ medium: mesh }')).join()).not.toContain('hops after the first')
  })

  test('is certain for what the clock sends: reads of 20 days do not differ by one in a thousand', () => {
    const deployment = deploymentOf(TOWN)
    const lines = besideSimulated(deployment, expectedCrossings(deployment), [])
    const up = lines.find((one) => one.name === 'nan' && one.direction === 'up')!
    expect(up.chance.bytesApplication / up.expected.bytesApplication).toBeLessThan(1e-3)
  })
})

describe('a report', () => {
  const HEADER =
    'network,direction,hour,hour_start,links,messages,bytes_application,bytes_security,bytes_wire,utilisation\n'
  const folderOf = (hourly: string) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'beside-')), 'report')
    mkdirSync(folder)
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ sgsim: '1', catalogueHash: 'a', deploymentHash: 'b' }))
    writeFileSync(join(folder, 'requirements.csv'), 'requirement,sent,delivered,in_time,lost,open,counted,share_in_time,low,high,verdict\n') // prettier-ignore
    writeFileSync(join(folder, 'hourly.csv'), HEADER + hourly)
    return folder
  }
  const deployment = deploymentOf(TOWN)

  test('is summed over its hours, and told of where it is of another deployment', () => {
    const hours = 'nan,up,0,2027-01-04 00:00,4,10,1000,0,1600,0.1\nnan,up,1,2027-01-04 01:00,4,5,500,0,800,0.1\n'
    const { carried, doubt } = carriedInReport(folderOf(hours), deployment)
    expect(carried).toEqual([{ name: 'nan', direction: 'up', messages: 15, bytesApplication: 1500, bytesWire: 2400 }])
    expect(doubt).toContain('is of another deployment')
    const lines = besideSimulated(deployment, expectedCrossings(deployment), carried)
    for (const line of simulatedText(lines, []).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    const [header, first] = simulatedCsv(lines).split('\n')
    expect(first!.split(',')).toHaveLength(header!.split(',').length)
  })

  test('is read by its hours', () => {
    const hours = 'nan,up,0,2027-01-04 00:00,4,10,1000,0,1600,0.1\nnan,up,1,2027-01-04 01:00,4,5,500,0,800,0.1\n'
    const { carried } = carriedInReport(folderOf(hours), deployment, { of: 'hours' })
    expect(carried.map(({ hour, messages }) => [hour, messages])).toEqual([
      [0, 10],
      [1, 5],
    ])
  })

  test('that is damaged is refused at its place', () => {
    const folder = folderOf('nan,sideways,0,2027-01-04 00:00,4,ten,1000,0,1600,0.1\n')
    expect(() => carriedInReport(folder, deployment)).toThrow(
      /hourly\.csv:2:5: direction|hourly\.csv:2:5: expected down or up/,
    )
    expect(() => carriedInReport('/nowhere', deployment)).toThrow(/no such folder/)
  })
})
