import { describe, expect, test } from 'vitest'
import { runSummary } from '../../src/report/run-summary.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'
import { rowsOf, written } from './written.js'

const TOWN = `name: town
duration: 6 h
seed: 5
quantities: { meters: { electric: { residential: 60, commercial: 6 } }, endpoints-per-dap: 20 }
networks: { nan: { loss: 20%, retries: 1 } }
`

describe('run.json', () => {
  test('is the same to the byte from run to run, as is every file but timing.json', async () => {
    const [one, two] = [await written(deploymentOf(TOWN)), await written(deploymentOf(TOWN))]
    for (const [name, text] of one.files) {
      if (name !== 'timing.json') expect([name, two.files.get(name)]).toEqual([name, text])
    }
    const other = await written(deploymentOf(TOWN, 'seed=6'))
    expect(other.files.get('run.json')).not.toBe(one.files.get('run.json'))
  })

  test('says which run it is', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const json = JSON.parse(files.get('run.json')!) as Record<string, unknown>
    expect(json).toMatchObject({
      name: 'town',
      profile: 'ACvW',
      useCases: ['Meter Reading', 'Service Switch'],
      seed: 5,
      start: '2026-01-01 00:00',
      durationS: 6 * 3600,
      deploymentHash: deploymentOf(TOWN).hash,
      catalogueHash: catalogue.hash,
      // 66 meters in twenties.
      counts: { devices: 66, daps: 4, districts: 4 },
    })
    expect(json['sgsim']).toMatch(/^\d+\.\d+\.\d+/)
    expect(json['node']).toBe(Number(process.versions.node.split('.')[0]))
    const requirements = json['requirements'] as Record<string, number | object[]>
    const words = ['pass', 'fail', 'undecided', 'notExercised'].map((word) => requirements[word] as number)
    expect(words.reduce((sum, n) => sum + n, 0)).toBe(requirements['applied'])
    expect(requirements['applied']).toBe(result.outcomes.length)
    expect(requirements['leftOut']).toHaveLength(result.model.leftOut.length)
  })
})

describe('the bytes on the wire in run.json', () => {
  const MESH = TOWN.replace('nan: {', 'nan: { technology: sun-mesh-150k,')
  const POLLED = TOWN.replace('nan: {', 'nan: { technology: scada-radio-9600,')
  test.each([
    ['a wire', TOWN, 0],
    // 66 meters and 4 DAPs, or of those that are used as many as there are: 6 h of routing, beacons and time synchronisation (docs/networks.md).
    ['a mesh', MESH, 70 * 6 * (6 * 100 + 12 * 60 + 6 * 40)],
    ['a scan', POLLED, undefined],
  ])('of %s are those of links.csv, and say what is of no payload', async (_, yaml, own) => {
    const { files } = await written(deploymentOf(yaml))
    const { counts } = JSON.parse(files.get('run.json')!) as { counts: Record<string, number> }
    const bytes = (name: string) => rowsOf(files.get(name)!).reduce((sum, row) => sum + Number(row['bytes_wire']), 0)
    expect(counts['bytesWire']).toBe(bytes('links.csv'))
    expect(counts['bytesWire']).toBe(bytes('hourly.csv'))
    expect(counts['bytesOfNoPayload']).toBe(bytes('links.csv') - bytes('payloads.csv'))
    if (own !== undefined) expect(Math.abs(counts['bytesOfNoPayload']! - own)).toBeLessThanOrEqual(4)
    else expect(counts['bytesOfNoPayload']).toBeGreaterThan(1e6)
  })
})

describe('timing.json', () => {
  test('has the wall time of each stage in seconds, the events, and the memory', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const json = JSON.parse(files.get('timing.json')!) as { wallS: object; events: number; memoryPeakBytes: number }
    // The load was said to take a millisecond.
    expect(json.wallS).toMatchObject({ load: 0.001 })
    expect(Object.keys(json.wallS)).toEqual(['load', 'build', 'simulate', 'report'])
    expect(json.events).toBe(result.model.simulation.events)
    expect(json.memoryPeakBytes).toBeGreaterThan(10e6)
  })
})

describe('the summary of --json', () => {
  test('is run.json with every requirement, in camelCase, a missing figure null', async () => {
    const { result } = await written(deploymentOf(TOWN))
    const summary = JSON.parse(JSON.stringify(runSummary(result, 'reports/town'))) as {
      reports: string
      outcomes: Record<string, unknown>[]
    }
    expect(summary.reports).toBe('reports/town')
    expect(summary.outcomes).toHaveLength(result.outcomes.length)
    // At night nothing is switched.
    const idle = summary.outcomes.find((one) => one['requirement'] === '4.15.4.1/SW_opr_cmd/1')!
    expect(idle).toMatchObject({ payload: 'SW_opr_cmd', from: 'CIS/Billing - Utility', sent: 0, shareInTime: null })
    for (const one of summary.outcomes) for (const key of Object.keys(one)) expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/)
  })

  test('says of what fails, in figures too, which leg it owes that to', async () => {
    // Nobody is reached over a NAN that loses 99 of 100.
    const { result } = await written(deploymentOf(TOWN, 'networks.nan.loss=99%', 'start=2026-01-01 09:00'))
    const { outcomes } = JSON.parse(JSON.stringify(runSummary(result, 'reports/town'))) as {
      outcomes: { verdict: string; lost: number; costliestLeg: object | null }[]
    }
    const failed = outcomes.filter((one) => one.verdict === 'fail' && one.lost > 0)
    expect(failed.length).toBeGreaterThan(0)
    for (const { costliestLeg } of failed)
      expect(costliestLeg).toMatchObject({ territory: null, flow: '1D', network: 'nan', cause: 'retries exhausted', link: null }) // prettier-ignore
    for (const one of outcomes) expect(one.costliestLeg === null).toBe(one.verdict !== 'fail')
  })
})
