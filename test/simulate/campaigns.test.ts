import { afterEach, describe, expect, test, vi } from 'vitest'
import { HOUR, MINUTE } from '../../src/kernel/time.js'
import { CampaignTransfers } from '../../src/simulate/campaign-transfers.js'
import { MissingBlocks, nextBit } from '../../src/simulate/missing-blocks.js'
import type { Model } from '../../src/simulate/model.js'
import { BLOCK, MESSAGE } from '../../src/trace/messages.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'

const MEDIA = {
  wire: '{ medium: wire, rate: 100 kbps, loss: 10%, retries: 0 }',
  sector:
    '{ medium: sector, rate-down: 200 kbps, rate-up: 200 kbps, loss: 10%, retries: 0, access: granted, power-save: { mode: none } }',
  mesh: '{ medium: mesh }',
  plc: '{ medium: plc, rate: 40 kbps }',
} as const

interface Town {
  nan?: string
  duration?: string
  more?: string
  profile?: string
}

function town(
  campaign: string,
  { nan = MEDIA.wire, duration = '12 h', more = '', profile = 'ACvW' }: Town = {},
): Model {
  return finished(
    deploymentOf(`name: town
profile: ${profile}
use-cases: [Firmware / Program Update, Meter Reading]
start: 2026-06-01 00:00
duration: ${duration}
quantities: { meters: { electric: { residential: 90, commercial: 10 }, gas: { residential: 20 } }, endpoints-per-dap: 30 }
networks: { nan: ${nan} }
spontaneous-events: false
${more}
campaigns:
  - { name: c, at: "01:00", what: firmware-update, of: nic, ${campaign} }
`),
  )
}

function blocksUnderWay({ flight: { messages } }: Model): number {
  let count = 0
  messages.forEach((slot) => {
    if (messages.kind[slot] === MESSAGE && (messages.flags[slot]! & BLOCK) !== 0) count++
  })
  return count
}

const runOf = (model: Model) => model.flight.campaigns!.runs[0]!

afterEach(() => {
  vi.restoreAllMocks()
})

describe('every device of a campaign has the image, will never have it, or is open', () => {
  const CASTS = ['unicast', 'multicast', 'broadcast']
  const cases = CASTS.flatMap((cast) => Object.keys(MEDIA).map((medium) => ({ cast, medium })))
  test.each(cases)('$cast over $medium', ({ cast, medium }) => {
    for (const [more, duration] of [
      ['repair-rounds: 3', '24 h'],
      ['repair-rounds: 1, devices: 40, last-repair: like-first', '24 h'],
      ['repair-rounds: 2, capacity: 10%', '90 min'],
    ] as const) {
      const model = town(`cast: ${cast}, image: 20 kB, ${more}`, { nan: MEDIA[medium as keyof typeof MEDIA], duration })
      const run = runOf(model)
      const tallies = model.tallies.filter(({ requirement }) => run.campaign.requirementIds.includes(requirement.id))
      const sum = (column: 'sent' | 'delivered' | 'lost' | 'open') => tallies.reduce((all, one) => all + one[column], 0)
      expect(run.count).toBe(more.includes('devices: 40') ? 40 : 120)
      expect(run.begun).toBeGreaterThan(0)
      // What goes to all is sent to all at once; the others are in line.
      expect(sum('sent')).toBe(cast === 'unicast' ? run.begun : run.count)
      expect([sum('delivered'), sum('lost')]).toEqual([run.completed, run.failed])
      expect(sum('open')).toBe(sum('sent') - run.completed - run.failed)
      expect(run.curve.at(-1)?.completed ?? 0).toBe(run.completed)
      expect(run.messages * 1000).toBe(run.bytes)
      if (duration === '24 h') {
        expect(run.completed + run.failed).toBe(run.count)
        expect(blocksUnderWay(model)).toBe(0)
      }
    }
  })
})

describe('blocks that are sent', () => {
  test('are those of the image for each device, and in each repair round the ones that it missed', () => {
    const run = runOf(town('cast: unicast, image: 20 kB, repair-rounds: 5', { duration: '24 h' }))
    expect(run.messages - run.repairs).toBe(120 * 20)
    // Of each block a tenth is lost, again and again: 1 ÷ 0.9 - 1 of all. Its noise is 16 of 266.
    expect(Math.abs(run.repairs - (120 * 20) / 9)).toBeLessThan(5 * Math.sqrt((120 * 20 * 0.1) / 0.81))
    expect(run.completed).toBe(120)
  })

  test('are those of the image for each tree and kind of meter, where they go to all', () => {
    const run = runOf(town('cast: broadcast, image: 20 kB, repair-rounds: 5', { duration: '24 h' }))
    const trees = run.parts.map(({ running }) => {
      let count = 0
      running.takingIn!.trees(() => count++)
      return count
    })
    expect(run.messages - run.repairs).toBe(20 * trees.reduce((sum, one) => sum + one, 0))
    expect(run.repairs).toBeGreaterThan(0)
  })

  test('have the size of the rest at the end', () => {
    const run = runOf(town('cast: unicast, image: 20500 B, devices: 10', { nan: '{ loss: 0% }' }))
    expect([run.messages, run.bytes, run.repairs]).toEqual([210, 205_000, 0])
  })
})

describe('the throttle by the hour', () => {
  function begins(campaign: string, more?: Town): number[] {
    const at: number[] = []
    const begin = CampaignTransfers.prototype.begin
    vi.spyOn(CampaignTransfers.prototype, 'begin').mockImplementation(function (this: CampaignTransfers, ...of) {
      at.push((this as unknown as { simulation: { now: number } }).simulation.now - HOUR)
      begin.apply(this, of)
    })
    town(campaign, more)
    return at
  }

  test('begins devices at even distances', () => {
    const at = begins('cast: unicast, image: 1 kB, per-hour: 70', { nan: '{ loss: 0% }' })
    expect(at).toEqual(Array.from({ length: 120 }, (_, i) => Math.ceil((i * HOUR) / 70)))
  })

  test('is kept in every hour, also where devices hold each other up', () => {
    const at = begins('cast: unicast, image: 100 kB, per-hour: 40, in-flight: 1', {
      nan: '{ rate: 5 kbps, loss: 5%, retries: 0 }',
    })
    expect(at.length).toBeGreaterThan(40)
    for (const [i, one] of at.entries())
      expect(at.filter((t) => t >= one && t < one + HOUR).length, `${i}`).toBeLessThanOrEqual(40)
  })

  test('leaves an hour for as many devices as a tree has, where all of them are begun together', () => {
    const at = begins('cast: broadcast, image: 1 kB, per-hour: 30', { nan: '{ loss: 0% }' })
    for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBeGreaterThan(0)
    expect(at.at(-1)).toBeGreaterThan(2 * HOUR)
  })
})

test('no more devices of a tree are served at once than may be', () => {
  const model = town('cast: unicast, image: 20 kB, in-flight: 2, repair-after: 1 min, repair-rounds: 8', {
    duration: '24 h',
  })
  const run = runOf(model)
  // Twenty blocks of 8 × 1060 bits, thirty meters a tree: with every tenth sent again not under 30 × 20 × 85 ms.
  expect(run.completed).toBe(120)
  expect(run.times[2]!.took).toBeGreaterThan(30 * 20 * 0.08 * 1e6)
})

test('a campaign that repairs nothing gives up who misses a block, with the place and the reason', () => {
  const model = town('cast: unicast, image: 20 kB, repair-rounds: 0')
  const run = runOf(model)
  expect(run.failed).toBeGreaterThan(0)
  const tallies = model.tallies.filter((one) => one.requirement.payload.name === 'NIC_firmware_update_cmd')
  const losses = tallies.flatMap((one) => [...one.losses.keys()])
  expect(losses).not.toEqual([])
  for (const place of losses) expect(place).toMatch(/^DAPjm → 2-Way Meter - (Electr|Gas): retries exhausted$/)
})

test('the image is answered once by each device that has it', () => {
  const model = town('cast: broadcast, image: 20 kB', { duration: '24 h' })
  const run = runOf(model)
  const answers = model.payloads.indexOf('NIC_firmware_update_confirmation')
  expect(model.payloadCounts.sent[answers]).toBe(run.completed)
})

test('blocks that receivers acknowledge are sent again by their sender, and each counts once', () => {
  const more = 'delivery: { payloads: { NIC_firmware_update_cmd: { acknowledged: true, time-out: 10 s, resends: 4 } } }'
  const model = town('cast: unicast, image: 20 kB, repair-rounds: 0', { more, duration: '24 h' })
  const run = runOf(model)
  const payload = model.payloads.indexOf('NIC_firmware_update_cmd')
  expect(run.messages).toBe(120 * 20)
  expect(model.payloadCounts.resent[payload]).toBeGreaterThan(0)
  expect(model.payloadCounts.duplicates[payload]).toBeGreaterThan(0)
  // One in ten is lost there or back: of five sendings all are for one block in 10^5.
  expect(run.completed).toBeGreaterThan(110)
})

describe('answers to what was sent to all', () => {
  const spread = (jitter: string) => {
    const model = town('cast: broadcast, image: 20 kB', {
      nan: '{ rate: 10 kbps, loss: 0% }',
      more: `timing: { answer-jitter: ${jitter} }`,
    })
    const tally = model.tallies.find((one) => one.requirement.id === '4.9.4.11/NIC_firmware_update_confirmation/1')!
    return { model, tally }
  }

  test('come at moments of their own within the jitter, and are not late by it', () => {
    const [all, apart] = [spread('0 s'), spread('10 min')]
    expect([all.tally.sent, apart.tally.sent]).toEqual([100, 100])
    expect(apart.tally.delivered).toBe(100)
    // Thirty on a line one after the other, or hardly ever two at a time.
    expect(apart.tally.latency.mean).toBeLessThan(all.tally.latency.mean / 2)
  })

  test('are not sent when the run ends before', () => {
    const model = town('cast: broadcast, image: 20 kB, repair-rounds: 0', {
      nan: '{ rate: 1 Mbps, loss: 0% }',
      more: 'timing: { answer-jitter: 2 h }',
      duration: '2 h',
    })
    const tally = model.tallies.find((one) => one.requirement.id === '4.9.4.11/NIC_firmware_update_confirmation/1')!
    // An hour less what the image took, of two.
    expect(Math.abs(tally.sent - 50)).toBeLessThan(25)
    expect(tally.delivered + tally.lost + tally.open).toBe(tally.sent)
  })
})

describe('missing blocks', () => {
  test('are those that were added and not taken', () => {
    const missing = new MissingBlocks(100, 50, 77)
    const sets = new Map<number, Set<number>>()
    let x = 1
    for (let i = 0; i < 5000; i++) {
      x = (x * 48271) % 2147483647
      const [device, block] = [100 + (x % 50), (x >> 8) % 77]
      const set = sets.get(device) ?? new Set<number>()
      sets.set(device, set)
      if (x % 3 > 0) {
        missing.add(device, block, 7, 1, 2)
        set.add(block)
      } else expect(missing.take(device, block)).toBe(set.delete(block))
      if (x % 97 === 0) {
        missing.forget(device)
        set.clear()
      }
      const sorted = [...set].sort((a, b) => a - b)
      const found: number[] = []
      for (let at = missing.nextOf(device, 0); at >= 0; at = missing.nextOf(device, at + 1)) found.push(at)
      expect(found).toEqual(sorted)
    }
  })

  test('are found bit by bit, the highest of a word among them', () => {
    expect(nextBit(Uint32Array.of(0, 0x80000000), 0, 64, 1)).toBe(63)
    expect(nextBit(Uint32Array.of(0, 0x80000000), 0, 63, 1)).toBe(-1)
    expect(nextBit(Uint32Array.of(1, 1), 1, 32, 0)).toBe(0)
  })
})

test('the curve says by minute how many had it by then', () => {
  const run = runOf(town('cast: unicast, image: 20 kB, per-hour: 60', { nan: '{ rate: 1 Mbps, loss: 0% }' }))
  // One is begun a minute, and takes some seconds.
  expect(run.curve).toEqual(Array.from({ length: 120 }, (_, i) => ({ minutes: i + 1, completed: i + 1 })))
  expect(run.times.map(({ took }) => Math.ceil(took! / MINUTE))).toEqual([114, 119, 120])
})
