import { hashName } from '../../../dist/kernel/keyed.js'
import { Simulation } from '../../../dist/kernel/simulation.js'
import { Stream } from '../../../dist/kernel/stream.js'
import { LoadByHour } from '../../../dist/network/load-by-hour.js'
import { createMedium, mediaSchema } from '../../../dist/network/media.js'
import { NO_DOMAIN } from '../../../dist/network/medium.js'
import { Network } from '../../../dist/network/network.js'
import { PRIORITY_SEND } from '../../../dist/network/order.js'
import { oneForAll } from '../../../dist/network/routes.js'
import { ActiveTime } from '../../../dist/traffic/active-time.js'
import { PoissonTimes } from '../../../dist/traffic/poisson-times.js'
import { asked, tell } from './told.js'

/**
 * M/M/1 (mm1.h) of sgsim's own parts: its Poisson source, and a wire as the server, over which messages of exponential size go. With all
 * the counting that a link of a run has.
 */
const SECOND = 1e6
// So many bytes take a second: a byte is a millionth of a service.
const BYTES_A_SECOND = 1e6
// No line is ever as long as this, so a serial number serves as a slot.
const SLOTS = 2 ** 20
const NO_MEMBERS = { nodes: 0, membersOf: () => {} }

const options = asked('customers', 'load')
const customers = Number(options.customers)
const load = Number(options.load)

const simulation = new Simulation()
// The source may take longer than its mean: a tenth more, and a day.
const end = Math.ceil(((1.1 * customers) / load) * SECOND + 86_400 * SECOND)
const cameAt = new Float64Array(SLOTS)
let left = 0
let sojourn = 0
let served = 0
const network = new Network(simulation, new LoadByHour(0, end), new Float64Array(1), {
  consumed: (message) => {
    left++
    sojourn += simulation.now - cameAt[message]
  },
  missed: () => {
    throw new Error('a line without loss has lost a customer')
  },
  copied: () => {},
  ended: () => {},
})
const group = { flow: 'line', network: 'line', direction: 'up', from: 'source', to: 'sink' }
const lane = network.load.lane('line', 'up')
const { first } = network.links.addGroup({ ...group, count: 1, each: 1, number: 1, processing: 0 }, lane)
const wire = mediaSchema({}).parse({
  medium: 'wire',
  rate: `${8 * BYTES_A_SECOND} bps`,
  delay: '0 s',
  loss: '0%',
  retries: 0,
  'retry-after': '0 s',
  mtu: '1 GB',
  header: '0 B',
  queue: '1000 GB',
})
const seed = 1
network.links.carriedBy(network.addMedium(createMedium('line', wire, seed, network.book, NO_MEMBERS)), first, 1)
const hop = {
  link: oneForAll(first),
  domain: oneForAll(NO_DOMAIN),
  endpoint: oneForAll(),
  station: -1,
  node: oneForAll(),
}
const hops = [{ ...hop, addressee: 0, from: 'source', to: 'sink', hops: [] }]
const route = network.routes.add({ station: -1, node: oneForAll(), hops })
const room = network.roomOf(route)
const sending = {
  message: 0,
  route,
  bytes: 0,
  application: 0,
  security: 0,
  tree: 0,
  device: -1,
  tag: 0,
  key: 0,
  source: hashName('arrivals'),
  serial: -1,
  first: 0,
  priority: 0,
  expires: Infinity,
}
const wholeDay = new ActiveTime([{ from: 0, to: 1440 }])
const times = new PoissonTimes(new Stream(seed, 'arrivals'), wholeDay, 0, 1, load * 86_400)
const sizes = new Stream(seed, 'sizes')
const send = simulation.handler('arrival', () => {
  sending.serial++
  sending.key = sending.serial * 64
  sending.message = sending.serial % SLOTS
  cameAt[sending.message] = simulation.now
  sending.bytes = Math.max(1, Math.round(sizes.exponential(BYTES_A_SECOND)))
  sending.application = sending.bytes
  served += sending.bytes
  network.send(sending, room)
  if (sending.serial + 1 < customers) expect()
})
const expect = () => {
  times.next()
  simulation.at(Math.ceil(times.time), PRIORITY_SEND, 0, send, 0)
}
expect()
const start = performance.now()
simulation.runUntil(end)
const seconds = (performance.now() - start) / 1000
const waited = sojourn - served * (SECOND / BYTES_A_SECOND)
const result = { customers: left, meanWaitS: waited / left / SECOND }
tell({ setupSeconds: 0, seconds, events: simulation.events, result })
