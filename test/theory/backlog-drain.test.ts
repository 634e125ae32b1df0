import { describe, expect, it } from 'vitest'
import { SECOND } from '../../src/kernel/time.js'
import { LinkStates } from '../../src/network/link-states.js'
import { NodeStates } from '../../src/network/node-states.js'
import { Bench, hop, place } from '../network/bench.js'
import { validated } from './validation.js'

// While others take a share s of a link that serves μ packets a second, λ > μ (1 - s) come: the backlog grows by λ - μ (1 - s) a second, and when
// they have gone it drains at the spare rate: time to drain = backlog / (μ - λ). With even arrivals nothing is left to chance; what is
// whole (a packet is being sent, another has just come) is at most a packet on either side.
describe('the backlog of a link that others fill for a while', () => {
  it.each([
    { rate: 100, arrivals: 50, taken: 0.8, filled: 60 },
    { rate: 100, arrivals: 80, taken: 0.5, filled: 30 },
    { rate: 100, arrivals: 90, taken: 0.95, filled: 20 },
  ])('drains in backlog / spare rate: λ $arrivals of μ $rate, $taken taken for $filled s', (one) => {
    const { rate, arrivals, taken, filled } = one
    const bench = new Bench()
    const nodes = new NodeStates(8, bench.simulation)
    const links = new LinkStates(1)
    bench.network.letFail(nodes, links)
    // 1 Mbps: a packet of so many bytes takes 1 / μ.
    const bytes = 125_000 / rate
    const link = bench.wire({ header: 0, mtu: 100_000, queue: 1e9, rate: 1e6, delay: 0, loss: { share: 0 } as never })
    bench.route(hop(link, { endpoint: place('one') }))
    const [from, to] = [10 * SECOND, (10 + filled) * SECOND]
    const network = links.numberOf(bench.network.links.groups[0]!.network)
    const fill = bench.simulation.handler('fill', (share) => links.fill(network, 0, share / 100))
    bench.simulation.at(from, 0, 0, fill, taken * 100)
    bench.simulation.at(to, 0, 0, fill, 0)
    const many = (filled * 20 + 20) * arrivals
    for (let n = 0; n < many; n++) bench.send(Math.ceil((n * SECOND) / arrivals), n, { bytes, application: bytes })
    const came = bench.run().arrivals()
    const service = SECOND / rate
    // When the last packet came that had to wait.
    let drained = 0
    for (let n = 0; n < many; n++) {
      const at = came.get(n)!
      if (at - Math.ceil((n * SECOND) / arrivals) > service + 2 && at > to) drained = at
    }
    const backlog = (arrivals - rate * (1 - taken)) * filled
    const theory = backlog / (rate - arrivals)
    const ours = (drained - to) / SECOND
    // A packet more or less when it begins, and one when it ends: of the time, two services at the spare rate.
    const grain = (2 + 1 / (1 - taken)) / (rate - arrivals) / theory
    expect(Math.abs(ours / theory - 1)).toBeLessThan(Math.max(grain, 0.001))
    expect(grain).toBeLessThan(0.02)
    const apart = ours / theory - 1
    validated({ formula: 'Time to drain a backlog, backlog / spare rate (elementary)', case: `λ ${arrivals}, μ ${rate}, ${taken * 100} % taken for ${filled} s`, ours, theory, difference: apart, interval: { low: apart, high: apart } }) // prettier-ignore
  })
})
