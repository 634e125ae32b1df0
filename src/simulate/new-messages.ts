import type { Layout } from '../deployment/layout.js'
import { FORCED, MESSAGE, type Messages } from '../trace/messages.js'
import type { PayloadCounts, Running } from './running.js'

/** Serial numbers of one source stay below this, so that source, serial and hop fit in the key of an event. */
const MOST_SERIALS = 2 ** 28
const HOPS = 64

/** Makes messages: gives each its slot and its number at its source, and counts it as sent. */
export class NewMessages {
  private readonly serials: Float64Array

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
    const { messages, layout } = this
    const running = this.running[emission]!
    const message = this.slot(emission, source, device, tree, sentAt, bytes)
    messages.eventAt[message] = eventAt
    messages.flags[message] = flags
    this.payloads.sent[running.payload]!++
    this.payloads.bytes[running.payload]! += bytes
    const forced = (flags & FORCED) !== 0
    for (const tally of running.tallies) {
      if (running.takingIn === undefined) tally.onSent(sentAt, layout.districtOfTree(tree), forced, device)
      else running.takingIn.all((of, on) => tally.onSent(sentAt, layout.districtOfTree(on), forced, of))
    }
    return message
  }

  /** One more message for a part of those whom a sending to all is for, on its next stage: it has been counted. */
  branch(from: number, device: number, tree: number): number {
    const { messages } = this
    const emission = messages.emission[from]!
    const source = this.effectSource(emission, tree)
    const message = this.slot(emission, source, device, tree, messages.sentAt[from]!, messages.bytes[from]!)
    messages.eventAt[message] = messages.eventAt[from]!
    messages.flags[message] = messages.flags[from]!
    messages.stage[message] = messages.stage[from]! + 1
    return message
  }

  private slot(emission: number, source: number, device: number, tree: number, sentAt: number, bytes: number): number {
    const { messages } = this
    const serial = this.serials[source]!++
    if (serial >= MOST_SERIALS)
      throw new Error(`${this.running[emission]!.emission.id} sends more messages than a run can number`)
    const message = messages.take()
    messages.emission[message] = emission
    messages.source[message] = source
    messages.serial[message] = serial
    messages.key[message] = (source * MOST_SERIALS + serial) * HOPS
    messages.device[message] = device
    messages.tree[message] = tree
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
    return message
  }
}
