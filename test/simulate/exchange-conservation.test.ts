import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { LOSS_REASONS } from '../../src/network/medium.js'
import { Model } from '../../src/simulate/model.js'
import { MESSAGE } from '../../src/trace/messages.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, outcomesOf } from './finished.js'
import { randomDeployment } from './random-deployment.js'
import {
  BYTES_APPLICATION,
  BYTES_SECURITY,
  BYTES_WIRE,
  DELIVERED,
  OFFERED,
  TRANSMISSIONS,
} from '../../src/network/links.js'

const levels = (values: string[]) =>
  fc.record({ H: fc.constantFrom(...values), L: fc.constantFrom(...values) }, { requiredKeys: [] })
const costs = (values: string[]) => fc.record({ integrity: levels(values), confidentiality: levels(values) })

const rules = fc.record(
  {
    acknowledged: fc.boolean(),
    'time-out': fc.constantFrom('2 s', '60 s', '15 min'),
    resends: fc.integer({ min: 0, max: 3 }),
    bytes: fc.constantFrom('0 B', '20 B', '2 kB'),
    expires: fc.constantFrom('never', 'at-bound', '30 s', '2 h'),
  },
  { requiredKeys: [] },
)

const PAIRS = [
  ['AMI Head-End(j)', '2-Way Meter - Electr'],
  ['CIS/Billing - Utility', '2-Way Meter - Electr'],
  ['MDMS', '2-Way Meter - Electr'],
  ['2-Way Meter - Gas', 'AMI Head-End(j)'],
  ['DAPjm', 'AMI Head-End(j)'],
]

const session = (between: string[]) =>
  fc.record({
    between: fc.constant(between),
    'round-trips': fc.integer({ min: 1, max: 2 }),
    bytes: fc.constantFrom(['1500 B', '800 B'], ['3 kB', '0 B'], ['20 kB', '100 B']),
    idle: fc.constantFrom('1 us', '1 min', '1 day'),
  })

/** A small deployment with some of all that is done for messages on their way. */
const random = fc
  .record({
    yaml: randomDeployment,
    all: rules,
    payloads: fc.record({ cmd: rules, 'Mtr-read_*': rules, 'SW_opr_*': rules }, { requiredKeys: [] }),
    sessions: fc.record(Object.fromEntries(PAIRS.map((pair, i) => [`s${i}`, session(pair)])), { requiredKeys: [] }),
    message: costs(['0 B', '32 B']),
    nan: costs(['0 B', '8 B']),
    receiver: costs(['0 s', '3 s']),
  })
  .map(({ yaml, all, payloads, sessions, message, nan, receiver }) =>
    stringify({
      ...(parse(yaml) as object),
      delivery: { acknowledged: true, ...all, payloads },
      sessions,
      security: { message, packet: { nan }, processing: { receiver } },
    }),
  )

/** Addressees that have not got a message and may still get it, counted from the messages themselves. */
function openByRequirement(model: Model): Map<string, number> {
  const { messages } = model.flight
  const open = new Map<string, number>()
  messages.forEach((message) => {
    if (messages.kind[message] !== MESSAGE) return
    const { applied } = model.emissions[messages.emission[message]!]!
    applied.forEach(({ requirement: { id } }, addressee) => {
      if (((messages.has[message]! | messages.lost[message]!) & (1 << addressee)) === 0)
        open.set(id, (open.get(id) ?? 0) + 1)
    })
  })
  return open
}

const sum = (column: Float64Array) => column.reduce((all, one) => all + one, 0)

// Some hundred deployments, each simulated for up to 30 hours.
const PATIENCE = 120_000

describe('messages that are acknowledged, need sessions, expire and are protected', { timeout: PATIENCE }, () => {
  test('are delivered once to each addressee, lost for a reason, or still open at the end, duplicates apart', () => {
    const seen = { lost: 0, open: 0, resent: 0, duplicates: 0, reasons: new Set<string>() }
    fc.assert(
      fc.property(random, (yaml) => {
        const model = finished(deploymentOf(yaml))
        const open = openByRequirement(model)
        for (const tally of model.tallies) {
          const under = open.get(tally.requirement.id) ?? 0
          expect([tally.requirement.id, tally.sent]).toEqual([
            tally.requirement.id,
            tally.delivered + tally.lost + under,
          ])
          expect(tally.latency.count).toBe(tally.delivered)
          expect([...tally.losses.values()].reduce((all, one) => all + one, 0)).toBe(tally.lost)
          for (const place of tally.losses.keys()) {
            const [, reason] = /^\S.*\S: (.+)$/.exec(place)!
            expect(LOSS_REASONS).toContain(reason)
            seen.reasons.add(reason!)
          }
          seen.lost += tally.lost
          seen.open += under
        }
        const { sent, delivered, resent, duplicates } = model.payloadCounts
        sent.forEach((many, i) => expect(delivered[i]).toBeLessThanOrEqual(many))
        seen.resent += sum(resent)
        seen.duplicates += sum(duplicates)
      }),
      { numRuns: 25, seed: 8 },
    )
    // The property is about something.
    for (const count of [seen.lost, seen.open, seen.resent, seen.duplicates]) expect(count).toBeGreaterThan(100)
    expect([...seen.reasons].sort()).toEqual(['expired', 'queue full', 'retries exhausted'])
  })

  test('leave nothing behind when the sources have ended and all that was under way has', () => {
    fc.assert(
      fc.property(random, (yaml) => {
        const model = finished(deploymentOf(yaml))
        model.simulation.runUntil(model.deployment.end + 400 * 86_400_000_000)
        const { links, packets } = model.network
        expect([packets.inUse, model.flight.messages.inUse, model.flight.underWay]).toEqual([0, 0, 0])
        for (let link = 0; link < links.count; link++)
          expect(links.get(link, OFFERED)).toBe(links.get(link, DELIVERED) + links.lostOn(link))
        for (const tally of model.tallies) expect(tally.open).toBe(0)
      }),
      { numRuns: 15, seed: 9 },
    )
  })

  test('put on the wire what they are, what security adds and headers, by link as by payload', () => {
    fc.assert(
      fc.property(random, (yaml) => {
        const model = finished(deploymentOf(yaml))
        const { links } = model.network
        expect(sum(model.bytesByPayload)).toBe(sum(links.column(BYTES_WIRE)))
        expect(sum(model.securityByPayload)).toBe(sum(links.column(BYTES_SECURITY)))
        for (let link = 0; link < links.count; link++) {
          const parts =
            links.get(link, BYTES_APPLICATION) + links.get(link, BYTES_SECURITY) + 60 * links.get(link, TRANSMISSIONS)
          expect(links.get(link, BYTES_WIRE)).toBeGreaterThanOrEqual(parts)
        }
      }),
      { numRuns: 15, seed: 10 },
    )
  })

  test('are the same twice, and in slices as in one go', () => {
    fc.assert(
      fc.property(random, (yaml) => {
        const deployment = deploymentOf(yaml)
        const whole = finished(deployment)
        const sliced = new Model(deployment)
        while (!sliced.runSlice(0)) continue
        sliced.flight.close()
        expect(outcomesOf(sliced)).toEqual(outcomesOf(whole))
        expect(sliced.network.links.column(BYTES_WIRE)).toEqual(whole.network.links.column(BYTES_WIRE))
        expect(sliced.payloadCounts).toEqual(whole.payloadCounts)
      }),
      { numRuns: 8, seed: 11 },
    )
  })
})
