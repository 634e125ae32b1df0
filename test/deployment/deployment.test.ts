import { describe, expect, test } from 'vitest'
import { deploymentOf } from './fixture.js'

const SECOND = 1_000_000
const DAY = 86_400 * SECOND

describe('a deployment', () => {
  test('needs nothing but its name', () => {
    const { settings, territories, layout, start, end } = deploymentOf('name: bare')
    expect(settings.profile).toBe('ACvW')
    expect(territories.map((one) => one.profile.code)).toEqual(['ACvW'])
    expect(settings['use-cases']).toEqual(['Meter Reading', 'Service Switch'])
    expect(settings.effects).toBe('causal')
    expect(settings.collection).toBe('push')
    expect(settings.seed).toBe(1)
    expect([start, end]).toEqual([0, DAY])
    expect(layout.meters).toBe(0)
  })

  test('says what each of its keys says', () => {
    const { settings, territories, layout, start, end } = deploymentOf(`
name: every-key-9
profile: ACdIIW
use-cases: [Service Switch]
duration: 36 h
start: 2024-02-29 06:30
seed: 7
quantities:
  meters:
    electric: { residential: 5, commercial: 4, other: 3 }
    gas: { residential: 2 }
    water: { other: 1 }
  endpoints-per-dap: 4
populations: { PrePay-ElectrMtr: 6 }
networks:
  nan: { medium: wire, rate: 50kbps, delay: 40 ms, loss: 2.5%, retries: 2, retry-after: 1 s, mtu: 300 B, header: 20 B, queue: 8 kB }
nodes:
  dap: { processing: 20 ms, distribution: exponential, servers: 2 }
timing: { scheduled-reads: aligned, jitter: 5 s, everything-else: spread, requirements: { 4.15.4.1/SW_opr_cmd: poisson } }
effects: stated
collection: poll
enrolment: { prepay: 10% }
choices:
  ranges: low
  requirements:
    4.15.4.1/SW_opr_cmd/1: { how-often: 50 per 1000 per week, size: 2 kB }
    4.15.4.3/SW_state_cmd: off
assumptions: { x-joins: 3, x-mb: 2 MB, share-in-when: 90%, reliability-holds: delivered, response-window: low,
  see-reqmts-table: 1 per hour, see-reqmts-table-errors: 2 per 100 }
volumetrics: { interface: [DAPjm, 2-Way Meter - Electr] }
`)
    expect(settings.name).toBe('every-key-9')
    expect(territories[0]!.profile).toMatchObject({ ami: { cis: 'direct', backhaul: 'IIW' } })
    expect(settings['use-cases']).toEqual(['Service Switch'])
    // Time is counted from the midnight before the start.
    expect(start).toBe(6.5 * 3600 * SECOND)
    expect(end - start).toBe(1.5 * DAY)
    expect(settings.seed).toBe(7)
    expect([layout.meters, layout.endpoints]).toEqual([15, 15])
    // 15 endpoints in fours.
    expect(layout.daps).toBe(4)
    expect(settings.populations).toEqual({ 'PrePay-ElectrMtr': 6 })
    expect(settings.networks.nan).toEqual({
      medium: 'wire',
      rate: 50_000,
      delay: 40_000,
      jitter: 0,
      loss: 0.025,
      retries: 2,
      'retry-after': SECOND,
      mtu: 300,
      header: 20,
      queue: 8000,
      order: 'fifo',
    })
    expect(settings.nodes.dap).toMatchObject({ processing: 20_000, distribution: 'exponential', servers: 2 })
    expect(settings.timing).toMatchObject({
      'scheduled-reads': 'aligned',
      jitter: 5 * SECOND,
      'everything-else': 'spread',
      requirements: { '4.15.4.1/SW_opr_cmd': 'poisson' },
    })
    expect(settings.effects).toBe('stated')
    expect(settings.collection).toBe('poll')
    expect(settings.choices.ranges).toBe('low')
    const { 'how-often': often, size } = settings.choices.requirements['4.15.4.1/SW_opr_cmd/1'] as {
      'how-often': number
      size: number
    }
    expect(often).toBeCloseTo(50 / 1000 / 7, 15)
    expect(size).toBe(2000)
    expect(settings.choices.requirements['4.15.4.3/SW_state_cmd']).toBe('off')
    expect(settings.enrolment['prepay']).toBe(0.1)
    expect(settings.assumptions).toMatchObject({
      'x-joins': 3,
      'x-mb': 2e6,
      'see-reqmts-table': 24,
      'see-reqmts-table-errors': 0.02,
      'share-in-when': 0.9,
      'reliability-holds': 'delivered',
      'response-window': 'low',
    })
    expect(settings.volumetrics).toEqual({ interface: ['DAPjm', '2-Way Meter - Electr'] })
  })

  test('starts at midnight when it says only a day', () => {
    expect(deploymentOf('name: a\nstart: 2026-06-01').start).toBe(0)
  })
})
