import { keyed } from '../kernel/keyed.js'
import { airtime, type AccessSettings } from './contention-access.js'
import { COLLISION, NOISE, OnAir, type Hearing } from './contention-air.js'
import { Frames } from './contention-frames.js'
import type { LinkBook } from './link-book.js'
import { EVERYONE, type LossReason } from './medium.js'
import { DRAW_BACK_OFF, DRAW_BACKGROUND, DRAW_CHANNEL, PRIORITY_ARRIVAL } from './order.js'

/** What the owner of a channel is told, and what it says of the air. */
export interface ContentionHost {
  /** A frame has reached its neighbour (at the end of its transmission). Of one to EVERYONE: it is over; `reached` says who got it. */
  arrived(packet: number, from: number, to: number): void
  /** A frame goes no further. It has left the queue of its node. */
  failed(packet: number, from: number, to: number, reason: LossReason): void
  /** Whether noise spoils a transmission, apart from collisions. Asked once for each, but not for those to EVERYONE. */
  fails(packet: number, from: number, to: number, attempt: number): boolean
  /** Traffic that is not simulated frame by frame (beacons, other systems), as an average. */
  readonly background?: Background
}

export interface Background {
  /** The share of the time in which a node finds the channel busy with it. */
  busy(node: number): number
  /** The share of the transmissions to a receiver that it spoils, of those that take so long. */
  spoils(receiver: number, airtime: number): number
}

/**
 * Half-duplex nodes that contend for a channel, in many domains that know nothing of each other unless `Hearing` says so.
 *
 * The contract. `enqueue` puts a packet into the queue of a node as a frame for a neighbour, or for all that hear it (EVERYONE: no acknowledgement,
 * sent once). A node tries one frame at a time; those behind it go by `packets.priority`, then in order. Every frame ends with exactly one call
 * of `arrived` or `failed`, which may enqueue the packet again at the next node. A packet may be in several queues at once, as a flood is: give each
 * copy an `innerHop` of its own. `enqueue` and the end of a frame keep the books `sent`, `spent` and `backlog`; `offered`, `delivered` and `lost` are
 * the owner's, since only it knows where the way ends. Application bytes count with the first transmission of inner hop 0. Of the copies of a flood
 * (to EVERYONE, inner hop above 0) the owner says what was `spent`: they are sent side by side, so that their sum is no time of the packet.
 *
 * Domains, and the nodes that speak or receive in them, are numbered below `nodes`; a node is in one domain.
 *
 * - `csma` is non-persistent, as IEEE 802.15.4 has it without slots (IEEE Std 802.15.4-2020, 6.2.5.1): wait for 0…2^BE-1 units, listen; when the channel
 *   is idle speak after the turnaround, otherwise the same with BE + 1, `max-back-offs` times. With `after-busy: wait` the next random time starts the gap after
 *   the exchange that it hears, and those who hear a frame know when its exchange is over.
 * - `aloha` speaks at once, `slotted-aloha` at the next slot; a frame that failed waits 0…2^BE-1 units, BE growing with each failure.
 * - A frame is spoilt at its receiver when another transmission that disturbs the receiver overlaps it on its channel, or when the receiver speaks itself.
 *   So is the other one, at its own receiver. A node's own part in an exchange keeps it from speaking until the exchange is over.
 * - The acknowledgement is part of the exchange and of its time and bytes in the books, whether or not it comes: who waits for one keeps as still. A
 *   failure is noticed after `ack-time-out`; each retry has new back-offs.
 * - Two events a frame: when its node has listened, and when its transmission ends; one more for each time that the channel is busy, two for each retry.
 */
export class Contention {
  private readonly frames = new Frames()
  private readonly onAir: OnAir
  private readonly ackBytes: number
  /** By node: the frame that is being tried and the last behind it, the bytes of all of them, and until when it is in an exchange or keeps a gap. */
  private readonly head: Int32Array
  private readonly tail: Int32Array
  private readonly queued: Int32Array
  private readonly quietUntil: Float64Array
  /** By domain: whether anything was to be sent in it. */
  private readonly inUse: Uint8Array
  private readonly tryCode: number
  private readonly endCode: number
  private readonly noticeCode: number
  /** The transmission that has just ended. */
  private ended = -1

  constructor(
    name: string,
    private readonly settings: AccessSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    nodes: number,
    hearing: Hearing,
    private readonly host: ContentionHost,
  ) {
    this.onAir = new OnAir(settings, hearing, nodes)
    this.ackBytes = settings.acknowledged ? settings.ack : 0
    this.head = new Int32Array(nodes).fill(-1)
    this.tail = new Int32Array(nodes).fill(-1)
    this.queued = new Int32Array(nodes)
    this.quietUntil = new Float64Array(nodes)
    this.inUse = new Uint8Array(nodes)
    const { simulation } = book
    this.tryCode = simulation.handler(`a try on ${name}`, (frame) => this.attempt(frame))
    this.endCode = simulation.handler(`the end of a frame on ${name}`, (frame) => this.end(frame))
    this.noticeCode = simulation.handler(`a loss on ${name}`, (frame) => this.giveUp(frame, 'retries exhausted'))
  }

  /** Domains in which anything was to be sent so far. */
  channels = 0

  /** Frames in all queues now, those on the air included. */
  get inside(): number {
    return this.frames.inUse
  }

  enqueue(packet: number, from: number, to: number, domain: number, innerHop: number): void {
    const { book, settings, frames, queued, tail } = this
    if (this.inUse[domain] === 0) {
      this.inUse[domain] = 1
      this.channels++
    }
    const bytes = book.wireBytes(packet, settings.header)
    if (queued[from]! + bytes > settings.queue) {
      this.host.failed(packet, from, to, 'queue full')
      return
    }
    queued[from]! += bytes
    book.backlog(book.packets.link[packet]!, queued[from]!)
    const frame = frames.take()
    frames.packet[frame] = packet
    frames.from[frame] = from
    frames.to[frame] = to
    frames.domain[frame] = domain
    frames.innerHop[frame] = innerHop
    frames.bytes[frame] = bytes
    const priority = book.packets.priority[packet]!
    frames.priority[frame] = priority
    const last = tail[from]!
    if (last < 0) {
      this.head[from] = frame
      tail[from] = frame
      this.contend(frame, book.simulation.now)
    } else if (last === this.head[from] || frames.priority[last]! <= priority) {
      frames.next[last] = frame
      tail[from] = frame
    } else {
      this.insert(frame, this.head[from]!, priority)
    }
  }

  /** Inside `arrived`, of a frame to EVERYONE: whether a node has heard it unspoilt, as far as other speakers go. */
  reached(receiver: number): boolean {
    return this.onAir.reached(this.ended, receiver)
  }

  /** Behind all that go before it, but never before the frame that is being tried. */
  private insert(frame: number, head: number, priority: number): void {
    const { next, priority: of } = this.frames
    let before = head
    while (of[next[before]!]! <= priority) before = next[before]!
    next[frame] = next[before]!
    next[before] = frame
  }

  /** Puts the next try of the frame that stands first at its node: when its random time is over, and it has listened. */
  private contend(frame: number, ready: number): void {
    const { settings, frames } = this
    const quiet = this.quietUntil[frames.from[frame]!]!
    let at = quiet > ready ? quiet : ready
    const attempt = frames.attempt[frame]!
    if (settings.access === 'csma') at += this.backOff(frame, frames.backOffs[frame]!) + settings.sensing
    else if (attempt > 0) at += this.backOff(frame, attempt - 1)
    this.tryAt(frame, at)
  }

  private tryAt(frame: number, at: number): void {
    const { settings, book } = this
    const time = settings.access === 'slotted-aloha' ? Math.ceil(at / settings.slot) * settings.slot : at
    book.simulation.at(Math.ceil(time), PRIORITY_ARRIVAL, this.key(frame), this.tryCode, frame)
  }

  private backOff(frame: number, doublings: number): number {
    const { settings } = this
    const exponent = settings['min-exponent'] + doublings
    const max = settings['max-exponent']
    const units = 2 ** (exponent < max ? exponent : max)
    return units === 1 ? 0 : Math.floor(this.draw(frame, DRAW_BACK_OFF) * units) * settings['back-off-unit']
  }

  /** The node has waited and listened. */
  private attempt(frame: number): void {
    const { settings, frames, book, host } = this
    const { now } = book.simulation
    const from = frames.from[frame]!
    const channel = settings.channels === 1 ? 0 : Math.floor(this.draw(frame, DRAW_CHANNEL) * settings.channels)
    const quiet = this.quietUntil[from]!
    if (settings.access !== 'csma') {
      if (quiet > now) this.tryAt(frame, quiet)
      else this.transmit(frame, channel, now)
      return
    }
    let until = quiet > now ? quiet : this.onAir.busyUntil(from, frames.domain[frame]!, channel, now)
    if (until < 0 && host.background !== undefined) {
      const busy = host.background.busy(from)
      if (busy > 0 && this.draw(frame, DRAW_BACKGROUND) < busy) until = now
    }
    if (until < 0) this.transmit(frame, channel, now + settings.turnaround)
    else if (frames.backOffs[frame]! >= settings['max-back-offs']) this.giveUp(frame, 'channel busy')
    else {
      frames.backOffs[frame]!++
      this.contend(frame, settings['after-busy'] === 'wait' && until > now ? until + settings.gap : now)
    }
  }

  private transmit(frame: number, channel: number, start: number): void {
    const { settings, frames, book, host, onAir } = this
    const packet = frames.packet[frame]!
    const from = frames.from[frame]!
    const to = frames.to[frame]!
    const attempt = frames.attempt[frame]!
    const bytes = frames.bytes[frame]!
    const finish = start + airtime(settings, bytes)
    if (attempt === 0) frames.begun[frame] = start
    const { now } = book.simulation
    const air = onAir.begin(from, to, frames.domain[frame]!, channel, start, finish, now)
    frames.air[frame] = air
    const again = attempt > 0 || frames.innerHop[frame]! > 0
    if (to === EVERYONE) book.sent(packet, start, finish, bytes, again)
    else {
      book.sent(packet, start, finish + onAir.answer, bytes + this.ackBytes, again)
      if (host.fails(packet, from, to, attempt + 1024 * frames.innerHop[frame]!)) onAir.spoil(air, NOISE)
      if (host.background !== undefined) {
        const share = host.background.spoils(to, finish - start)
        if (share > 0 && this.draw(frame, DRAW_BACKGROUND, 1) < share) onAir.spoil(air, COLLISION)
      }
    }
    const over = Math.ceil(finish + settings.propagation)
    book.simulation.at(over, PRIORITY_ARRIVAL, this.key(frame), this.endCode, frame)
  }

  private end(frame: number): void {
    const { settings, frames, onAir, quietUntil } = this
    const { now } = this.book.simulation
    const from = frames.from[frame]!
    const to = frames.to[frame]!
    const air = frames.air[frame]!
    const spoilt = onAir.spoilt[air]!
    this.ended = air
    onAir.end(air)
    if (to === EVERYONE) this.succeed(frame, now + settings.gap)
    else if (spoilt === 0) {
      let until = now
      if (onAir.answer > 0) {
        onAir.answered(air)
        until = onAir.finish[air]! + onAir.answer
        if (quietUntil[to]! < until) quietUntil[to] = until
      }
      this.succeed(frame, until + settings.gap)
    } else if (!settings.acknowledged || settings.retries === 0) {
      quietUntil[from] = now + (settings.acknowledged ? settings['ack-time-out'] : settings.gap)
      this.giveUp(frame, (spoilt & COLLISION) !== 0 ? 'collision' : 'noise')
    } else {
      const noticed = Math.ceil(now + settings['ack-time-out'])
      quietUntil[from] = noticed
      if (frames.attempt[frame]! >= settings.retries) {
        this.book.simulation.at(noticed, PRIORITY_ARRIVAL, this.key(frame), this.noticeCode, frame)
        return
      }
      frames.attempt[frame]!++
      frames.backOffs[frame] = 0
      this.contend(frame, noticed)
    }
  }

  private succeed(frame: number, quietUntil: number): void {
    const { frames, onAir, book, settings } = this
    const packet = frames.packet[frame]!
    const from = frames.from[frame]!
    const to = frames.to[frame]!
    const air = frames.air[frame]!
    if (to !== EVERYONE || frames.innerHop[frame] === 0)
      book.spent(packet, frames.begun[frame]!, onAir.start[air]!, onAir.finish[air]! + settings.propagation)
    this.quietUntil[from] = quietUntil
    this.leave(frame)
    this.host.arrived(packet, from, to)
  }

  private giveUp(frame: number, reason: LossReason): void {
    const { frames } = this
    const packet = frames.packet[frame]!
    const from = frames.from[frame]!
    const to = frames.to[frame]!
    this.leave(frame)
    this.host.failed(packet, from, to, reason)
  }

  /** The frame leaves the queue of its node, which turns to the next. */
  private leave(frame: number): void {
    const { frames, head } = this
    const from = frames.from[frame]!
    this.queued[from]! -= frames.bytes[frame]!
    const second = frames.next[frame]!
    head[from] = second
    if (second < 0) this.tail[from] = -1
    else this.contend(second, this.book.simulation.now)
    frames.release(frame)
  }

  private key(frame: number): number {
    const { packets } = this.book
    const packet = this.frames.packet[frame]!
    return packets.key[packet]! + packets.hop[packet]!
  }

  private draw(frame: number, purpose: number, which = 0): number {
    const { frames } = this
    const { packets } = this.book
    const packet = frames.packet[frame]!
    const place = packets.hop[packet]! * 65536 + packets.number[packet]!
    // At most 101 attempts and 201 times busy.
    const attempt =
      ((frames.innerHop[frame]! * 256 + frames.backOffs[frame]!) * 128 + frames.attempt[frame]!) * 2 + which
    return keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, place, attempt, purpose)
  }
}
