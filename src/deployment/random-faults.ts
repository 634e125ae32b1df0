import { z } from 'zod'
import { duration } from '../input/quantity.js'
import { NETWORK_NAMES, type NetworkName } from './networks.js'
import { NODE_NAMES, type NodeName } from './nodes.js'

/** How often something fails of itself, and how long until it is repaired. */
const rates = (description: string) => RATES.meta({ description })

const RATES = z
  .strictObject({
    mtbf: positive('Mean time from a repair to the next failure, of each by itself (exponential).'),
    mttr: positive('Mean time from a failure to its repair (exponential).'),
  })
  .optional()

function positive(description: string) {
  return duration()
    .refine((value) => value > 0, 'expected a duration above zero')
    .meta({ description })
}

/** A browser is no node of the network; an RTU is one node with its substation's controller, which stands for both. */
export type FailingNode = Exclude<NodeName, 'browser' | 'rtu'>
const FAILING_NODES = NODE_NAMES.filter((one): one is FailingNode => one !== 'browser' && one !== 'rtu')

function ratesOf<N extends string>(names: readonly N[], description: (name: N) => string) {
  const shape = Object.fromEntries(names.map((name) => [name, rates(description(name))]))
  return z.strictObject(shape as Record<N, ReturnType<typeof rates>>)
}

/** `faults:` what fails at random. Nothing does, where nothing is said. */
export const faults = z
  .strictObject({
    nodes: ratesOf(FAILING_NODES, (name) =>
      name === 'substation-controller'
        ? 'How often what stands in a substation fails.'
        : `How often each ${name} fails.`,
    )
      .prefault({})
      .meta({ description: 'Nodes that fail, by the keys of nodes.' }),
    links: ratesOf<NetworkName>(NETWORK_NAMES, (name) => `How often the links of each tree on ${name} fail.`)
      .prefault({})
      .meta({ description: 'Links that fail, by network: those of each DAP, gateway or substation together.' }),
    feeders: rates('Power outages: how often each feeder has one.'),
  })
  .prefault({})
  .meta({ description: 'What fails at random, by mean times: nodes, links, and the power of feeders.' })
