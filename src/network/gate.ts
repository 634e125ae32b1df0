import type { Battery } from './battery.js'
import type { DutyCycle } from './duty-cycle.js'
import type { Store } from './store.js'
import type { WakeUp } from './wake-up.js'

/** What may keep a packet at a node that would send it over a link: all that is there is asked. */
export interface GateParts {
  /** When the node itself is awake, and the one at the other end. */
  awake?: WakeUp | undefined
  listens?: WakeUp | undefined
  battery?: Battery | undefined
  duty?: DutyCycle | undefined
  /** How long the link takes for a packet by its bytes: those of the header, and microseconds for each. */
  header?: number
  microsPerByte?: number
  store?: Store | undefined
}

/** A node has spent what it may send today. */
export const NEVER = Infinity

/** Between a node and a link that leaves from it. Most have none: a packet goes straight to its link. */
export class Gate {
  readonly store: Store | undefined

  constructor(private readonly parts: GateParts) {
    this.store = parts.store
  }

  /** When a packet that a node would send now may be offered to its link, or `NEVER`. */
  opens(packet: number, bytes: number, near: number, far: number, now: number): number {
    const { awake, listens, battery, duty, header = 0, microsPerByte = 0 } = this.parts
    let at = this.bothAwake(near, far, now)
    if (battery !== undefined && !battery.allows(packet, near, at)) return NEVER
    if (duty !== undefined) {
      const begins = duty.begins(near, at, (bytes + header) * microsPerByte)
      if (begins > at) at = awake || listens ? this.bothAwake(near, far, begins) : begins
    }
    at = Math.ceil(at)
    this.store?.offered(packet, at)
    return at
  }

  /** The node has sent a packet again, for so long. */
  sentAgain(near: number, at: number, time: number): void {
    this.parts.duty?.sent(near, at, time)
  }

  private bothAwake(near: number, far: number, from: number): number {
    const { awake, listens } = this.parts
    const mine = awake === undefined ? from : awake.awake(near, from)
    return listens === undefined ? mine : listens.awake(far, mine)
  }
}
