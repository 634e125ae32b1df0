import { GivenUp } from './given-up.js'
import type { LinkBook } from './link-book.js'
import { PRIORITY_ARRIVAL } from './order.js'
import { PacketLines } from './packet-lines.js'
import { widened, type ServerSettings, type Servers, type ServersHost } from './servers.js'

/**
 * Servers before which the waiting packets stand in lines, with an event for each turn: for where something can fail, since then a packet may be
 * stopped before its turn comes. While nothing does, they give the same as `NextFreeServers`.
 */
export class KeptServers implements Servers {
  private readonly microsPerByte: number
  private readonly queue: number
  private readonly header: number
  private readonly lines: PacketLines
  private readonly givenUp: GivenUp
  private readonly freeCode: number
  /** By server, unrounded. */
  private free = new Float64Array(0)

  constructor(
    name: string,
    { rate, queue, header }: ServerSettings,
    private readonly book: LinkBook,
    private readonly host: ServersHost,
  ) {
    this.microsPerByte = 8e6 / rate
    this.queue = queue
    this.header = header
    this.lines = new PacketLines(book.packets)
    this.givenUp = new GivenUp(book)
    this.freeCode = book.simulation.handler(`end of a transmission over ${name}`, (server) => this.next(server))
  }

  offer(packet: number, server: number, came: number, wireBytes: number): void {
    const { book, host, lines } = this
    if (server >= this.free.length) {
      this.free = widened(this.free, server)
      lines.reach(server)
    }
    // As in `NextFreeServers` those whose turn has come within this microsecond are being served.
    while (!lines.isEmpty(server) && this.free[server]! <= came) this.next(server)
    const free = this.free[server]!
    const isFirst = lines.isEmpty(server)
    if (isFirst && free <= came) {
      host.queued(packet, wireBytes)
      this.serve(packet, server, came, wireBytes)
      return
    }
    const rest = Math.max(0, free - came) / (this.microsPerByte * book.slowdown(packet))
    const backlog = lines.bytes[server]! + rest + wireBytes
    // Bytes are whole: a fraction is the rest of the packet that is being sent, or what rounding left of the sum.
    if (backlog >= this.queue + 0.5) {
      host.lost(packet, 'queue full')
      return
    }
    host.queued(packet, backlog)
    book.packets.arrival[packet] = came
    lines.appendLast(server, packet, wireBytes)
    if (isFirst) this.expectNext(server)
  }

  /** A server is free: the first that can be sent still has its turn. */
  private next(server: number): void {
    const { book, givenUp, lines } = this
    // What this event was for has been served already (`offer`).
    if (this.free[server]! > book.simulation.now) return
    for (let packet = lines.head[server]!; packet >= 0; packet = lines.head[server]!) {
      const stopped = book.stop(packet)
      lines.takeFirst(server)
      const wireBytes = book.wireBytes(packet, this.header)
      lines.left(server, wireBytes)
      if (stopped === undefined) {
        this.serve(packet, server, Math.max(book.packets.arrival[packet]!, this.free[server]!), wireBytes)
        if (!lines.isEmpty(server)) this.expectNext(server)
        break
      }
      givenUp.add(packet, stopped)
    }
    givenUp.tell()
  }

  private serve(packet: number, server: number, start: number, wireBytes: number): void {
    const finish = start + wireBytes * this.microsPerByte * this.book.slowdown(packet)
    this.free[server] = finish
    this.host.served(packet, start, finish, wireBytes)
  }

  private expectNext(server: number): void {
    const { packets, simulation } = this.book
    const packet = this.lines.head[server]!
    const at = Math.max(simulation.now, Math.ceil(this.free[server]!))
    simulation.at(at, PRIORITY_ARRIVAL, packets.key[packet]! + packets.hop[packet]!, this.freeCode, server)
  }
}
