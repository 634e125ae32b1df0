import type { Tally } from '../check/tally.js'
import type { Deployment } from '../deployment/deployment.js'
import { keyed } from '../kernel/keyed.js'
import type { Simulation } from '../kernel/simulation.js'
import type { LossReason } from '../network/medium.js'
import type { Network, PacketHost, Sending } from '../network/network.js'
import { DRAW_EFFECT, PRIORITY_SEND } from '../network/order.js'
import { Messages } from '../trace/messages.js'
import { reporterOf, type Effect, type Emission } from '../traffic/emission.js'
import { Readings } from '../traffic/readings.js'

/** Serial numbers of one source stay below this, so that source, serial and hop fit in the key of an event. */
const MOST_SERIALS = 2 ** 28
const HOPS = 64

/** What one emission needs while it runs. */
export interface Running {
  emission: Emission
  route: number
  /** Bytes that one of its packets may carry. */
  room: number
  /** What its bytes are counted under. */
  payload: number
  /** Processing at its sender, where that is a mere delay. */
  delay: number
  tallies: Tally[]
  /** Of a scheduled read: what its devices still have to send. */
  readings: Readings | undefined
}

/** Counts by payload: messages, those that all their addressees have, application bytes. */
export interface PayloadCounts {
  sent: Float64Array
  delivered: Float64Array
  bytes: Float64Array
}

/** The messages under way: sends them, counts their receipt and loss, and sends what these cause. */
export class Flight implements PacketHost {
  readonly messages: Messages
  /** Set once by the composition, which needs this object to make it. */
  network!: Network
  private readonly sending: Sending = {
    message: 0, route: 0, bytes: 0, tree: 0, device: 0, tag: 0, key: 0, source: 0, serial: 0,
  } // prettier-ignore
  private readonly launchCode: number
  private readonly serials: Float64Array

  constructor(
    private readonly deployment: Deployment,
    private readonly simulation: Simulation,
    private readonly running: readonly Running[],
    private readonly payloads: PayloadCounts,
    /** By source: the hash of its name. Sources by the clock come first, then one for each emission and district. */
    private readonly sourceHash: Int32Array,
    private readonly firstEffectSource: number,
    /** The most addressees that one message has. */
    widest: number,
  ) {
    this.messages = new Messages(widest)
    this.serials = new Float64Array(sourceHash.length)
    this.launchCode = simulation.handler('sending of an effect', (message) => this.launch(message))
  }

  /** A source by the clock sends. The processing at the sender has passed. */
  sendByClock(emission: number, source: number, device: number, tree: number, sentAt: number, due: number): void {
    const running = this.running[emission]!
    if (running.readings !== undefined) {
      this.readingDue(running, device, tree, due)
      this.launch(this.takeRead(emission, source, device, tree, sentAt, due))
      return
    }
    const message = this.take(emission, source, device, tree, sentAt, running.emission.bytes)
    const polled = running.emission.polls
    if (polled >= 0) {
      this.readingDue(this.running[polled]!, device, tree, due)
    }
    this.launch(message)
  }

  consumed(message: number, addressee: number): void {
    const { messages } = this
    const left = --messages.missing[message * messages.stride + addressee]!
    if (left === 0 && (messages.lost[message]! & (1 << addressee)) === 0) this.received(message, addressee)
  }

  missed(message: number, beyond: number, step: number, reason: LossReason): void {
    const { messages } = this
    const before = messages.lost[message]!
    const running = this.running[messages.emission[message]!]!
    messages.lost[message] = before | beyond
    const { routes } = this.network
    for (let addressee = 0; addressee < running.tallies.length; addressee++) {
      if ((beyond & ~before & (1 << addressee)) === 0) continue
      running.tallies[addressee]!.onLost(`${routes.from[step]!} → ${routes.to[step]!}: ${reason}`)
      if (addressee === 0 && running.readings !== undefined) {
        running.readings.giveBack(messages.device[message]!, messages.readings[message]!, messages.due[message]!)
      }
    }
    if (before === 0) this.reportUndeliverable(running, message, routes.from[step]!)
  }

  copied(message: number): void {
    this.messages.copies[message]!++
  }

  ended(message: number): void {
    const { messages } = this
    if (--messages.copies[message]! > 0) return
    if (messages.lost[message] === 0) this.payloads.delivered[this.running[messages.emission[message]!]!.payload]!++
    messages.release(message)
  }

  /** At the end of the run: what was due and is neither captured nor will be. */
  close(): void {
    for (const running of this.running) {
      const window = running.tallies[0]?.window
      if (running.readings === undefined || window === undefined) continue
      running.readings.forEachPending((device, due) => window.neverCaptured(due, device))
    }
    const { messages } = this
    messages.forEach((message) => {
      const { readings, tallies } = this.running[messages.emission[message]!]!
      const window = tallies[0]?.window
      if (readings === undefined || window === undefined) return
      const device = messages.device[message]!
      readings.forEachDue(messages.readings[message]!, messages.due[message]!, (due) =>
        window.neverCaptured(due, device),
      )
    })
  }

  private received(message: number, addressee: number): void {
    const { messages, simulation } = this
    const running = this.running[messages.emission[message]!]!
    const { emission } = running
    const tally = running.tallies[addressee]!
    const device = messages.device[message]!
    const district = this.deployment.layout.districtOfTree(messages.tree[message]!)
    tally.onReceived(messages.sentAt[message]!, simulation.now, district, device)
    if (running.readings !== undefined) this.readingsCaptured(running, tally, message, district)
    if (emission.polls >= 0) this.answerPoll(emission.polls, message)
    if (emission.effects.received.length > 0) this.sendEffects(emission, message, addressee)
  }

  /** The actor that could not pass a message on says so; where no row lets it (a gateway), the nearest one before it. */
  private reportUndeliverable(running: Running, message: number, failedAt: string): void {
    const { effects } = running.emission
    if (effects.undeliverable.length === 0) return
    const reporter = reporterOf(running.emission, failedAt, (effect) => this.running[effect.emission]!.emission)
    for (const effect of effects.undeliverable) {
      if (this.running[effect.emission]!.emission.from === reporter) this.sendEffect(effect, message)
    }
  }

  private readingDue(running: Running, device: number, tree: number, due: number): void {
    running.readings!.due(device, due)
    const district = this.deployment.layout.districtOfTree(tree)
    for (const tally of running.tallies) tally.window?.due(due, district, device)
  }

  private readingsCaptured(running: Running, tally: Tally, message: number, district: number): void {
    const { messages, simulation } = this
    const window = tally.window
    if (window === undefined) return
    const [bits, due, device] = [messages.readings[message]!, messages.due[message]!, messages.device[message]!]
    if (bits === 1) window.captured(due, simulation.now, district, device)
    else {
      running.readings!.forEachDue(bits, due, (dueAt) => window.captured(dueAt, simulation.now, district, device))
    }
  }

  /** A polled device sends what it has; nothing where an earlier read carried it already. */
  private answerPoll(read: number, poll: number): void {
    const { messages } = this
    const running = this.running[read]!
    const device = messages.device[poll]!
    const tree = messages.tree[poll]!
    const source = this.effectSource(read, tree)
    this.depart(
      this.takeRead(read, source, device, tree, this.simulation.now, running.readings!.newestDueOf(device)),
      running,
    )
  }

  private takeRead(
    emission: number,
    source: number,
    device: number,
    tree: number,
    sentAt: number,
    due: number,
  ): number {
    const running = this.running[emission]!
    const bits = running.readings!.take(device)
    // A poll that finds nothing new is answered all the same, with an empty read of one reading's size.
    const bytes = running.emission.bytes * Math.max(1, Readings.count(bits))
    const message = this.take(emission, source, device, tree, sentAt, bytes)
    this.messages.readings[message] = bits
    this.messages.due[message] = due
    return message
  }

  private sendEffects(emission: Emission, message: number, addressee: number): void {
    const { messages } = this
    let group = -1
    let draw = 0
    let laid = 0
    let done = false
    for (const effect of emission.effects.received) {
      if (effect.at !== addressee) continue
      if (effect.group !== group) {
        group = effect.group
        laid = 0
        done = false
        const source = this.sourceHash[messages.source[message]!]!
        draw = keyed(this.deployment.settings.seed, source, messages.serial[message]!, group, 0, DRAW_EFFECT)
      }
      if (done || !this.canSend(effect, messages.device[message]!)) continue
      laid += effect.share
      if (draw < laid) {
        done = true
        this.sendEffect(effect, message)
      }
    }
  }

  private canSend(effect: Effect, device: number): boolean {
    return effect.classes === -1 || (effect.classes & (1 << this.deployment.layout.classOf(device).kind)) !== 0
  }

  private sendEffect(effect: Effect, cause: number): void {
    const { messages } = this
    const running = this.running[effect.emission]!
    const [device, tree] = [messages.device[cause]!, messages.tree[cause]!]
    const source = this.effectSource(effect.emission, tree)
    const { bytes } = running.emission
    this.depart(this.take(effect.emission, source, device, tree, this.simulation.now, bytes), running)
  }

  /** A message that its sender has yet to process. */
  private depart(message: number, running: Running): void {
    if (running.delay === 0) this.launch(message)
    else this.simulation.after(running.delay, PRIORITY_SEND, this.messages.key[message]!, this.launchCode, message)
  }

  private effectSource(emission: number, tree: number): number {
    const { layout } = this.deployment
    return this.firstEffectSource + emission * layout.districts + layout.districtOfTree(tree)
  }

  private take(emission: number, source: number, device: number, tree: number, sentAt: number, bytes: number): number {
    const { messages } = this
    const running = this.running[emission]!
    const serial = this.serials[source]!++
    if (serial >= MOST_SERIALS) throw new Error(`${running.emission.id} sends more messages than a run can number`)
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
    messages.readings[message] = 0
    this.payloads.sent[running.payload]!++
    this.payloads.bytes[running.payload]! += bytes
    const district = this.deployment.layout.districtOfTree(tree)
    for (const tally of running.tallies) tally.onSent(sentAt, district)
    return message
  }

  private launch(message: number): void {
    const { messages, network, sending } = this
    const emission = messages.emission[message]!
    const running = this.running[emission]!
    const bytes = messages.bytes[message]!
    const packets = network.packetsOf(bytes, running.room)
    messages.copies[message] = packets
    const first = message * messages.stride
    for (let addressee = 0; addressee < running.tallies.length; addressee++)
      messages.missing[first + addressee] = packets
    sending.message = message
    sending.route = running.route
    sending.bytes = bytes
    sending.tree = messages.tree[message]!
    sending.device = messages.device[message]!
    sending.tag = running.payload
    sending.key = messages.key[message]!
    sending.source = this.sourceHash[messages.source[message]!]!
    sending.serial = messages.serial[message]!
    network.send(sending, running.room)
  }
}
