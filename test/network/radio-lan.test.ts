import { describe, expect, it } from 'vitest'
import { EVERYONE, NO_DOMAIN, type Membership } from '../../src/network/medium.js'
import { RadioLan, radioLanSchema, survivalOnRadioLan, type RadioLanSettings } from '../../src/network/radio-lan.js'
import { Bench, hop, place } from './bench.js'

// A thousand premises, each with two devices: the premise i has the number 2000 + i, its devices 2i and 2i + 1.
const PREMISES = 1000
const MEMBERSHIP: Membership = { nodes: 3 * PREMISES, membersOf: () => undefined }
const [UP, DOWN] = [0, 1]

function settings(more: object): RadioLanSettings {
  return radioLanSchema().parse({ medium: 'radio-lan', loss: '0%', ...more })
}

function homes(more: object = {}, domain = place('tree', 2 * PREMISES), processing = 0): Bench {
  const bench = new Bench(9)
  const medium = bench.medium((name, seed, book, membership) => {
    return new RadioLan(name, settings(more), seed, book, membership)
  }, MEMBERSHIP)
  for (const direction of ['up', 'down'] as const)
    bench.route(hop(bench.links(medium, { direction, processing }), { domain, endpoint: place('device') }))
  return bench
}

describe('the radio of a home', () => {
  it('takes the time of the standard: back-off, listening, turnaround, frame', () => {
    for (const route of [UP, DOWN]) {
      const bench = homes({}, undefined, 5)
      const count = 400
      // 127 bytes with the header of 45; far apart.
      for (let i = 0; i < count; i++) bench.send(i * 1e6, i, { route, device: 2 * i, tree: i, bytes: 82 })
      bench.run()
      const waits = [...bench.arrivals()].map(([i, at]) => at - i * 1e6 - (128 + 192 + 192 + 127 * 32 + 5))
      expect(waits).toHaveLength(count)
      expect(new Set(waits)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7].map((units) => 320 * units)))
    }
  })

  it('is one channel for each premise', () => {
    const bench = homes({ 'min-exponent': 0, 'max-exponent': 0, 'max-back-offs': 0 })
    // The two devices of one home in the same microsecond, and one of another.
    bench.send(0, 1, { bytes: 80, device: 0, tree: 0 })
    bench.send(0, 2, { bytes: 80, device: 1, tree: 0 })
    bench.send(0, 3, { bytes: 80, device: 2, tree: 1 })
    bench.run()
    expect([...bench.arrivals().keys()]).toEqual([3])
    expect(bench.losses.map(({ message, reason }) => [message, reason])).toEqual([
      [1, 'retries exhausted'],
      [2, 'retries exhausted'],
    ])
  })

  it('is one channel for all where the near end is the only one of its kind', () => {
    const bench = homes({ 'min-exponent': 0, 'max-exponent': 0, 'max-back-offs': 0 }, place('one', NO_DOMAIN))
    bench.send(0, 1, { bytes: 80, device: 0, tree: 0 })
    bench.send(100, 3, { bytes: 80, device: 2, tree: 1 })
    bench.run()
    // It begins in the turnaround of the first, and again when its acknowledgement stays out, always with it.
    expect(bench.losses).toHaveLength(2)
  })

  it('brings what is for all at once and without an acknowledgement, or loses it for all', () => {
    const bench = homes({ 'min-exponent': 0, 'max-exponent': 0 })
    bench.send(0, 1, { route: DOWN, device: EVERYONE, bytes: 82 })
    bench.send(1e6, 2, { bytes: 80, route: DOWN, device: EVERYONE })
    bench.send(1e6, 3, { route: UP, device: 0, bytes: 10 })
    bench.run()
    expect([...bench.arrivals()][0]).toEqual([1, 128 + 192 + 192 + 127 * 32])
    expect(bench.losses.find(({ message }) => message === 2)!.reason).toBe('collision')
  })

  it('survives as the loss and the retries say', () => {
    const more = { loss: '40%', retries: 2 }
    const bench = homes(more)
    const count = 3000
    for (let i = 0; i < count; i++)
      bench.send(i * 1e6, i, { bytes: 80, device: 2 * (i % PREMISES), tree: i % PREMISES })
    bench.run()
    const share = 1 - 0.4 ** 3
    expect(survivalOnRadioLan(settings(more))).toBeCloseTo(share, 12)
    expect(Math.abs(bench.consumptions.length - share * count)).toBeLessThan(4 * Math.sqrt(count * share * (1 - share)))
  })
})
