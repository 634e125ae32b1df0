import type { Deployment } from '../deployment/deployment.js'
import type { Homes } from '../events/homes.js'
import type { Simulation } from '../kernel/simulation.js'
import type { LossReason } from '../network/medium.js'
import type { Network, PacketHost } from '../network/network.js'
import { nameOfPlace, stepOf, tellerOf } from '../network/place-of-loss.js'
import { PRIORITY_SEND } from '../network/order.js'
import {
  ACKNOWLEDGEMENT,
  BLOCK,
  EXERCISED,
  FORCED,
  GHOST,
  HANDED_ON,
  HANDSHAKE,
  HELD,
  MESSAGE,
  Messages,
  SENDING,
} from '../trace/messages.js'
import type { TraceRecorder } from '../trace/trace-recorder.js'
import type { Effect } from '../traffic/emission.js'
import type { SendingSource } from '../traffic/sending-source.js'
import { Acknowledgements } from './acknowledgements.js'
import { AlongLegs } from './along-legs.js'
import { AnswerJitter } from './answer-jitter.js'
import { Campaigns } from './campaigns.js'
import { ChainMarks } from './chain-marks.js'
import type { Chains } from './chains.js'
import { Consequences } from './consequences.js'
import { HopTracing } from './hop-tracing.js'
import { NewMessages } from './new-messages.js'
import type { Inbox, Receiver } from './handover.js'
import type { Part } from './part.js'
import { Parts } from './parts.js'
import { relatedDevice } from './related-device.js'
import { everyone, NO_ROUTE, THERE, wayTo, type PayloadCounts, type Running } from './running.js'
import { Receipts } from './receipts.js'
import { ScheduledReads } from './scheduled-reads.js'
import { SendingsToAll } from './sendings-to-all.js'
import { Sessions, type SessionsOfAll } from './sessions.js'
import { Tracing } from './tracing.js'

/** The messages under way: sends them, counts their receipt and loss, and sends what these cause. */
export class Flight implements PacketHost, Receiver {
  readonly messages: Messages
  private readonly parts: Parts
  private readonly alongLegs: AlongLegs
  private readonly newMessages: NewMessages
  private readonly reads: ScheduledReads
  private readonly marks: ChainMarks
  private readonly consequences: Consequences
  private readonly acknowledgements: Acknowledgements
  private readonly sessions: Sessions
  private readonly toAll: SendingsToAll
  private readonly receipts: Receipts
  private readonly leaveCode: number
  private readonly answerJitter: AnswerJitter
  private readonly answerCode: number
  /** Undefined: no trace is written. */
  private readonly trace: Tracing | undefined
  /** What goes to many devices block by block; undefined: nothing does. */
  campaigns: Campaigns | undefined
  /** Messages under way in other parts of the model. */
  underWayElsewhere = 0
  private part: Part | undefined
  private inbox: Inbox | undefined

  constructor(
    private readonly deployment: Deployment,
    private readonly simulation: Simulation,
    private readonly running: readonly Running[],
    private readonly payloads: PayloadCounts,
    /** By source: the hash of its name. Sources by the clock come first, then one for each emission and district. */
    sourceHash: Int32Array,
    firstEffectSource: number,
    /** The most addressees that one message has. */
    widest: number,
    chains: Chains,
    sessions: SessionsOfAll,
    recorder?: TraceRecorder,
  ) {
    this.messages = new Messages(widest)
    const { segment } = deployment.settings.assumptions
    this.parts = new Parts(this.messages, running, sourceHash, segment, payloads.sent.length)
    this.alongLegs = new AlongLegs(this.messages, running)
    const { layout } = deployment
    const sources = sourceHash.length
    this.newMessages = new NewMessages(layout, this.messages, running, payloads, sources, firstEffectSource)
    const trace = recorder && new Tracing(recorder, layout, this.messages, running, sources)
    this.trace = trace
    if (trace !== undefined) this.newMessages.numbered = (message, number) => trace.numbered(message, number)
    this.reads = new ScheduledReads(layout, this.messages, running, this.newMessages, trace)
    this.marks = new ChainMarks(this.messages, chains)
    this.consequences = new Consequences(
      deployment,
      this.messages,
      running,
      sourceHash,
      (effect, cause, device, tree) => this.sendEffect(effect, cause, device, tree),
    )
    this.acknowledgements = new Acknowledgements(simulation, this.messages, running, payloads, {
      depart: (slot, delay) => this.depart(slot, delay),
      gone: (message, addressee, place, reason, first) => this.lose(message, 1 << addressee, place, reason, first),
      over: (message) => this.over(message),
    })
    this.sessions = new Sessions(simulation, this.messages, running, sessions, {
      go: (slot) => this.go(slot),
      held: (slot, addressee, place, reason, triedAt) => this.held(slot, addressee, place, reason, triedAt),
      depart: (slot, delay) => this.depart(slot, delay),
      ended: (slot) => this.ended(slot),
    })
    this.toAll = new SendingsToAll(simulation, this.messages, this.newMessages, sourceHash, {
      takenIn: (of, message, device, tree) => this.receipts.takenIn(of, message, 0, device, tree),
      launch: (message) => this.launch(message),
      missed: (of, message, device, step, reason) => this.missedByOne(of, message, device, step, reason),
      reached: (message, many) => this.alongLegs.reached(message, many),
      branched: (from, message) => {
        this.alongLegs.branched(from, message)
        trace?.branched(from, message)
        if (this.isBlock(message)) this.campaigns!.transfers.branched(message)
      },
      isForAnyOn: (message, tree) => !this.isBlock(message) || this.campaigns!.transfers.isForAnyOn(message, tree),
      isFor: (message, device) => !this.isBlock(message) || this.campaigns!.transfers.isFor(message, device),
    })
    const { alongLegs, marks, reads, consequences, acknowledgements, toAll } = this
    this.receipts = new Receipts(layout, simulation, this.messages, running, payloads, {
      ...{ alongLegs, marks, reads, consequences, acknowledgements, toAll, trace },
      answerPoll: (read, poll) => this.answerPoll(read, poll),
      blockReceived: (message, device) => this.campaigns!.received(message, this.messages.block[message]!, device),
      ended: (slot) => this.ended(slot),
    })
    this.leaveCode = simulation.handler('sending of what was processed', (slot) => this.departed(slot))
    this.answerJitter = new AnswerJitter(deployment, this.messages, sourceHash)
    this.answerCode = simulation.handler('answer to what was sent to all', (message) => this.answer(message))
  }

  /** Set once by the composition, which needs this object to make it. */
  set network(network: Network) {
    this.parts.network = network
    this.alongLegs.network = network
    this.toAll.network = network
    if (this.trace !== undefined)
      network.book.observer = new HopTracing(this.trace, this.messages, this.running, network)
  }

  /** Set once by the composition, where devices can go over to another tree. */
  set homes(homes: Homes | undefined) {
    this.newMessages.homes = homes
    this.receipts.homes = homes
    if (this.trace !== undefined) this.trace.homes = homes
  }

  /** Set once by the composition, where districts are simulated apart. */
  takePart(part: Part, inbox: Inbox | undefined): void {
    this.part = part
    this.inbox = inbox
    this.newMessages.part = part
    this.receipts.part = part
  }

  /** Called once by the composition, when all emissions are running. */
  beginCampaigns(network: Network): void {
    const { deployment, simulation, running, payloads, messages } = this
    if (deployment.campaigns.length === 0) return
    this.campaigns = new Campaigns(deployment, simulation, network, running, payloads, messages, {
      trace: this.trace,
      send: ({ number, run, part }, block, tree, device, bytes) => {
        const { emission, delay } = part.running
        const message = this.newMessages.block(emission.index, number, block, device, tree, simulation.now, bytes)
        messages.stage[message] = part.stage
        this.trace?.block(message, run, part, device)
        this.depart(message, delay)
      },
    })
  }

  /** A source sends what no other message causes. The processing at the sender has passed. */
  sendFrom(index: number, source: SendingSource): void {
    const { device, tree, time, due, eventAt } = source
    const emission = source.emission.index
    const running = this.running[emission]!
    if (running.readings !== undefined) {
      this.reads.due(running, device, tree, due)
      this.launch(this.reads.take(emission, index, device, tree, time, due))
      return
    }
    const flags = (source.forced ? FORCED : 0) | (source.exercised ? EXERCISED : 0)
    const message = this.newMessages.take(emission, index, device, tree, time, running.emission.bytes, eventAt, flags)
    if (this.trace !== undefined) this.trace.sentBy(message, source)
    if (running.onChain) this.marks.begin(message, emission, time, tree)
    const polled = running.emission.polls
    if (polled >= 0 && (this.messages.flags[message]! & GHOST) === 0)
      this.reads.due(this.running[polled]!, device, tree, due)
    // What follows a failure is exercised without one: the hop need not fail for that.
    if (source.exercised)
      for (const effect of running.emission.effects.undeliverable) this.sendEffect(effect, message, device, tree)
    this.launch(message)
  }

  consumed(message: number, addressee: number, packet: number): void {
    const { messages } = this
    const left = --messages.missing[message * messages.stride + addressee]!
    if (left > 0 || (messages.lost[message]! & (1 << addressee)) !== 0) return
    if (messages.waiting[message]! > 0) this.next(message)
    else if (messages.kind[message] === ACKNOWLEDGEMENT) this.acknowledgements.acknowledged(message, addressee)
    else if (messages.kind[message] === HANDSHAKE) this.sessions.arrived(message)
    else this.receipts.completed(message, addressee, packet)
  }

  missed(message: number, beyond: number, place: number, reason: LossReason): void {
    const { messages } = this
    const before = messages.lost[message]!
    messages.lost[message] = before | beyond
    if (this.part !== undefined) this.part.lost(message, beyond)
    const kind = messages.kind[message]
    if (kind === MESSAGE) this.lose(message, beyond & ~before, place, reason, before === 0)
    else if (kind === SENDING) this.acknowledgements.missed(message, beyond & ~before, place, reason)
    else if (kind === HANDSHAKE && (beyond & ~before) !== 0) this.sessions.missed(message, place, reason)
    // The others may have been waiting for nobody else.
    if (messages.waiting[message]! > 0) this.next(message)
  }

  lostElsewhere(message: number, beyond: number): void {
    this.messages.lost[message]! |= beyond
    this.ended(message)
  }

  moved(message: number, tree: number): void {
    this.messages.tree[message] = tree
  }

  copied(message: number): void {
    this.messages.copies[message]!++
  }

  ended(message: number): void {
    const { messages } = this
    if (--messages.copies[message]! > 0) return
    const kind = messages.kind[message]
    if (kind === SENDING || kind === ACKNOWLEDGEMENT) {
      this.acknowledgements.ended(message)
      return
    }
    const running = this.running[messages.emission[message]!]!
    if (running.takingIn !== undefined) {
      this.toAll.forget(running, message)
      this.alongLegs.forget(message)
    }
    if (kind === MESSAGE && this.isBlock(message)) this.over(message)
    else if (kind === MESSAGE && messages.lost[message] === 0 && messages.stage[message] === 0 && this.isOver(message))
      this.payloads.delivered[running.payload]!++
    if (this.inbox !== undefined) this.inbox.forget(message)
    messages.release(message)
  }

  /** Whether nothing more becomes of a message elsewhere, of which all ends that it had here are over. */
  private isOver(message: number): boolean {
    const { part, messages } = this
    if (part === undefined) return true
    return (messages.flags[message]! & GHOST) === 0 && !part.handsOn(messages.emission[message]!)
  }

  /** At the end of the run. */
  close(): void {
    this.trace?.close()
    if (this.trace !== undefined) this.campaigns?.traceOpen(this.trace)
    this.reads.close()
  }

  /** Messages under way: one that all its addressees have is not, though its sender may still wait to hear of it. */
  get underWay(): number {
    const { messages } = this
    let count = (this.campaigns?.underWay ?? 0) + this.underWayElsewhere
    messages.forEach((slot) => {
      // One of which another part has packets is under way there.
      const elsewhere = this.inbox === undefined ? GHOST | HANDED_ON : 0
      if (messages.kind[slot] !== MESSAGE || (messages.flags[slot]! & (BLOCK | HELD | elsewhere)) !== 0) return
      const running = this.running[messages.emission[slot]!]!
      if (running.acknowledged === undefined || messages.has[slot] !== everyone(running)) count++
    })
    return count
  }

  /** Addressees (bits) will not have a message, because of what happened at a place (network/place-of-loss). */
  private lose(message: number, addressees: number, place: number, reason: LossReason, first: boolean): void {
    const { messages } = this
    if (this.isBlock(message)) {
      this.campaigns!.transfers.lost(message, place, reason)
      return
    }
    const running = this.running[messages.emission[message]!]!
    const { routes } = this.parts.network
    const many = this.toAll.devicesBehind(running, message)
    const step = stepOf(place)
    let onWay = step
    const counted = (this.messages.flags[message]! & GHOST) === 0 ? running.tallies.length : 0
    for (let addressee = 0; addressee < counted; addressee++) {
      if ((addressees & (1 << addressee)) === 0) continue
      const where = `${nameOfPlace(routes, place)}: ${reason}`
      running.tallies[addressee]!.onLost(where, many)
      if (this.trace !== undefined) this.trace.lost(running, message, addressee, where)
      if (running.ways !== undefined) onWay = routes.alike(running.ways.stages[wayTo(addressee, THERE)]!.route, step)
      this.alongLegs.lost(message, addressee, onWay, reason, many)
      if (addressee === 0 && running.readings !== undefined) this.reads.lost(running, message)
    }
    if (first) this.consequences.ofLoss(running, message, tellerOf(routes, place, onWay))
  }

  /** A device did not hear what went out for all on its tree. */
  private missedByOne(running: Running, message: number, device: number, step: number, reason: LossReason): void {
    if (this.isBlock(message)) {
      this.campaigns!.transfers.missed(message, device, step, reason)
      return
    }
    const { routes } = this.parts.network
    const where = `${nameOfPlace(routes, step)}: ${reason}`
    running.tallies[0]!.onLost(where)
    if (this.trace !== undefined) this.trace.missedByOne(running, message, device, where)
    this.alongLegs.lost(message, 0, step, reason, 1)
  }

  /** A session with an addressee could not be set up: the message is lost to it, or its sending is. */
  private held(slot: number, addressee: number, place: number, reason: LossReason, triedAt: number): void {
    this.missed(slot, 1 << addressee, place, reason)
    if (this.messages.kind[slot] === SENDING) this.acknowledgements.held(slot, triedAt)
  }

  private next(slot: number): void {
    if (this.parts.next(slot) && this.messages.kind[slot] === SENDING) this.acknowledgements.handed(slot)
  }

  /** A polled device sends what it has; nothing where an earlier read carried it already. */
  private answerPoll(read: number, poll: number): void {
    const { messages } = this
    const running = this.running[read]!
    const device = messages.device[poll]!
    const tree = messages.tree[poll]!
    const source = this.newMessages.effectSource(read, tree)
    const due = running.readings!.newestDueOf(device)
    const message = this.reads.take(read, source, device, tree, this.simulation.now, due)
    if (this.trace !== undefined) this.trace.caused(message, poll)
    this.depart(message, running.delay)
  }

  private sendEffect(effect: Effect, cause: number, device: number, tree: number): void {
    const { messages, simulation } = this
    const { layout } = this.deployment
    const running = this.running[effect.emission]!
    const related = relatedDevice(layout, running.emission, device, messages.serial[cause]!)
    const place = related === device ? tree : layout.treeOf(related)
    if (this.part !== undefined) this.part.causes(place, tree)
    const { route } = running.stages[0]!
    // Who is down himself tells nobody of what failed.
    if (route !== NO_ROUTE && this.parts.network.isOriginDown(route, place, related)) return
    const source = this.newMessages.effectSource(effect.emission, place)
    const { bytes } = running.emission
    const eventAt = messages.eventAt[cause]!
    const wait = this.answerJitter.of(
      running.emission,
      this.running[messages.emission[cause]!]!.emission,
      cause,
      device,
    )
    const flags = (messages.flags[cause]! & (FORCED | EXERCISED)) | (wait > 0 ? HELD : 0)
    const sentAt = simulation.now + wait
    const message = this.newMessages.take(effect.emission, source, related, place, sentAt, bytes, eventAt, flags)
    if (this.trace !== undefined) this.trace.caused(message, cause)
    if (running.onChain) this.marks.follow(message, cause, effect, this.running[messages.emission[cause]!]!.onChain)
    if (wait > 0) simulation.after(wait, PRIORITY_SEND, messages.key[message]!, this.answerCode, message)
    else this.depart(message, running.delay)
  }

  /** A device answers now what was sent to all a while ago. */
  private answer(message: number): void {
    this.newMessages.letGo(message)
    this.depart(message, this.running[this.messages.emission[message]!]!.delay)
  }

  /** What a slot holds is yet to be processed by its sender. */
  private depart(slot: number, delay: number): void {
    if (delay === 0) this.leave(slot)
    else this.simulation.after(delay, PRIORITY_SEND, this.messages.key[slot]!, this.leaveCode, slot)
  }

  /** The processing of what a slot holds is over. */
  private departed(slot: number): void {
    this.part?.concerns(this.messages.tree[slot]!)
    this.leave(slot)
  }

  private leave(slot: number): void {
    const { messages } = this
    const kind = messages.kind[slot]
    if (kind === MESSAGE) this.launch(slot)
    else if (kind === SENDING) this.sessions.send(slot)
    else this.parts.start(slot)
  }

  /** Sends a message; one to all whose ways part at its sender goes out on each of them. */
  launch(message: number): void {
    const { messages } = this
    if (this.part !== undefined && this.part.takesWhole(message)) {
      messages.release(message)
      return
    }
    const running = this.running[messages.emission[message]!]!
    const { takingIn, stages } = running
    if (takingIn !== undefined && stages[messages.stage[message]!]!.route === NO_ROUTE) {
      this.toAll.passOn(running, message)
      messages.copies[message] = 1
      this.ended(message)
      return
    }
    if (running.acknowledged !== undefined) this.acknowledgements.begin(message)
    else if (running.sessions.length > 0) this.sessions.send(message)
    else this.parts.start(message)
  }

  /** A message, or a sending of it, has all the sessions that it needs. */
  private go(slot: number): void {
    const { messages } = this
    if (messages.kind[slot] === SENDING) {
      if (!this.acknowledgements.isWanted(slot)) {
        this.acknowledgements.ended(slot)
        return
      }
      this.acknowledgements.handed(slot)
    } else if (messages.lost[slot] === everyone(this.running[messages.emission[slot]!]!)) {
      this.over(slot)
      messages.release(slot)
      return
    }
    this.parts.start(slot)
  }

  /** Nothing of a message is under way any more: of a block, its transfer may go on. */
  private over(message: number): void {
    if (this.isBlock(message)) this.campaigns!.transfers.ended(message)
  }

  private isBlock(message: number): boolean {
    return (this.messages.flags[message]! & BLOCK) !== 0
  }
}
