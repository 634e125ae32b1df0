import { hashName } from '../../dist/kernel/keyed.js'
import { Simulation } from '../../dist/kernel/simulation.js'
import { LoadByHour } from '../../dist/network/load-by-hour.js'
import { createMedium, isShared, mediaSchema } from '../../dist/network/media.js'
import { LOSS_REASONS, NO_DOMAIN } from '../../dist/network/medium.js'
import { Network } from '../../dist/network/network.js'
import { PRIORITY_SEND } from '../../dist/network/order.js'
import { oneForAll } from '../../dist/network/routes.js'

// Every figure is said by the case.
const settings = (keys) => mediaSchema({}).parse(keys)

/**
 * The same messages through sgsim's own network: a link from each meter to its DAP, over a channel that the meters of a DAP share or
 * a wire of its own, and one from each DAP to the head-end. Gives the latency of each message (microseconds; NaN: lost).
 */
export function runSgsim({ nan, wan, meters, daps }, messages, seed) {
  const simulation = new Simulation()
  const latencies = new Float64Array(messages.length).fill(NaN)
  const missing = new Int32Array(messages.length)
  const end = messages.at(-1).at + AFTER
  const network = new Network(simulation, new LoadByHour(0, end), new Float64Array(1), {
    consumed: (message) => {
      if (--missing[message] === 0) latencies[message] = simulation.now - messages[message].at
    },
    missed: () => {},
    copied: () => {},
    ended: () => {},
  })
  const each = meters / daps
  // Numbered through: the meters, the DAPs, the head-end.
  const membership = {
    nodes: meters + daps + 1,
    membersOf: (domain, visit) => {
      const dap = domain - meters
      for (let meter = dap * each; meter < (dap + 1) * each; meter++) visit(meter)
    },
  }
  const links = (flow, from, to, count, keys) => {
    const medium = settings(keys)
    const group = { flow, network: flow, direction: 'up', from, to, count, each: 1, number: 1, processing: 0 }
    const { first } = network.links.addGroup(group, network.load.lane(flow, 'up'))
    const number = network.addMedium(createMedium(flow, medium, seed, network.book, membership))
    network.links.carriedBy(number, first, count)
    return { first, shared: isShared(medium) }
  }
  const near = links('nan', 'meter', 'DAP', meters, nan)
  const far = links('wan', 'DAP', 'head-end', daps, wan)
  const by = (what, first) => ({ by: what, first, base: 0, times: 1, over: 1 })
  const hop = { station: -1, node: oneForAll(), addressee: -1 }
  const toHeadEnd = {
    ...hop,
    link: by('tree', far.first),
    domain: oneForAll(NO_DOMAIN),
    endpoint: by('tree', meters),
    addressee: 0,
    from: 'DAP',
    to: 'head-end',
    hops: [],
  }
  const toDap = {
    ...hop,
    link: by('device', near.first),
    domain: near.shared ? by('tree', meters) : oneForAll(NO_DOMAIN),
    endpoint: by('device', 0),
    from: 'meter',
    to: 'DAP',
    hops: [toHeadEnd],
  }
  const route = network.routes.add({ station: -1, node: oneForAll(), hops: [toDap] })
  const room = network.roomOf(route)
  const source = hashName('meters')
  const send = simulation.handler('send', (message) => {
    const { meter, bytes } = messages[message]
    const tree = Math.floor(meter / each)
    missing[message] = network.packetsOf(bytes, room)
    const key = message * 64
    const common = { message, route, bytes, tree, device: meter, tag: 0, first: 0, priority: 0 }
    network.send({ ...common, key, source, serial: message }, room)
    expect(message + 1)
  })
  const expect = (message) => {
    if (message < messages.length) simulation.at(messages[message].at, PRIORITY_SEND, message * 64, send, message)
  }
  expect(0)
  const start = performance.now()
  simulation.runUntil(end)
  const wallS = (performance.now() - start) / 1000
  const { packets } = network
  if (packets.inUse > 0) throw new Error(`${packets.inUse} packets are still under way`)
  const { transmissions } = network.links
  const counts = {
    events: simulation.events,
    transmissions: sum(transmissions.subarray(near.first, near.first + meters)),
  }
  for (const reason of LOSS_REASONS) {
    const lost = sum(network.links.lost(reason))
    if (lost > 0) counts[reason] = lost
  }
  return { latencies, wallS, counts }
}

function sum(column) {
  return column.reduce((total, value) => total + value, 0)
}

// An hour, in microseconds: long after the last message has arrived or been given up.
const AFTER = 3600e6
