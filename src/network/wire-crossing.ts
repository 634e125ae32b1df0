import { keyed } from '../kernel/keyed.js'
import type { LinkBook } from './link-book.js'
import { LinkLoss, type LinkLossSettings } from './link-loss.js'
import type { LossReason } from './medium.js'
import { DRAW_JITTER, PRIORITY_ARRIVAL } from './order.js'
import { SenderOrder } from './sender-order.js'

/** What is to be known of the way over a wire: times in microseconds. */
export interface CrossingSettings {
  delay: number
  jitter: number
  loss: LinkLossSettings
  retries: number
  'retry-after': number
  order: 'fifo' | 'strict' | 'weighted'
}

/**
 * What becomes of a packet that a wire has sent: it arrives after propagation and jitter, in the order of its sender, or its loss is
 * noticed and it is sent again, or given up. Each packet on its way has an event.
 */
export class WireCrossing {
  /** Sends a packet again. Set once by the wire. */
  again!: (packet: number) => void
  private readonly loss: LinkLoss
  private readonly order: SenderOrder
  private readonly arrivalCode: number
  private readonly lossCode: number

  constructor(
    name: string,
    private readonly settings: CrossingSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    nodes: number,
  ) {
    const { simulation } = book
    this.loss = new LinkLoss(settings.loss, seed, book, nodes)
    this.order = new SenderOrder(name, book, settings.order !== 'fifo')
    this.arrivalCode = simulation.handler(`arrival over ${name}`, (packet) => this.arrive(packet))
    this.lossCode = simulation.handler(`retry over ${name}`, (packet) => this.repair(packet))
  }

  /** A wire sends a packet, from `start` to `finish`. */
  sent(packet: number, start: number, finish: number, wireBytes: number): void {
    const { book, settings, order } = this
    const { packets, links } = book
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    book.sent(packet, start, finish, wireBytes, attempt > 0)

    if (!this.loss.never && this.loss.fails(packet, packets.endpoint[packet]!, attempt, start)) {
      // Where nothing is sent again, nothing is waited for.
      if (settings.retries > 0) order.watch(packet)
      this.expect(packet, Math.ceil(finish + settings['retry-after']), this.lossCode)
      return
    }
    const link = packets.link[packet]!
    let across = settings.delay
    if (settings.jitter > 0) {
      across += settings.jitter * this.draw(packet, attempt)
      order.watch(packet)
    } else if (order.keeps(link)) order.follow(packet)
    book.spent(packet, packets.begun[packet]!, start, finish + across)
    this.expect(packet, Math.ceil(finish + across + links.processing[link]!), this.arrivalCode)
  }

  /** A packet goes no further. */
  lost(packet: number, reason: LossReason): void {
    this.order.lost(packet, reason)
  }

  private arrive(packet: number): void {
    if (this.order.keeps(this.book.packets.link[packet]!) && this.order.takes(packet)) return
    this.book.delivered(packet)
  }

  private repair(packet: number): void {
    const { attempt } = this.book.packets
    if (attempt[packet]! >= this.settings.retries) {
      this.lost(packet, 'retries exhausted')
      return
    }
    attempt[packet]!++
    this.again(packet)
  }

  private expect(packet: number, at: number, code: number): void {
    const { packets, simulation } = this.book
    simulation.at(at, PRIORITY_ARRIVAL, packets.key[packet]! + packets.hop[packet]!, code, packet)
  }

  private draw(packet: number, attempt: number): number {
    const { packets } = this.book
    const hop = packets.hop[packet]! * 65536 + packets.number[packet]!
    return keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, hop, attempt, DRAW_JITTER)
  }
}
