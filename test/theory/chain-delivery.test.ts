import { describe, it } from 'vitest'
import { bare, chain, DOWN, MeshBench, UP } from '../network/mesh-bench.js'
import { expectValidated } from './validation.js'

// Each of k hops is tried r + 1 times, each time lost with probability p by itself: all get over with (1 - p^(r+1))^k.
describe('a chain of relays with loss', () => {
  it.each([
    { hops: 1, loss: 0.3, retries: 0 },
    { hops: 4, loss: 0.3, retries: 1 },
    { hops: 8, loss: 0.2, retries: 0 },
    { hops: 10, loss: 0.5, retries: 3 },
  ])('delivers over $hops hops with loss $loss and $retries retries what gets over all of them', (one) => {
    const { hops, loss, retries } = one
    const arq = { acknowledged: true, 'ack-time-out': '10 us', loss: `${100 * loss}%`, retries }
    const theory = (1 - loss ** (retries + 1)) ** hops
    const messages = 10_000
    const shares = Array.from({ length: 16 }, (_, i) => {
      const bench = new MeshBench(bare(arq), 1, hops, { places: chain(hops), seed: i + 1 })
      // So far apart that they do not meet.
      for (let n = 0; n < messages; n++) bench.carry(n * 100_000, n, hops - 1, n % 2 === 0 ? UP : DOWN)
      return bench.run().consumptions.length / messages
    })
    const what = `k = ${hops}, p = ${loss}, r = ${retries}`
    expectValidated('Delivery over a chain of relays, (1 - p^(r+1))^k (elementary)', what, shares, theory)
  })
})
