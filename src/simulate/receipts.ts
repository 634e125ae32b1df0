import type { Layout } from '../deployment/layout.js'
import type { Homes } from '../events/homes.js'
import type { Simulation } from '../kernel/simulation.js'
import { PRIORITY_SERVED } from '../network/order.js'
import { BLOCK, GHOST, MESSAGE, SENDING, type Messages } from '../trace/messages.js'
import type { Acknowledgements } from './acknowledgements.js'
import type { AlongLegs } from './along-legs.js'
import type { ChainMarks } from './chain-marks.js'
import type { Consequences } from './consequences.js'
import type { Part } from './part.js'
import { everyone, type PayloadCounts, type Running } from './running.js'
import type { ScheduledReads } from './scheduled-reads.js'
import type { SendingsToAll } from './sendings-to-all.js'
import type { Tracing } from './tracing.js'

/** Who hears of a receipt, and what else a receipt asks for. */
export interface Receiving {
  alongLegs: AlongLegs
  marks: ChainMarks
  reads: ScheduledReads
  consequences: Consequences
  acknowledgements: Acknowledgements
  toAll: SendingsToAll
  trace: Tracing | undefined
  /** A polled device is to answer. */
  answerPoll: (read: number, poll: number) => void
  /** A device has a block of a campaign's image: when that was sent, if it has all of it now; otherwise -1. */
  blockReceived: (message: number, device: number) => number
  /** One thing less keeps a slot. */
  ended: (slot: number) => void
}

/** Messages that have come: taken in once, counted, acknowledged, and what they cause is sent. */
export class Receipts {
  private readonly checkedCode: number

  /** Where districts are simulated apart. Set once by the composition. */
  part: Part | undefined
  /** On which tree devices hang, where that can change. Set once by the composition. */
  homes: Homes | undefined

  constructor(
    private readonly layout: Layout,
    private readonly simulation: Simulation,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    private readonly payloads: PayloadCounts,
    private readonly to: Receiving,
  ) {
    this.checkedCode = simulation.handler('checking of a message', (at) => this.checkedAt(at))
  }

  /** An addressee has a whole message with this packet, and has yet to check it; of a sending to all, a stage of it has ended. */
  completed(slot: number, addressee: number, packet: number): void {
    const { messages, simulation, to } = this
    const running = this.running[messages.emission[slot]!]!
    const isLast = messages.stage[slot] === running.stages.length - 1
    const checking = isLast ? running.checking[addressee]! : 0
    // A block is on no leg: the image is the message, and is not whole yet.
    const { flags } = messages
    const counts = (flags[slot]! & GHOST) === 0 && !this.isBlock(slot)
    if (counts && (messages.kind[slot] === MESSAGE || this.isFirst(messages.of[slot]!, addressee)))
      to.alongLegs.received(slot, addressee, packet, checking)
    if (checking === 0) {
      this.checked(slot, addressee)
      return
    }
    messages.copies[slot]!++
    const argument = slot * messages.stride + addressee
    simulation.after(checking, PRIORITY_SERVED, messages.key[slot]!, this.checkedCode, argument)
  }

  /** An addressee takes a message in; of a sending to all, one of its devices does. */
  takenIn(running: Running, message: number, addressee: number, device: number, tree: number): void {
    const { messages, simulation, to } = this
    const { emission } = running
    const isBlock = this.isBlock(message)
    const sentAt = isBlock ? to.blockReceived(message, device) : messages.sentAt[message]!
    if (sentAt < 0) return
    if ((messages.flags[message]! & GHOST) !== 0) {
      if (emission.effects.received.length > 0) to.consequences.ofReceipt(emission, message, addressee, device, tree)
      return
    }
    const tally = running.tallies[addressee]!
    const district = this.layout.districtOfTree(this.homes === undefined ? tree : this.homes.ownOf(device, tree))
    tally.onReceived(sentAt, simulation.now, district, device, messages.eventAt[message])
    // An image is told of by its campaign.
    if (to.trace !== undefined && !isBlock)
      to.trace.received(running, message, addressee, device, district, simulation.now)
    if (running.onChain && !isBlock) to.marks.received(message, addressee, simulation.now)
    if (running.readings !== undefined) to.reads.captured(running, tally, message, simulation.now, district)
    if (emission.polls >= 0) to.answerPoll(emission.polls, message)
    if (emission.effects.received.length > 0) to.consequences.ofReceipt(emission, message, addressee, device, tree)
  }

  private checkedAt(argument: number): void {
    const { stride } = this.messages
    const slot = Math.floor(argument / stride)
    this.part?.concerns(this.messages.tree[slot]!)
    this.checked(slot, argument - slot * stride)
    this.to.ended(slot)
  }

  /** One that it has already has no further effect, but is acknowledged again. */
  private checked(slot: number, addressee: number): void {
    const { messages, payloads, to } = this
    const message = this.messageOf(slot)
    const bit = 1 << addressee
    const running = this.running[messages.emission[slot]!]!
    const isNew = (messages.has[message]! & bit) === 0
    if (isNew) {
      messages.has[message]! |= bit
      if (running.takingIn === undefined)
        this.takenIn(running, message, addressee, messages.device[message]!, messages.tree[message]!)
      else to.toAll.passOn(running, message)
    } else payloads.duplicates[running.payload]!++
    if (slot === message) return
    if (isNew && !this.isBlock(message) && messages.has[message] === everyone(running))
      payloads.delivered[running.payload]!++
    to.acknowledgements.answer(message, addressee)
  }

  private isBlock(slot: number): boolean {
    return (this.messages.flags[this.messageOf(slot)]! & BLOCK) !== 0
  }

  /** Whether no sending of a message was whole at an addressee before. */
  private isFirst(message: number, addressee: number): boolean {
    const { whole } = this.messages
    const bit = 1 << addressee
    if ((whole[message]! & bit) !== 0) return false
    whole[message]! |= bit
    return true
  }

  private messageOf(slot: number): number {
    return this.messages.kind[slot] === SENDING ? this.messages.of[slot]! : slot
  }
}
