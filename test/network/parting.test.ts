import { describe, expect, it } from 'vitest'
import { Bench, hop, place } from './bench.js'
import { DELIVERED, TRANSMISSIONS } from '../../src/network/links.js'

// One occurrence of a row is one message, copied only where the paths to its destinations part (design 4).
describe('a message to several addressees', () => {
  it('crosses the shared part once, reaches each addressee once, and waits for nobody at the parting', () => {
    const bench = new Bench()
    const [shared, near, far, last] = [bench.wire(), bench.wire(), bench.wire({ rate: 500e3 }), bench.wire()]
    const end = hop(far, { addressee: 2, hops: [hop(last, { addressee: 3 })] })
    bench.route(hop(shared, { addressee: 0, hops: [hop(near, { addressee: 1 }), end] }))
    bench.send(0, 1, { bytes: 100 })
    bench.run()
    expect(bench.consumptions).toEqual([
      { message: 1, addressee: 0, at: 800 },
      { message: 1, addressee: 1, at: 1600 },
      { message: 1, addressee: 2, at: 2400 },
      { message: 1, addressee: 3, at: 3200 },
    ])
    expect(Array.from(bench.network.links.column(TRANSMISSIONS))).toEqual([1, 1, 1, 1])
    expect([bench.copies, bench.ends]).toEqual([2, 2])
  })

  it('parts at its origin too', () => {
    const bench = new Bench()
    bench.route(
      hop(bench.wire(), { addressee: 0 }),
      hop(bench.wire(), { addressee: 1 }),
      hop(bench.wire(), { addressee: 2 }),
    )
    bench.send(0, 1, { bytes: 100 })
    bench.run()
    expect(bench.consumptions.map(({ addressee, at }) => [addressee, at]).sort()).toEqual([[0, 800], [1, 800], [2, 800]]) // prettier-ignore
    expect(bench.copies).toBe(3)
  })

  // Of many messages some are lost on each step: who misses out is who stands at or beyond it.
  it('is missed by all beyond when it is lost on the shared part, and on a branch by those on it', () => {
    const bench = new Bench()
    const lossy = () => bench.wire({ loss: 0.3, rate: 1e9 })
    const branch = hop(lossy(), { addressee: 2, hops: [hop(lossy(), { addressee: 3 })] })
    const route = bench.route(hop(lossy(), { addressee: 0, hops: [hop(lossy(), { addressee: 1 }), branch] }))
    const { routes } = bench.network
    const shared = routes.first[route]!
    const one = routes.child[shared]!
    const other = routes.sibling[one]!
    const last = routes.child[other]!
    const beyond = new Map([[shared, 0b1111], [one, 0b0010], [other, 0b1100], [last, 0b1000]]) // prettier-ignore
    const n = 500
    for (let i = 0; i < n; i++) bench.send(i * 1000, i, { bytes: 100 })
    bench.run()

    expect(new Set(bench.losses.map(({ step }) => step))).toEqual(new Set(beyond.keys()))
    for (const loss of bench.losses) expect(loss.beyond).toBe(beyond.get(loss.step))
    // Each message at each addressee: consumed once, or missed once.
    const fates = new Map<string, number>()
    const count = (message: number, addressee: number) =>
      fates.set(`${message} ${addressee}`, (fates.get(`${message} ${addressee}`) ?? 0) + 1)
    for (const { message, addressee } of bench.consumptions) count(message, addressee)
    for (const { message, beyond } of bench.losses) {
      for (let addressee = 0; addressee < 4; addressee++) if (beyond & (1 << addressee)) count(message, addressee)
    }
    expect(fates.size).toBe(4 * n)
    expect(new Set(fates.values())).toEqual(new Set([1]))
    expect(bench.copies).toBe(bench.ends)
  })

  it('goes on over the link of its own tree', () => {
    const bench = new Bench()
    const [wan, nan] = [bench.wire({}, 3), bench.wire({}, 3)]
    const common = bench.wire()
    bench.route(
      hop(common, { hops: [hop(wan, { link: place('tree', wan), hops: [hop(nan, { link: place('tree', nan) })] })] }),
    )
    bench.send(0, 1, { bytes: 10, tree: 2 })
    bench.send(0, 2, { bytes: 10, tree: 0 })
    bench.run()
    const crossed = (first: number) => Array.from(bench.network.links.column(DELIVERED).subarray(first, first + 3))
    expect(crossed(wan)).toEqual([1, 0, 1])
    expect(crossed(nan)).toEqual([1, 0, 1])
    // They share the first link, and nothing after it.
    expect(bench.consumptions.map(({ message, at }) => [message, at])).toEqual([[1, 240], [2, 320]]) // prettier-ignore
  })

  it('has at most 31 addressees and 64 hops', () => {
    const bench = new Bench()
    const link = bench.wire()
    expect(() => bench.route(hop(link, { addressee: 31 }))).toThrow('at most 31 addressees')
    const row = (hops: number) => Array.from({ length: hops }, () => hop(link))
    expect(() => bench.route(...row(65))).toThrow('at most 64 hops')
    expect(() => new Bench().route(...row(64))).not.toThrow()
  })
})
