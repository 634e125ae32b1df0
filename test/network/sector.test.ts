import { describe, expect, it } from 'vitest'
import { LinkLoss } from '../../src/network/link-loss.js'
import { sectorChannel } from './one-channel.js'
import { BACKLOG_MAX, BUSY, BYTES_APPLICATION, BYTES_WIRE, TRANSMISSIONS } from '../../src/network/links.js'

const SECOND = 1_000_000

describe('the capacity of a sector', () => {
  it('is one rate down and another up, neither of which waits for the other', () => {
    const channel = sectorChannel(
      { 'rate-down': '1 Mbps', 'rate-up': '100 kbps', header: '25 B', delay: '3 ms' },
      { processing: 40 },
    )
    channel.send(10, { device: 1, bytes: 100, down: true })
    channel.send(10, { device: 2, bytes: 100 })
    // 125 bytes are 1000 µs at 1 Mbps and 10 000 µs at 100 kbps; then the delay and the processing at the far end.
    expect(channel.run()).toEqual([10 + 1000 + 3000 + 40, 10 + 10_000 + 3000 + 40])
    expect(channel.links.get(channel.down, BUSY)).toBe(1000)
    expect(channel.links.get(channel.up, BUSY)).toBe(10_000)
  })

  it('is shared by all its endpoints, whatever flow they belong to', () => {
    const channel = sectorChannel({ 'rate-up': '1 Mbps' })
    for (const device of [1, 2, 3]) channel.send(0, { device, bytes: 1000 })
    expect(channel.run()).toEqual([8000, 16_000, 24_000])
  })

  it('loses no bandwidth to rounding: 3 bytes at 3 Mbps take 8 µs, not 9', () => {
    const channel = sectorChannel({ 'rate-up': '3 Mbps' })
    for (const device of [1, 2, 3]) channel.send(0, { device, bytes: 1 })
    expect(channel.run()).toEqual([3, 6, 8])
  })

  it('is held longer by an endpoint of a poor class: bytes ÷ (rate × factor)', () => {
    const channel = sectorChannel({ coverage: [{ share: '100%', 'rate-factor': 0.05 }], 'rate-down': '1 Mbps' })
    channel.send(0, { device: 1, bytes: 100, down: true })
    expect(channel.run()).toEqual([800 / 0.05])
  })

  it('is that of each base station by itself, where the endpoints are grouped', () => {
    const channel = sectorChannel({ 'rate-up': '1 Mbps', 'endpoints-per-sector': 10 }, { noDomain: true })
    for (const device of [9, 10, 19]) channel.send(0, { device, bytes: 1000 })
    expect(channel.run()).toEqual([8000, 8000, 16_000])
  })
})

describe('the order in a sector', () => {
  it('is a packet for each endpoint in turn, so that a long message does not keep others waiting', () => {
    const channel = sectorChannel({ 'rate-down': '1 Mbps', mtu: '100 B' })
    channel.send(0, { device: 1, bytes: 400, down: true })
    channel.send(1, { device: 2, bytes: 100, down: true })
    channel.send(2, { device: 3, bytes: 200, down: true })
    // Each packet takes 800 µs: 1 2 3 1 3 1 1.
    expect(channel.run()).toEqual([7 * 800, 2 * 800, 5 * 800])
  })

  it('puts higher classes of priority first, at the endpoint and among endpoints, and interrupts nothing', () => {
    const channel = sectorChannel({ 'rate-down': '1 Mbps' })
    channel.send(0, { device: 1, bytes: 100, down: true, priority: 3 })
    channel.send(1, { device: 1, bytes: 100, down: true, priority: 3 })
    channel.send(2, { device: 2, bytes: 100, down: true, priority: 2 })
    channel.send(3, { device: 3, bytes: 100, down: true, priority: 1 })
    // It stands behind one of class 3 of the same endpoint, and goes before all.
    channel.send(4, { device: 1, bytes: 100, down: true, priority: 0 })
    expect(channel.run()).toEqual([800, 5 * 800, 4 * 800, 3 * 800, 2 * 800])
  })

  it('is kept where a packet is repeated: those behind it at its endpoint wait, others do not', () => {
    const more = { 'rate-down': '1 Mbps', loss: '50%', retries: 50, 'retry-after': '1 s' }
    const again = SECOND + 800
    let repeated = 0
    for (let seed = 1; seed <= 30; seed++) {
      const channel = sectorChannel(more, { seed })
      const first = 800 + failuresOf(channel, 0, 1) * again
      const second = first + 800 + failuresOf(channel, 1, 1) * again
      const other = SECOND / 2 + 800 + failuresOf(channel, 2, 2) * again
      if (first > again) repeated++
      for (const device of [1, 1]) channel.send(0, { device, bytes: 100, down: true })
      channel.send(SECOND / 2, { device: 2, bytes: 100, down: true })
      expect(channel.run()).toEqual([first, second, other])
    }
    // Half of them, with a deviation of 3.
    expect(Math.abs(repeated - 15)).toBeLessThan(12)
  })
})

describe('losses on air', () => {
  it('are bounded by the retries, each of which takes its time, and have a reason', () => {
    const always = { share: '0%', poor: { devices: '100%', share: '100%' } }
    for (const [retries, reason] of [
      [0, 'noise'],
      [3, 'retries exhausted'],
    ] as const) {
      const channel = sectorChannel({ 'rate-up': '1 Mbps', loss: always, retries, 'retry-after': '10 ms' })
      channel.send(0, { device: 1 })
      channel.run()
      expect(channel.bench.losses).toMatchObject([{ message: 0, reason, at: (retries + 1) * 800 + retries * 10_000 }])
      expect(channel.links.get(channel.up, TRANSMISSIONS)).toBe(retries + 1)
      expect(channel.links.get(channel.up, BYTES_APPLICATION)).toBe(100)
      expect(channel.links.get(channel.up, BYTES_WIRE)).toBe(100 * (retries + 1))
    }
  })

  it('are none beyond the coverage: such an endpoint is never reached, nor heard', () => {
    const more = { coverage: [{ share: '100%', 'rate-factor': 1 }], 'out-of-range': '50%' }
    const channel = sectorChannel(more)
    for (let device = 0; device < 100; device++) {
      channel.send(0, { device })
      channel.send(0, { device, down: true })
    }
    channel.run()
    const outside = new Set(channel.bench.losses.map(({ message }) => message >> 1))
    expect(channel.bench.losses.every(({ reason }) => reason === 'out of range')).toBe(true)
    expect(channel.bench.losses).toHaveLength(2 * outside.size)
    // Binomial with mean 50 and deviation 5.
    expect(Math.abs(outside.size - 50)).toBeLessThan(20)
  })
})

describe('the queue of a sector', () => {
  it('is one for each endpoint and direction, and drops what does not fit', () => {
    const channel = sectorChannel({ 'rate-down': '1 Mbps', 'rate-up': '1 Mbps', mtu: '100 B', queue: '250 B' })
    const full = [1, 1, 1].map((device) => channel.send(0, { device, down: true })).at(-1)
    for (const down of [false, false]) channel.send(0, { device: 1, down })
    for (const device of [2, 2]) channel.send(0, { device, down: true })
    channel.run()
    expect(channel.bench.losses).toMatchObject([{ message: full, reason: 'queue full', at: 0 }])
    expect(channel.links.get(channel.down, BACKLOG_MAX)).toBe(200)
    expect(channel.links.get(channel.up, BACKLOG_MAX)).toBe(200)
  })
})

describe('what is for all on a sector', () => {
  it('is sent once, so slowly that the poorest class understands it, and never repeated', () => {
    const coverage = [
      { share: '90%', 'rate-factor': 1 },
      { share: '10%', 'rate-factor': 0.1 },
    ]
    const channel = sectorChannel({ 'rate-down': '1 Mbps', coverage, loss: '50%', retries: 5 })
    channel.sendToAll(0)
    expect(channel.run()).toEqual([8000])
    expect(channel.links.get(channel.down, TRANSMISSIONS)).toBe(1)
  })

  it('waits for a whole cycle where endpoints sleep, each packet for its own', () => {
    const channel = sectorChannel({
      'rate-down': '1 Mbps',
      mtu: '100 B',
      'power-save': { mode: 'edrx', cycle: '20 s', window: '1 s' },
    })
    channel.sendToAll(5, 200)
    channel.sendToAll(SECOND, 100)
    expect(channel.run()).toEqual([5 + 20 * SECOND + 1600, 21 * SECOND + 800])
  })

  it('is missed by those out of range, and by the share of the others that the losses say', () => {
    const more = { coverage: [{ share: '100%', 'rate-factor': 1 }], 'out-of-range': '20%', loss: '10%' }
    const { medium } = sectorChannel(more)
    const times = 200
    let missed = 0
    let never = 0
    for (let node = 0; node < 1000; node++) {
      let hears = 0
      for (let serial = 0; serial < times; serial++) if (!medium.missedBy(node, 7, serial, 0)) hears++
      missed += times - hears
      if (hears === 0) never++
    }
    // Binomial: 200 of 1000 with a deviation of 13; of the others' 160 000 a tenth, with one of 120.
    expect(Math.abs(never - 200)).toBeLessThan(50)
    expect(Math.abs(missed - never * times - (1000 - never) * times * 0.1)).toBeLessThan(500)
  })
})

/** How often in a row the first transmissions of a message of the channel are lost, by the draws alone. */
function failuresOf({ bench }: ReturnType<typeof sectorChannel>, message: number, node: number): number {
  const loss = new LinkLoss(0.5, bench.seed, bench.network.book, 0)
  const { packets } = bench.network
  const packet = packets.take()
  packets.source[packet] = 1
  packets.serial[packet] = message
  packets.number[packet] = packets.hop[packet] = 0
  let attempt = 0
  while (loss.fails(packet, node, attempt, 0)) attempt++
  packets.release(packet)
  return attempt
}
