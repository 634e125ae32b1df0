import type { Network, Sending } from '../network/network.js'
import type { Messages } from '../trace/messages.js'
import type { Running } from './running.js'

/** Hands messages to the network: whole, or a large one in parts, of which the next follows when one has arrived. */
export class Parts {
  /** Set once by the composition. */
  network!: Network
  private readonly sending: Sending = {
    message: 0, route: 0, bytes: 0, tree: 0, device: 0, tag: 0, key: 0, source: 0, serial: 0, first: 0, priority: 0,
  } // prettier-ignore

  constructor(
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    /** By source: the hash of its name. */
    private readonly sourceHash: Int32Array,
    /** Bytes of a message that are under way at once, at most. */
    private readonly segment: number,
  ) {}

  start(message: number): void {
    const { messages, segment } = this
    const bytes = messages.bytes[message]!
    const part = bytes > segment ? segment : bytes
    messages.waiting[message] = bytes - part
    messages.packetsBefore[message] = 0
    this.send(this.running[messages.emission[message]!]!, message, part)
  }

  /** The next part, once all addressees that can still have it have the one before. */
  next(message: number): void {
    const { messages } = this
    const running = this.running[messages.emission[message]!]!
    const lost = messages.lost[message]!
    let left = false
    for (let addressee = 0; addressee < running.tallies.length; addressee++) {
      if (lost & (1 << addressee)) continue
      if (messages.missing[message * messages.stride + addressee]! > 0) return
      left = true
    }
    if (!left) return
    const part = Math.min(messages.waiting[message]!, this.segment)
    messages.waiting[message]! -= part
    this.send(running, message, part)
  }

  private send(running: Running, message: number, bytes: number): void {
    const { messages, network, sending } = this
    const { route, room } = running.stages[messages.stage[message]!]!
    const packets = network.packetsOf(bytes, room)
    messages.copies[message]! += packets
    const first = message * messages.stride
    for (let addressee = 0; addressee < running.tallies.length; addressee++)
      messages.missing[first + addressee] = packets
    sending.message = message
    sending.route = route
    sending.bytes = bytes
    sending.tree = messages.tree[message]!
    sending.device = messages.device[message]!
    sending.tag = running.payload
    sending.key = messages.key[message]!
    sending.source = this.sourceHash[messages.source[message]!]!
    sending.serial = messages.serial[message]!
    sending.first = messages.packetsBefore[message]!
    messages.packetsBefore[message]! += packets
    network.send(sending, room)
  }
}
