import type { LossReason } from './medium.js'

/** Servers of one rate, first come first served, each with a finite queue in bytes. Who uses them numbers them, from 0. */
export interface Servers {
  /** A packet of so many bytes comes to a server at a moment, unrounded. */
  offer(packet: number, server: number, came: number, wireBytes: number): void
}

/** Bits per second, the bytes that may wait, the one being sent included, and those of a header. */
export interface ServerSettings {
  rate: number
  queue: number
  header: number
}

/** What becomes of packets at servers. */
export interface ServersHost {
  /** So many bytes stand before its server, its own included. */
  queued(packet: number, bytes: number): void
  /** Its turn begins, and will be over: known as soon as it comes, or when it does. */
  served(packet: number, start: number, finish: number, wireBytes: number): void
  lost(packet: number, reason: LossReason): void
}

/** Of each server it is known when it is next free, and that says all. */
export class NextFreeServers implements Servers {
  private readonly microsPerByte: number
  private readonly queue: number
  /** By server, unrounded. */
  private free = new Float64Array(0)

  constructor(
    { rate, queue }: ServerSettings,
    private readonly host: ServersHost,
  ) {
    this.microsPerByte = 8e6 / rate
    this.queue = queue
  }

  offer(packet: number, server: number, came: number, wireBytes: number): void {
    const { host, microsPerByte } = this
    if (server >= this.free.length) this.free = widened(this.free, server)
    const free = this.free[server]!
    const start = free > came ? free : came
    // Bytes are whole: a fraction is the rest of the packet that is being sent, or what rounding left of the sum.
    if (start > came && (start - came) / microsPerByte + wireBytes >= this.queue + 0.5) {
      host.lost(packet, 'queue full')
      return
    }
    const finish = (this.free[server] = start + wireBytes * microsPerByte)
    host.queued(packet, (finish - came) / microsPerByte)
    host.served(packet, start, finish, wireBytes)
  }
}

export function widened(old: Float64Array, server: number): Float64Array<ArrayBuffer> {
  const wide = new Float64Array(Math.max(64, 2 * old.length, server + 1))
  wide.set(old)
  return wide
}
