import { describe, it } from 'vitest'
import { Simulation } from '../../src/kernel/simulation.js'
import { Stream } from '../../src/kernel/stream.js'
import { Contention } from '../../src/network/contention.js'
import { ALL_HEAR_ALL } from '../../src/network/contention-air.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import { Network } from '../../src/network/network.js'
import { PRIORITY_SEND } from '../../src/network/order.js'
import { access, FRAME } from './channel.js'
import { expectValidated } from './validation.js'

/**
 * n nodes speak once, each at a moment of its own within a window of W frames, unslotted and without listening: the last gasps of a street. One of them
 * gets through when none of the n - 1 others begins within a frame of it. Begun at t, that is (1 - c(t) / W)^(n-1), where c(t) is how much of the
 * window is within a frame of t; the mean over t is what gets through.
 */
function getsThrough(n: number, window: number): number {
  const steps = 100_000
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const t = ((i + 0.5) / steps) * window
    const covered = Math.min(t + 1, window) - Math.max(t - 1, 0)
    sum += (1 - covered / window) ** (n - 1)
  }
  return sum / steps
}

function share(n: number, window: number, rounds: number, seed: number): number {
  const simulation = new Simulation()
  const network = new Network(simulation, new LoadByHour(0, 1), new Float64Array(1), {
    consumed: () => undefined,
    missed: () => undefined,
    copied: () => undefined,
    ended: () => undefined,
  })
  const { packets, links, book, load } = network
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
  const { first: link } = links.addGroup({ ...group, direction: 'up' }, load.lane('air', 'up'))
  let arrived = 0
  const contention = new Contention('air', access({ access: 'aloha' }), seed, book, n + 1, ALL_HEAR_ALL, {
    arrived: (packet) => {
      arrived++
      packets.release(packet)
    },
    failed: (packet) => packets.release(packet),
    fails: () => false,
  })
  const moments = new Stream(seed, 'moments')
  const code = simulation.handler('a last gasp', (node) => {
    const packet = packets.take()
    packets.bytes[packet] = packets.application[packet] = 1
    packets.link[packet] = link
    packets.source[packet] = node
    packets.serial[packet] = simulation.now
    packets.key[packet] = node * 64
    packets.priority[packet] = packets.hop[packet] = packets.number[packet] = 0
    contention.enqueue(packet, node, n, 0, 0)
  })
  for (let round = 0; round < rounds; round++)
    for (let node = 0; node < n; node++) {
      const at = (round * (window + 4) + moments.next() * window) * FRAME
      simulation.at(Math.floor(at), PRIORITY_SEND, node, code, node)
    }
  simulation.runUntil(rounds * (window + 4) * FRAME)
  return arrived / (n * rounds)
}

describe('n senders that speak at once, unslotted', () => {
  it.each([
    { n: 2, window: 4 },
    { n: 10, window: 20 },
    { n: 100, window: 150 },
    { n: 100, window: 1000 },
  ])('get through as often as the formula says: $n within $window frames', ({ n, window }) => {
    const theory = getsThrough(n, window)
    const rounds = Math.ceil(20_000 / (n * theory))
    const shares = Array.from({ length: 16 }, (_, i) => share(n, window, rounds, i + 1))
    expectValidated('Simultaneous unslotted senders, mean of (1 - c(t)/W)^(n-1) (elementary)', `n = ${n}, W = ${window} frames`, shares, theory) // prettier-ignore
  })
})
