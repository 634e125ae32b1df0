import { describe, expect, it } from 'vitest'
import { shareInterval } from '../../src/stats/share-interval.js'
import { Bench, hop } from './bench.js'
import { BYTES_APPLICATION, BYTES_WIRE, DELIVERED, OFFERED, TRANSMISSIONS } from '../../src/network/links.js'

describe('loss and retries of a wire', () => {
  it('sends a lost packet again when the loss is noticed: after its transmission and the time for that', () => {
    // Of many single packets, far apart, each arrives after so many failed attempts of 800 + 50 µs and one of 800 + 300.
    const bench = new Bench()
    bench.route(hop(bench.wire({ rate: 1e6, delay: 300, loss: 0.5, retries: 2, 'retry-after': 50 })))
    const each = 10_000
    for (let i = 0; i < 200; i++) bench.send(i * each, i, { bytes: 100 })
    bench.run()
    const took = new Set(bench.consumptions.map(({ at, message }) => at - message * each))
    expect(took).toEqual(new Set([1100, 850 + 1100, 2 * 850 + 1100]))
    // The third loss is the last: it is noticed as the others are.
    expect(new Set(bench.losses.map(({ at, message }) => at - message * each))).toEqual(new Set([3 * 850]))
    expect(bench.consumptions.length + bench.losses.length).toBe(200)
  })

  it('puts the packet that is sent again behind those that came meanwhile', () => {
    const bench = new Bench()
    bench.route(hop(bench.wire({ rate: 1e6, loss: 0.5, retries: 100 })))
    for (let i = 0; i < 100; i++) bench.send(0, i, { bytes: 1, device: i })
    bench.run()
    const attempts = bench.consumptions.map(({ at }) => Math.ceil(at / 8))
    expect(bench.consumptions.map(({ message }) => message)).not.toEqual(Array.from({ length: 100 }, (_, i) => i))
    // The wire is never idle nor sends two at a time: every arrival has an 8 µs of its own, until all have been sent.
    expect(new Set(attempts).size).toBe(100)
    expect(attempts.at(-1)).toBe(bench.network.links.get(0, TRANSMISSIONS))
  })

  it.each([
    { loss: 0.5, retries: 0 },
    { loss: 0.5, retries: 3 },
    { loss: 0.2, retries: 1 },
    { loss: 0.05, retries: 2 },
  ])(
    'loses the share p^(r+1) for good at p = $loss and r = $retries, and makes (1 - p^(r+1)) / (1 - p) attempts',
    ({ loss, retries }) => {
      const bench = new Bench(11)
      const link = bench.wire({ rate: 1e9, loss, retries, 'retry-after': 10, header: 20 })
      bench.route(hop(link))
      const n = 50_000
      for (let i = 0; i < n; i++) bench.send(i * 100, i, { bytes: 100 })
      bench.run()
      const { links } = bench.network
      const forGood = loss ** (retries + 1)
      // 99.9 %, the seed fixed beforehand.
      const interval = shareInterval(bench.losses.length, n, 0.999)
      expect(interval.low).toBeLessThan(forGood)
      expect(interval.high).toBeGreaterThan(forGood)
      // Each transmission fails by itself: of all that were made, the share p.
      const failed = links.get(link, TRANSMISSIONS) - links.get(link, DELIVERED)
      const attempts = shareInterval(failed, links.get(link, TRANSMISSIONS), 0.999)
      expect(attempts.low).toBeLessThan(loss)
      expect(attempts.high).toBeGreaterThan(loss)
      // Attempts up to a success are geometric, with variance p / (1 - p)²; that they are bounded makes it less.
      const deviation = Math.sqrt(loss / n) / (1 - loss)
      expect(Math.abs(links.get(link, TRANSMISSIONS) / n - (1 - forGood) / (1 - loss))).toBeLessThan(4 * deviation)

      expect(new Set(bench.losses.map(({ reason, step }) => `${reason} on ${step}`))).toEqual(
        new Set(['retries exhausted on 0']),
      )
      expect(links.lost('retries exhausted')[link]).toBe(bench.losses.length)
      expect(links.get(link, BYTES_WIRE)).toBe(links.get(link, TRANSMISSIONS) * 120)
      expect(bench.bytesByTag[0]).toBe(links.get(link, TRANSMISSIONS) * 120)
      expect(links.get(link, BYTES_APPLICATION)).toBe(n * 100)
      expect(bench.load.bytesApplication[0]!.reduce((sum, bytes) => sum + bytes)).toBe(n * 100)
      expect(bench.load.bytesWire[0]!.reduce((sum, bytes) => sum + bytes)).toBe(links.get(link, TRANSMISSIONS) * 120)
      expect(bench.load.messages[0]!.reduce((sum, messages) => sum + messages)).toBe(n)
    },
  )

  it('draws each packet, hop, attempt, message and seed by itself', () => {
    const lost = (seed: number, more: { serial?: number; source?: number } = {}) => {
      const bench = new Bench(seed)
      const settings = { rate: 8e6, mtu: 1, loss: 0.5, retries: 0, queue: 1e9 }
      bench.route(hop(bench.wire(settings), { addressee: 0 }), hop(bench.wire(settings), { addressee: 1 }))
      bench.send(0, 0, { bytes: 64, ...more })
      return bench.run().losses
    }
    // A packet a microsecond: when they are lost says which of the 64. Two patterns alike have the probability 2^-64.
    const pattern = (losses: ReturnType<typeof lost>, step: number) =>
      losses.filter((one) => one.step === step).map(({ at }) => at)
    const base = lost(1)
    expect(base).toEqual(lost(1))
    expect(lost(2)).not.toEqual(base)
    expect(lost(1, { serial: 1 })).not.toEqual(base)
    expect(lost(1, { source: 1 })).not.toEqual(base)
    expect(pattern(base, 0)).not.toEqual(pattern(base, 1))
  })

  it('drops a packet that is sent again when the queue has filled meanwhile', () => {
    const bench = new Bench(1)
    const link = bench.wire({ rate: 1e6, mtu: 100, queue: 200, loss: 0.5, retries: 100, 'retry-after': 150 })
    bench.route(hop(link))
    for (let i = 0; i < 2000; i++) bench.send(i * 400, i, { bytes: 100 })
    bench.run()
    const { links } = bench.network
    const dropped = bench.losses.filter(({ reason }) => reason === 'queue full')
    expect(dropped).toHaveLength(links.lost('queue full')[link]!)
    // Some were offered while there was room, and dropped later than they were sent.
    expect(dropped.some(({ message, at }) => at > message * 400)).toBe(true)
    expect(links.get(link, OFFERED)).toBe(links.get(link, DELIVERED) + dropped.length)
  })
})
