import { BYTES_SECURITY, type Links } from './links.js'
import type { LoadByHour } from './load-by-hour.js'
import type { Packets } from './packets.js'

/** What security adds to a packet on one network, by what the packet is counted under: bytes, and time at both ends of a link together. */
export interface NetworkSecurity {
  bytes: Float64Array
  time: Float64Array
}

/** What security costs, and what it came to. */
export interface Security {
  /** By network; one that is not there adds nothing. */
  networks: ReadonlyMap<string, NetworkSecurity>
  /** Bytes of it that were sent, by what packets are counted under. */
  bytesByTag: Float64Array
}

/** What security adds to each packet, and the books of it: apart from application bytes, and a part of those on the wire. */
export class PacketSecurity {
  /** By lane, as they are asked for. */
  private readonly known: (NetworkSecurity | undefined)[] = []

  constructor(
    private readonly security: Security,
    private readonly links: Links,
    private readonly packets: Packets,
    private readonly load: LoadByHour,
  ) {}

  /** Bytes that it adds to a packet on a link. */
  bytesOn(link: number, tag: number): number {
    return this.on(link)?.bytes[tag] ?? 0
  }

  /** The time that it takes for a packet on a link. */
  timeOn(link: number, tag: number): number {
    return this.on(link)?.time[tag] ?? 0
  }

  sent(packet: number, start: number): void {
    const { links, packets } = this
    const link = packets.link[packet]!
    const tag = packets.tag[packet]!
    const bytes = packets.security[packet]! + this.bytesOn(link, tag)
    links.add(link, BYTES_SECURITY, bytes)
    this.security.bytesByTag[tag]! += bytes
    this.load.addSecurity(links.laneOf(link), start, bytes)
  }

  private on(link: number): NetworkSecurity | undefined {
    const lane = this.links.laneOf(link)
    const { known } = this
    while (known.length <= lane) known.push(this.security.networks.get(this.load.lanes[known.length]!.network))
    return known[lane]
  }
}
