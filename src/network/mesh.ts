import { keyed } from '../kernel/keyed.js'
import { Contention, type ContentionHost } from './contention.js'
import { airtime } from './contention-access.js'
import type { Hearing } from './contention-air.js'
import { FarEnd } from './far-end.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, type LossReason, type Medium, type Membership } from './medium.js'
import { MeshBackground } from './mesh-background.js'
import { MeshFloods, type FloodHost } from './mesh-flood.js'
import { ABSENT, MeshLayout, MOST_HOPS, UNCOVERED, type MeshCoverage } from './mesh-layout.js'
import { MeshParents } from './mesh-parents.js'
import type { MeshSettings } from './mesh-settings.js'
import { DRAW_BACKGROUND, DRAW_HEARING } from './order.js'

/**
 * Multi-hop radio under one gateway: each device is a half-duplex node with one radio and one queue, and relays for those that are
 * farther away. A packet goes hop by hop along the tree of parents, up to the gateway or down from it; one for all goes out as a
 * flood. Who hears and disturbs whom follows from where the nodes stand, so that far ends of a mesh speak at the same time. Where nodes can
 * fail, the tree changes (`MeshParents`), and a node may come to be behind another gateway than it was planned for.
 */
export class Mesh implements Medium, Hearing, ContentionHost, FloodHost {
  readonly room: number
  readonly background?: MeshBackground
  readonly unheardShare: number
  /**
   * Told of a node whose way leads to another gateway than its packets are for: who keeps account of that asks `wayIn` for the one. Where nobody does, no
   * node changes over by itself, but only when it comes into the network.
   */
  onMoved: ((node: number) => void) | undefined
  private readonly contention: Contention
  private readonly floods: MeshFloods
  private readonly noise: LinkLoss
  private readonly ways: LinkWays
  private readonly farEnd: FarEnd
  /** By gateway: 1 once a packet of its nodes was there. */
  private readonly inUse: Uint8Array
  /** By gateway: 1 once its nodes have their places, and the standing traffic around them is known. */
  private readonly laidOut: Uint8Array
  /** By packet for one: the hops that it has made on this link. */
  private made = new Uint8Array(0)
  /** Where nodes can fail: who sends to whom. */
  private readonly parents: MeshParents | undefined
  private readonly hearsWithin: number
  private readonly disturbsWithin: number
  /** How many times farther away than the wanted one another speaker must be, squared, for the wanted one to be received; 0: however far. */
  private readonly captures: number

  constructor(
    name: string,
    private readonly settings: MeshSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    private readonly membership: Membership,
    private readonly layout = new MeshLayout(settings, seed, membership),
  ) {
    const { nodes } = membership
    this.room = settings.mtu - settings.header
    const { faults } = book
    if (faults !== undefined) {
      const layOut = (gateway: number) => this.layOut(gateway)
      this.parents = new MeshParents(settings, layout, membership, faults.nodes, book.simulation, layOut)
    }
    this.floods = new MeshFloods(this.layout, membership, this, this.parents)
    this.noise = new LinkLoss(settings.loss, seed, book, nodes)
    this.hearsWithin = settings['sensing-range'] ** 2
    this.disturbsWithin = settings['interference-range'] ** 2
    const exponent = settings['link-budget']['path-loss-exponent']
    this.captures = settings.capture === 'none' ? 0 : 10 ** (settings.capture / (5 * exponent))
    const background = new MeshBackground(settings, this.layout, nodes)
    if (background.isThere) this.background = background
    this.unheardShare = background.unheard
    this.contention = new Contention(name, settings, seed, book, nodes, this, this)
    this.ways = new LinkWays(book.links)
    this.farEnd = new FarEnd(name, book)
    this.inUse = new Uint8Array(nodes)
    this.laidOut = new Uint8Array(nodes)
  }

  get channels(): number {
    return this.contention.channels
  }

  offer(packet: number): void {
    const { book, layout } = this
    const { packets } = book
    const gateway = packets.domain[packet]!
    const endpoint = packets.endpoint[packet]!
    book.offered(packet)
    if (this.inUse[gateway] !== 1) this.begin(gateway, packets.link[packet]!)
    if (endpoint === EVERYONE) {
      if (this.floods.begin(packet, gateway)) this.contention.enqueue(packet, gateway, EVERYONE, gateway, 0)
      else book.lost(packet, 'out of range')
      return
    }
    this.parents?.settle(endpoint)
    const hop = layout.hop[endpoint]!
    if (hop === ABSENT) throw new Error(`node ${endpoint} is not behind the gateway ${gateway} of a mesh`)
    if (hop === UNCOVERED) {
      book.lost(packet, 'out of range')
      return
    }
    if (packet >= this.made.length) this.widen(packet)
    this.made[packet] = 0
    this.pass(packet, this.ways.isUp(packets.link[packet]!) ? endpoint : gateway)
  }

  /** How far the devices are from their gateways, and how many out of reach. */
  coverage(): MeshCoverage {
    return this.layout.coverage()
  }

  /** What of the bytes in the books is of no packet: routing, beacons and time synchronisation. */
  get standingBytes(): number {
    return this.background?.booked ?? 0
  }

  /** From now on no node goes over to another gateway. */
  keepHomes(): void {
    if (this.parents !== undefined) this.parents.rehomes = false
  }

  wayIn(node: number): number {
    return this.parents?.wayIn(node) ?? -1
  }

  missedBy(node: number, source: number, serial: number, number: number): boolean {
    return this.floods.missedBy(node, source, serial, number)
  }

  whyMissed(node: number, source: number, serial: number, number: number): LossReason {
    return this.floods.whyMissed(node, source, serial, number)
  }

  forget(source: number, serial: number): void {
    this.floods.forget(source, serial)
  }

  // What the contention asks and tells.

  hears(listener: number, speaker: number): boolean {
    const { layout, settings } = this
    const { x, y, parent } = layout
    if (parent[listener] === speaker || parent[speaker] === listener) return true
    if ((x[listener]! - x[speaker]!) ** 2 + (y[listener]! - y[speaker]!) ** 2 > this.hearsWithin) return false
    const { hidden } = settings
    if (hidden === 0) return true
    const [low, high] = listener < speaker ? [listener, speaker] : [speaker, listener]
    return keyed(this.seed, low, high, 0, 1, DRAW_HEARING) >= hidden
  }

  disturbs(speaker: number, receiver: number, wanted: number): boolean {
    const { x, y } = this.layout
    const atX = x[receiver]!
    const atY = y[receiver]!
    const squared = (x[speaker]! - atX) ** 2 + (y[speaker]! - atY) ** 2
    if (squared > this.disturbsWithin) return false
    if (this.captures === 0) return true
    return squared < this.captures * ((x[wanted]! - atX) ** 2 + (y[wanted]! - atY) ** 2)
  }

  neighbours(gateway: number): readonly number[] {
    return this.settings['other-gateways'] === 'interfere' ? this.layout.grid.neighbours(gateway) : NONE
  }

  fails(packet: number, from: number, to: number, attempt: number): boolean {
    if (this.noise.never) return false
    // The link is that of the device at its outer end.
    return this.noise.fails(packet, this.ways.isUp(this.book.packets.link[packet]!) ? from : to, attempt)
  }

  arrived(packet: number, from: number, to: number): void {
    const { packets } = this.book
    if (to === EVERYONE) {
      this.floods.heard(packet, from)
      this.floodOver(packet, this.floods.reasonOf(packet))
      return
    }
    const isUp = this.ways.isUp(packets.link[packet]!)
    if (to === (isUp ? packets.domain[packet] : packets.endpoint[packet])) this.farEnd.reached(packet)
    else {
      this.made[packet]!++
      this.pass(packet, to)
    }
  }

  failed(packet: number, from: number, to: number, reason: LossReason): void {
    if (to === EVERYONE) {
      this.floodOver(packet, reason)
      return
    }
    this.parents?.failed(from, to)
    this.book.lost(packet, reason)
  }

  // What the floods ask and tell.

  hasHeard(packet: number, node: number, pair: number): boolean {
    if (!this.contention.reached(node)) {
      if (this.book.faults?.nodes.isIn(node)) this.floods.spoiltByOthers(packet)
      return false
    }
    // Beside the attempts of packets for one device.
    const attempt = 2 ** 30 + pair
    if (!this.noise.never && this.noise.fails(packet, node, attempt)) {
      this.floods.spoiltByNoise(packet)
      return false
    }
    const share = this.contention.spoilt(packet, node, this.airtime(packet))
    if (share === 0 || this.backgroundDraw(packet, attempt) >= share) return true
    this.floods.spoiltByOthers(packet)
    return false
  }

  relay(packet: number, node: number, copy: number): void {
    this.contention.enqueue(packet, node, EVERYONE, this.book.packets.domain[packet]!, copy)
  }

  /** One transmission of a flood is over, or came to nothing; with the last one the packet has crossed, if anybody has it. */
  private floodOver(packet: number, reason: LossReason): void {
    const { book, floods } = this
    const { packets } = book
    floods.over(packet)
    if (floods.pending(packet) > 0) return
    const reached = floods.reached(packet)
    // The gateway's own transmission is in the books; each hop beyond took one more.
    book.spent(packet, 0, 0, floods.deepest(packet) * this.airtime(packet))
    floods.end(packet, packets.source[packet]!, packets.serial[packet]!, packets.number[packet]!)
    if (reached === 0) book.lost(packet, reason)
    else this.farEnd.reached(packet)
  }

  /** The packet stands at a node, and goes on to the next. */
  private pass(packet: number, node: number): void {
    const { book, made } = this
    const { packets } = book
    const gateway = packets.domain[packet]!
    const isUp = this.ways.isUp(packets.link[packet]!)
    const endpoint = packets.endpoint[packet]!
    const next = isUp ? this.above(node, gateway) : this.below(node, endpoint)
    if (next < 0 || made[packet]! >= MOST_HOPS) {
      book.lost(packet, 'node down')
      if (this.parents !== undefined && this.parents.headOf(endpoint) !== gateway) this.onMoved?.(endpoint)
    } else this.contention.enqueue(packet, node, next, gateway, made[packet]!)
  }

  /** Where a node sends on the way up; -1: nowhere, or to another gateway than the packet is for. */
  private above(node: number, gateway: number): number {
    if (this.parents === undefined) return this.layout.parent[node]!
    const next = this.parents.above(node, this.onMoved !== undefined)
    return next >= 0 && next !== gateway && this.layout.grid.has(next) ? -1 : next
  }

  /** Where a node sends on the way down to another; -1: that one is not behind it any more. */
  private below(node: number, endpoint: number): number {
    const { parent } = this.layout
    let next = endpoint
    while (parent[next] !== node) {
      next = parent[next]!
      if (next < 0) return -1
    }
    return next
  }

  /** The first packet of a gateway is there, before one of its links. */
  private begin(gateway: number, link: number): void {
    const { layout, background } = this
    if (!layout.grid.has(gateway)) throw new Error(`node ${gateway} is no gateway of a mesh: nobody is behind it`)
    this.inUse[gateway] = 1
    this.layOut(gateway)
    background?.bookFor(this.nodesOf(gateway).length, link, this.book)
  }

  private layOut(gateway: number): void {
    if (this.laidOut[gateway] === 1) return
    this.laidOut[gateway] = 1
    if (!this.layout.has(gateway)) this.layout.layOut(gateway)
    this.background?.layOut(this.nodesOf(gateway))
  }

  /** A gateway, and those behind it that are in range of anything. */
  private nodesOf(gateway: number): number[] {
    const nodes = [gateway]
    this.membership.membersOf(gateway, (node) => {
      if (this.layout.hop[node] !== UNCOVERED) nodes.push(node)
    })
    return nodes
  }

  private widen(packet: number): void {
    const wide = new Uint8Array(Math.max(1024, 2 * packet))
    wide.set(this.made)
    this.made = wide
  }

  private airtime(packet: number): number {
    const { book, settings } = this
    return airtime(settings, book.wireBytes(packet, settings.header))
  }

  private backgroundDraw(packet: number, attempt: number): number {
    const { packets } = this.book
    const place = packets.hop[packet]! * 65536 + packets.number[packet]!
    return keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, place, attempt, DRAW_BACKGROUND)
  }
}

const NONE: readonly number[] = []
