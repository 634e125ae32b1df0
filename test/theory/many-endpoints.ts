import { hashName } from '../../src/kernel/keyed.js'
import { Simulation } from '../../src/kernel/simulation.js'
import { Stream } from '../../src/kernel/stream.js'
import type { LinkBook } from '../../src/network/link-book.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import type { Medium, Membership } from '../../src/network/medium.js'
import { Network, type Sending } from '../../src/network/network.js'
import { PRIORITY_SEND } from '../../src/network/order.js'
import { oneForAll } from '../../src/network/routes.js'
import { BYTES_WIRE } from '../../src/network/links.js'

export interface ManyEndpoints<M extends Medium> {
  create: (book: LinkBook, membership: Membership) => M
  endpoints: number
  direction: 'down' | 'up'
  /** Messages a microsecond, of all endpoints together: a Poisson process. Each is of any endpoint alike, and of so many bytes. */
  rate: number
  bytes: number
  messages: number
  seed: number
}

/** What became of the messages of a medium after a warm-up of a tenth of the time. */
export interface Passed<M extends Medium> {
  /** Mean time from offering to arrival (microseconds). */
  latency: number
  arrived: number
  medium: M
  /** The bytes on each link, and the time that they took to be sent. */
  bytesWire: Float64Array
  time: number
}

/** Poisson traffic of many endpoints over one domain of a medium. */
export function pass<M extends Medium>(settings: ManyEndpoints<M>): Passed<M> {
  const { endpoints, direction, rate, bytes, messages, seed } = settings
  const simulation = new Simulation()
  const time = Math.ceil((messages / rate) * 1.1)
  const warm = Math.ceil(time / 11)
  const cameAt = new Float64Array(2 ** 20)
  let [latency, arrived] = [0, 0]
  const network = new Network(simulation, new LoadByHour(0, time), new Float64Array(1), {
    consumed: (message) => {
      const came = cameAt[message]!
      if (came < warm) return
      latency += simulation.now - came
      arrived++
    },
    missed: () => undefined,
    copied: () => undefined,
    ended: () => undefined,
  })
  const { links, load, routes } = network
  const medium = settings.create(network.book, {
    nodes: endpoints + 1,
    membersOf: (_, visit) => {
      for (let node = 0; node < endpoints; node++) visit(node)
    },
  })
  const number = network.addMedium(medium)
  for (const way of ['up', 'down'] as const) {
    const group = {
      flow: 'air',
      network: 'air',
      from: 'here',
      to: 'there',
      count: 1,
      each: 1,
      number: 1,
      processing: 0,
    }
    const { first } = links.addGroup({ ...group, direction: way }, load.lane('air', way))
    links.carriedBy(number, first, 1)
    if (way !== direction) continue
    const place = { link: oneForAll(first), domain: oneForAll(endpoints), station: -1, node: oneForAll() }
    const endpoint = { by: 'device', first: 0, base: 0, times: 1, over: 1 } as const
    routes.add({
      station: -1,
      node: oneForAll(),
      hops: [{ ...place, endpoint, addressee: 0, from: 'here', to: 'there', hops: [] }],
    })
  }
  const stream = new Stream(seed, 'arrivals')
  const sending: Sending = {
    message: 0, route: 0, bytes, application: bytes, security: 0, tree: 0, device: 0, tag: 0, key: 0, source: hashName('arrivals'), serial: -1, first: 0,
    priority: 0, expires: Infinity,
  } // prettier-ignore
  let at = 0
  const expect = (): void => {
    at += stream.exponential(1 / rate)
    if (at < time) simulation.at(Math.ceil(at), PRIORITY_SEND, 0, code, 0)
  }
  const code = simulation.handler('arrival', () => {
    sending.serial++
    sending.key = sending.serial * 64
    sending.message = sending.serial % cameAt.length
    sending.device = stream.integer(endpoints)
    cameAt[sending.message] = simulation.now
    network.send(sending, bytes)
    expect()
  })
  expect()
  simulation.runUntil(warm)
  const before = links.column(BYTES_WIRE).slice()
  simulation.runUntil(time)
  const bytesWire = links.column(BYTES_WIRE).map((bytes, link) => bytes - before[link]!)
  return { latency: latency / arrived, arrived, medium, bytesWire, time: time - warm }
}

/** The figures of 16 replications: the seeds 1, 2, … 16 of the arrivals. */
export function replications<T>(one: (seed: number) => T): T[] {
  return Array.from({ length: 16 }, (_, i) => one(i + 1))
}
