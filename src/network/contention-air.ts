import { airtime, type AccessSettings } from './contention-access.js'
import { EVERYONE } from './medium.js'

/** Who hears whom on a shared channel. Whoever stands in one domain is asked about those of the same and of neighbouring domains. */
export interface Hearing {
  /** Whether a node that listens before it speaks finds the channel busy while another one speaks. */
  hears(listener: number, speaker: number): boolean
  /** Whether one who speaks spoils, at a receiver, what comes from another (`wanted`); no when the wanted one is so near that it wins. */
  disturbs(speaker: number, receiver: number, wanted: number): boolean
  /** Other domains whose speakers may be heard in a domain. */
  neighbours(domain: number): readonly number[]
}

/** All of a domain hear each other, and nobody else. */
export const ALL_HEAR_ALL: Hearing = {
  hears: () => true,
  disturbs: () => true,
  neighbours: () => NONE,
}

const NONE: readonly number[] = []

/** What spoilt a transmission, as bits. */
export const COLLISION = 1
export const NOISE = 2
/** Its receiver was down. */
export const DEAF = 4

const NOT_OVER = -2

/**
 * The transmissions that are on the air, or so lately were that it still matters, by domain: a slot each in typed arrays. They are told in the
 * order of their starts; which receivers they spoil is settled pair by pair, when the later one of two begins.
 *
 * A frame that arrives is answered by its receiver, and the answer keeps the channel and spoils others like any
 * transmission. It is itself never lost, which is a little too good: who listens for less than there is between a frame and its answer (in
 * IEEE 802.15.4 for 128 of 192 µs) may hear neither of the two and speak over the answer, as may one who hears neither node. bench/peers
 * measures what that comes to.
 */
export class OnAir {
  from!: Int32Array
  to!: Int32Array
  start!: Float64Array
  finish!: Float64Array
  /** What spoilt it at its receiver, as far as is known by now. */
  spoilt!: Uint8Array
  /** When an answer is over, counted from the end of the frame, and when it begins; 0 where there is none. */
  readonly answer: number
  private readonly answerAfter: number
  /** How long after the end of a frame for one node those who hear it keep still, whether or not the answer comes. */
  private readonly reserved: number
  private domain!: Int32Array
  private channel!: Int32Array
  private before!: Int32Array
  private after!: Int32Array
  /** The first of a domain. */
  private readonly first: Int32Array
  /** Those that are over, in the order of their ends, until nobody can ask for them any more; -1 at the end. */
  private overHead = -1
  private overTail = -1
  private over!: Int32Array
  private readonly kept: number
  /** Who got a transmission to everyone is asked at its end: until then all must be known that it met. */
  private longestToEveryone = 0
  private capacity = 0
  private free = -1

  constructor(
    private readonly settings: AccessSettings,
    private readonly hearing: Hearing,
    domains: number,
  ) {
    const { acknowledged, ack, sensing, propagation } = settings
    this.answerAfter = acknowledged ? propagation + settings['ack-after'] : 0
    this.answer = acknowledged ? this.answerAfter + airtime(settings, ack) : 0
    this.reserved = settings['after-busy'] === 'wait' ? this.answer : 0
    this.kept = this.answer + sensing + propagation
    this.first = new Int32Array(domains).fill(-1)
    this.grow(64)
  }

  /** Until when a node hears somebody on a channel, at its place; before any time when it hears nobody. */
  busyUntil(listener: number, domain: number, channel: number, now: number): number {
    let until = this.heardIn(domain, listener, channel, now)
    const others = this.hearing.neighbours(domain)
    for (let i = 0; i < others.length; i++) {
      const heard = this.heardIn(others[i]!, listener, channel, now)
      if (heard > until) until = heard
    }
    return until
  }

  /** A transmission begins, now or after the turnaround; it meets those that began before it. */
  begin(from: number, to: number, domain: number, channel: number, start: number, finish: number, now: number): number {
    this.forget(now)
    const air = this.take()
    this.from[air] = from
    this.to[air] = to
    this.domain[air] = domain
    this.channel[air] = channel
    this.start[air] = start
    this.finish[air] = finish
    this.spoilt[air] = 0
    this.over[air] = NOT_OVER
    if (to === EVERYONE && finish - start > this.longestToEveryone) this.longestToEveryone = finish - start
    this.meet(air, domain)
    const others = this.hearing.neighbours(domain)
    for (let i = 0; i < others.length; i++) this.meet(air, others[i]!)
    const second = this.first[domain]!
    this.before[air] = -1
    this.after[air] = second
    if (second >= 0) this.before[second] = air
    this.first[domain] = air
    return air
  }

  spoil(air: number, by: number): void {
    this.spoilt[air]! |= by
  }

  /** The answer to a transmission that arrived: it spoils what it meets of those that are on the air. */
  answered(air: number): void {
    const domain = this.domain[air]!
    this.answerIn(air, domain)
    const others = this.hearing.neighbours(domain)
    for (let i = 0; i < others.length; i++) this.answerIn(air, others[i]!)
  }

  /** Of a transmission to everyone that is just over: whether nothing spoilt it at a receiver, which was not speaking itself. */
  reached(air: number, receiver: number): boolean {
    const domain = this.domain[air]!
    if (this.spoiltIn(air, receiver, domain)) return false
    const others = this.hearing.neighbours(domain)
    for (let i = 0; i < others.length; i++) if (this.spoiltIn(air, receiver, others[i]!)) return false
    return true
  }

  /** A transmission is over. It is forgotten when nobody can ask for it any more. */
  end(air: number): void {
    this.over[air] = -1
    if (this.overTail >= 0) this.over[this.overTail] = air
    else this.overHead = air
    this.overTail = air
  }

  private heardIn(domain: number, listener: number, channel: number, now: number): number {
    const { hearing, settings, answer, answerAfter } = this
    const { propagation, sensing } = settings
    let until = -1
    for (let air = this.first[domain]!; air >= 0; air = this.after[air]!) {
      if (this.channel[air] !== channel) continue
      const over = this.finish[air]! + propagation
      const finish = this.to[air] === EVERYONE ? over : over + this.reserved
      if (finish > until && finish > now - sensing && this.start[air]! + propagation < now) {
        if (hearing.hears(listener, this.from[air]!)) until = finish
      }
      if (answer === 0 || now <= over + answerAfter || !this.isAnswered(air)) continue
      const answered = over + answer
      if (answered > until && answered > now - sensing && hearing.hears(listener, this.to[air]!)) until = answered
    }
    return until
  }

  /** What a transmission that begins does to those of a domain, and they to it. */
  private meet(air: number, domain: number): void {
    const { hearing, answer, answerAfter } = this
    const from = this.from[air]!
    const to = this.to[air]!
    const channel = this.channel[air]!
    const start = this.start[air]!
    const finish = this.finish[air]!
    for (let other = this.first[domain]!; other >= 0; other = this.after[other]!) {
      if (this.channel[other] !== channel) continue
      const speaker = this.from[other]!
      const receiver = this.to[other]!
      const otherFinish = this.finish[other]!
      if (otherFinish > start) {
        if (receiver !== EVERYONE && (from === receiver || hearing.disturbs(from, receiver, speaker)))
          this.spoilt[other]! |= COLLISION
        if (to !== EVERYONE && (speaker === to || hearing.disturbs(speaker, to, from))) this.spoilt[air]! |= COLLISION
      }
      if (answer === 0 || to === EVERYONE || !this.isAnswered(other)) continue
      if (otherFinish + answer > start && otherFinish + answerAfter < finish) {
        if (receiver === to || hearing.disturbs(receiver, to, from)) this.spoilt[air]! |= COLLISION
      }
    }
  }

  private answerIn(air: number, domain: number): void {
    const { hearing } = this
    const speaker = this.to[air]!
    const from = this.finish[air]! + this.answerAfter
    const until = this.finish[air]! + this.answer
    for (let other = this.first[domain]!; other >= 0; other = this.after[other]!) {
      if (other === air || this.channel[other] !== this.channel[air]) continue
      if (this.start[other]! >= until || this.finish[other]! <= from) continue
      const receiver = this.to[other]!
      if (receiver === EVERYONE) continue
      if (receiver === speaker || hearing.disturbs(speaker, receiver, this.from[other]!))
        this.spoilt[other]! |= COLLISION
    }
  }

  private spoiltIn(air: number, receiver: number, domain: number): boolean {
    const { hearing, answer } = this
    const wanted = this.from[air]!
    const start = this.start[air]!
    const finish = this.finish[air]!
    for (let other = this.first[domain]!; other >= 0; other = this.after[other]!) {
      if (other === air || this.channel[other] !== this.channel[air]) continue
      const otherFinish = this.finish[other]!
      if (this.start[other]! < finish && otherFinish > start) {
        const speaker = this.from[other]!
        if (speaker === receiver || hearing.disturbs(speaker, receiver, wanted)) return true
      }
      if (answer === 0 || !this.isAnswered(other)) continue
      if (otherFinish + this.answerAfter < finish && otherFinish + answer > start) {
        const speaker = this.to[other]!
        if (speaker === receiver || hearing.disturbs(speaker, receiver, wanted)) return true
      }
    }
    return false
  }

  /** Known from the end of a frame on: nothing that begins later spoils it. */
  private isAnswered(air: number): boolean {
    return this.spoilt[air] === 0 && this.to[air] !== EVERYONE && this.over[air] !== NOT_OVER
  }

  private forget(now: number): void {
    const until = now - this.kept - this.longestToEveryone
    while (this.overHead >= 0 && this.finish[this.overHead]! < until) {
      const air = this.overHead
      this.overHead = this.over[air]!
      if (this.overHead < 0) this.overTail = -1
      const before = this.before[air]!
      const after = this.after[air]!
      if (before >= 0) this.after[before] = after
      else this.first[this.domain[air]!] = after
      if (after >= 0) this.before[after] = before
      this.over[air] = this.free
      this.free = air
    }
  }

  private take(): number {
    if (this.free < 0) this.grow(this.capacity * 2)
    const air = this.free
    this.free = this.over[air]!
    return air
  }

  private grow(capacity: number): void {
    for (const column of ['from', 'to', 'domain', 'channel', 'before', 'after', 'over'] as const) {
      const old = this[column] as Int32Array | undefined
      this[column] = new Int32Array(capacity)
      if (old) this[column].set(old)
    }
    for (const column of ['start', 'finish'] as const) {
      const old = this[column] as Float64Array | undefined
      this[column] = new Float64Array(capacity)
      if (old) this[column].set(old)
    }
    const spoilt = new Uint8Array(capacity)
    if (this.capacity > 0) spoilt.set(this.spoilt)
    this.spoilt = spoilt
    for (let slot = capacity - 1; slot >= this.capacity; slot--) {
      this.over[slot] = this.free
      this.free = slot
    }
    this.capacity = capacity
  }
}
