import type { HopObserver } from '../network/hop-observer.js'
import { linkName } from '../network/link-name.js'
import type { LossReason } from '../network/medium.js'
import type { Network } from '../network/network.js'
import { ACKNOWLEDGEMENT, BLOCK, MESSAGE, SENDING, type Messages } from '../trace/messages.js'
import type { HopRow } from '../trace/trace-recorder.js'
import type { Running } from './running.js'
import type { Tracing } from './tracing.js'

/** Tells a trace what becomes of the packets on each link of their way. */
export class HopTracing implements HopObserver {
  /** By packet: transmissions on its link, those of the node that it left, and when the last of these began. */
  private all = new Int32Array(0)
  private own = new Int32Array(0)
  private start = new Float64Array(0)
  private readonly names: string[] = []
  private readonly row: HopRow = {
    message: 0, hop: 0, link: '', attempt: 0, queued: 0, sent: NaN, received: NaN, outcome: '', piece: '', packet: 0, from: '', to: '',
    device: -1, transmissions: 0,
  } // prettier-ignore

  constructor(
    private readonly tracing: Tracing,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    private readonly network: Network,
  ) {}

  offered(packet: number): void {
    if (packet >= this.all.length) this.grow(packet)
    this.all[packet] = 0
    this.own[packet] = 0
    this.start[packet] = NaN
  }

  sent(packet: number, start: number): void {
    const { packets } = this.network
    this.all[packet]!++
    // What has gone a piece of the way is sent by a relay, or leaves a part of the link for the next.
    const isOwn = this.own[packet] === 0 || packets.transmitting[packet] === 0 || packets.attempt[packet]! > 0
    if (!isOwn) return
    this.own[packet]!++
    this.start[packet] = start
  }

  crossed(packet: number): void {
    const { links, packets, simulation } = this.network
    // What the far end then does is its own time, also where it is a mere delay.
    this.write(packet, 'delivered', simulation.now - links.processingOf(packets.link[packet]!))
  }

  lost(packet: number, reason: LossReason): void {
    this.write(packet, reason, NaN)
  }

  private write(packet: number, outcome: string, received: number): void {
    const { tracing, messages, row } = this
    const { packets, routes } = this.network
    const slot = packets.message[packet]!
    const device = packets.device[packet]!
    // Of nodes that join their network no message speaks.
    if (slot < 0 || !tracing.hasHops(slot) || !tracing.recorder.hasHopsOf(device)) return
    const step = packets.step[packet]!
    const isMessage = messages.kind[slot] === MESSAGE
    const before = isMessage ? this.running[messages.emission[slot]!]!.stages[messages.stage[slot]!]!.firstLeg : 0
    row.message = tracing.numbers.root[slot]!
    row.hop = before + routes.depth[step]! + 1
    row.link = this.nameOf(packets.link[packet]!)
    row.attempt = this.own[packet]!
    row.queued = packets.since[packet]!
    row.sent = this.start[packet]!
    row.received = received
    row.outcome = outcome
    row.piece = this.pieceOf(slot)
    row.packet = packets.number[packet]!
    row.from = routes.from[step]!
    row.to = routes.to[step]!
    row.device = device
    row.transmissions = this.all[packet]!
    tracing.recorder.hop(row)
  }

  /** What of a message it is: the message itself, or what is sent on its behalf, numbered through from 1. */
  private pieceOf(slot: number): string {
    const { messages } = this
    const kind = messages.kind[slot]!
    if (kind === MESSAGE) return this.isBlock(slot) ? `block ${messages.block[slot]! + 1}` : 'message'
    if (kind !== SENDING && kind !== ACKNOWLEDGEMENT) return `handshake ${messages.again[slot]! + 1}`
    const of = messages.of[slot]!
    const word = kind === SENDING ? 'sending' : 'acknowledgement'
    const behind = this.isBlock(of) ? ` of block ${messages.block[of]! + 1}` : ''
    return `${word} ${messages.again[slot]! + 1}${behind}`
  }

  private isBlock(slot: number): boolean {
    return (this.messages.flags[slot]! & BLOCK) !== 0
  }

  private nameOf(link: number): string {
    const { links } = this.network
    const known = this.names[link]
    if (known !== undefined) return known
    const group = links.groupOf(link)
    return (this.names[link] = linkName(group, link - group.first))
  }

  private grow(packet: number): void {
    const capacity = Math.max(1024, 2 * this.all.length, packet + 1)
    for (const column of ['all', 'own'] as const) {
      const wide = new Int32Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
    const start = new Float64Array(capacity)
    start.set(this.start)
    this.start = start
  }
}
