import type { Network, Sending } from '../network/network.js'
import { finish } from '../kernel/mix.js'
import { GHOST, HANDSHAKE, MESSAGE, SENDING, type Messages } from '../trace/messages.js'
import type { Running, Stage } from './running.js'

/** Hands messages to the network: whole, or a large one in parts, of which the next follows when one has arrived. */
export class Parts {
  /** Set once by the composition. */
  network!: Network
  private readonly sending: Sending = {
    message: 0, route: 0, bytes: 0, application: 0, security: 0, tree: 0, device: 0, tag: 0, key: 0, source: 0, serial: 0, first: 0, priority: 0,
    expires: 0,
  } // prettier-ignore

  constructor(
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    /** By source: the hash of its name. */
    private readonly sourceHash: Int32Array,
    /** Bytes of a message that are under way at once, at most. */
    private readonly segment: number,
    /** What bytes are counted under that belong to no payload. */
    private readonly ofNoPayload: number,
  ) {}

  start(message: number): void {
    const { messages, segment } = this
    const running = this.running[messages.emission[message]!]!
    const bytes = messages.bytes[message]! + (this.isMessage(message) ? running.securityBytes : 0)
    const part = bytes > segment ? segment : bytes
    messages.waiting[message] = bytes - part
    this.send(running, message, part)
  }

  /** The next part, once all addressees that can still have it have the one before. Whether there is one. */
  next(message: number): boolean {
    const { messages } = this
    const running = this.running[messages.emission[message]!]!
    const lost = messages.lost[message]!
    let left = false
    for (let addressee = 0; addressee < running.tallies.length; addressee++) {
      if (lost & (1 << addressee)) continue
      if (messages.missing[message * messages.stride + addressee]! > 0) return false
      left = true
    }
    if (!left) return false
    const part = Math.min(messages.waiting[message]!, this.segment)
    messages.waiting[message]! -= part
    this.send(running, message, part)
    return true
  }

  private send(running: Running, message: number, bytes: number): void {
    const { messages, network, sending } = this
    const kind = messages.kind[message]!
    const { route, room } = kind === MESSAGE ? running.stages[messages.stage[message]!]! : this.wayOf(running, message)
    const packets = network.packetsOf(bytes, room)
    messages.copies[message]! += packets
    const first = message * messages.stride
    for (let addressee = 0; addressee < running.tallies.length; addressee++)
      messages.missing[first + addressee] = packets
    sending.message = message
    sending.route = route
    sending.bytes = bytes
    sending.application = bytes
    sending.security = 0
    if (kind !== MESSAGE || running.securityBytes > 0) this.divide(running, message, bytes)
    sending.tree = messages.tree[message]!
    sending.device = messages.device[message]!
    sending.tag = (messages.flags[message]! & GHOST) === 0 ? running.payload : this.ofNoPayload
    sending.priority = running.priority
    sending.key = messages.key[message]!
    const hash = this.sourceHash[messages.source[message]!]!
    sending.source = kind === MESSAGE ? hash : this.drawsOf(message, hash)
    sending.serial = messages.serial[message]!
    sending.first = messages.packetsBefore[message]!
    sending.expires = kind <= SENDING ? messages.sentAt[message]! + running.expires : Infinity
    messages.packetsBefore[message]! += packets
    network.send(sending, room)
  }

  /** What is sent on behalf of a message goes to one addressee, or back from it; unless it is the whole message. */
  private wayOf(running: Running, message: number): Stage {
    const way = this.messages.way[message]!
    return way < 0 ? running.stages[0]! : running.ways!.stages[way]!
  }

  /** Whether it carries a message, and is not merely sent on behalf of one. */
  private isMessage(message: number): boolean {
    return this.messages.kind[message]! <= SENDING
  }

  /** What of a part is application data, and what security adds: behind the data of the whole message. */
  private divide({ securityBytes }: Running, message: number, part: number): void {
    const { messages, sending } = this
    if (this.isMessage(message)) {
      const after = messages.waiting[message]!
      sending.security = securityBytes > after ? Math.min(part, securityBytes - after) : 0
      sending.application = part - sending.security
      return
    }
    // A handshake is nothing but security, an acknowledgement neither.
    sending.security = messages.kind[message] === HANDSHAKE ? part : 0
    sending.application = 0
  }

  /** What the draws of its packets are keyed by: what is sent on behalf of a message, or again, has others than the message itself. */
  private drawsOf(message: number, hash: number): number {
    const { messages } = this
    const apart = (messages.kind[message]! - SENDING) * 65536 + messages.again[message]!
    return apart === 0 ? hash : finish(hash ^ Math.imul(apart, 0x9e3779b9))
  }
}
