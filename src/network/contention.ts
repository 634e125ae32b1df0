import { keyed } from '../kernel/keyed.js'
import { airtime, type AccessSettings } from './contention-access.js'
import { COLLISION, DEAF, NOISE, OnAir, type Hearing } from './contention-air.js'
import { Frames } from './contention-frames.js'
import type { Faults } from './faults.js'
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
  /** Of those that disturb a receiver, the share that who listens before it speaks to that one does not hear; 0 where it does not say. */
  readonly unheardShare?: number
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
 * Domains, and the nodes that speak or receive in them, are numbered below `nodes`; a node is in one domain. Where nodes can fail these are the
 * numbers of `NodeStates`, but for the last: it is the one head of all, whose state is that of the end of the packet at which it stands.
 *
 * - `csma` is non-persistent, as IEEE 802.15.4 has it without slots (IEEE Std 802.15.4-2020, 6.2.5.1): wait for 0…2^BE-1 units, listen; when the channel
 *   is idle speak after the turnaround, otherwise the same with BE + 1, `max-back-offs` times. With `after-busy: wait` the next random time starts the gap after
 *   the exchange that it hears, and those who hear a frame know when its exchange is over.
 * - `aloha` speaks at once, `slotted-aloha` at the next slot; a frame that failed waits 0…2^BE-1 units, BE growing with each failure.
 * - A frame is spoilt at its receiver when another transmission that disturbs the receiver overlaps it on its channel, or when the receiver speaks itself.
 *   So is the other one, at its own receiver. A node's own part in an exchange keeps it from speaking until the exchange is over.
 * - The acknowledgement is part of the exchange and of its time and bytes in the books, whether or not it comes: who waits for one keeps as still. A
 *   failure is noticed after `ack-time-out`; each retry has new back-offs.
 * - What a node held when it went down is gone, unsent; what it was sending is spoilt. A frame for a node that is down is sent, disturbs others, and
 *   is sent again like one that noise spoilt. So it is for a node between the ends of the way that is outside of its network.
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
  /** What can fail, if anything, and the number there of the network that this is the channel of; -1: not looked up yet. */
  private readonly faults: Faults | undefined
  private network = -1
  /** The number of the one head of all. */
  private readonly theOne: number
  /** Of the traffic that is not simulated, what a sender does not hear before it speaks. */
  private readonly unheard: number
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
    this.faults = book.faults
    this.theOne = nodes - 1
    this.unheard = settings.access === 'csma' ? (host.unheardShare ?? 0) : 1
    const { simulation } = book
    this.tryCode = simulation.handler(`a try on ${name}`, (frame) => this.attempt(frame))
    this.endCode = simulation.handler(`the end of a frame on ${name}`, (frame) => this.end(frame))
    this.noticeCode = simulation.handler(`a loss on ${name}`, (frame) => this.noticeLoss(frame))
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
    frames.queued[frame] = book.simulation.now
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

  /** Inside `arrived`, of a frame to EVERYONE: whether a node was there to hear it, and did so unspoilt, as far as other speakers go. */
  reached(receiver: number): boolean {
    const { onAir, ended } = this
    return !this.wasOut(receiver, onAir.start[ended]!) && onAir.reached(ended, receiver)
  }

  /** The share of the transmissions to a receiver, of those that take so long, that traffic which is not simulated frame by frame spoils. */
  spoilt(packet: number, receiver: number, airtime: number): number {
    const { background } = this.host
    const share = background === undefined ? 0 : background.spoils(receiver, airtime)
    const taken = this.takenFor(packet)
    // Frames of others, as long as its own and Poisson: one that begins while it is on the air, or is on the air when it begins.
    return taken === 0 ? share : 1 - (1 - share) * (1 - taken) ** (2 * this.unheard)
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
    const { settings, frames, book } = this
    const { now } = book.simulation
    const stopped = this.stopOf(frame)
    if (stopped !== undefined) {
      this.giveUp(frame, stopped)
      return
    }
    const from = frames.from[frame]!
    const channel = settings.channels === 1 ? 0 : Math.floor(this.draw(frame, DRAW_CHANNEL) * settings.channels)
    const quiet = this.quietUntil[from]!
    if (settings.access !== 'csma') {
      if (quiet > now) this.tryAt(frame, quiet)
      else this.transmit(frame, channel, now)
      return
    }
    let until = quiet > now ? quiet : this.onAir.busyUntil(from, frames.domain[frame]!, channel, now)
    if (until < 0) {
      const busy = this.busy(frame)
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
      const share = this.spoilt(packet, to, finish - start)
      if (share > 0 && this.draw(frame, DRAW_BACKGROUND, 1) < share) onAir.spoil(air, COLLISION)
      if (!this.listens(frame)) onAir.spoil(air, DEAF)
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
    const senderFell = this.faults !== undefined && this.fellOnAir(frame, air)
    const spoilt = onAir.spoilt[air]!
    this.ended = air
    onAir.end(air)
    if (senderFell) this.giveUp(frame, 'node down')
    else if (to === EVERYONE) this.succeed(frame, now + settings.gap)
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
      this.giveUp(frame, whatSpoilt(spoilt))
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

  private noticeLoss(frame: number): void {
    this.giveUp(frame, this.stopOf(frame) ?? (this.listens(frame) ? 'retries exhausted' : 'node down'))
  }

  /** One after the other, as long as those behind it cannot be sent either: thousands may wait. */
  private giveUp(frame: number, reason: LossReason): void {
    const { frames } = this
    for (let why: LossReason | undefined = reason; why !== undefined;) {
      const packet = frames.packet[frame]!
      const from = frames.from[frame]!
      const to = frames.to[frame]!
      const second = this.unlink(frame)
      const stopped = second < 0 ? undefined : this.stopOf(second)
      if (second >= 0 && stopped === undefined) this.contend(second, this.book.simulation.now)
      frames.release(frame)
      // What this sets off may put more behind the second, but nothing takes that away.
      this.host.failed(packet, from, to, why)
      frame = second
      why = stopped
    }
  }

  /** The frame leaves the queue of its node, which turns to the next. */
  private leave(frame: number): void {
    const second = this.unlink(frame)
    if (second >= 0) this.contend(second, this.book.simulation.now)
    this.frames.release(frame)
  }

  /** Takes the frame that is being tried out of the queue of its node, and gives the one behind it; -1: there is none. */
  private unlink(frame: number): number {
    const { frames } = this
    const from = frames.from[frame]!
    this.queued[from]! -= frames.bytes[frame]!
    const second = frames.next[frame]!
    this.head[from] = second
    if (second < 0) this.tail[from] = -1
    return second
  }

  /** Why a frame cannot be sent: its node went down with it, or the link is down. */
  private stopOf(frame: number): LossReason | undefined {
    const { faults, frames } = this
    if (faults === undefined) return undefined
    const packet = frames.packet[frame]!
    if (faults.nodes.hasFallenSince(this.senderOf(frame), frames.queued[frame]!)) return 'node down'
    return faults.links.isDown(this.networkNumber(faults, packet), this.book.packets.tree[packet]!)
      ? 'link down'
      : undefined
  }

  /** Whether a frame's receiver is there: at both ends of the way it must be up, in between also in the network. */
  private listens(frame: number): boolean {
    const { faults, frames } = this
    if (faults === undefined) return true
    const to = frames.to[frame]!
    const isLast = to === frames.domain[frame] || to === this.book.packets.endpoint[frames.packet[frame]!]
    return isLast ? faults.nodes.isUp(this.receiverOf(frame)) : faults.nodes.isIn(to)
  }

  /** Whether the sender of a transmission that ends has gone down with it; if its receiver has since it began, that is spoilt. */
  private fellOnAir(frame: number, air: number): boolean {
    const { nodes } = this.faults!
    const start = this.onAir.start[air]!
    if (this.frames.to[frame] !== EVERYONE && nodes.hasFallenSince(this.receiverOf(frame), start))
      this.onAir.spoil(air, DEAF)
    return nodes.hasFallenSince(this.senderOf(frame), this.frames.queued[frame]!)
  }

  /** Whether a node has been down since a moment, or is outside of its network. */
  private wasOut(node: number, since: number): boolean {
    const { faults } = this
    if (faults === undefined || node === this.theOne) return false
    return !faults.nodes.isIn(node) || faults.nodes.hasFallenSince(node, since)
  }

  /** Both ends of a frame by the numbers of `NodeStates`. */
  private senderOf(frame: number): number {
    const from = this.frames.from[frame]!
    return from === this.theOne ? this.book.packets.near[this.frames.packet[frame]!]! : from
  }

  private receiverOf(frame: number): number {
    const to = this.frames.to[frame]!
    return to === this.theOne ? this.book.packets.far[this.frames.packet[frame]!]! : to
  }

  /** The share of the time in which the node of a frame finds the channel busy with traffic that is not simulated frame by frame. */
  private busy(frame: number): number {
    const { frames } = this
    const { background } = this.host
    const share = background === undefined ? 0 : background.busy(frames.from[frame]!)
    const taken = this.takenFor(frames.packet[frame]!)
    return taken === 0 ? share : 1 - (1 - share) * (1 - taken)
  }

  /** The share of the channel that others take. */
  private takenFor(packet: number): number {
    return this.faults === undefined ? 0 : 1 - 1 / this.book.slowdown(packet)
  }

  /** All links of a medium are of one network. */
  private networkNumber({ links }: Faults, packet: number): number {
    const { book } = this
    if (this.network < 0) this.network = links.numberOf(book.links.groupOf(book.packets.link[packet]!).network)
    return this.network
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

function whatSpoilt(by: number): LossReason {
  if ((by & DEAF) !== 0) return 'node down'
  return (by & COLLISION) !== 0 ? 'collision' : 'noise'
}
