import type { LinkBook } from './link-book.js'
import type { WireCrossing } from './wire-crossing.js'
import type { Wires } from './wires.js'

/** Decides when a wire sends a packet, or that it drops it. */
export interface WireQueue {
  send(packet: number, wire: number): void
}

/** What a queue must know of its wire: bits per second, the bytes of a header, those that may wait. */
export interface QueueSettings {
  rate: number
  header: number
  queue: number
  order: 'fifo' | 'strict' | 'weighted'
}

/**
 * First come, first served, in a finite queue. A plain line needs no list of waiting packets: when the wire is next free says
 * it all, and the backlog is the time until then times the rate.
 */
export class NextFree implements WireQueue {
  private readonly microsPerByte: number

  constructor(
    private readonly settings: QueueSettings,
    private readonly book: LinkBook,
    private readonly wires: Wires,
    private readonly crossing: WireCrossing,
  ) {
    this.microsPerByte = 8e6 / settings.rate
  }

  send(packet: number, wire: number): void {
    const { book, settings, wires } = this
    const now = book.simulation.now
    const wireBytes = book.wireBytes(packet, settings.header)
    let start = wires.busyUntil(wire)
    let backlog = wireBytes
    if (start <= now) start = now
    else {
      backlog += (start - now) / this.microsPerByte
      // Bytes are whole: a fraction is the rest of the one that is being sent, or what rounding left of the sum.
      if (backlog >= settings.queue + 0.5) {
        this.crossing.lost(packet, 'queue full')
        return
      }
    }
    book.backlog(book.packets.link[packet]!, backlog)
    const finish = start + wireBytes * this.microsPerByte
    wires.occupy(wire, finish)
    this.crossing.sent(packet, start, finish, wireBytes)
  }
}
