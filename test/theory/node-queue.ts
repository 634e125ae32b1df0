import { keyed } from '../../src/kernel/keyed.js'
import type { NodeSettings } from '../../src/network/station.js'
import { Bench, hop, place } from '../network/bench.js'
import { instant } from './parts.js'

const SECOND = 1_000_000

/** A Poisson stream of customers before one node: `rates` a second, by class of priority; services of one second in the mean. */
export function nodeQueue(settings: Partial<NodeSettings>, rates: number[], customers: number, seed: number) {
  const bench = new Bench(seed)
  const station = bench.station({ processing: SECOND, servers: 1, ...settings })
  bench.network.routes.add({ station, node: place('one'), hops: [hop(bench.wire(instant))] })
  const all = rates.reduce((sum, rate) => sum + rate, 0)
  const came = new Float64Array(customers)
  const classes = new Uint8Array(customers)
  let at = 0
  for (let i = 0; i < customers; i++) {
    at -= (Math.log(1 - keyed(seed, 1, i, 0, 0, 900)) / all) * SECOND
    came[i] = Math.ceil(at)
    let draw = keyed(seed, 1, i, 0, 0, 901) * all
    while (draw >= rates[classes[i]!]! && classes[i]! < rates.length - 1) draw -= rates[classes[i]++]!
    bench.send(came[i]!, i, { bytes: 1, priority: classes[i]! })
  }
  bench.run(Math.ceil(at * 2))
  return { bench, came, classes }
}
