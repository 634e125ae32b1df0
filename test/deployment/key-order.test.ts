import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { deploymentOf } from './fixture.js'

const CONTENT = {
  name: 'order',
  profile: 'ACdW',
  'use-cases': ['Meter Reading'],
  duration: '2 days',
  quantities: {
    meters: { electric: { residential: 40, commercial: 4, other: 2 }, gas: { residential: 3 } },
    'endpoints-per-dap': 7,
  },
  networks: { nan: { rate: '50 kbps', loss: '2%', retries: 1 }, wan: { delay: '5 ms' } },
  nodes: { dap: { processing: '9 ms', servers: 2 } },
  choices: {
    ranges: 'low',
    requirements: { '4.10.4.5/bulk_Mtr-read_cmd': 'off', '4.10.4.3/Mtr-read_data_resp-data/1': { size: '99 B' } },
  },
  enrolment: { prepay: '5%' },
  assumptions: { 'x-batches': 2 },
}

/** The same content with the keys of every group in an order drawn at random. */
function shuffled(value: unknown): fc.Arbitrary<unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return fc.constant(value)
  const entries = Object.entries(value)
  const values = fc.tuple(...entries.map(([, one]) => shuffled(one)))
  const order = fc.shuffledSubarray(
    entries.map((_, i) => i),
    { minLength: entries.length },
  )
  return fc
    .tuple(values, order)
    .map(([each, places]) => Object.fromEntries(places.map((i) => [entries[i]![0], each[i]])))
}

describe('the order of the keys', () => {
  test('changes neither the hash nor anything that a run starts from', () => {
    const straight = deploymentOf(stringify(CONTENT))
    fc.assert(
      fc.property(shuffled(CONTENT), (content) => {
        const other = deploymentOf(stringify(content))
        expect(other.hash).toBe(straight.hash)
        expect(other.settings).toEqual(straight.settings)
        const byName = (one: { name: string }, two: { name: string }) => (one.name < two.name ? -1 : 1)
        expect([...other.assumptions].sort(byName)).toEqual([...straight.assumptions].sort(byName))
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  test('is not the only thing that leaves the hash: so does writing a default out, or a unit in another way', () => {
    const { hash } = deploymentOf('name: a\nduration: 1 day')
    expect(deploymentOf('name: a\nduration: 24 h\nseed: 1').hash).toBe(hash)
    expect(deploymentOf('name: a\nduration: 25 h').hash).not.toBe(hash)
    expect(deploymentOf('name: a', 'seed=2').hash).not.toBe(hash)
  })
})
