import { Simulation } from '../../src/kernel/simulation.js'
import { Stream } from '../../src/kernel/stream.js'
import { Contention } from '../../src/network/contention.js'
import type { AccessSettings } from '../../src/network/contention-access.js'
import { ALL_HEAR_ALL } from '../../src/network/contention-air.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import { Network } from '../../src/network/network.js'
import { PRIORITY_SEND } from '../../src/network/order.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { PoissonTimes } from '../../src/traffic/poisson-times.js'

/** The time of a frame on the channel: so long that the rounding of events to a microsecond is nothing. */
export const FRAME = 1_000_000

/**
 * The channel of Abramson, and of Kleinrock and Tobagi: infinitely many nodes, which all hear each other, begin a Poisson stream of frames, `load`
 * in the time of one; a frame that meets another, or finds the channel busy, is gone.
 */
export function access(settings: Partial<AccessSettings>): AccessSettings {
  return {
    access: 'csma', rate: 8, preamble: 0, 'back-off-unit': 0, 'min-exponent': 0, 'max-exponent': 0, 'max-back-offs': 0, 'after-busy': 'back-off',
    sensing: 0, turnaround: 0, propagation: 0, slot: FRAME, acknowledged: false, ack: 0, 'ack-after': 0, 'ack-time-out': 0, retries: 0, gap: 0, channels: 1, header: 0, queue: 1e9,
    ...settings,
  } // prettier-ignore
}

/** Throughput, as a share of the channel, of each of so many replications: those of the seeds 1, 2, … */
export function throughputs(settings: AccessSettings, load: number, frames: number, replications = 16): number[] {
  return Array.from({ length: replications }, (_, i) => throughput(settings, load, frames / replications, i + 1))
}

function throughput(settings: AccessSettings, load: number, frames: number, seed: number): number {
  const simulation = new Simulation()
  const end = (frames / load) * FRAME
  const network = new Network(simulation, new LoadByHour(0, end), new Float64Array(1), {
    consumed: () => undefined,
    missed: () => undefined,
    copied: () => undefined,
    ended: () => undefined,
  })
  const { packets, links, book, load: byHour } = network
  const group = {
    flow: 'air',
    network: 'air',
    from: 'node',
    to: 'receiver',
    count: 1,
    each: 1,
    number: 1,
    processing: 0,
  }
  const { first: link } = links.addGroup({ ...group, direction: 'up' }, byHour.lane('air', 'up'))
  let arrived = 0
  let sent = 0
  // So many nodes that whoever sends has long sent its last frame.
  const nodes = 4096
  const contention = new Contention('air', settings, seed, book, nodes, ALL_HEAR_ALL, {
    arrived: (packet) => {
      arrived++
      packets.release(packet)
    },
    failed: (packet) => packets.release(packet),
    fails: () => false,
  })
  const times = new PoissonTimes(
    new Stream(seed, 'arrivals'),
    new ActiveTime([{ from: 0, to: 1440 }]),
    0,
    1,
    (load * 86_400e6) / FRAME,
  )
  const expect = (): void => {
    times.next()
    simulation.at(Math.ceil(times.time), PRIORITY_SEND, 0, code, 0)
  }
  const code = simulation.handler('arrival', () => {
    const packet = packets.take()
    packets.bytes[packet] = packets.application[packet] = 1
    packets.link[packet] = link
    packets.source[packet] = 0
    packets.serial[packet] = sent
    packets.number[packet] = 0
    packets.hop[packet] = 0
    packets.tag[packet] = 0
    packets.priority[packet] = 0
    packets.key[packet] = sent * 64
    sent++
    contention.enqueue(packet, 1 + (sent % (nodes - 1)), 0, 0, 0)
    expect()
  })
  expect()
  simulation.runUntil(Math.ceil(end))
  return (arrived * FRAME) / end
}
