import type { LinkBook } from './link-book.js'
import { LinkLoss } from './link-loss.js'
import type { QueueSettings, WireQueue } from './next-free.js'
import { PRIORITY_ARRIVAL } from './order.js'
import { SenderOrder } from './sender-order.js'
import type { CrossingSettings } from './wire-crossing.js'
import { HEAD, LOST_HEAD, LOST_TAIL, TAIL } from './links.js'

/**
 * Links that are one wire each, first come, first served, without jitter: what cities are mostly made of, so it is all in one place; in
 * several (`NextFree` and `WireCrossing`, which give the same) each hop took a tenth longer.
 *
 * When a link is next free says all of its queue. Packets that were sent come in order, and losses are noticed in order, so of each
 * kind one event a link is pending, and no two packets of a message can tie for which comes first.
 */
export class PlainWire implements WireQueue {
  private readonly microsPerByte: number
  private readonly header: number
  private readonly queue: number
  private readonly delay: number
  private readonly retries: number
  private readonly retryAfter: number
  private readonly loss: LinkLoss
  private readonly order: SenderOrder
  private readonly arrivalCode: number
  private readonly lossCode: number

  constructor(
    name: string,
    settings: QueueSettings & CrossingSettings,
    seed: number,
    private readonly book: LinkBook,
    nodes: number,
  ) {
    const { simulation } = book
    this.microsPerByte = 8e6 / settings.rate
    this.header = settings.header
    this.queue = settings.queue
    this.delay = settings.delay
    this.retries = settings.retries
    this.retryAfter = settings['retry-after']
    this.loss = new LinkLoss(settings.loss, seed, book, nodes)
    this.order = new SenderOrder(name, book, false)
    this.arrivalCode = simulation.handler(`arrival over ${name}`, (link) => this.arrive(link))
    this.lossCode = simulation.handler(`retry over ${name}`, (link) => this.repair(link))
  }

  send(packet: number, link: number): void {
    const { book } = this
    const { links, packets } = book
    const now = book.simulation.now
    const wireBytes = book.wireBytes(packet, this.header)
    let start = links.busyUntil(link)
    let backlog = wireBytes
    if (start <= now) start = now
    else {
      backlog += (start - now) / this.microsPerByte
      // Bytes are whole: a fraction is the rest of the one that is being sent, or what rounding left of the sum.
      if (backlog >= this.queue + 0.5) {
        this.order.lost(packet, 'queue full')
        return
      }
    }
    book.backlog(link, backlog)
    const finish = start + wireBytes * this.microsPerByte
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    links.occupy(link, finish)
    book.sent(packet, start, finish, wireBytes, attempt > 0)

    if (!this.loss.never && this.loss.fails(packet, packets.endpoint[packet]!, attempt, start)) {
      // Where nothing is sent again, nothing is waited for.
      if (this.retries > 0) this.order.watch(packet)
      packets.arrival[packet] = Math.ceil(finish + this.retryAfter)
      this.append(packet, link, LOST_HEAD, LOST_TAIL, this.lossCode)
      return
    }
    if (this.order.keeps(link)) this.order.follow(packet)
    book.spent(packet, packets.begun[packet]!, start, finish + this.delay)
    packets.arrival[packet] = Math.ceil(finish + this.delay + links.processingOf(link))
    this.append(packet, link, HEAD, TAIL, this.arrivalCode)
  }

  private append(packet: number, link: number, head: number, tail: number, code: number): void {
    const { links } = this.book
    const { next } = this.book.packets
    const last = links.end(link, tail)
    links.setEnd(link, tail, packet)
    next[packet] = -1
    if (last >= 0) next[last] = packet
    else {
      links.setEnd(link, head, packet)
      this.expect(packet, link, code)
    }
  }

  private takeFirst(link: number, head: number, tail: number, code: number): number {
    const { links } = this.book
    const { next } = this.book.packets
    const packet = links.end(link, head)
    const second = next[packet]!
    links.setEnd(link, head, second)
    if (second < 0) links.setEnd(link, tail, -1)
    else this.expect(second, link, code)
    next[packet] = -1
    return packet
  }

  /** Puts the one pending event of a line: what happens to the packet at its head. */
  private expect(packet: number, link: number, code: number): void {
    const { packets, simulation } = this.book
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(packets.arrival[packet]!, PRIORITY_ARRIVAL, key, code, link)
  }

  private arrive(link: number): void {
    const packet = this.takeFirst(link, HEAD, TAIL, this.arrivalCode)
    if (this.order.keeps(link) && this.order.takes(packet)) return
    this.book.delivered(packet)
  }

  private repair(link: number): void {
    const { packets } = this.book
    const packet = this.takeFirst(link, LOST_HEAD, LOST_TAIL, this.lossCode)
    if (packets.attempt[packet]! >= this.retries) {
      this.order.lost(packet, 'retries exhausted')
      return
    }
    packets.attempt[packet]!++
    this.send(packet, link)
  }
}
