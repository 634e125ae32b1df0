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
import { DELIVERED, OFFERED, TRANSMISSIONS } from '../../src/network/links.js'

const SECOND = 1_000_000

/** Customers who come at random, each a packet of a device of its own, so that none waits for another of the same sender. */
export interface CustomerClass {
  /** Arrivals a second, a Poisson process. */
  arrivals: number
  priority: number
  bytes: number
  /** Exponential: rounded up to a byte, so that it is geometric. */
  sizes: 'constant' | 'exponential'
}

export interface WiresSettings {
  /** Wires in a row, each perhaps with a server at its far end. */
  hops: { wire: WireSettings; node?: NodeSettings }[]
  classes: CustomerClass[]
}

/** Of the time after the warm-up: by class, and by hop. */
export interface WiresFigures {
  /** Mean time from coming to leaving of those who left, in seconds; the share of those who were lost. */
  classes: { sojourn: number; lost: number }[]
  /** Packets a second that a hop delivers, and transmissions for each that it was offered. */
  hops: { carried: number; transmissions: number }[]
}

/** One replication for each of the seeds 1, 2, … 16, with so many customers together, after warm-ups of a tenth. */
export function replicateWires(settings: WiresSettings, customers: number): WiresFigures[] {
  const arrivals = settings.classes.reduce((sum, one) => sum + one.arrivals, 0)
  const each = Math.ceil((customers / 16 / arrivals) * SECOND)
  const warm = Math.ceil(each / 10)
  return Array.from({ length: 16 }, (_, i) => new Wires(settings, i + 1, warm + each).figures(warm, warm + each))
}

/** Poisson sources, a route and a sink, of sgsim's own parts. */
class Wires implements PacketHost {
  private readonly simulation = new Simulation()
  private readonly network: Network
  private readonly arrivalCode: number
  private readonly sources: { times: PoissonTimes; sizes: Stream; sending: Sending }[]
  private readonly came = new Float64Array(2 ** 16)
  private readonly classOf = new Uint8Array(2 ** 16)
  private readonly taken = new Uint8Array(2 ** 16)
  private readonly sums: { left: number; lost: number; sojourn: number }[]
  private customers = 0

  constructor(
    private readonly settings: WiresSettings,
    seed: number,
    end: number,
  ) {
    const { simulation } = this
    const load = new LoadByHour(0, end)
    this.network = new Network(simulation, load, new Float64Array(1), this)
    const { network } = this
    const { links, packets, routes } = network
    const firsts = settings.hops.map(({ wire }, i) => {
      const name = `hop ${i}`
      const group = { flow: name, network: name, direction: 'up', from: name, to: name, count: 1, each: 1, number: 1, processing: 0 } as const // prettier-ignore
      const { first } = links.addGroup(group, load.lane(name, 'up'))
      links.carriedBy(network.addMedium(new Wire(name, wire, seed, network.book)), first, 1)
      return first
    })
    const beyond = settings.hops.reduceRight<RouteHop[]>((hops, { node }, i) => {
      const name = `hop ${i}`
      const station = node === undefined ? -1 : network.addStation(new Station(name, 1, node, seed, simulation, packets, network)) // prettier-ignore
      const [one, none] = [oneForAll(), oneForAll(NO_DOMAIN)]
      const addressee = hops.length === 0 ? 0 : -1
      return [{ link: oneForAll(firsts[i]), domain: none, endpoint: one, station, node: one, addressee, from: name, to: name, hops }] // prettier-ignore
    }, [])
    const route = routes.add({ station: -1, node: oneForAll(), hops: beyond })
    const wholeDay = new ActiveTime([{ from: 0, to: 1440 }])
    this.sources = settings.classes.map(({ arrivals, priority, bytes }, i) => ({
      times: new PoissonTimes(new Stream(seed, `arrivals ${i}`), wholeDay, 0, 1, arrivals * 86_400),
      sizes: new Stream(seed, `sizes ${i}`),
      sending: {
        message: 0, route, bytes, application: bytes, security: 0, tree: 0, device: 0, tag: 0, key: 0, source: hashName(`class ${i}`),
        serial: 0, first: 0, priority, expires: Infinity,
      }, // prettier-ignore
    }))
    this.sums = settings.classes.map(() => ({ left: 0, lost: 0, sojourn: 0 }))
    this.arrivalCode = simulation.handler('arrival', (one) => this.arrive(one))
    for (let one = 0; one < this.sources.length; one++) this.expect(one)
  }

  figures(warm: number, end: number): WiresFigures {
    const before = this.runUntil(warm)
    const after = this.runUntil(end)
    return {
      classes: after.classes.map(({ left, lost, sojourn }, i) => {
        const since = before.classes[i]!
        const [gone, missed] = [left - since.left, lost - since.lost]
        return { sojourn: (sojourn - since.sojourn) / gone / SECOND, lost: missed / (gone + missed) }
      }),
      hops: after.hops.map(({ offered, carried, transmissions }, i) => ({
        carried: ((carried - before.hops[i]!.carried) / (end - warm)) * SECOND,
        transmissions: (transmissions - before.hops[i]!.transmissions) / (offered - before.hops[i]!.offered),
      })),
    }
  }

  consumed(message: number): void {
    const sums = this.sums[this.classOf[message]!]!
    sums.left++
    sums.sojourn += this.simulation.now - this.came[message]!
  }

  missed(message: number): void {
    this.sums[this.classOf[message]!]!.lost++
  }

  copied(): void {
    throw new Error('a line that never parts has copied a customer')
  }

  ended(message: number): void {
    this.taken[message] = 0
  }

  private runUntil(end: number) {
    this.simulation.runUntil(end)
    const { links } = this.network
    return {
      classes: this.sums.map((sums) => ({ ...sums })),
      hops: this.settings.hops.map((_, i) => ({
        offered: links.get(i, OFFERED),
        carried: links.get(i, DELIVERED),
        transmissions: links.get(i, TRANSMISSIONS),
      })),
    }
  }

  private arrive(one: number): void {
    const { sending, sizes } = this.sources[one]!
    const { bytes, sizes: kind } = this.settings.classes[one]!
    const customer = ++this.customers
    const message = customer % this.came.length
    if (this.taken[message] === 1) throw new Error('more customers inside than there is room for')
    this.taken[message] = 1
    this.came[message] = this.simulation.now
    this.classOf[message] = one
    sending.message = message
    sending.serial++
    sending.device = customer
    sending.key = customer * 64
    sending.bytes = kind === 'constant' ? bytes : Math.ceil(-bytes * Math.log(1 - sizes.next()))
    sending.application = sending.bytes
    this.network.send(sending, sending.bytes)
    this.expect(one)
  }

  private expect(one: number): void {
    const { times } = this.sources[one]!
    times.next()
    this.simulation.at(Math.ceil(times.time), PRIORITY_SEND, one, this.arrivalCode, one)
  }
}
