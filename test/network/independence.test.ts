import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireSettings } from '../../src/network/wire.js'
import { Bench, hop, place } from './bench.js'

// Design 4: adding something that shares no link, node or event with the rest changes nothing in the rest.
describe('traffic that shares nothing', () => {
  const messages = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 5000 }), bytes: fc.integer({ min: 1, max: 900 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  const lossy: Partial<WireSettings> = { rate: 1e9, loss: 0.4, retries: 4, 'retry-after': 100, mtu: 100, queue: 4000 }

  it('does not change when a message arrives, or whether', () => {
    fc.assert(
      fc.property(messages, messages, (own, others) => {
        const alone = twoLinks(own, [])
        const together = twoLinks(own, others)
        expect(together.consumptions.filter(({ message }) => message < 1000)).toEqual(alone.consumptions)
        // A step is numbered among all routes; what the draws are keyed by is not.
        const losses = (bench: Bench) =>
          bench.losses.filter(({ message }) => message < 1000).map(({ message, at, reason }) => [message, at, reason])
        expect(losses(together)).toEqual(losses(alone))
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('may belong to another tree of the same network', () => {
    fc.assert(
      fc.property(messages, messages, (own, others) => {
        const alone = twoTrees(own, [])
        const together = twoTrees(own, others)
        expect(together.consumptions.filter(({ message }) => message < 1000)).toEqual(alone.consumptions)
        expect(together.losses.filter(({ message }) => message < 1000)).toEqual(alone.losses)
      }),
      { seed: 8, numRuns: 300 },
    )
  })

  interface Message {
    at: number
    bytes: number
  }

  function twoLinks(own: Message[], others: Message[]): Bench {
    const bench = new Bench()
    const theirs = others.length > 0 ? bench.route(hop(bench.wire(lossy))) : -1
    const mine = bench.route(hop(bench.wire(lossy), { hops: [hop(bench.wire(lossy))] }))
    own.forEach(({ at, bytes }, i) => bench.send(at, i, { bytes, route: mine }))
    others.forEach(({ at, bytes }, i) => bench.send(at, 1000 + i, { bytes, route: theirs }))
    return bench.run()
  }

  function twoTrees(own: Message[], others: Message[]): Bench {
    const bench = new Bench()
    const [near, far] = [bench.wire(lossy, 2), bench.wire(lossy, 2)]
    bench.route(hop(near, { link: place('tree', near), hops: [hop(far, { link: place('tree', far) })] }))
    own.forEach(({ at, bytes }, i) => bench.send(at, i, { bytes, tree: 0 }))
    others.forEach(({ at, bytes }, i) => bench.send(at, 1000 + i, { bytes, tree: 1 }))
    return bench.run()
  }
})
