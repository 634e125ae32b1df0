import { z } from 'zod'
import { bytes } from '../input/quantity.js'
import { Contention, type ContentionHost } from './contention.js'
import { accessChecked, accessKeys } from './contention-access.js'
import { ALL_HEAR_ALL } from './contention-air.js'
import { FarEnd } from './far-end.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, linkLossSchema, lossForGood } from './link-loss.js'
import { LinkWays } from './link-ways.js'
import { EVERYONE, NO_DOMAIN, type LossReason, type Medium, type Membership } from './medium.js'
import { OwnHeads } from './own-heads.js'
import { technology } from './technology.js'

const STANDARD = 'IEEE Std 802.15.4-2020, 2450 MHz O-QPSK, unslotted CSMA-CA (6.2.5.1)'

/** The keys of `networks: {<network>: {medium: radio-lan, …}}`. */
export function radioLanSchema() {
  return accessChecked(
    z.strictObject({
      medium: z.literal('radio-lan').meta({
        description:
          'How the network behaves: a short-range radio channel on which all nodes of a premise hear each other.',
      }),
      technology: technology(),
      ...accessKeys({
        access: 'csma',
        rate: '250 kbps',
        // Synchronisation header and length: 6 bytes.
        preamble: '192 us',
        'back-off-unit': '320 us',
        'min-exponent': 3,
        'max-exponent': 5,
        'max-back-offs': 4,
        'after-busy': 'back-off',
        sensing: '128 us',
        turnaround: '192 us',
        propagation: '0 us',
        slot: '5 ms',
        acknowledged: true,
        ack: '5 B',
        'ack-after': '192 us',
        'ack-time-out': '864 us',
        retries: 3,
        gap: '640 us',
        channels: 1,
        header: '45 B',
        queue: '8 kB',
        source: STANDARD,
        assumed: ['slot', 'propagation', 'channels', 'header', 'queue'],
      }),
      loss: linkLossSchema('1%'),
      mtu: bytes().prefault('127 B').meta({ description: 'The largest frame, its header included.', source: STANDARD }),
    }),
  )
}

export type RadioLanSettings = z.output<ReturnType<typeof radioLanSchema>>

/** The share of packets that get across when nothing collides. */
export function survivalOnRadioLan({ loss, acknowledged, retries, ...settings }: RadioLanSettings): number {
  return 1 - lossForGood(loss, acknowledged ? retries : 0, settings['ack-time-out'])
}

/**
 * The radio of a home or a site: half-duplex nodes that all hear each other contend for one channel, which is that of their premise. Where
 * the near end is the only one of its kind, all nodes of the network are on one channel with it.
 */
export class RadioLan implements Medium, ContentionHost {
  readonly room: number
  private readonly contention: Contention
  private readonly noise: LinkLoss
  private readonly ways: LinkWays
  private readonly farEnd: FarEnd
  private readonly heads: OwnHeads
  /** The near end where it is the only one of its kind, and the domain of all: behind the numbers of all nodes. */
  private readonly theOne: number

  constructor(
    name: string,
    settings: RadioLanSettings,
    seed: number,
    private readonly book: LinkBook,
    membership: Membership,
  ) {
    const { nodes } = membership
    this.heads = new OwnHeads(membership)
    this.room = settings.mtu - settings.header
    this.theOne = nodes
    this.contention = new Contention(name, settings, seed, book, nodes + 1, ALL_HEAR_ALL, this)
    this.noise = new LinkLoss(settings.loss, seed, book, nodes)
    this.ways = new LinkWays(book.links)
    this.farEnd = new FarEnd(name, book)
  }

  get channels(): number {
    return this.contention.channels
  }

  offer(packet: number): void {
    const { packets } = this.book
    this.book.offered(packet)
    const domain = packets.domain[packet]!
    const near = domain === NO_DOMAIN ? this.theOne : domain
    const outer = packets.endpoint[packet]!
    if (outer !== EVERYONE && this.ways.isUp(packets.link[packet]!))
      this.contention.enqueue(packet, outer, near, near, 0)
    else this.contention.enqueue(packet, near, outer, near, 0)
  }

  wayIn(node: number): number {
    return this.heads.wayIn(node, this.book.faults)
  }

  arrived(packet: number, from: number, to: number): void {
    // All hear the same: what is for everyone reaches all, or nobody.
    if (to !== EVERYONE) this.farEnd.reached(packet)
    else if (!this.contention.reached(this.theOne)) this.book.lost(packet, 'collision')
    else if (this.fails(packet, from, to, 0)) this.book.lost(packet, 'noise')
    else this.farEnd.reached(packet)
  }

  failed(packet: number, _from: number, _to: number, reason: LossReason): void {
    this.book.lost(packet, reason)
  }

  fails(packet: number, _from: number, _to: number, attempt: number): boolean {
    return !this.noise.never && this.noise.fails(packet, this.book.packets.endpoint[packet]!, attempt)
  }
}
