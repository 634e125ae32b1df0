import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { nodeSchema } from '../../src/network/station.js'
import { wireSchema } from '../../src/network/wire.js'

const defaults = {
  rate: '10 Mbps', delay: '5 ms', loss: '0.1%', retries: 3, 'retry-after': '20 ms', mtu: '1500 B', header: '40 B', queue: '64 kB',
} // prettier-ignore

describe('the settings of a wire', () => {
  const schema = wireSchema(defaults)

  it('are in microseconds, bytes, bits per second and shares, and have a default each', () => {
    expect(schema.parse({})).toEqual({
      medium: 'wire', rate: 10e6, delay: 5000, jitter: 0, loss: 0.001, retries: 3, 'retry-after': 20_000, mtu: 1500, header: 40, queue: 64_000,
      order: 'fifo',
    }) // prettier-ignore
  })

  it('are taken with any unit', () => {
    const written = {
      rate: '9600 bps',
      delay: '1.5 s',
      loss: '2.5%',
      retries: 0,
      'retry-after': '1 min',
      mtu: '1 KiB',
      header: '0 B',
    }
    expect(schema.parse(written)).toMatchObject({
      rate: 9600, delay: 1_500_000, loss: 0.025, retries: 0, 'retry-after': 60_000_000, mtu: 1024, header: 0,
    }) // prettier-ignore
  })

  it.each([
    [{ mtu: '40 B' }, 'mtu', 'an mtu above the header'],
    [{ mtu: '39 B', queue: '39 B' }, 'mtu', 'an mtu above the header'],
    [{ queue: '1499 B' }, 'queue', 'at least one packet of the mtu'],
    [{ loss: '100%' }, 'loss', 'below 100%'],
    [{ loss: '101%' }, 'loss', 'at most 100 %'],
    [{ rate: '0 bps' }, 'rate', 'a rate above zero'],
    [{ rate: 100 }, 'rate', 'expected a rate with its unit, such as "100 kbps", found 100'],
    [{ delay: 5 }, 'delay', 'expected a duration with its unit'],
    [{ loss: 0.1 }, 'loss', 'expected a share with its unit'],
    [{ mtu: 1500 }, 'mtu', 'expected a size with its unit'],
    [{ delay: '5 kB' }, 'delay', 'expected a duration with its unit'],
    [{ retries: -1 }, 'retries', 'a whole number of retries from 0 to 100'],
    [{ retries: 1.5 }, 'retries', 'a whole number of retries from 0 to 100'],
    [{ retries: 101 }, 'retries', 'a whole number of retries from 0 to 100'],
    [{ medium: 'string' }, 'medium', 'wire'],
    [{ jitter: 5 }, 'jitter', 'expected a duration with its unit'],
    [{ order: 'priority' }, 'order', 'expected an order: fifo, strict, weighted'],
    [{ order: 'weihgted' }, 'order', 'did you mean "weighted"?'],
    [{ order: 'weighted' }, 'weights', 'expected four weights above zero'],
    [{ order: 'weighted', weights: [8, 4, 2] }, 'weights', 'expected four weights above zero'],
    [{ order: 'weighted', weights: 8 }, 'weights', 'expected four weights above zero'],
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    expectRefused(schema, written, key, says)
  })

  it('are a share of losses or a group of them, and the weights of the classes where they count', () => {
    const loss = { share: '1%', bursts: { every: '1 min', length: '1 s', share: '50%' } }
    expect(schema.parse({ loss, order: 'weighted', weights: [8, 4, 2, 0.5], jitter: '3 ms' })).toMatchObject({
      loss: { share: 0.01, bursts: { every: 60_000_000, length: 1_000_000, share: 0.5 } },
      order: 'weighted',
      weights: [8, 4, 2, 0.5],
      jitter: 3000,
    })
  })

  it('refuse a weight that is none, at its place', () => {
    const { error } = schema.safeParse({ order: 'weighted', weights: [8, 4, 0, 1] })
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['weights.2', expect.stringContaining('expected four weights above zero')],
    ])
  })

  it('take an mtu of the header and a byte, and a queue of one mtu', () => {
    expect(schema.parse({ mtu: '41 B', queue: '41 B' })).toMatchObject({ mtu: 41, queue: 41 })
  })

  it('refuse a key that they do not have', () => {
    expect(schema.safeParse({ speed: '1 Mbps' }).success).toBe(false)
  })
})

describe('the settings of a node', () => {
  const schema = nodeSchema('5 ms')

  it('are a constant time and servers without limit, where nothing else is said', () => {
    const rest = { order: 'fifo', buffer: 'unlimited', drop: 'newest', backup: 'unlimited', 'start-up': 0 }
    expect(schema.parse({})).toEqual({ processing: 5000, distribution: 'constant', servers: 'unlimited', ...rest })
    expect(schema.parse({ processing: '1 s', distribution: 'exponential', servers: 4 })).toEqual({
      processing: 1_000_000,
      distribution: 'exponential',
      servers: 4,
      ...rest,
    })
  })

  it.each([
    [{ processing: 5 }, 'processing', 'expected a duration with its unit'],
    [{ servers: 0 }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ servers: 1.5 }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ servers: 1001 }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ servers: 'many' }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ distribution: 'gauss' }, 'distribution', 'constant, uniform, exponential, lognormal; found "gauss"'],
    [{ distribution: 'lognormal', variation: 0 }, 'variation', 'a coefficient of variation above 0 and up to 10'],
    [{ variation: 0.5 }, 'variation', 'only beside distribution: lognormal'],
    [{ order: 'weighted' }, 'order', 'fifo, strict; found "weighted"'],
    [{ buffer: 1000 }, 'buffer', 'such as "1000 packets" or "64 kB", or unlimited'],
    [{ buffer: '0 packets' }, 'buffer', 'room for at least one packet'],
    [{ buffer: '3 packets', servers: 4 }, 'buffer', 'room for a packet at each server'],
    [{ drop: 'lowest' }, 'drop', 'newest, oldest, lowest-priority; found "lowest"'],
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    expectRefused(schema, written, key, says)
  })

  it('take packets or bytes as a buffer, and what a battery brings with it', () => {
    const written = {
      buffer: '64 kB',
      store: {},
      'wake-up': { every: '1 hour', for: '10 s' },
      'duty-cycle': { share: '1%' },
      battery: { 'messages-per-day': 24 },
    }
    expect(schema.parse(written)).toMatchObject({
      buffer: { most: 64_000, of: 'bytes' },
      store: { 'time-out': 600e6, retry: 10e6, packets: 1000 },
      'wake-up': { every: 3600e6, for: 10e6 },
      'duty-cycle': { share: 0.01, window: 3600e6, networks: ['nan'] },
      battery: { 'messages-per-day': 24 },
    })
    expect(schema.parse({ buffer: '1 packet' }).buffer).toEqual({ most: 1, of: 'packets' })
  })

  it.each([
    [{ 'wake-up': { every: '10 s', for: '11 s' } }, 'wake-up.for', 'no longer than the time from one to the next'],
    [{ 'wake-up': { every: '10 s', for: '0 s' } }, 'wake-up.for', 'a time above zero'],
    [{ 'duty-cycle': { share: '0%' } }, 'duty-cycle.share', 'a share above 0% and up to 100%'],
    [{ 'duty-cycle': { share: '1%', networks: [] } }, 'duty-cycle.networks', 'at least one network'],
    [{ battery: {} }, 'battery', 'messages-per-day, bytes-per-day or both'],
    [{ store: { retry: '0 s' } }, 'store.retry', 'a time above zero'],
    [{ store: { packets: 0 } }, 'store.packets', 'a whole number of packets'],
  ])('refuse %j at the key inside that is wrong', (written, key, says) => {
    const issues = schema.safeParse(written).error!.issues.map(({ path, message }) => [path.join('.'), message])
    expect(issues).toEqual([[key, expect.stringContaining(says)]])
  })
})

function expectRefused(schema: z.ZodType, written: object, key: string, says: string): void {
  const result = schema.safeParse(written)
  expect(result.error?.issues.map(({ path }) => path)).toEqual([[key]])
  expect(result.error!.issues[0]!.message).toContain(says)
}
