import type { LinkBook } from './link-book.js'
import { NO_DOMAIN, type Medium } from './medium.js'
import type { WireQueue } from './next-free.js'
import { WireCrossing } from './wire-crossing.js'
import { wireQueue, type WireSettings } from './wire.js'
import type { Wires } from './wires.js'

/**
 * A wire of its own for each of many devices or homes (`wire` in all else), counted together: a city has a million of them, and
 * nearly all stand idle. All that is kept of one is when it is next free; a packet on its way has an event.
 */
export class OwnWires implements Medium, Wires {
  readonly room: number
  private readonly free: Float64Array
  private readonly queue: WireQueue

  constructor(
    name: string,
    settings: WireSettings,
    seed: number,
    private readonly book: LinkBook,
    /** The node that has the first of them, and how many there are. */
    private readonly firstNode: number,
    readonly count: number,
  ) {
    this.room = settings.mtu - settings.header
    this.free = new Float64Array(count)
    const crossing = new WireCrossing(name, settings, seed, book, firstNode + count)
    this.queue = wireQueue(name, settings, book, this, crossing)
    crossing.again = (packet) => this.queue.send(packet, this.wireOf(packet))
  }

  busyUntil(wire: number): number {
    return this.free[wire]!
  }

  occupy(wire: number, until: number): void {
    this.free[wire] = until
  }

  offer(packet: number): void {
    this.book.offered(packet)
    this.queue.send(packet, this.wireOf(packet))
  }

  /** That of the node in front of others, where there is one (the interface of a home), or else of the outer one. */
  private wireOf(packet: number): number {
    const { domain, endpoint } = this.book.packets
    return (domain[packet] === NO_DOMAIN ? endpoint[packet]! : domain[packet]!) - this.firstNode
  }
}
