import type { LinkBook } from './link-book.js'
import { PRIORITY_ARRIVAL } from './order.js'

/** The far ends of the links of a medium: a packet is delivered when the actor there has processed it, where that is a mere delay. */
export class FarEnd {
  private readonly code: number

  constructor(
    name: string,
    private readonly book: LinkBook,
  ) {
    this.code = book.simulation.handler(`processing behind ${name}`, (packet) => book.delivered(packet))
  }

  reached(packet: number): void {
    const { book } = this
    const { packets, links, simulation } = book
    const processing = links.processingOf(packets.link[packet]!)
    if (processing === 0) {
      book.delivered(packet)
      return
    }
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(Math.ceil(simulation.now + processing), PRIORITY_ARRIVAL, key, this.code, packet)
  }
}
