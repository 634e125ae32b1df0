import { describe, expect, test } from 'vitest'
import { NodeNumbering } from '../../src/deployment/node-numbering.js'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/time.js'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, outcomesOf } from '../simulate/finished.js'

const TOWN = `
name: town
profile: ACvW
use-cases: [ORM]
start: 2026-06-01 12:00
duration: 6 h
spontaneous-events: false
quantities:
  meters: { electric: { residential: 1000 } }
  meters-per-feeder: 100
  endpoints-per-dap: 100
`
const LAST_GASP = '4.12.4.1/otg_ntf_evnt_data/1'
const RESTORED = '4.12.4.3/svc_rst_ntf_evnt_data/1'
const ON_BATTERY = '4.12.4.2/batt_pwr_notification/1'

const events = (...lines: string[]) => `${TOWN}events:\n${lines.map((one) => `  - ${one}\n`).join('')}`

/** A run up to a moment, in the middle of which it can be looked at. */
function upTo(time: number, yaml: string, ...set: string[]) {
  const deployment = deploymentOf(yaml, ...set)
  const model = new Model(deployment)
  model.simulation.runUntil(time)
  const { nodes } = model.network.book.faults!
  const { layout } = deployment
  const numbering = new NodeNumbering(layout)
  const down = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => from + i).filter((node) => !nodes.isUp(node)).length
  return { model, meters: down(0, layout.meters), daps: down(numbering.head(0), layout.daps) }
}

describe('an outage', () => {
  const half = events(
    '{ at: "13:00", what: power-lost, feeders: 50 % }',
    '{ at: "15:00", what: power-returned, feeders: 50 % }',
  )

  test('takes its meters as soon as their capacitors are empty, and not before', () => {
    // Backup is 30 s, between 80 % and 120 % of it for a single meter.
    expect(upTo(13 * HOUR + 24 * SECOND - 1, half).meters).toBe(0)
    const some = upTo(13 * HOUR + 30 * SECOND, half).meters
    expect(some).toBeGreaterThan(150)
    expect(some).toBeLessThan(350)
    expect(upTo(13 * HOUR + 36 * SECOND, half).meters).toBe(500)
  })

  test('takes a DAP when its battery is spent, and gives it back with the mains', () => {
    const battery = ['nodes.dap.backup=1 h', 'nodes.dap.start-up=1 min']
    expect(upTo(13 * HOUR + 48 * MINUTE - 1, half, ...battery).daps).toBe(0)
    expect(upTo(14 * HOUR + 12 * MINUTE, half, ...battery).daps).toBe(5)
    expect(upTo(15 * HOUR + 48 * SECOND - 1, half, ...battery).daps).toBe(5)
    expect(upTo(15 * HOUR + 72 * SECOND, half, ...battery).daps).toBe(0)
  })

  test('of less than the hold-up takes nothing', () => {
    const blink = events(
      '{ at: "13:00", what: power-lost, feeders: 50 % }',
      '{ at: "13:00:10", what: power-returned, feeders: 50 % }',
    )
    for (const second of [12, 25, 40]) expect(upTo(13 * HOUR + second * SECOND, blink).meters).toBe(0)
  })

  test('is told by every meter, of which none dies before it has spoken', () => {
    const outcome = outcomesOf(finished(deploymentOf(half))).get(LAST_GASP)!
    expect(outcome.sent).toBe(500)
    expect(outcome.delivered).toBe(500)
  })

  test('is told by nobody where meters hold no charge: they are down when they would speak', () => {
    const outcome = outcomesOf(finished(deploymentOf(half, 'nodes.meter.backup=0 s'))).get(LAST_GASP)!
    // Who speaks in the very microsecond of the outage is still up: one in a million of a second's jitter.
    expect(outcome.sent).toBe(500)
    expect(outcome.lost).toBeGreaterThanOrEqual(499)
    expect(outcome.losses[0]!.place).toBe('2-Way Meter - Electr: node down')
  })

  test('makes the DAPs that it leaves on batteries say so, each once', () => {
    const outcome = outcomesOf(finished(deploymentOf(half))).get(ON_BATTERY)!
    // Ten feeders and ten DAPs, one on each: half of them.
    expect(outcome.sent).toBe(5)
    expect(outcome.delivered).toBe(5)
  })

  test('takes a share of the meters, one by one, and leaves the DAPs alone', () => {
    const share = events('{ at: "13:00", what: power-lost, share: 20 % }')
    const { meters, daps } = upTo(14 * HOUR, share, 'nodes.dap.backup=0 s')
    expect([meters, daps]).toEqual([200, 0])
  })
})

describe('the return of power', () => {
  test('starts those that were down: they come back after their start-up, and tell of it', () => {
    const yaml = events(
      '{ at: "13:00", what: power-lost, feeders: 3 }',
      '{ at: "14:00", what: power-returned, feeders: 1 }',
      '{ at: "15:00", what: power-returned, feeders: 2 }',
    )
    // Start-up is 20 s, between 80 % and 120 % of it.
    expect(upTo(14 * HOUR + 16 * SECOND - 1, yaml).meters).toBe(300)
    expect(upTo(14 * HOUR + 24 * SECOND, yaml).meters).toBe(200)
    expect(upTo(15 * HOUR + 24 * SECOND, yaml).meters).toBe(0)
    const outcome = outcomesOf(finished(deploymentOf(yaml))).get(RESTORED)!
    expect([outcome.sent, outcome.delivered]).toEqual([300, 300])
    expect(outcome.latencyS!.p50).toBeGreaterThan(16)
    expect(outcome.latencyS!.max).toBeLessThan(26)
  })

  test('gives a share back to those who lost it first', () => {
    const yaml = events(
      '{ at: "13:00", what: power-lost, share: 20 % }',
      '{ at: "14:00", what: power-returned, share: 20 % }',
      '{ at: "15:00", what: power-lost, share: 20 % }',
    )
    expect(upTo(14 * HOUR + MINUTE, yaml).meters).toBe(0)
    expect(upTo(15 * HOUR + MINUTE, yaml).meters).toBe(200)
  })
})

describe('reads of meters without power', () => {
  test('are lost where they are due, and carried by the first read after it', () => {
    const yaml = events('{ at: "13:00", what: power-lost }', '{ at: "16:00", what: power-returned }')
    const model = finished(deploymentOf(yaml, 'duration=1 day', 'use-cases=[ORM, Meter Reading]'))
    const read = [...outcomesOf(model)].filter(([id]) => id.startsWith('4.10.4.4/Mtr-read_multi-interval-data_resp'))
    const down = read
      .flatMap(([, { losses }]) => losses)
      .filter(({ place }) => /^2-Way Meter - Electr[^→]*: node down$/.test(place))
    expect(down.reduce((sum, one) => sum + one.messages, 0)).toBeGreaterThan(0)
    for (const tally of model.tallies) expect(tally.open).toBeGreaterThanOrEqual(0)
    expect(model.simulation.now).toBe(12 * HOUR + DAY)
  })
})

describe('power that goes again while nodes start', () => {
  const yaml = events(
    '{ at: "13:00", what: power-lost }',
    '{ at: "13:30", what: power-returned }',
    '{ at: "13:30:10", what: power-lost }',
    '{ at: "15:00", what: power-returned }',
  )

  test('leaves them down, until it is back for good', () => {
    expect(upTo(13 * HOUR + 30 * MINUTE + 9 * SECOND, yaml).meters).toBe(1000)
    expect(upTo(14 * HOUR, yaml).meters).toBe(1000)
    expect(upTo(15 * HOUR + 24 * SECOND, yaml).meters).toBe(0)
  })

  test('loses what waited in them: the notices of a return that was none', () => {
    const outcome = outcomesOf(finished(deploymentOf(yaml))).get(RESTORED)!
    expect([outcome.sent, outcome.delivered, outcome.lost]).toEqual([2000, 1000, 1000])
  })
})
