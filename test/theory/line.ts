import { Simulation } from '../../src/kernel/simulation.js'
import { Stream } from '../../src/kernel/stream.js'
import { hashName } from '../../src/kernel/keyed.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import { NO_DOMAIN } from '../../src/network/medium.js'
import { Network, type PacketHost, type Sending } from '../../src/network/network.js'
import { PRIORITY_SEND } from '../../src/network/order.js'
import { oneForAll, type RouteHop } from '../../src/network/routes.js'
import { Station, type NodeSettings } from '../../src/network/station.js'
import { Wire, type WireSettings } from '../../src/network/wire.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { PoissonTimes } from '../../src/traffic/poisson-times.js'

/** What customers cross: an origin that may serve them, then hops, each a wire and perhaps a server at its far end. */
export interface LineSettings {
  origin?: NodeSettings
  hops: { wire: WireSettings; node?: NodeSettings }[]
  /** Arrivals a second, a Poisson process. */
  arrivals: number
  /** Application bytes of a customer. */
  bytes: number
  /** More customers than this at once are said to be waiting. */
  servers: number
  /** Sojourns longer than each of these (microseconds) are counted. */
  bounds?: number[]
}

/** What has happened since the start, in sums of whole microseconds, so that they are exact. */
export interface Sums {
  time: number
  arrived: number
  left: number
  /** Of those who left: the time that they spent in the line, and by bound, how many spent longer. */
  sojourn: number
  longer: number[]
  /** Of those who are inside: the time since they came. */
  ages: number
  /** The integrals of the number inside, and of the number that waits, over time. */
  inside: number
  waiting: number
}

/** A Poisson source, a route and a sink, of sgsim's own parts, with the bookkeeping of queueing theory around them. */
export class Line implements PacketHost {
  private readonly simulation = new Simulation()
  private readonly network: Network
  private readonly times: PoissonTimes
  private readonly sending: Sending
  private readonly sendCode: number
  // A line of queues that are served in order is never as long as this, so that a serial number serves as a slot.
  private readonly cameAt = new Float64Array(2 ** 20)
  private readonly servers: number
  private readonly bounds: number[]
  private readonly longer: number[]
  private number = 0
  private changedAt = 0
  private arrived = 0
  private left = 0
  private sojourn = 0
  private inside = 0
  private waiting = 0
  private arrivalsInside = 0

  constructor(settings: LineSettings, seed: number, end: number) {
    const { simulation } = this
    this.servers = settings.servers
    this.bounds = settings.bounds ?? []
    this.longer = this.bounds.map(() => 0)
    const load = new LoadByHour(0, end)
    const network = new Network(simulation, load, new Float64Array(1), this)
    this.network = network
    const { links, packets, routes } = network
    const stationOf = (name: string, node: NodeSettings | undefined) =>
      node === undefined ? -1 : network.addStation(new Station(name, 1, node, seed, simulation, packets, network))
    const origin = stationOf('origin', settings.origin)
    const hops = settings.hops.map(({ wire, node }, i): RouteHop => {
      const name = `hop ${i}`
      const group = {
        flow: name,
        network: name,
        direction: 'up',
        from: name,
        to: name,
        count: 1,
        each: 1,
        number: 1,
        processing: 0,
      } as const
      const { first } = links.addGroup(group, load.lane(name, 'up'))
      links.carriedBy(network.addMedium(new Wire(name, wire, seed, network.book)), first, 1)
      const addressee = i === settings.hops.length - 1 ? 0 : -1
      const [link, station] = [oneForAll(first), stationOf(name, node)]
      return {
        link,
        domain: oneForAll(NO_DOMAIN),
        endpoint: oneForAll(),
        station,
        node: oneForAll(),
        addressee,
        from: name,
        to: name,
        hops: [],
      }
    })
    for (let i = 1; i < hops.length; i++) hops[i - 1]!.hops.push(hops[i]!)
    const route = routes.add({ station: origin, node: oneForAll(), hops: hops.slice(0, 1) })
    const source = hashName('arrivals')
    const { bytes } = settings
    this.sending = {
      message: 0,
      route,
      bytes,
      application: bytes,
      security: 0,
      tree: 0,
      device: -1,
      tag: 0,
      key: 0,
      source,
      serial: -1,
      first: 0,
      priority: 0,
      expires: Infinity,
    }
    const wholeDay = new ActiveTime([{ from: 0, to: 1440 }])
    this.times = new PoissonTimes(new Stream(seed, 'arrivals'), wholeDay, 0, 1, settings.arrivals * 86_400)
    this.sendCode = simulation.handler('arrival', () => this.arrive())
    this.expect()
  }

  /** Runs up to a moment, and says what has happened by then. */
  runUntil(end: number): Sums {
    this.simulation.runUntil(end)
    this.change(0)
    const { arrived, left, sojourn, inside, waiting } = this
    const ages = this.number * end - this.arrivalsInside
    return { time: end, arrived, left, sojourn, longer: [...this.longer], ages, inside, waiting }
  }

  consumed(message: number): void {
    const now = this.simulation.now
    const came = this.cameAt[message]!
    this.change(-1)
    this.left++
    this.sojourn += now - came
    for (let i = 0; i < this.bounds.length; i++) if (now - came > this.bounds[i]!) this.longer[i]!++
    this.arrivalsInside -= came
  }

  missed(): void {
    throw new Error('a line without loss has lost a customer')
  }

  copied(): void {
    throw new Error('a line that never parts has copied a customer')
  }

  ended(): void {
    // Who has ended has been consumed.
  }

  private arrive(): void {
    const { sending } = this
    this.change(1)
    this.arrived++
    sending.serial++
    sending.key = sending.serial * 64
    sending.message = sending.serial % this.cameAt.length
    this.cameAt[sending.message] = this.simulation.now
    this.arrivalsInside += this.simulation.now
    this.network.send(sending, sending.bytes)
    this.expect()
  }

  private expect(): void {
    this.times.next()
    this.simulation.at(Math.ceil(this.times.time), PRIORITY_SEND, 0, this.sendCode, 0)
  }

  private change(by: number): void {
    const now = this.simulation.now
    const lasted = now - this.changedAt
    this.inside += this.number * lasted
    if (this.number > this.servers) this.waiting += (this.number - this.servers) * lasted
    this.changedAt = now
    this.number += by
  }
}
