import type { LossReason } from './medium.js'
import type { Repeaters } from './plc-repeaters.js'

export interface PlcFloodHost {
  /** Why a node did not get what another has just sent; undefined where it did. */
  unheard(packet: number, from: number, node: number): LossReason | undefined
  /** A node is to send it on. */
  sendOn(packet: number, node: number): void
}

/**
 * Packets for all nodes of a line: the head sends each once, and so does every node that repeats for others, as soon as it has it. Where nodes
 * can fail one may take another repeater meanwhile: so who has got it is what counts, not who was seen to miss it.
 */
export class PlcFloods {
  private readonly floods = new Map<number, Flood>()
  /** By the source of a message, and its number there: who has not got which of its packets. */
  private readonly missed = new Map<number, Map<number, Missed[]>>()

  constructor(
    private readonly repeaters: Repeaters,
    private readonly host: PlcFloodHost,
    /** Whether nodes can fail. */
    private readonly canFail: boolean,
  ) {}

  /** The head has a packet for all. */
  begin(packet: number): void {
    this.floods.set(packet, { pending: 1, reached: 0, furthest: 0, missed: new Map(), got: new Set() })
  }

  /** A node has sent it: those behind it may have it now, and those of them that repeat send it on. */
  heard(packet: number, from: number, head: number): void {
    const flood = this.of(packet)
    this.repeaters.behind(from, (node) => {
      if (this.canFail && flood.got.has(node)) return
      const reason = this.host.unheard(packet, from, node)
      if (reason !== undefined) {
        this.miss(flood, node, reason)
        return
      }
      flood.reached++
      if (this.canFail) flood.got.add(node)
      flood.furthest = Math.max(flood.furthest, this.repeaters.distanceOf(node, head))
      if (!this.repeaters.repeats(node)) return
      flood.pending++
      this.host.sendOn(packet, node)
    })
    flood.pending--
  }

  /** A node could not send it. */
  notSent(packet: number, from: number, reason: LossReason): void {
    const flood = this.of(packet)
    this.repeaters.behind(from, (node) => this.miss(flood, node, reason))
    flood.pending--
  }

  isOver(packet: number): boolean {
    return this.of(packet).pending === 0
  }

  /** Why nobody has got it. */
  reasonOf(packet: number): LossReason {
    const reasons = [...this.of(packet).missed.values()]
    return reasons.find((reason) => reason !== 'node down') ?? 'node down'
  }

  /** How many have it by now, and how many transmissions the furthest of them is from the head. */
  reached(packet: number): number {
    return this.of(packet).reached
  }

  furthest(packet: number): number {
    return this.of(packet).furthest
  }

  /** It is over: who has not got it is kept for `missedBy`. */
  end(packet: number, source: number, serial: number, number: number): void {
    const { missed, got, reached } = this.of(packet)
    this.floods.delete(packet)
    if (reached === 0 || (missed.size === 0 && !this.canFail)) return
    const messages = this.missed.get(source) ?? new Map<number, Missed[]>()
    this.missed.set(source, messages)
    messages.set(serial, [...(messages.get(serial) ?? []), { number, nodes: missed, got }])
  }

  missedBy(node: number, source: number, serial: number, number: number): boolean {
    const packets = this.missed.get(source)?.get(serial)
    if (this.canFail) return !(packets?.some((one) => one.number === number && one.got.has(node)) ?? false)
    return packets?.some((one) => one.number === number && one.nodes.has(node)) ?? false
  }

  whyMissed(node: number, source: number, serial: number, number: number): LossReason {
    const packets = this.missed.get(source)?.get(serial)
    return packets?.find((one) => one.number === number)?.nodes.get(node) ?? (this.canFail ? 'node down' : 'noise')
  }

  /** Nobody will ask about a message any more. */
  forget(source: number, serial: number): void {
    this.missed.get(source)?.delete(serial)
  }

  /** A node misses it, and with it all that hang on it. */
  private miss(flood: Flood, node: number, reason: LossReason): void {
    flood.missed.set(node, reason)
    this.repeaters.behind(node, (one) => this.miss(flood, one, reason))
  }

  private of(packet: number): Flood {
    return this.floods.get(packet)!
  }
}

interface Flood {
  /** Transmissions still to come. */
  pending: number
  reached: number
  furthest: number
  missed: Map<number, LossReason>
  got: Set<number>
}

interface Missed {
  number: number
  nodes: Map<number, LossReason>
  /** Who has got it, where nodes can fail. */
  got: ReadonlySet<number>
}
