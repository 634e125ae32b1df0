import type { LinkBook } from './link-book.js'
import { lossDraw } from './loss-draw.js'
import { NO_DOMAIN, type Medium } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'
import type { WireSettings } from './wire.js'

/**
 * A wire of its own for each of many devices or homes (`wire` in all else), counted together: a city has a million of them, and
 * nearly all stand idle. All that is kept of one is when it is next free; a packet on its way has an event.
 */
export class OwnWires implements Medium {
  readonly room: number
  private readonly microsPerByte: number
  private readonly busyUntil: Float64Array
  private readonly arrivalCode: number
  private readonly retryCode: number

  constructor(
    name: string,
    private readonly settings: WireSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    /** The node that has the first of them, and how many there are. */
    private readonly firstNode: number,
    count: number,
  ) {
    this.room = settings.mtu - settings.header
    this.microsPerByte = 8e6 / settings.rate
    this.busyUntil = new Float64Array(count)
    this.arrivalCode = book.simulation.handler(`arrival over ${name}`, (packet) => book.delivered(packet))
    this.retryCode = book.simulation.handler(`retry over ${name}`, (packet) => this.retry(packet))
  }

  offer(packet: number): void {
    this.book.offered(packet)
    this.transmit(packet)
  }

  private transmit(packet: number): void {
    const { book, settings } = this
    const { packets, links, simulation } = book
    const now = simulation.now
    // The wire is that of the node in front of others, where there is one (the interface of a home), or else of the outer one.
    const domain = packets.domain[packet]!
    const wire = (domain === NO_DOMAIN ? packets.endpoint[packet]! : domain) - this.firstNode
    const wireBytes = book.wireBytes(packet, settings.header)
    const link = packets.link[packet]!
    let start = this.busyUntil[wire]!
    let backlog = wireBytes
    if (start <= now) start = now
    else {
      backlog += (start - now) / this.microsPerByte
      if (backlog >= settings.queue + 0.5) {
        book.lost(packet, 'queue full')
        return
      }
    }
    book.backlog(link, backlog)
    const finish = start + wireBytes * this.microsPerByte
    this.busyUntil[wire] = finish
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    book.sent(packet, start, finish, wireBytes, attempt > 0)
    const key = packets.key[packet]! + packets.hop[packet]!
    if (settings.loss > 0 && lossDraw(packets, packet, attempt, this.seed) < settings.loss) {
      simulation.at(Math.ceil(finish + settings['retry-after']), PRIORITY_ARRIVAL, key, this.retryCode, packet)
      return
    }
    book.spent(packet, packets.begun[packet]!, start, finish + settings.delay)
    const arrival = Math.ceil(finish + settings.delay + links.processing[link]!)
    simulation.at(arrival, PRIORITY_ARRIVAL, key, this.arrivalCode, packet)
  }

  private retry(packet: number): void {
    const { packets } = this.book
    if (packets.attempt[packet]! >= this.settings.retries) {
      this.book.lost(packet, 'retries exhausted')
      return
    }
    packets.attempt[packet]!++
    this.transmit(packet)
  }
}
