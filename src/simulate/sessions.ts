import type { Simulation } from '../kernel/simulation.js'
import type { LossReason } from '../network/medium.js'
import type { Places } from '../network/routes.js'
import { HANDSHAKE, SENDING, type Messages } from '../trace/messages.js'
import { BACK, THERE, wayTo, type Running, type SessionUse } from './running.js'

/** A session between two actors: how it is set up, and how long it lives unused. */
export interface Session {
  roundTrips: number
  /** Bytes of each message of the handshake: there, and back. */
  bytes: readonly [there: number, back: number]
  idle: number
  /** How many nodes have one of their own. */
  nodes: number
}

/** All sessions of a deployment, and by `SessionUse.node` at which node one is. */
export interface SessionsOfAll {
  sessions: readonly Session[]
  nodes: Places
}

/** What sessions ask of whoever sends. */
export interface SessionHost {
  /** All its sessions are there: a slot goes out. */
  go(slot: number): void
  /** A session could not be set up: a slot does not reach one of its addressees. The sender had last tried at `triedAt`. */
  held(slot: number, addressee: number, place: number, reason: LossReason, triedAt: number): void
  /** Sends a leg of a handshake, once whoever sends it has processed it. */
  depart(slot: number, delay: number): void
  /** One thing less keeps the slot. */
  ended(slot: number): void
}

/**
 * Sessions (TLS, DLMS): a message waits until those that it needs are set up, by round trips of real packets over its own way
 * there and back. One handshake at a time for each node; what comes meanwhile waits for it too.
 */
export class Sessions {
  /** By session and node: when it was last used; and the slot of the handshake that is under way, counted from 1. */
  private readonly used: (Float64Array | undefined)[]
  private readonly handshake: (Int32Array | undefined)[]
  private readonly sessions: readonly Session[]
  private readonly nodes: Places

  constructor(
    private readonly simulation: Simulation,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    { sessions, nodes }: SessionsOfAll,
    private readonly host: SessionHost,
  ) {
    this.sessions = sessions
    this.nodes = nodes
    this.used = sessions.map(() => undefined)
    this.handshake = sessions.map(() => undefined)
  }

  /** Sends what a slot holds when all its sessions live. */
  send(slot: number): void {
    const { messages } = this
    const { sessions: uses } = this.running[messages.emission[slot]!]!
    for (let i = messages.session[slot]!; i < uses.length; i++) {
      // A sending to one addressee needs no session with another.
      if ((messages.lost[slot]! & (1 << uses[i]!.addressee)) !== 0 || this.isLive(uses[i]!, slot)) continue
      messages.session[slot] = i
      this.wait(slot, uses[i]!)
      return
    }
    for (const use of uses) if ((messages.lost[slot]! & (1 << use.addressee)) === 0) this.touch(use, slot)
    this.host.go(slot)
  }

  /** A leg of a handshake has arrived: the next one leaves, or the session is there. */
  arrived(handshake: number): void {
    const { messages } = this
    const use = this.useOf(handshake)
    if (++messages.sendings[handshake]! < 2 * this.sessions[use.session]!.roundTrips) {
      this.leg(handshake)
      return
    }
    this.touch(use, handshake)
    this.forget(use, handshake)
    this.wake(handshake, (slot) => {
      messages.session[slot]!++
      this.send(slot)
    })
    this.host.ended(handshake)
  }

  /** A packet of a handshake is lost at a place (network/place-of-loss): it fails, and with it all that wait for it. */
  missed(handshake: number, place: number, reason: LossReason): void {
    const { messages } = this
    this.forget(this.useOf(handshake), handshake)
    const triedAt = messages.begun[handshake]!
    this.wake(handshake, (slot) => {
      const { addressee } = this.useOf(slot)
      const since = messages.begun[slot]!
      messages.session[slot]!++
      this.host.held(slot, addressee, place, reason, since > triedAt ? since : triedAt)
      this.send(slot)
    })
    this.host.ended(handshake)
  }

  private wait(slot: number, use: SessionUse): void {
    const { messages } = this
    const under = (this.handshake[use.session] ??= new Int32Array(this.sessions[use.session]!.nodes))
    const node = this.nodeOf(use, slot)
    messages.begun[slot] = this.simulation.now
    const known = under[node]! - 1
    if (known >= 0) {
      this.join(known, slot)
      return
    }
    const message = messages.kind[slot] === SENDING ? messages.of[slot]! : slot
    const handshake = messages.takeFor(message, HANDSHAKE)
    under[node] = handshake + 1
    // It is kept until it is over, also while no packet of it is under way.
    messages.copies[handshake] = 1
    messages.session[handshake] = messages.session[slot]!
    // The first packet of a message has the number 0, and is counted as one.
    messages.packetsBefore[handshake] = 1
    messages.nextWaiting[handshake] = handshake
    this.join(handshake, slot)
    this.leg(handshake)
  }

  private leg(handshake: number): void {
    const { messages } = this
    const { session, addressee } = this.useOf(handshake)
    const direction = messages.sendings[handshake]! % 2 === 0 ? THERE : BACK
    const { sending, answering } = this.running[messages.emission[handshake]!]!.ways!
    const delay = direction === THERE ? sending : answering[addressee]!
    messages.way[handshake] = wayTo(addressee, direction)
    messages.bytes[handshake] = this.sessions[session]!.bytes[direction]
    messages.lost[handshake] = ~(1 << addressee)
    if (direction === THERE) messages.begun[handshake] = this.simulation.now + delay
    this.host.depart(handshake, delay)
  }

  /** Those who wait are a ring: the handshake's next is the last of them, whose next is the first. */
  private join(handshake: number, slot: number): void {
    const { nextWaiting } = this.messages
    const last = nextWaiting[handshake]!
    nextWaiting[slot] = last === handshake ? slot : nextWaiting[last]!
    if (last !== handshake) nextWaiting[last] = slot
    nextWaiting[handshake] = slot
  }

  private wake(handshake: number, each: (slot: number) => void): void {
    const { nextWaiting } = this.messages
    const last = nextWaiting[handshake]!
    let slot = nextWaiting[last]!
    for (;;) {
      // What follows may make it wait in another line.
      const next = nextWaiting[slot]!
      each(slot)
      if (slot === last) return
      slot = next
    }
  }

  private forget(use: SessionUse, slot: number): void {
    this.handshake[use.session]![this.nodeOf(use, slot)] = 0
  }

  /** Until `idle` after its last use. */
  private isLive(use: SessionUse, slot: number): boolean {
    const used = this.used[use.session]
    if (used === undefined) return false
    return this.simulation.now - used[this.nodeOf(use, slot)]! < this.sessions[use.session]!.idle
  }

  private touch(use: SessionUse, slot: number): void {
    const used = (this.used[use.session] ??= new Float64Array(this.sessions[use.session]!.nodes).fill(-Infinity))
    used[this.nodeOf(use, slot)] = this.simulation.now
  }

  /** The session that a slot waits for, or sets up. */
  private useOf(slot: number): SessionUse {
    const { messages } = this
    return this.running[messages.emission[slot]!]!.sessions[messages.session[slot]!]!
  }

  private nodeOf({ node }: SessionUse, slot: number): number {
    return this.nodes.at(node, this.messages.tree[slot]!, this.messages.device[slot]!)
  }
}
