import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Tally } from '../../src/check/tally.js'
import { LOSS_REASONS } from '../../src/network/medium.js'
import type { Model } from '../../src/simulate/model.js'
import { LegTimes, type LegCounts } from '../../src/trace/leg-times.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'
import { randomDeployment } from './random-deployment.js'

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
const timeOf = ({ times }: LegCounts) => sum(times.map(({ mean }) => mean))

/** By requirement: the legs of its path (of its one territory), and its tally. */
function waysOf(model: Model) {
  const tallies = new Map(model.tallies.map((tally) => [tally.requirement.id, tally]))
  return new Map(
    [...model.legs].map(([{ requirement, hops }, { times }]) => {
      const { legs, late } = times.result()
      return [requirement.id, { hops, legs, late, tally: tallies.get(requirement.id)! }]
    }),
  )
}

afterEach(() => {
  vi.restoreAllMocks()
})

/** Tells of every message received what its legs come to by themselves, and what its latency is. */
function watched(): { legs: number; latency: number }[] {
  const seen: { legs: number; latency: number }[] = []
  let legs = NaN
  const received = LegTimes.prototype.received
  vi.spyOn(LegTimes.prototype, 'received').mockImplementation(function (this: LegTimes, ...told) {
    const [, , count] = told
    const alone = new LegTimes(new Float64Array(count), Infinity)
    received.apply(alone, told)
    legs = sum(
      alone
        .result()
        .legs.filter((leg) => leg.messages > 0)
        .map(timeOf),
    )
    received.apply(this, told)
  })
  const onReceived = Tally.prototype.onReceived
  vi.spyOn(Tally.prototype, 'onReceived').mockImplementation(function (this: Tally, sentAt, at, ...more) {
    seen.push({ legs, latency: at - sentAt })
    onReceived.call(this, sentAt, at, ...more)
  })
  return seen
}

describe('the legs of every message of any deployment', () => {
  test('take together what the message took, to the microsecond', () => {
    const seen = watched()
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        seen.length = 0
        finished(deploymentOf(yaml))
        expect(seen.filter(({ legs, latency }) => legs !== latency)).toEqual([])
      }),
      { numRuns: 12, seed: 6 },
    )
  })

  test('do so where messages are acknowledged and sent again as a whole', () => {
    const seen = watched()
    const yaml = `name: a
duration: 12 h
quantities: { meters: { electric: { residential: 20, commercial: 2 } } }
networks: { nan: { loss: 40%, retries: 0, rate: 4 kbps } }
delivery: { payloads: { resp-data: { acknowledged: true, time-out: 30 s, resends: 5 } } }`
    const model = finished(deploymentOf(yaml))
    expect(sum([...model.payloadCounts.resent])).toBeGreaterThan(20)
    expect(seen.length).toBeGreaterThan(50)
    expect(seen.filter(({ legs, latency }) => legs !== latency)).toEqual([])
  })

  test('have the time in which a receiver checks a whole message on the last one', () => {
    const yaml = `name: a
duration: 12 h
quantities: { meters: { electric: { residential: 20, commercial: 2 } } }
security: { processing: { receiver: { integrity: { H: 40 ms, M: 40 ms, L: 40 ms, not-stated: 40 ms } } } }`
    const plain = waysOf(finished(deploymentOf(yaml.replace(/^security.*$/m, ''))))
    let received = 0
    for (const [id, { legs, tally }] of waysOf(finished(deploymentOf(yaml)))) {
      if (tally.delivered === 0) continue
      received += tally.delivered
      expect(sum(legs.map(timeOf)) / tally.latency.mean).toBeCloseTo(1, 9)
      const before = plain.get(id)!.legs
      if (before[0]!.messages === 0) continue
      const more = legs.map((leg, i) => Math.round(leg.times[0]!.mean - before[i]!.times[0]!.mean))
      expect(more).toEqual(legs.map((_, i) => (i === legs.length - 1 ? 40_000 : 0)))
    }
    expect(received).toBeGreaterThan(50)
  })

  test('are as many as were delivered, lose as many as were lost and for the same reasons, and have the mean latency', () => {
    let lost = 0
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        for (const [id, { hops, legs, tally }] of waysOf(finished(deploymentOf(yaml)))) {
          expect(legs).toHaveLength(hops.length)
          for (const leg of legs) expect([id, leg.messages]).toEqual([id, tally.delivered])
          for (const [i, reason] of LOSS_REASONS.entries()) {
            const told = [...tally.losses].filter(([place]) => place.endsWith(`: ${reason}`))
            expect(sum(legs.map((leg) => leg.lost[i]!))).toBe(sum(told.map(([, many]) => many)))
          }
          // Where on its way: each leg has the losses between its two actors.
          for (const [i, { from, to }] of hops.entries()) {
            const there = [...tally.losses].filter(([place]) => place.startsWith(`${from} → ${to}: `))
            expect(sum(legs[i]!.lost)).toBe(sum(there.map(([, many]) => many)))
          }
          lost += tally.lost
          if (tally.delivered > 0) expect(sum(legs.map(timeOf)) / tally.latency.mean).toBeCloseTo(1, 9)
        }
      }),
      { numRuns: 12, seed: 7 },
    )
    expect(lost).toBeGreaterThan(300)
  })
})

describe('the legs of a town by hand', () => {
  // Nothing is random and nothing else is sent: one command a day or so, of 25 bytes and a header of 60.
  const TOWN = `name: a
use-cases: [Service Switch]
duration: 20 days
quantities: { meters: { electric: { residential: 3 } } }
networks:
  nan: { rate: 8 kbps, delay: 20 ms, loss: 0% }
  wan: { rate: 80 kbps, delay: 30 ms, loss: 0% }
  enterprise: { rate: 8 Mbps, delay: 1 ms, loss: 0% }
nodes:
  cis: { processing: 7 ms }
  mdms: { processing: 11 ms }
  head-end: { processing: 13 ms }
  dap: { processing: 17 ms }
  meter: { processing: 19 ms }
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 1 per day, size: 40 B } } }`

  test('have the processing of the actor at the far end, on the first also of the sender, and what bytes and rates make of a transmission', () => {
    const ways = waysOf(finished(deploymentOf(TOWN)))
    const { hops, legs, tally } = [...ways.values()].find(
      (one) => one.tally.requirement.id.startsWith('4.15.4.1/SW_opr_cmd/') && one.hops.length === 4 && one.tally.delivered > 10,
    )! // prettier-ignore
    expect(hops.map((hop) => hop.network)).toEqual(['enterprise', 'enterprise', 'wan', 'nan'])
    expect(hops[0]!.from).toMatch(/^CIS/)
    const bits = (40 + 60) * 8
    const means = legs.map((leg) => leg.times.map(({ mean }) => mean / 1000))
    // Milliseconds: processing, queueing, transmission with propagation, retries.
    expect(means).toEqual([
      [7 + 11, 0, 1 + bits / 8000, 0],
      [13, 0, 1 + bits / 8000, 0],
      [17, 0, 30 + bits / 80, 0],
      [19, 0, 20 + bits / 8, 0],
    ])
    expect(legs.map((leg) => leg.times.map(({ p95 }) => p95 / 1000))).toEqual(means)
    expect(legs.map((leg) => leg.inBound)).toEqual(legs.map(() => tally.delivered))
  })
})

describe('the legs of a sending to all', () => {
  const CALL = `name: a
profile: AHEMCvW
use-cases: [DR-DLC]
start: 2026-07-14 00:00
duration: 1 day
quantities:
  meters: { electric: { residential: 60 } }
  endpoints-per-dap: 25
  esi: { in-meter: 60 }
  han: { load-control: 60 }
enrolment: { drdlc-utility: 60% }
networks: { nan: { loss: 0% }, wan: { loss: 0% }, han: { loss: 0% } }
spontaneous-events: false
events: [{ at: '12:00', what: load-management, by: utility, sender: LMS, cast: broadcast }]
choices: { requirements: { 4.6.4.1/Load_mgm_reqst: off, 4.6.4.1/Load_mgm_reqst_brdcst/1: off } }`
  const BROADCAST = '4.6.4.1/Load_mgm_reqst_brdcst/7'

  // Some devices, and all of some trees, miss a call; and each call takes another time on its way to those that have it.
  const ways = {
    'a wire': [
      'nan: { loss: 30%, retries: 1, retry-after: 700 ms }',
      'wan: { loss: 40%, retries: 1, retry-after: 2 s, jitter: 3 s }',
    ],
    'a LAN': ['nan: { technology: switched-lan, loss: 30% }', 'wan: { loss: 40%, jitter: 3 s }'],
    'a mesh': ['nan: { technology: sun-mesh-150k, loss: 25% }', 'wan: { loss: 40%, jitter: 3 s }'],
    'a power line': ['nan: { technology: g3-plc, loss: 25% }', 'wan: { loss: 40%, jitter: 3 s }'],
    'a polled radio': ['nan: { technology: scada-radio-9600, loss: 25% }', 'wan: { loss: 40%, jitter: 3 s }'],
    'a sector': ['nan: { loss: 10% }', 'wan: { technology: lte-m, loss: 30% }'],
  } as const
  test.each(Object.entries(ways))(
    'over %s have the mean latency of those that it reached, and are as many',
    (_, [nan, wan]) => {
      const calls = Array.from({ length: 18 }, (_, i) => `{ at: '${String(i + 5).padStart(2, '0')}:00', what: load-management, by: utility, sender: LMS, cast: broadcast }`) // prettier-ignore
      const yaml = CALL.replace('nan: { loss: 0% }', nan)
        .replace('wan: { loss: 0% }', wan)
        .replace(/^events: .*$/m, `events: [${calls.join(', ')}]`)
      const checked = `${yaml}\nsecurity: { processing: { receiver: { integrity: { H: 40 ms, M: 40 ms, L: 40 ms, not-stated: 40 ms } } } }`
      for (const of of [yaml, checked]) {
        const { legs, tally } = waysOf(finished(deploymentOf(of))).get(BROADCAST)!
        expect(tally.lost).toBeGreaterThan(20)
        expect(tally.delivered).toBeGreaterThan(20)
        expect(legs.map((leg) => leg.messages)).toEqual(legs.map(() => tally.delivered))
        expect(sum(legs.flatMap((leg) => leg.lost))).toBe(tally.lost)
        expect(sum(legs.map(timeOf)) / tally.latency.mean).toBeCloseTo(1, 9)
      }
    },
  )

  test('are counted for as many as have it, and come to the mean latency of those', () => {
    const { legs, tally } = waysOf(finished(deploymentOf(CALL))).get(BROADCAST)!
    expect(tally.delivered).toBeGreaterThan(20)
    expect(tally.delivered).toBe(tally.sent)
    expect(legs.length).toBeGreaterThan(3)
    for (const leg of legs) expect(leg.messages).toBe(tally.sent)
    expect(sum(legs.map(timeOf)) / tally.latency.mean).toBeCloseTo(1, 9)
  })

  test('are so too where it goes in parts: later ones wait on the first leg of each stage', () => {
    const yaml = CALL.replace('choices: { requirements: {', `choices: { requirements: { ${BROADCAST}: { size: 50 kB },`)
    const { legs, tally } = waysOf(finished(deploymentOf(yaml, 'assumptions.segment=10 kB'))).get(BROADCAST)!
    expect(tally.delivered).toBe(tally.sent)
    expect(sum(legs.map(timeOf)) / tally.latency.mean).toBeCloseTo(1, 9)
    expect(legs[0]!.times[1]!.mean).toBeGreaterThan(1000)
  })

  test('lose on a leg as many as the stage serves', () => {
    const calls = ['08:00', '12:00', '16:00', '20:00'].map(
      (at) => `{ at: '${at}', what: load-management, by: utility, sender: LMS, cast: broadcast }`,
    )
    const yaml = CALL.replace('wan: { loss: 0% }', 'wan: { loss: 50%, retries: 0 }').replace(
      /^events: .*$/m,
      `events: [${calls.join(', ')}]`,
    )
    const { hops, legs, tally } = waysOf(finished(deploymentOf(yaml))).get(BROADCAST)!
    expect(tally.lost).toBeGreaterThan(0)
    const onWan = legs.filter((_, i) => hops[i]!.network === 'wan')
    expect(sum(onWan.flatMap((leg) => leg.lost))).toBe(tally.lost)
    expect(legs.at(-1)!.messages).toBe(tally.delivered)
  })
})

describe('devices below the bound', () => {
  /** The same from a list of what was sent and received, device by device. */
  test('are those that a list of all messages gives', () => {
    const sent = new Map<Tally, { device: number; sentAt: number }[]>()
    const arrived = new Map<Tally, { device: number; sentAt: number; at: number }[]>()
    const onSent = Tally.prototype.onSent
    vi.spyOn(Tally.prototype, 'onSent').mockImplementation(function (this: Tally, sentAt, district, forced, device = -1) {
      sent.set(this, [...(sent.get(this) ?? []), { device, sentAt }])
      onSent.call(this, sentAt, district, forced, device)
    }) // prettier-ignore
    const onReceived = Tally.prototype.onReceived
    vi.spyOn(Tally.prototype, 'onReceived').mockImplementation(function (this: Tally, sentAt, at, district, device, eventAt) {
      arrived.set(this, [...(arrived.get(this) ?? []), { device, sentAt, at }])
      onReceived.call(this, sentAt, at, district, device, eventAt)
    }) // prettier-ignore
    let [compared, below] = [0, 0]
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        sent.clear()
        arrived.clear()
        const deployment = deploymentOf(yaml)
        const model = finished(deployment)
        for (const tally of model.tallies) {
          const { reliability } = tally.requirement
          const verdict = tally.verdict()
          const held = verdict.devices
          // Every payload that counted is of one of them.
          if (held !== undefined) expect([held.payloads, held.good]).toEqual([verdict.counted, verdict.good])
          if (reliability.kind !== 'share' || held === undefined) continue
          const counts = new Map<number, { counted: number; good: number }>()
          const of = (device: number) => {
            const known = counts.get(device) ?? { counted: 0, good: 0 }
            counts.set(device, known)
            return known
          }
          const judged = (sentAt: number) => sentAt + tally.within <= deployment.end
          for (const { device, sentAt } of sent.get(tally) ?? []) if (judged(sentAt)) of(device).counted++
          for (const { device, sentAt, at } of arrived.get(tally) ?? [])
            if (judged(sentAt) && at - sentAt < tally.within) of(device).good++
          const shares = [...counts.values()].map(({ counted, good }) => good / counted)
          const { bound, strict } = reliability
          expect(held.devices).toBe(shares.length)
          expect(held.below).toBe(shares.filter((one) => (strict ? one <= bound : one < bound)).length)
          expect(held.failing).toBe(shares.filter((one) => one < 1).length)
          compared++
          below += held.below
        }
      }),
      { numRuns: 10, seed: 8 },
    )
    expect(compared).toBeGreaterThan(30)
    expect(below).toBeGreaterThan(30)
  })
})
