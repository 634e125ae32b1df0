import type { Layout } from '../deployment/layout.js'
import type { Homes } from '../events/homes.js'
import { HOPS, serialsOf } from '../network/order.js'
import { BLOCK, FORCED, GHOST, HELD, MESSAGE, type Messages } from '../trace/messages.js'
import type { Part } from './part.js'
import type { PayloadCounts, Running } from './running.js'

/** Makes messages: gives each its slot and its number at its source, and counts it as sent. */
export class NewMessages {
  /** On which tree devices hang, where that can change. Set once by the composition. */
  homes: Homes | undefined
  /** Hears the number of each, where a trace is written. Set once by the composition. */
  numbered: ((message: number, number: number) => void) | undefined
  /** Where districts are simulated apart. Set once by the composition. */
  part: Part | undefined
  private readonly serials: Float64Array
  private readonly most: number

  constructor(
    private readonly layout: Layout,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    private readonly payloads: PayloadCounts,
    sources: number,
    /** Sources by the clock come first, then one for each emission and district. */
    private readonly firstEffectSource: number,
  ) {
    this.serials = new Float64Array(sources)
    this.most = serialsOf(sources)
  }

  /** What sends the messages of an emission that another message causes, on a tree. */
  effectSource(emission: number, tree: number): number {
    const { layout } = this
    return this.firstEffectSource + emission * layout.districts + layout.districtOfTree(tree)
  }

  take(
    emission: number,
    source: number,
    device: number,
    tree: number,
    sentAt: number,
    bytes: number,
    eventAt = sentAt,
    flags = 0,
  ): number {
    const message = this.slot(emission, source, device, tree, sentAt, bytes)
    this.messages.eventAt[message] = eventAt
    const isGhost = this.part !== undefined && !this.part.isMine(tree)
    this.messages.flags[message] = isGhost ? flags | GHOST : flags
    if (!isGhost && (flags & HELD) === 0) this.count(message)
    return message
  }

  /** A message that was held is sent now. */
  letGo(message: number): void {
    this.messages.flags[message]! &= ~HELD
    this.count(message)
  }

  /** A block of a campaign's image, to a device or to all of a tree: the campaign itself counts what is sent. */
  block(
    emission: number,
    of: number,
    block: number,
    device: number,
    tree: number,
    sentAt: number,
    bytes: number,
  ): number {
    const { messages } = this
    const message = this.slot(emission, this.effectSource(emission, tree), device, tree, sentAt, bytes)
    messages.eventAt[message] = sentAt
    messages.flags[message] = FORCED | BLOCK
    messages.of[message] = of
    messages.block[message] = block
    return message
  }

  private count(message: number): void {
    const { messages, layout } = this
    const running = this.running[messages.emission[message]!]!
    const device = messages.device[message]!
    const tree = messages.tree[message]!
    const sentAt = messages.sentAt[message]!
    const eventAt = messages.eventAt[message]!
    this.payloads.sent[running.payload]!++
    this.payloads.bytes[running.payload]! += messages.bytes[message]!
    const forced = (messages.flags[message]! & FORCED) !== 0
    const district = layout.districtOfTree(this.homes === undefined ? tree : this.homes.ownOf(device, tree))
    const { takingIn, tallies } = running
    for (let addressee = 0; addressee < tallies.length; addressee++) {
      const tally = tallies[addressee]!
      if (takingIn === undefined) tally.onSent(sentAt, district, forced, device, eventAt)
      else takingIn.all((of, on) => tally.onSent(sentAt, layout.districtOfTree(on), forced, of, eventAt))
    }
  }

  /** One more message for a part of those whom a sending to all is for, on its next stage: it has been counted. */
  branch(from: number, device: number, tree: number): number {
    const { messages } = this
    const emission = messages.emission[from]!
    const source = this.effectSource(emission, tree)
    const message = this.slot(emission, source, device, tree, messages.sentAt[from]!, messages.bytes[from]!)
    messages.eventAt[message] = messages.eventAt[from]!
    messages.flags[message] = messages.flags[from]!
    messages.of[message] = messages.of[from]!
    messages.block[message] = messages.block[from]!
    messages.stage[message] = messages.stage[from]! + 1
    return message
  }

  private slot(emission: number, source: number, device: number, tree: number, sentAt: number, bytes: number): number {
    const { messages } = this
    const serial = this.serials[source]!++
    if (serial >= this.most)
      throw new Error(`${this.running[emission]!.emission.id} sends more messages than a run can number`)
    const message = messages.take()
    messages.emission[message] = emission
    messages.source[message] = source
    messages.serial[message] = serial
    messages.key[message] = (source * this.most + serial) * HOPS
    messages.device[message] = device
    messages.tree[message] = this.homes === undefined || device < 0 ? tree : this.homes.of(device, tree)
    messages.sentAt[message] = sentAt
    messages.bytes[message] = bytes
    messages.lost[message] = 0
    messages.has[message] = 0
    messages.readings[message] = 0
    messages.stage[message] = 0
    messages.copies[message] = 0
    messages.waiting[message] = 0
    messages.packetsBefore[message] = 0
    messages.kind[message] = MESSAGE
    if (this.running[emission]!.ways !== undefined) {
      messages.whole[message] = 0
      messages.again[message] = 0
      messages.session[message] = 0
    }
    if (this.numbered !== undefined) this.numbered(message, source * this.most + serial)
    return message
  }
}
