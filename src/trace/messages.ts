import type { MessageNumbers } from './message-numbers.js'

/** Scripted or exercised, itself or its cause. */
export const FORCED = 1
/** Its effects follow however small their share is. */
export const EXERCISED = 2
/** A block of a campaign's image: the campaign counts it, and not as a message. */
export const BLOCK = 4
/** It is not sent yet, and not counted as sent. */
export const HELD = 8

/** It concerns a district that another part simulates: here it only takes its place on links of all, and counts for nothing. */
export const GHOST = 16
/** Of its packets some were handed over to another part. */
export const HANDED_ON = 32

// What a slot holds: a message, or what is sent on its behalf without being one.
export const MESSAGE = 0
/** One sending of a message that is acknowledged: it may be sent several times. */
export const SENDING = 1
export const ACKNOWLEDGEMENT = 2
/** What sets up a session between two actors, leg by leg. */
export const HANDSHAKE = 3

/**
 * The pool of messages in flight: a message is a slot in typed arrays. It is freed when the last copy of its last
 * packet has ended; one that is acknowledged when that of all its sendings and acknowledgements has, and none will follow.
 */
export class Messages {
  /** What it is one of, and which source sent it. */
  emission = new Int32Array(0)
  source = new Int32Array(0)
  /** Its number at its source, and the key that orders its events. */
  serial = new Float64Array(0)
  key = new Float64Array(0)
  device = new Int32Array(0)
  tree = new Int32Array(0)
  bytes = new Int32Array(0)
  sentAt = new Float64Array(0)
  /** Packet copies that are still under way; of a message that is acknowledged, what else keeps it: sendings, acknowledgements, its time-out. */
  copies = new Int32Array(0)
  /** Addressees that will not have it, as bits; of a sending, not by this one. */
  lost = new Int32Array(0)
  /** Addressees that have taken it in, as bits; and of one that is acknowledged those at which it is whole, and may yet be checked. */
  has = new Int32Array(0)
  whole = new Int32Array(0)
  /** Packets still to come, by addressee (`stride` of them). */
  missing = new Int32Array(0)
  /** When the event occurred that set it off, itself or its causes. */
  eventAt = new Float64Array(0)
  /** FORCED and those after it, as bits. */
  flags = new Int32Array(0)
  /** Of a sending to all: which of its stages it is on. */
  stage = new Int32Array(0)
  /** When that stage began, where it is not the first. */
  stageAt = new Float64Array(0)
  /** Of an emission on a chain: which leg it is, or -1; when the first leg was sent, and on which tree. */
  chainLeg = new Int32Array(0)
  chainAt = new Float64Array(0)
  chainTree = new Int32Array(0)
  /** What the slot holds (MESSAGE …), and what that was sent for (a block: the transfer by its number); the way that it goes there where that is not a stage of its message's, or -1. */
  kind = new Int32Array(0)
  of = new Int32Array(0)
  way = new Int32Array(0)
  /** Of a block: which one of its image. */
  block = new Int32Array(0)
  /** How many of its kind there were before on behalf of the same message: draws are keyed by it. Of a message, how many there were. */
  again = new Int32Array(0)
  /** Of a message that is acknowledged: how often it was sent, who has acknowledged it, and what its time-out can be called off by (0: none). */
  sendings = new Int32Array(0)
  acknowledged = new Int32Array(0)
  timer = new Float64Array(0)
  /** By addressee (`stride`): the place at which a sending was lost last (network/place-of-loss), and why. */
  missedPlace = new Int32Array(0)
  missedWhy = new Int32Array(0)
  /** Which of its sessions it has come to, since when it waits for that, and the next in the same line. */
  session = new Int32Array(0)
  begun = new Float64Array(0)
  nextWaiting = new Int32Array(0)
  /** Bytes that wait until those under way have arrived, and packets sent before those. */
  waiting = new Int32Array(0)
  packetsBefore = new Int32Array(0)
  // A scheduled read: which readings it carries (bit i: the one i periods before the newest), and when the newest was due.
  readings = new Uint32Array(0)
  due = new Float64Array(0)

  /** Where a trace is written. Set, if at all, before anything is sent. */
  numbers: MessageNumbers | undefined

  inUse = 0
  private next = new Int32Array(0)
  private free = -1
  private capacity = 0

  constructor(
    /** The most addressees that a message has. */
    readonly stride: number,
  ) {
    this.grow(1024)
  }

  take(): number {
    if (this.free < 0) this.grow(this.capacity * 2)
    const message = this.free
    this.free = this.next[message]!
    this.next[message] = -2
    this.inUse++
    return message
  }

  /** A slot for what is sent on behalf of a message: it has its sender, receiver and key. */
  takeFor(message: number, kind: number): number {
    const slot = this.take()
    this.emission[slot] = this.emission[message]!
    this.source[slot] = this.source[message]!
    this.serial[slot] = this.serial[message]!
    this.key[slot] = this.key[message]!
    this.device[slot] = this.device[message]!
    this.tree[slot] = this.tree[message]!
    this.sentAt[slot] = this.sentAt[message]!
    this.eventAt[slot] = this.eventAt[message]!
    this.kind[slot] = kind
    this.of[slot] = message
    this.way[slot] = -1
    this.again[slot] = this.again[message]!++
    this.copies[slot] = 0
    this.lost[slot] = 0
    this.readings[slot] = 0
    this.stage[slot] = 0
    this.waiting[slot] = 0
    this.packetsBefore[slot] = 0
    this.sendings[slot] = 0
    this.session[slot] = 0
    if (this.numbers !== undefined) this.numbers.copy(message, slot)
    return slot
  }

  release(message: number): void {
    this.next[message] = this.free
    this.free = message
    this.inUse--
  }

  /** Visits every message in flight: for what is still open at the end. */
  forEach(visit: (message: number) => void): void {
    for (let message = 0; message < this.capacity; message++) if (this.next[message] === -2) visit(message)
  }

  private grow(capacity: number): void {
    const whole = ['emission', 'source', 'device', 'tree', 'bytes', 'copies', 'lost', 'next'] as const
    const more = ['flags', 'stage', 'chainLeg', 'chainTree', 'waiting', 'packetsBefore', 'whole', 'has'] as const
    const exchange = [
      'kind',
      'of',
      'way',
      'again',
      'sendings',
      'acknowledged',
      'session',
      'nextWaiting',
      'block',
    ] as const
    for (const column of [...whole, ...more, ...exchange] as const) {
      const wide = new Int32Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
    for (const column of [
      'serial',
      'key',
      'sentAt',
      'eventAt',
      'stageAt',
      'chainAt',
      'due',
      'timer',
      'begun',
    ] as const) {
      const wide = new Float64Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
    const readings = new Uint32Array(capacity)
    readings.set(this.readings)
    this.readings = readings
    for (const column of ['missing', 'missedPlace', 'missedWhy'] as const) {
      const wide = new Int32Array(capacity * this.stride)
      wide.set(this[column])
      this[column] = wide
    }
    for (let slot = capacity - 1; slot >= this.capacity; slot--) {
      this.next[slot] = this.free
      this.free = slot
    }
    this.capacity = capacity
  }
}
