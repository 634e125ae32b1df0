import { PROCESSED, RETRYING, TRANSMITTING } from './leg-columns.js'
import type { Simulation } from '../kernel/simulation.js'
import { TIME, type Links } from './links.js'
import type { Packets } from './packets.js'
import type { Routes } from './routes.js'

/** Notes what the legs of its way cost a packet, as it goes. What is made of that only what completes a message needs to know. */
export class LegClock {
  constructor(
    private readonly simulation: Simulation,
    private readonly packets: Packets,
    private readonly links: Links,
    private readonly routes: Routes,
  ) {}

  /** A packet is handed to the network. */
  sent(packet: number): void {
    this.packets.handed[packet] = this.simulation.now
    this.packets.atOrigin[packet] = 0
  }

  /** It has crossed its link, and the actor at the far end has checked it for so long, and processed it where that is a mere delay. */
  crossed(packet: number, checking: number): void {
    const { packets, links } = this
    const { now } = this.simulation
    const { legs } = packets
    const link = packets.link[packet]!
    const at = packets.legAt(packet, this.routes.depth[packets.step[packet]!]!)
    legs[at] = now
    legs[at + TRANSMITTING] = packets.transmitting[packet]!
    legs[at + RETRYING] = packets.retrying[packet]!
    legs[at + PROCESSED] = links.processingOf(link) + checking
    links.add(link, TIME, now - packets.since[packet]!)
  }

  /** A station has processed it: at its origin, before the first link, or at the far end of its link. */
  served(packet: number): void {
    const { packets } = this
    const step = packets.step[packet]!
    if (step < 0) {
      packets.atOrigin[packet] = packets.serving[packet]!
      return
    }
    const at = packets.legAt(packet, this.routes.depth[step]!)
    packets.legs[at] = this.simulation.now
    packets.legs[at + PROCESSED]! += packets.serving[packet]!
  }
}
