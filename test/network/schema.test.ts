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
      medium: 'wire', rate: 10e6, delay: 5000, loss: 0.001, retries: 3, 'retry-after': 20_000, mtu: 1500, header: 40, queue: 64_000,
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
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    expectRefused(schema, written, key, says)
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
    expect(schema.parse({})).toEqual({ processing: 5000, distribution: 'constant', servers: 'unlimited' })
    expect(schema.parse({ processing: '1 s', distribution: 'exponential', servers: 4 })).toEqual({
      processing: 1_000_000,
      distribution: 'exponential',
      servers: 4,
    })
  })

  it.each([
    [{ processing: 5 }, 'processing', 'expected a duration with its unit'],
    [{ servers: 0 }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ servers: 1.5 }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ servers: 1001 }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ servers: 'many' }, 'servers', 'a whole number of servers from 1 to 1000, or unlimited'],
    [{ distribution: 'uniform' }, 'distribution', 'exponential'],
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    expectRefused(schema, written, key, says)
  })
})

function expectRefused(schema: z.ZodType, written: object, key: string, says: string): void {
  const result = schema.safeParse(written)
  expect(result.error?.issues.map(({ path }) => path)).toEqual([[key]])
  expect(result.error!.issues[0]!.message).toContain(says)
}
