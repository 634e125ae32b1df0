import { ENDED, OF_A_LEG, PROCESSED } from '../network/leg-columns.js'
import type { LossReason } from '../network/medium.js'
import type { Network } from '../network/network.js'
import type { Messages } from '../trace/messages.js'
import { EarlierLegs } from './earlier-legs.js'
import type { Running } from './running.js'

/** Counts on which leg of its way a message spent its time, and on which it was lost. */
export class AlongLegs {
  /** Set once by the composition. */
  network!: Network
  /** Made when all are known that can be running. */
  private ofStages: EarlierLegs | undefined

  constructor(
    private readonly messages: Messages,
    private readonly running: readonly Running[],
  ) {}

  /**
   * An addressee has the whole message with this packet, and takes so long to check it; of a sending to all, a stage of it has ended, and
   * who has it is yet to be seen.
   */
  received(message: number, addressee: number, packet: number, checking: number): void {
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
    if (running.takingIn === undefined) running.legs[addressee]!.received(packets.legs, from, count)
    else {
      // What came before the first leg stands once, before that.
      const own = firstLeg === 0 ? from : packets.legAt(packet, 0)
      this.earlier.add(message, packets.legs, own, packets.legAt(packet, count))
    }
    if (checking > 0) this.lengthen(packets.legAt(packet, count - 1), -checking)
  }

  /** So many devices have a sending to all with this message, on its last stage. */
  reached(message: number, many: number): void {
    const { earlier } = this
    const from = earlier.startOf(message)
    // Of a block nothing is noted.
    if (from < 0 || many === 0) return
    const count = earlier.lengthOf(message) / OF_A_LEG - 1
    this.running[this.messages.emission[message]!]!.legs[0]!.received(earlier.columns, from, count, many)
  }

  /** A sending to all goes on, as one more message. */
  branched(from: number, message: number): void {
    this.earlier.share(from, message)
  }

  /** A message of a sending to all is over. */
  forget(message: number): void {
    this.earlier.drop(message)
  }

  /** A message is lost on a step of its route, for so many. */
  lost(message: number, addressee: number, step: number, reason: LossReason, many: number): void {
    const running = this.running[this.messages.emission[message]!]!
    const { firstLeg } = running.stages[this.messages.stage[message]!]!
    running.legs[addressee]!.lostOn(firstLeg + this.network.routes.depth[step]!, reason, many)
  }

  private get earlier(): EarlierLegs {
    return (this.ofStages ??= new EarlierLegs(
      OF_A_LEG * (1 + Math.max(...this.running.map(({ emission }) => emission.applied[0]!.hops.length))),
    ))
  }

  private lengthen(leg: number, processing: number): void {
    const { legs } = this.network.packets
    legs[leg + ENDED]! += processing
    legs[leg + PROCESSED]! += processing
  }
}
