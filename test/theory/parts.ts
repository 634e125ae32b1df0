import type { NodeSettings } from '../../src/network/station.js'
import type { WireSettings } from '../../src/network/wire.js'

const SECOND = 1_000_000

/** A wire on which a packet of one byte takes a second divided by `perSecond`. */
export function wire(perSecond: number): WireSettings {
  return {
    medium: 'wire',
    rate: 8 * perSecond,
    delay: 0,
    jitter: 0,
    loss: 0,
    retries: 0,
    'retry-after': 0,
    mtu: 1,
    header: 0,
    queue: 1e9,
    order: 'fifo',
  }
}

/** A wire whose packets take next to no time, and are rounded up to a microsecond: a millionth of a service. */
export const instant = wire(1e9)

/** Servers with a mean service of one second, the unit of time of all the tests. */
export function server(distribution: NodeSettings['distribution'], servers: number): NodeSettings {
  return { processing: SECOND, distribution, servers, order: 'fifo', buffer: 'unlimited', drop: 'newest' }
}
