import { keyed } from '../kernel/keyed.js'
import { InLine } from './in-line.js'
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
 * noticed and it is sent again, or given up. Each packet on its way has an event, unless all of a link come in line.
 */
export class WireCrossing {
  /** Sends a packet again. Set once by the wire. */
  again!: (packet: number) => void
  private readonly loss: LinkLoss
  private readonly order: SenderOrder
  private readonly arrivalCode: number
  private readonly lossCode: number
  /** Where packets of a link come in the order in which they are sent. */
  private readonly arrivals: InLine | undefined
  private readonly losses: InLine | undefined

  constructor(
    name: string,
    private readonly settings: CrossingSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    nodes: number,
    comeInLine = false,
  ) {
    const { simulation } = book
    this.loss = new LinkLoss(settings.loss, seed, book, nodes)
    this.order = new SenderOrder(name, book, settings.order !== 'fifo')
    this.arrivalCode = simulation.handler(`arrival over ${name}`, (packet) => this.arrive(packet))
    this.lossCode = simulation.handler(`retry over ${name}`, (packet) => this.repair(packet))
    if (!comeInLine) return
    this.arrivals = new InLine(`arrival over ${name}, in line`, book, (packet) => this.arrive(packet))
    this.losses = new InLine(`retry over ${name}, in line`, book, (packet) => this.repair(packet))
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
      this.expect(packet, Math.ceil(finish + settings['retry-after']), this.lossCode, this.losses)
      return
    }
    const link = packets.link[packet]!
    let across = settings.delay
    if (settings.jitter > 0) {
      across += settings.jitter * this.draw(packet, attempt)
      order.watch(packet)
    } else if (order.keeps(link)) order.follow(packet)
    book.spent(packet, packets.begun[packet]!, start, finish + across)
    this.expect(packet, Math.ceil(finish + across + links.processingOf(link)), this.arrivalCode, this.arrivals)
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
    const stopped = this.book.stop(packet)
    if (stopped !== undefined) {
      this.lost(packet, stopped)
      return
    }
    if (attempt[packet]! >= this.settings.retries) {
      this.lost(packet, 'retries exhausted')
      return
    }
    attempt[packet]!++
    this.again(packet)
  }

  private expect(packet: number, at: number, code: number, line: InLine | undefined): void {
    const { packets, simulation } = this.book
    if (line !== undefined) line.append(packet, at)
    else simulation.at(at, PRIORITY_ARRIVAL, packets.key[packet]! + packets.hop[packet]!, code, packet)
  }

  private draw(packet: number, attempt: number): number {
    const { packets } = this.book
    const hop = packets.hop[packet]! * 65536 + packets.number[packet]!
    return keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, hop, attempt, DRAW_JITTER)
  }
}
