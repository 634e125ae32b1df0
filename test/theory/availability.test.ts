import { describe, it } from 'vitest'
import { Failures } from '../../src/events/failures.js'
import { DAY, HOUR } from '../../src/kernel/time.js'
import { Simulation } from '../../src/kernel/simulation.js'
import { LinkStates } from '../../src/network/link-states.js'
import { NodeStates } from '../../src/network/node-states.js'
import { NodeNumbering } from '../../src/deployment/node-numbering.js'
import { deploymentOf } from '../deployment/fixture.js'
import { expectValidated } from './validation.js'

// What fails by itself after exponential times and is repaired after others is up for MTBF / (MTBF + MTTR) of the time (renewal theory:
// Barlow and Proschan, Mathematical Theory of Reliability, 1965). It starts up, so that a small part more is up in the beginning:
// MTTR / (MTBF + MTTR) of the first (MTBF × MTTR) / (MTBF + MTTR), which is in the formula here.
describe('nodes that fail and are repaired', () => {
  it.each([
    { mtbf: 20, mttr: 5 },
    { mtbf: 100, mttr: 1 },
    { mtbf: 4, mttr: 4 },
  ])('are up for the share of the time that the formula says: MTBF $mtbf h, MTTR $mttr h', ({ mtbf, mttr }) => {
    const days = 60
    const whole = (mtbf * HOUR + mttr * HOUR) / HOUR
    const rate = 1 / mtbf + 1 / mttr
    const atFirst = (mttr / whole) * (1 - Math.exp(-rate * days * 24)) * (1 / rate / (days * 24))
    const theory = mttr / whole - atFirst
    const shares = Array.from({ length: 16 }, (_, i) => {
      const deployment = deploymentOf(
        `name: a\nduration: ${days} day\nseed: ${i + 1}\nquantities: { meters: { electric: { residential: 400 } } }\nfaults: { nodes: { meter: { mtbf: ${mtbf} h, mttr: ${mttr} h } } }\n`,
      )
      const simulation = new Simulation()
      const { layout } = deployment
      const nodes = new NodeStates(new NodeNumbering(layout).count, simulation)
      const links = new LinkStates(layout.treeCount)
      let down = 0
      const since = new Map<number, number>()
      nodes.listen({
        wentDown: (node) => since.set(node, simulation.now),
        cameUp: (node) => {
          down += simulation.now - since.get(node)!
          since.delete(node)
        },
      })
      new Failures(deployment, simulation, nodes, links, (node) => nodes.rise(node))
      simulation.runUntil(deployment.end)
      for (const at of since.values()) down += deployment.end - at
      return down / (400 * days * DAY)
    })
    expectValidated('Unavailability of what fails and is repaired, MTTR / (MTBF + MTTR) (Barlow and Proschan 1965)', `MTBF ${mtbf} h, MTTR ${mttr} h`, shares, theory) // prettier-ignore
  })
})
