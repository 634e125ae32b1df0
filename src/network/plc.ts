import { z } from 'zod'
import { bytes, share } from '../input/quantity.js'
import { printShare } from '../input/units.js'
import { Contention, type ContentionHost } from './contention.js'
import { accessChecked, accessKeys, airtime } from './contention-access.js'
import { ALL_HEAR_ALL } from './contention-air.js'
import { FarEnd } from './far-end.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, linkLossSchema, lossForGood } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, NO_DOMAIN, type LossReason, type Medium, type Membership } from './medium.js'
import { OwnHeads } from './own-heads.js'
import { PlcFloods, type PlcFloodHost } from './plc-flood.js'
import { Repeaters } from './plc-repeaters.js'
import { technology } from './technology.js'

const STANDARD = 'ITU-T G.9903 (G3-PLC), CENELEC A, robust mode'

/** The keys of `networks: {<network>: {medium: plc, …}}`. */
export function plcSchema() {
  return accessChecked(
    z.strictObject({
      medium: z.literal('plc').meta({
        description: 'How the network behaves: a low-rate power line that all nodes behind one transformer share.',
      }),
      technology: technology(),
      ...accessKeys({
        access: 'csma',
        // 133 bytes in 252 symbols of 695 µs.
        rate: '6.07 kbps',
        // 9.5 symbols of 640 µs, and 13 of the frame control header.
        preamble: '15.115 ms',
        'back-off-unit': '1.39 ms',
        'min-exponent': 3,
        'max-exponent': 8,
        'max-back-offs': 50,
        'after-busy': 'wait',
        sensing: '1.39 ms',
        turnaround: '695 us',
        propagation: '0 us',
        slot: '200 ms',
        acknowledged: true,
        // It is all in the frame control header.
        ack: '0 B',
        'ack-after': '5.56 ms',
        'ack-time-out': '26.235 ms',
        retries: 5,
        gap: '5.56 ms',
        channels: 1,
        header: '33 B',
        queue: '16 kB',
        source: STANDARD,
        // What is sensed and heard when, and the time-out, follow from its slots and spaces.
        assumed: ['sensing', 'turnaround', 'propagation', 'slot', 'ack-time-out', 'channels', 'header', 'queue'],
      }),
      loss: linkLossSchema('2%'),
      mtu: bytes().prefault('133 B').meta({ description: 'The largest frame, its header included.', source: STANDARD }),
      repeaters: z
        .array(share(), 'expected shares of the nodes by their distance, such as [60%, 30%, 10%]')
        .min(1, 'expected the share of the nodes that the head of the line hears itself, such as [60%, 30%, 10%]')
        .max(14, 'expected at most 14 distances')
        .refine((shares) => shares.length === 0 || Math.abs(total(shares) - 1) < 1e-9, {
          error: ({ input }) =>
            `expected shares that sum to 100%; these sum to ${printShare(total(input as number[]))}`,
        })
        .prefault(['100%'])
        .meta({
          description:
            'Shares of the nodes that are 1, 2, … transmissions from the head of the line; those in between repeat for those behind them.',
        }),
    }),
  )
}

const total = (shares: number[]): number => shares.reduce((sum, one) => sum + one, 0)

export type PlcSettings = z.output<ReturnType<typeof plcSchema>>

/** The share of packets that get across when nothing collides, over all distances. */
export function survivalOnPlc({ loss, acknowledged, retries, repeaters, ...settings }: PlcSettings): number {
  const each = 1 - lossForGood(loss, acknowledged ? retries : 0, settings['ack-time-out'])
  return repeaters.reduce((sum, nodes, i) => sum + nodes * each ** (i + 1), 0)
}

/**
 * A power line: half-duplex nodes that contend for the one channel of their transformer, the concentrator (DAP) at its head. All sense
 * when the line is busy, but a far node gets through only by way of others that repeat, each time over the same channel. What is for
 * all goes out once, and once more by each node that others hang on. Where the head is the only one of its kind, all nodes of the
 * network are on one line. A node that comes into the network while its repeater is down hangs itself on another one.
 */
export class Plc implements Medium, ContentionHost, PlcFloodHost {
  readonly room: number
  private readonly contention: Contention
  private readonly noise: LinkLoss
  private readonly ways: LinkWays
  private readonly farEnd: FarEnd
  private readonly repeaters: Repeaters
  private readonly floods: PlcFloods
  /** The head where it is the only one of its kind, and the domain of all: behind the numbers of all nodes. */
  private readonly theOne: number
  /** The same by the numbers of `NodeStates`, as packets tell it; -1: none has come yet. */
  private theOneState = -1
  private readonly heads: OwnHeads

  constructor(
    name: string,
    private readonly settings: PlcSettings,
    seed: number,
    private readonly book: LinkBook,
    private readonly membership: Membership,
  ) {
    const { nodes } = membership
    this.room = settings.mtu - settings.header
    this.theOne = nodes
    this.contention = new Contention(name, settings, seed, book, nodes + 1, ALL_HEAR_ALL, this)
    this.noise = new LinkLoss(settings.loss, seed, book, nodes)
    this.ways = new LinkWays(book.links)
    this.farEnd = new FarEnd(name, book)
    this.repeaters = new Repeaters(settings.repeaters, seed, membership, nodes + 1)
    this.floods = new PlcFloods(this.repeaters, this, book.faults !== undefined)
    this.heads = new OwnHeads(membership)
  }

  get channels(): number {
    return this.contention.channels
  }

  offer(packet: number): void {
    const { book, repeaters } = this
    const { packets } = book
    book.offered(packet)
    const head = this.headOf(packet)
    repeaters.settle(head)
    const outer = packets.endpoint[packet]!
    if (head === this.theOne && book.faults !== undefined) {
      const isUp = this.ways.isUp(packets.link[packet]!)
      this.theOneState = (isUp ? packets.far : packets.near)[packet]!
    }
    if (outer === EVERYONE) {
      if (repeaters.repeats(head)) {
        this.floods.begin(packet)
        this.contention.enqueue(packet, head, EVERYONE, head, 0)
      } else book.lost(packet, 'out of range')
      return
    }
    // Puts a node that is on no list of members on the line.
    repeaters.distanceOf(outer, head)
    this.pass(packet, this.ways.isUp(packets.link[packet]!) ? outer : head)
  }

  /** By its own repeaters, if all are there; otherwise it hangs itself on the next of those that are as near to the head. */
  wayIn(node: number): number {
    const { repeaters, heads, book, theOne, membership } = this
    if (repeaters.headOf(node) < 0 && heads.of(node) >= 0) repeaters.settle(heads.of(node))
    const head = repeaters.headOf(node)
    // Nothing is known of it but that it is behind the one.
    if (head < 0) return membership.nodes - 1
    if (!(book.faults?.nodes.isUp(head === theOne ? this.theOneState : head) ?? true)) return -1
    if (head !== node && !this.isWhole(repeaters.parentOf(node), head)) {
      const other = this.repeaterBeside(node, head)
      if (other < 0) return -1
      repeaters.move(node, other)
    }
    return head === theOne ? membership.nodes - 1 : head
  }

  /** Whether all nodes from one on to the head are in the network. */
  private isWhole(from: number, head: number): boolean {
    const { repeaters, book } = this
    for (let at = from; at !== head; at = repeaters.parentOf(at))
      if (!(book.faults?.nodes.isIn(at) ?? true)) return false
    return true
  }

  /** Of those that are as far from the head as the repeater of a node and have a way to it, the one with the nearest number; -1: there is none. */
  private repeaterBeside(node: number, head: number): number {
    const { repeaters } = this
    const distance = repeaters.distanceOf(node, head) - 1
    let nearest = -1
    this.membership.membersOf(head, (other) => {
      if (other === head || repeaters.distanceOf(other, head) !== distance) return
      const away = Math.abs(other - node)
      const least = Math.abs(nearest - node)
      if (nearest >= 0 && (away > least || (away === least && other > nearest))) return
      if (this.isWhole(other, head)) nearest = other
    })
    return nearest
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

  arrived(packet: number, from: number, to: number): void {
    const { packets } = this.book
    const head = this.headOf(packet)
    if (to === EVERYONE) {
      this.floods.heard(packet, from, head)
      // A channel on which all hear each other is spoilt for all or nobody.
      this.floodOver(packet, this.contention.reached(this.theOne) ? this.whyUnheard(packet) : 'collision')
    } else if (to === (this.ways.isUp(packets.link[packet]!) ? head : packets.endpoint[packet])) {
      this.farEnd.reached(packet)
    } else this.pass(packet, to)
  }

  failed(packet: number, from: number, to: number, reason: LossReason): void {
    if (to !== EVERYONE) this.book.lost(packet, reason)
    else {
      this.floods.notSent(packet, from, reason)
      this.floodOver(packet, reason)
    }
  }

  fails(packet: number, from: number, to: number, attempt: number): boolean {
    if (this.noise.never) return false
    // The quality of the way between two nodes is that of the one that is further out.
    return this.noise.fails(packet, this.repeaters.parentOf(from) === to ? from : to, attempt)
  }

  // What the floods ask and tell.

  unheard(packet: number, from: number, node: number): LossReason | undefined {
    if (!this.contention.reached(node)) {
      // It was not there, if the channel was not spoilt.
      return this.contention.reached(this.theOne) ? 'node down' : 'collision'
    }
    return this.fails(packet, from, node, FOR_ALL + node) ? 'noise' : undefined
  }

  sendOn(packet: number, node: number): void {
    this.contention.enqueue(packet, node, EVERYONE, this.headOf(packet), 1 + node)
  }

  private whyUnheard(packet: number): LossReason {
    return this.book.faults === undefined ? 'noise' : this.floods.reasonOf(packet)
  }

  /** The packet stands at a node, and goes on to the next on its way. */
  private pass(packet: number, at: number): void {
    const { packets } = this.book
    const { repeaters } = this
    const head = this.headOf(packet)
    const outer = packets.endpoint[packet]!
    const away = repeaters.distanceOf(at, head)
    if (this.ways.isUp(packets.link[packet]!)) {
      const innerHop = repeaters.distanceOf(outer, head) - away
      this.contention.enqueue(packet, at, repeaters.parentOf(at), head, innerHop)
      return
    }
    let next = outer
    while (repeaters.parentOf(next) !== at) {
      next = repeaters.parentOf(next)
      if (next === head || next === repeaters.parentOf(next)) {
        // It hangs on another one since the packet began its way, or on another line.
        this.book.lost(packet, 'node down')
        return
      }
    }
    this.contention.enqueue(packet, at, next, head, away)
  }

  /** A transmission of a flood is over, or came to nothing; with the last one the packet has crossed, if anybody has it. */
  private floodOver(packet: number, reason: LossReason): void {
    const { book, floods, settings } = this
    const { packets } = book
    if (!floods.isOver(packet)) return
    const reached = floods.reached(packet)
    // The head's own transmission is in the books; each beyond took one more.
    const beyond = Math.max(0, floods.furthest(packet) - 1)
    book.spent(packet, 0, 0, beyond * airtime(settings, book.wireBytes(packet, settings.header)))
    floods.end(packet, packets.source[packet]!, packets.serial[packet]!, packets.number[packet]!)
    if (reached === 0) book.lost(packet, reason)
    else this.farEnd.reached(packet)
  }

  private headOf(packet: number): number {
    const domain = this.book.packets.domain[packet]!
    return domain === NO_DOMAIN ? this.theOne : domain
  }
}

/** Draws for each node that hears what is for all: beside those for the attempts of packets for one. */
const FOR_ALL = 2 ** 30
