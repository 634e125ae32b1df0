import type { Tally } from '../check/tally.js'
import type { Deployment } from '../deployment/deployment.js'
import { keyed } from '../kernel/keyed.js'
import type { Simulation } from '../kernel/simulation.js'
import type { LossReason } from '../network/medium.js'
import type { Network, PacketHost } from '../network/network.js'
import { DRAW_EFFECT, PRIORITY_SEND } from '../network/order.js'
import { EXERCISED, FORCED, Messages } from '../trace/messages.js'
import { reporterOf, type Effect, type Emission } from '../traffic/emission.js'
import { Readings } from '../traffic/readings.js'
import type { SendingSource } from '../traffic/sending-source.js'
import type { Chains } from './chains.js'
import { Parts } from './parts.js'
import { relatedDevice } from './related-device.js'
import { NO_ROUTE, type PayloadCounts, type Running } from './running.js'
import type { TakingIn } from './taking-in.js'

/** Serial numbers of one source stay below this, so that source, serial and hop fit in the key of an event. */
const MOST_SERIALS = 2 ** 28
const HOPS = 64

/** The messages under way: sends them, counts their receipt and loss, and sends what these cause. */
export class Flight implements PacketHost {
  readonly messages: Messages
  private readonly parts: Parts
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
    private readonly chains: Chains,
  ) {
    this.messages = new Messages(widest)
    this.serials = new Float64Array(sourceHash.length)
    this.parts = new Parts(this.messages, running, sourceHash, deployment.settings.assumptions.segment)
    this.launchCode = simulation.handler('sending of an effect', (message) => this.launch(message))
  }

  /** Set once by the composition, which needs this object to make it. */
  set network(network: Network) {
    this.parts.network = network
  }

  /** A source sends what no other message causes. The processing at the sender has passed. */
  sendFrom(index: number, source: SendingSource): void {
    const { device, tree, time, due, eventAt } = source
    const emission = source.emission.index
    const running = this.running[emission]!
    if (running.readings !== undefined) {
      this.readingDue(running, device, tree, due)
      this.launch(this.takeRead(emission, index, device, tree, time, due))
      return
    }
    const flags = (source.forced ? FORCED : 0) | (source.exercised ? EXERCISED : 0)
    const message = this.take(emission, index, device, tree, time, running.emission.bytes, eventAt, flags)
    if (running.onChain) this.putOnChain(message, this.chains.begin(emission, time, tree), time, tree)
    const polled = running.emission.polls
    if (polled >= 0) {
      this.readingDue(this.running[polled]!, device, tree, due)
    }
    // What follows a failure is exercised without one: the hop need not fail for that.
    if (source.exercised)
      for (const effect of running.emission.effects.undeliverable) this.sendEffect(effect, message, device, tree)
    this.launch(message)
  }

  consumed(message: number, addressee: number): void {
    const { messages } = this
    const left = --messages.missing[message * messages.stride + addressee]!
    if (left > 0 || (messages.lost[message]! & (1 << addressee)) !== 0) return
    if (messages.waiting[message]! > 0) this.parts.next(message)
    else this.received(message, addressee)
  }

  missed(message: number, beyond: number, step: number, reason: LossReason): void {
    const { messages } = this
    const before = messages.lost[message]!
    const running = this.running[messages.emission[message]!]!
    messages.lost[message] = before | beyond
    const { routes } = this.parts.network
    const many = this.devicesBehind(running, message)
    for (let addressee = 0; addressee < running.tallies.length; addressee++) {
      if ((beyond & ~before & (1 << addressee)) === 0) continue
      running.tallies[addressee]!.onLost(`${routes.from[step]!} → ${routes.to[step]!}: ${reason}`, many)
      if (addressee === 0 && running.readings !== undefined) {
        running.readings.giveBack(messages.device[message]!, messages.readings[message]!, messages.due[message]!)
      }
    }
    if (before === 0) this.reportUndeliverable(running, message, routes.from[step]!)
    // The others may have been waiting for nobody else.
    if (messages.waiting[message]! > 0) this.parts.next(message)
  }

  copied(message: number): void {
    this.messages.copies[message]!++
  }

  ended(message: number): void {
    const { messages } = this
    if (--messages.copies[message]! > 0) return
    if (messages.lost[message] === 0 && messages.stage[message] === 0)
      this.payloads.delivered[this.running[messages.emission[message]!]!.payload]!++
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
    const { messages } = this
    const running = this.running[messages.emission[message]!]!
    if (running.takingIn !== undefined) {
      this.passedOn(running, running.takingIn, message)
      return
    }
    this.takenIn(running, message, addressee, messages.device[message]!, messages.tree[message]!)
  }

  /** An addressee has the whole message; of a sending to all, one of its devices has. */
  private takenIn(running: Running, message: number, addressee: number, device: number, tree: number): void {
    const { messages, simulation } = this
    const { emission } = running
    const tally = running.tallies[addressee]!
    const district = this.deployment.layout.districtOfTree(tree)
    tally.onReceived(messages.sentAt[message]!, simulation.now, district, device, messages.eventAt[message])
    if (running.onChain) this.receivedOnChain(message, addressee)
    if (running.readings !== undefined) this.readingsCaptured(running, tally, message, district)
    if (emission.polls >= 0) this.answerPoll(emission.polls, message)
    if (emission.effects.received.length > 0) this.sendEffects(emission, message, addressee, device, tree)
  }

  /** A sending to all has come to the end of a stage: its devices have it, or it goes on where their ways part. */
  private passedOn(running: Running, takingIn: TakingIn, message: number): void {
    const { messages } = this
    const stage = messages.stage[message]!
    const { by } = running.stages[stage]!
    const next = running.stages[stage + 1]
    if (next === undefined) {
      if (by === 'device') this.takenIn(running, message, 0, messages.device[message]!, messages.tree[message]!)
      else takingIn.onTree(messages.tree[message]!, (device, tree) => this.takenIn(running, message, 0, device, tree))
      return
    }
    if (next.by === 'tree') takingIn.trees((tree) => this.branch(running, message, -1, tree))
    else if (by === 'tree')
      takingIn.onTree(messages.tree[message]!, (device, tree) => this.branch(running, message, device, tree))
    else takingIn.all((device, tree) => this.branch(running, message, device, tree))
  }

  /** One more message for a part of the devices, on the next stage. */
  private branch(running: Running, from: number, device: number, tree: number): void {
    const { messages } = this
    const source = this.effectSource(running.emission.index, tree)
    const message = this.slot(
      running.emission.index,
      source,
      device,
      tree,
      messages.sentAt[from]!,
      messages.bytes[from]!,
    )
    messages.eventAt[message] = messages.eventAt[from]!
    messages.flags[message] = messages.flags[from]!
    messages.stage[message] = messages.stage[from]! + 1
    this.launch(message)
  }

  /** How many devices miss what a message of a sending to all carries; 1 where it is for one. */
  private devicesBehind({ takingIn, stages }: Running, message: number): number {
    if (takingIn === undefined) return 1
    const { by } = stages[this.messages.stage[message]!]!
    if (by === 'device') return 1
    return by === 'one' ? takingIn.count : takingIn.countOnTree(this.messages.tree[message]!)
  }

  /** The actor that could not pass a message on says so; where no row lets it (a gateway), the nearest one before it. */
  private reportUndeliverable(running: Running, message: number, failedAt: string): void {
    const { effects } = running.emission
    if (effects.undeliverable.length === 0) return
    const reporter = reporterOf(running.emission, failedAt, (effect) => this.running[effect.emission]!.emission)
    for (const effect of effects.undeliverable) {
      if (this.running[effect.emission]!.emission.from !== reporter) continue
      this.sendEffect(effect, message, this.messages.device[message]!, this.messages.tree[message]!)
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

  private sendEffects(emission: Emission, message: number, addressee: number, device: number, tree: number): void {
    const { messages } = this
    const exercised = (messages.flags[message]! & EXERCISED) !== 0
    // Each device that takes in a sending to all draws for itself.
    const drawer = emission.toAll ? device + 1 : 0
    let group = -1
    let draw = 0
    let laid = 0
    let done = false
    for (const effect of emission.effects.received) {
      if (effect.at !== addressee || !this.canSend(effect, device)) continue
      // What is certain, or forced, needs no draw.
      if (exercised || effect.share >= 1) {
        this.sendEffect(effect, message, device, tree)
        continue
      }
      if (effect.group !== group) {
        group = effect.group
        laid = 0
        done = false
        const source = this.sourceHash[messages.source[message]!]!
        draw = keyed(this.deployment.settings.seed, source, messages.serial[message]!, group, drawer, DRAW_EFFECT)
      }
      if (done) continue
      laid += effect.share
      if (draw < laid) {
        done = true
        this.sendEffect(effect, message, device, tree)
      }
    }
  }

  private canSend(effect: Effect, device: number): boolean {
    return effect.classes === -1 || (effect.classes & (1 << this.deployment.layout.classOf(device).kind)) !== 0
  }

  private sendEffect(effect: Effect, cause: number, device: number, tree: number): void {
    const { messages, simulation } = this
    const { layout } = this.deployment
    const running = this.running[effect.emission]!
    const related = relatedDevice(layout, running.emission, device, messages.serial[cause]!)
    const place = related === device ? tree : layout.treeOf(related)
    const source = this.effectSource(effect.emission, place)
    const { bytes } = running.emission
    const eventAt = messages.eventAt[cause]!
    const flags = messages.flags[cause]!
    const message = this.take(effect.emission, source, related, place, simulation.now, bytes, eventAt, flags)
    if (running.onChain) this.followOnChain(message, cause, effect)
    this.depart(message, running)
  }

  private putOnChain(message: number, leg: number, at: number, tree: number): void {
    const { messages } = this
    messages.chainLeg[message] = leg
    messages.chainAt[message] = at
    messages.chainTree[message] = tree
  }

  private followOnChain(message: number, cause: number, effect: Effect): void {
    const { messages, chains } = this
    const leg = this.running[messages.emission[cause]!]!.onChain ? messages.chainLeg[cause]! : -1
    const next = leg < 0 ? leg : chains.next(leg, effect)
    this.putOnChain(message, next, messages.chainAt[cause]!, messages.chainTree[cause]!)
  }

  private receivedOnChain(message: number, addressee: number): void {
    const { messages, chains, simulation } = this
    const leg = messages.chainLeg[message]!
    if (leg >= 0)
      chains.received(leg, addressee, messages.chainAt[message]!, simulation.now, messages.chainTree[message]!)
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

  private take(
    emission: number,
    source: number,
    device: number,
    tree: number,
    sentAt: number,
    bytes: number,
    eventAt = sentAt,
    flags = 0,
  ): number {
    const { messages } = this
    const running = this.running[emission]!
    const message = this.slot(emission, source, device, tree, sentAt, bytes)
    messages.eventAt[message] = eventAt
    messages.flags[message] = flags
    this.payloads.sent[running.payload]!++
    this.payloads.bytes[running.payload]! += bytes
    const forced = (flags & FORCED) !== 0
    const { layout } = this.deployment
    for (const tally of running.tallies) {
      if (running.takingIn === undefined) tally.onSent(sentAt, layout.districtOfTree(tree), forced)
      else running.takingIn.all((_, on) => tally.onSent(sentAt, layout.districtOfTree(on), forced))
    }
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
    messages.readings[message] = 0
    messages.stage[message] = 0
    messages.copies[message] = 0
    return message
  }

  /** Sends a message; one to all whose ways part at its sender goes out on each of them. */
  private launch(message: number): void {
    const { messages } = this
    const running = this.running[messages.emission[message]!]!
    const { takingIn, stages } = running
    if (takingIn !== undefined && stages[messages.stage[message]!]!.route === NO_ROUTE) {
      this.passedOn(running, takingIn, message)
      messages.copies[message] = 1
      this.ended(message)
      return
    }
    this.parts.start(message)
  }
}
