import { HOUR } from '../../src/kernel/time.js'
import { Simulation } from '../../src/kernel/simulation.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import { NO_DOMAIN, type LossReason } from '../../src/network/medium.js'
import { Network, type PacketHost, type Sending } from '../../src/network/network.js'
import { PRIORITY_SEND } from '../../src/network/order.js'
import type { Place, RouteHop } from '../../src/network/routes.js'
import { Station, type NodeSettings } from '../../src/network/station.js'
import { Wire, type WireSettings } from '../../src/network/wire.js'

/** A network on a table: links and stations of one's own, messages by hand, and all that the host is told. */
export class Bench implements PacketHost {
  readonly simulation = new Simulation()
  readonly load = new LoadByHour(0, 1000 * HOUR)
  readonly bytesByTag = new Float64Array(4)
  readonly network = new Network(this.simulation, this.load, this.bytesByTag, this)
  readonly consumptions: { message: number; addressee: number; at: number }[] = []
  readonly losses: { message: number; beyond: number; step: number; reason: LossReason; at: number }[] = []
  copies = 0
  ends = 0
  private readonly sendings: { sending: Sending; room: number }[] = []
  private readonly sendCode = this.simulation.handler('send', (i) => {
    const { sending, room } = this.sendings[i]!
    this.copies += this.network.packetsOf(sending.bytes, room)
    this.network.send(sending, room)
  })

  constructor(readonly seed = 1) {}

  /** Makes a link for each of `count` trees, and gives the number of the first. */
  wire(settings: Partial<WireSettings> = {}, count = 1, processing = 0): number {
    const { load, network, seed } = this
    const { links } = network
    const flow = `flow ${links.groups.length}`
    const group = {
      flow,
      network: flow,
      direction: 'up',
      from: 'here',
      to: 'there',
      count,
      each: 1,
      number: 1,
      processing,
    } as const
    const { first } = links.addGroup(group, load.lane(flow, 'up'))
    links.carriedBy(network.addMedium(new Wire(flow, wire(settings), seed, network.book)), first, count)
    return first
  }

  station(settings: Partial<NodeSettings>, nodes = 1): number {
    const node: NodeSettings = { processing: 0, distribution: 'constant', servers: 'unlimited', ...settings }
    const { simulation, network, seed } = this
    const served = (packet: number) => network.served(packet)
    return network.addStation(new Station('station', nodes, node, seed, simulation, network.packets, served))
  }

  route(...hops: RouteHop[]): number {
    return this.network.routes.add({ station: -1, node: place('one'), hops })
  }

  /** Sends a message; what is not said has no bearing on the case. Its key and its draws are those of its number. */
  send(at: number, message: number, sending: Partial<Sending>, room?: number): void {
    const whole: Sending = {
      message, route: 0, bytes: 100, tree: 0, device: 0, tag: 0, key: message * 64, source: 0, serial: message, first: 0, priority: 0, ...sending,
    } // prettier-ignore
    const i = this.sendings.push({ sending: whole, room: room ?? this.network.roomOf(whole.route) }) - 1
    this.simulation.at(at, PRIORITY_SEND, whole.key, this.sendCode, i)
  }

  run(until = 900 * HOUR): this {
    this.simulation.runUntil(until)
    return this
  }

  /** When each message was consumed; one that was not has no entry. */
  arrivals(): Map<number, number> {
    return new Map(this.consumptions.map(({ message, at }) => [message, at]))
  }

  consumed(message: number, addressee: number): void {
    this.consumptions.push({ message, addressee, at: this.simulation.now })
  }

  missed(message: number, beyond: number, step: number, reason: LossReason): void {
    this.losses.push({ message, beyond, step, reason, at: this.simulation.now })
  }

  copied(): void {
    this.copies++
  }

  ended(): void {
    this.ends++
  }
}

/** 1 Mbps: a byte takes 8 µs. */
export function wire(settings: Partial<WireSettings> = {}): WireSettings {
  return {
    medium: 'wire', rate: 1e6, delay: 0, loss: 0, retries: 0, 'retry-after': 0, mtu: 1500, header: 0, queue: 1e12, ...settings,
  } // prettier-ignore
}

/** One for all, or one a tree or device, from number `first` on. */
export function place(by: Place['by'], first = 0): Place {
  return { by, first, base: 0, times: 1, over: 1 }
}

/** A hop of a route. What it says beyond its link has no bearing on most cases. */
export function hop(link: number, more: Partial<RouteHop> = {}): RouteHop {
  const hops = more.hops ?? []
  return {
    link: place('one', link),
    domain: place('one', NO_DOMAIN),
    endpoint: place('device'),
    station: -1,
    node: place('one'),
    addressee: hops.length === 0 ? 0 : -1,
    from: 'here',
    to: 'there',
    ...more,
    hops,
  }
}
