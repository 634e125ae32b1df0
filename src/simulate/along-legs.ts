import { ENDED, PROCESSED } from '../network/leg-columns.js'
import type { LossReason } from '../network/medium.js'
import type { Network } from '../network/network.js'
import type { Messages } from '../trace/messages.js'
import type { Running } from './running.js'

/** Counts on which leg of its way a message spent its time, and on which it was lost. */
export class AlongLegs {
  /** Set once by the composition. */
  network!: Network

  constructor(
    private readonly messages: Messages,
    private readonly running: readonly Running[],
  ) {}

  /**
   * An addressee has the whole message with this packet, and takes so long to check it; of a sending to all, a stage of it has ended,
   * for so many.
   */
  received(message: number, addressee: number, packet: number, many: number, checking: number): void {
    const { messages } = this
    const { packets, routes } = this.network
    const running = this.running[messages.emission[message]!]!
    const { firstLeg } = running.stages[messages.stage[message]!]!
    const start = firstLeg === 0 ? messages.sentAt[message]! : messages.stageAt[message]!
    // Where its sender is a mere delay, that has passed before the first packet is handed over.
    const ahead = packets.handed[packet]! - start
    const delay = firstLeg > 0 ? 0 : running.delay < ahead ? running.delay : ahead
    const count = routes.depth[packets.step[packet]!]! + 1
    const from = packets.legAt(packet, -1)
    packets.legs[from + ENDED] = start
    packets.legs[from + PROCESSED] = delay + packets.atOrigin[packet]!
    // Checking is processing at the end; the packet may go on to another addressee without it.
    if (checking > 0) this.lengthen(packets.legAt(packet, count - 1), checking)
    running.legs[addressee]!.received(packets.legs, from, firstLeg, count, many)
    if (checking > 0) this.lengthen(packets.legAt(packet, count - 1), -checking)
  }

  /** A message is lost on a step of its route, for so many. */
  lost(message: number, addressee: number, step: number, reason: LossReason, many: number): void {
    const running = this.running[this.messages.emission[message]!]!
    const { firstLeg } = running.stages[this.messages.stage[message]!]!
    running.legs[addressee]!.lostOn(firstLeg + this.network.routes.depth[step]!, reason, many)
  }

  /** Of those for whom a sending to all has just ended a stage, one has not got it. */
  missedByOne(message: number, step: number, reason: LossReason): void {
    this.running[this.messages.emission[message]!]!.legs[0]!.takeBackOne()
    this.lost(message, 0, step, reason, 1)
  }

  private lengthen(leg: number, processing: number): void {
    const { legs } = this.network.packets
    legs[leg + ENDED]! += processing
    legs[leg + PROCESSED]! += processing
  }
}
