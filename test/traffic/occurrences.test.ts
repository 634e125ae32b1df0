import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import type { SendingSource } from '../../src/traffic/sending-source.js'
import { sourcesOf } from '../../src/traffic/source.js'
import { deploymentOf } from '../deployment/fixture.js'

const HOUR = 3_600_000_000

const TOWN = `name: a
use-cases: [ORM]
duration: 1 day
spontaneous-events: false
quantities: { meters: { electric: { residential: 100 } }, endpoints-per-dap: 50 }
`
const LOST = '4.12.4.1/otg_ntf_evnt_data'
const RETURNED = '4.12.4.3/svc_rst_ntf_evnt_data'

function sentBy(deployment: Deployment, row: string): { at: number; device: number; forced: boolean; event: number }[] {
  const emissions = emissionsOf(deployment, appliedRequirements(deployment).applied)
  const sources: SendingSource[] = sourcesOf(deployment, emissions).filter(
    (one) => one.emission.applied[0]!.requirement.row === row,
  )
  const sent: ReturnType<typeof sentBy> = []
  for (const source of sources)
    for (; source.time < deployment.end; source.next())
      sent.push({ at: source.time, device: source.device, forced: source.forced, event: source.eventAt })
  return sent
}

describe('an event of the script', () => {
  const events = `${TOWN}events:
  - { at: "06:00", what: power-lost, share: 30% }
  - { at: "09:00", what: power-returned }
`
  test('makes each member that it concerns send once, soon after it', () => {
    const sent = sentBy(deploymentOf(events), LOST)
    expect(sent).toHaveLength(30)
    expect(new Set(sent.map((one) => one.device)).size).toBe(30)
    for (const { at, forced, event } of sent) {
      expect([forced, event]).toEqual([true, 6 * HOUR])
      // timing.event-jitter is a second.
      expect(at - event).toBeGreaterThanOrEqual(0)
      expect(at - event).toBeLessThanOrEqual(1_000_000)
    }
  })

  test('concerns the same devices as the one that it undoes', () => {
    const deployment = deploymentOf(events)
    const devices = (row: string) =>
      sentBy(deployment, row)
        .map((one) => one.device)
        .sort((a, b) => a - b)
    expect(devices(RETURNED)).toEqual(devices(LOST))
  })
})

describe('an event that is exercised', () => {
  test('occurs once, for one member', () => {
    const sent = sentBy(deploymentOf(`${TOWN}exercise: [power-lost]`), LOST)
    expect(sent).toHaveLength(1)
    expect(sent[0]!.forced).toBe(true)
  })
})

describe('an event by itself', () => {
  // payloads/event-kinds.csv: a meter loses power once a year; 20 years of 100 meters are 2000 (standard deviation 45).
  test('comes at its rate, each member by itself', () => {
    const years = deploymentOf(TOWN.replace('1 day', `${20 * 365} days`), 'spontaneous-events=true')
    const sent = sentBy(years, LOST)
    expect(sent.length).toBeGreaterThan(2000 - 4 * 45)
    expect(sent.length).toBeLessThan(2000 + 4 * 45)
    expect(sent.every((one) => !one.forced)).toBe(true)
    expect(sentBy(deploymentOf(TOWN), LOST)).toEqual([])
  })
})

describe('the steps that follow a fault', () => {
  // payloads/event-kinds.csv: `follows` fault, `after` 5 s and 20 s; what is held to `within` runs from the fault itself.
  test.each([
    ['isolation-step', 5],
    ['reconfiguration-step', 20],
  ])('%s comes %i s after it, and counts from it', (what, seconds) => {
    const deployment = deploymentOf(`name: a
profile: DCSIW
use-cases: [FCIR - DMS]
spontaneous-events: false
quantities: { feeder-devices: { breaker: 2, recloser: 10, switch: 10 } }
events: [{ at: "06:00", what: fault }]
`)
    const emissions = emissionsOf(deployment, appliedRequirements(deployment).applied)
    const steps = sourcesOf(deployment, emissions).filter((one) =>
      one.emission.terms.some((term) => term.event?.what === what && one.name.includes(term.event.event)),
    )
    const sent = steps.flatMap((one) => (one.time < deployment.end ? [[one.eventAt, one.time]] : []))
    expect(sent.length).toBeGreaterThan(0)
    for (const [eventAt, time] of sent) {
      expect(eventAt).toBe(6 * HOUR)
      // Commands of one actor go out one after the other, timing.pace (1 ms) apart.
      expect(time! - eventAt!).toBeGreaterThanOrEqual(seconds * 1e6)
      expect(time! - eventAt!).toBeLessThan(seconds * 1e6 + 1e6)
    }
  })
})

describe('an event of the script in a place', () => {
  // DAPs of 50 meters, feeders of 20: the places of drawn feeders follow one another in the order of the meters.
  const events = (entries: string) =>
    deploymentOf(
      `${TOWN.replace('endpoints-per-dap: 50', 'endpoints-per-dap: 50, meters-per-feeder: 20')}events: [${entries}]`,
    )
  const devices = (entries: string, row: string) =>
    sentBy(events(entries), row)
      .map((one) => one.device)
      .sort((a, b) => a - b)
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

  test('concerns the members there, each once', () => {
    expect(devices('{ at: "06:00", what: power-lost, feeder: 2 }', LOST)).toEqual(numbers(20, 40))
    expect(devices('{ at: "06:00", what: power-lost, dap: 2 }', LOST)).toEqual(numbers(50, 100))
  })

  test('concerns a share of them', () => {
    const some = devices('{ at: "06:00", what: power-lost, feeder: 2, share: 25% }', LOST)
    expect(some).toHaveLength(5)
    for (const device of some) expect(numbers(20, 40)).toContain(device)
  })

  test('ends for those that it began for, also part by part', () => {
    const day =
      '{ at: "06:00", what: power-lost, feeder: 2, share: 50% }, { at: "07:00", what: power-returned, feeder: 2 }'
    expect(devices(day, RETURNED)).toEqual(devices(day, LOST))
    const stages = `{ at: "06:00", what: power-lost, dap: 1 }, { at: "07:00", what: power-returned, feeder: 1 }, { at: "08:00", what: power-returned, feeder: 2 }`
    expect(devices(stages, LOST)).toEqual(numbers(0, 50))
    expect(devices(stages, RETURNED)).toEqual(numbers(0, 40))
  })
})
