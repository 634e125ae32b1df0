import { describe, it } from 'vitest'
import { instant, server } from './parts.js'
import { expectValidated } from './validation.js'
import { replicateWires } from './wires.js'

// Each hop loses a packet for good when all of r + 1 attempts fail, so it passes on 1 - p^(r+1) of what it is offered. A thinned Poisson
// process is one, delayed by retries or not, and so is what leaves M/M/1 (Burke, Operations Research 4, 1956): each server is M/M/1 at the
// rate that is left, and the time in the line is the sum of 1 / (μ - λ).
describe('servers in a row behind wires that lose packets', () => {
  it.each([
    { loss: 0.3, retries: 0, hops: 3, arrivals: 0.8, customers: 2e6 },
    { loss: 0.5, retries: 2, hops: 4, arrivals: 0.7, customers: 2e6 },
  ])(
    'pass on what the formula says and take the time of M/M/1 at the thinned rate: loss $loss, $retries retries, $hops hops',
    ({ loss, retries, hops, arrivals, customers }) => {
      const one = { wire: { ...instant, loss, retries }, node: server('exponential', 1) }
      const classes = [{ arrivals, priority: 0, bytes: 1, sizes: 'constant' as const }]
      const replications = replicateWires({ hops: Array.from({ length: hops }, () => one), classes }, customers)
      const passes = 1 - loss ** (retries + 1)
      const named = `loss ${loss}, ${retries} retries`
      let sojourn = 0
      for (let hop = 0; hop < hops; hop++) {
        const rate = arrivals * passes ** (hop + 1)
        const carried = replications.map((figures) => figures.hops[hop]!.carried)
        expectValidated(
          'Tandem with loss, packets carried a second (elementary)',
          `${named}, hop ${hop + 1}`,
          carried,
          rate,
        )
        sojourn += 1 / (1 - rate)
      }
      const lost = replications.map((figures) => figures.classes[0]!.lost)
      expectValidated(
        'Tandem with loss, share lost for good, 1 - (1 - p^(r+1))^k (elementary)',
        `${named}, ${hops} hops`,
        lost,
        1 - passes ** hops,
      )
      const sojourns = replications.map((figures) => figures.classes[0]!.sojourn)
      expectValidated(
        'Tandem with loss, mean sojourn Σ 1 / (μ - λ) (Burke 1956)',
        `${named}, ${hops} hops`,
        sojourns,
        sojourn,
      )
    },
  )
})
