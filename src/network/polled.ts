import { HOUR } from '../kernel/time.js'
import { keyed } from '../kernel/keyed.js'
import { channelName, nameOfGroup } from './channel-name.js'
import { GivenUp } from './given-up.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, meanLoss } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, type Medium, type Membership } from './medium.js'
import { DRAW_HEARING, PRIORITY_ARRIVAL } from './order.js'
import { OwnHeads } from './own-heads.js'
import { DOWN, PolledChannel, UP, type PolledMedium } from './polled-channel.js'
import type { PolledSettings } from './polled-settings.js'
import { pollTimes } from './poll-times.js'

/**
 * Polled channels: a master asks its stations one after the other, for ever, whether or not they have anything to say, and nobody speaks unasked. What
 * a station has to send waits until it is asked; commands go in between. What is for all is sent once, is not confirmed and not repeated.
 *
 * The books have the scan too, also of a channel on which nothing happens for days, as soon as one packet has crossed it: from the start of the run,
 * hour by hour.
 */
export class Polled implements Medium {
  readonly room: number
  private readonly medium: PolledMedium
  private readonly all: PolledChannel[] = []
  private readonly numbers = new Map<number, number>()
  /** By channel: the nodes of its stations, in the order of their numbers; and those that came later. */
  private readonly nodes: Int32Array[] = []
  private readonly late: Map<number, number>[] = []
  /** By such a late one: its channel. */
  private readonly channelOfLate = new Map<number, number>()
  private readonly heads: OwnHeads
  private readonly ways: LinkWays
  private readonly bookCode: number

  constructor(
    name: string,
    private readonly settings: PolledSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    private readonly membership: Membership,
  ) {
    this.room = settings.mtu - settings.header
    const { simulation } = book
    this.ways = new LinkWays(book.links)
    this.heads = new OwnHeads(membership)
    this.medium = {
      settings,
      book,
      times: pollTimes(settings),
      loss: new LinkLoss(settings.loss, seed, book, membership.nodes),
      stopped: new GivenUp(book),
      dueCode: simulation.handler(`scan over ${name}`, (channel) => this.all[channel]!.happen()),
      arrivalCode: simulation.handler(`arrival over ${name}`, (packet) => book.delivered(packet)),
    }
    this.bookCode = simulation.handler(`books of the scan over ${name}`, () => this.keepBooks())
    book.faults?.nodes.listen({
      wentDown: (node) => {
        this.visitStation(node, (channel, station) => channel.stationFell(station))
        this.channelBehind(node)?.masterFell()
      },
      cameUp: (node) => {
        this.visitStation(node, (channel, station) => channel.stationRose(station))
        this.channelBehind(node)?.masterRose()
      },
    })
  }

  get channels(): number {
    return this.all.length
  }

  offer(packet: number): void {
    const { book } = this
    const { packets } = book
    book.offered(packet)
    const link = packets.link[packet]!
    const direction = this.ways.isUp(link) ? UP : DOWN
    const channel = this.channelOf(packet)
    this.all[channel]!.load.knows(link, direction)
    const node = packets.endpoint[packet]!
    const station = node === EVERYONE ? 0 : this.stationOf(channel, node, packets.domain[packet]!)
    this.all[channel]!.offer(packet, station, direction)
  }

  wayIn(node: number): number {
    return this.heads.wayIn(node, this.book.faults)
  }

  /** The channel whose master is a node. */
  private channelBehind(node: number): PolledChannel | undefined {
    const channel = this.numbers.get(node)
    return channel === undefined ? undefined : this.all[channel]
  }

  /** Visits a node where it is a station, of its head or of a group. */
  private visitStation(node: number, visit: (channel: PolledChannel, station: number) => void): void {
    if (node >= this.membership.nodes) return
    const each = this.settings['stations-per-channel']
    const head = this.heads.of(node)
    const channel = head < 0 ? this.channelOfLate.get(node) : this.numbers.get(head)
    if (channel !== undefined) visit(this.all[channel]!, this.stationOf(channel, node, 0))
    const group = this.numbers.get(nameOfGroup(node, each, this.membership))
    if (group !== undefined) visit(this.all[group]!, node % each)
  }

  /** Not all hear what is sent once. */
  missedBy(node: number, source: number, serial: number, number: number): boolean {
    return keyed(this.seed, source, serial, number, node, DRAW_HEARING) < meanLoss(this.settings.loss)
  }

  /** Bytes on the air that belonged to no packet, as far as they are booked. */
  get scanBytes(): number {
    return this.all.reduce((sum, { load }) => sum + load.bytes, 0)
  }

  private channelOf(packet: number): number {
    const { packets } = this.book
    const name = channelName(packets, packet, this.settings['stations-per-channel'], this.membership)
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    const channel = this.all.length
    const nodes: number[] = []
    // A channel of no domain has as many stations as are said to share it, used or not.
    if (name >= 0) this.membership.membersOf(name, (node) => nodes.push(node))
    const stations = name >= 0 ? Math.max(1, nodes.length) : this.settings['stations-per-channel']
    this.nodes.push(Int32Array.from(nodes))
    this.late.push(new Map())
    this.all.push(new PolledChannel(channel, this.medium, stations))
    this.numbers.set(name, channel)
    if (channel === 0) this.expectBooks()
    this.lookWhoIsDown(channel, name, nodes)
    return channel
  }

  /** Some may have been down before anything was sent over the channel. */
  private lookWhoIsDown(channel: number, name: number, nodes: readonly number[]): void {
    const states = this.book.faults?.nodes
    if (states === undefined) return
    const one = this.all[channel]!
    nodes.forEach((node, station) => {
      if (!states.isUp(node)) one.beginsWithout(station)
    })
    if (name >= 0) {
      if (!states.isUp(name)) one.beginsWithoutMaster()
      return
    }
    const each = this.settings['stations-per-channel']
    for (let node = 0; node < this.membership.nodes; node++)
      if (!states.isUp(node) && nameOfGroup(node, each, this.membership) === name) one.beginsWithout(node % each)
  }

  private stationOf(channel: number, node: number, domain: number): number {
    if (domain < 0) return node % this.settings['stations-per-channel']
    const nodes = this.nodes[channel]!
    let low = 0
    let high = nodes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (nodes[middle]! < node) low = middle + 1
      else high = middle
    }
    if (nodes[low] === node) return low
    // One that is not known to hang there is asked after the others.
    const late = this.late[channel]!
    const known = late.get(node)
    if (known !== undefined) return known
    const station = nodes.length === 0 && late.size === 0 ? 0 : this.all[channel]!.add()
    late.set(node, station)
    this.channelOfLate.set(node, channel)
    if (this.book.faults?.nodes.isUp(node) === false) this.all[channel]!.stationFell(station)
    return station
  }

  private keepBooks(): void {
    for (const channel of this.all) channel.bookUntil(this.book.simulation.now)
    this.expectBooks()
  }

  /** At the end of each hour, and of the run. */
  private expectBooks(): void {
    const { load, simulation } = this.book
    if (simulation.now >= load.end) return
    const at = Math.min(Math.ceil(load.end), (Math.floor(simulation.now / HOUR) + 1) * HOUR)
    simulation.at(at, PRIORITY_ARRIVAL, 0, this.bookCode, 0)
  }
}
