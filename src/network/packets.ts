import { OF_A_LEG } from './leg-columns.js'

/**
 * The pool of packets in flight: a packet is a slot in typed arrays, so that sending one allocates nothing.
 * A packet stands in at most one link's line at a time, so the line itself is the `next` column.
 */
export class Packets {
  /** The message that this is a piece of: a slot in the pool of whoever sent it. */
  message = new Int32Array(0)
  /** Which piece of the message, from 0. */
  number = new Int32Array(0)
  /** Where it is: the step of all routes, and the same counted within its own route. */
  step = new Int32Array(0)
  hop = new Int32Array(0)
  /** Transmissions on this link that failed so far. */
  attempt = new Uint8Array(0)
  /** Bytes inside; of those, application bytes and what security adds to the message. */
  bytes = new Int32Array(0)
  application = new Int32Array(0)
  security = new Int32Array(0)
  /** Which tree of the network (DAP) it belongs to, and which device sends or receives it (-1: none). */
  tree = new Int32Array(0)
  device = new Int32Array(0)
  /** What its wire bytes are counted under. */
  tag = new Int32Array(0)
  /** The link that it stands before or is on, the domain that it shares there, and the node at the link's outer end (`Medium`). */
  link = new Int32Array(0)
  domain = new Int32Array(0)
  endpoint = new Int32Array(0)
  /** The nodes at both ends of that link, by the numbers of `NodeStates`. Only where something can fail. */
  near = new Int32Array(0)
  far = new Int32Array(0)
  /** From when on nobody wants it any more. */
  expires = new Float64Array(0)
  /** 0 goes first, where a link or a node has an order of its own. */
  priority = new Uint8Array(0)
  /** The next packet in the same line; -1 at its end. */
  next = new Int32Array(0)
  /** When it reaches the far end of the link that it is on, or when its loss there is noticed. */
  arrival = new Float64Array(0)
  /** Orders events at the same time by source, message and hop, never by who was inserted first (design 4). */
  key = new Float64Array(0)
  /** When it came before its link; of the time since, what was spent on transmissions that got through, and on those that did not. */
  since = new Float64Array(0)
  transmitting = new Float64Array(0)
  retrying = new Float64Array(0)
  /** When its first transmission on this piece of the way began. */
  begun = new Float64Array(0)
  /** The node that it is at, where packets wait there in lines. */
  node = new Int32Array(0)
  /** When it came to the station that processes it. Only where something can fail. */
  came = new Float64Array(0)
  /** Of its time at a station, what the processing itself takes. */
  serving = new Float64Array(0)
  /** What its random draws are keyed by: the name of its source, and the number of its message there. */
  source = new Int32Array(0)
  serial = new Float64Array(0)
  /** When it was handed to the network, what processing took at its origin, and what the legs of its way have cost so far (`LegClock`). */
  handed = new Float64Array(0)
  atOrigin = new Float64Array(0)
  legs = new Float64Array(0)

  /** Slots taken now. */
  inUse = 0
  private capacity = 0
  private free = -1
  /** Numbers that one packet has in `legs`: those of the longest route, and those before it. */
  private stride = 2 * OF_A_LEG

  constructor() {
    this.grow(1024)
  }

  /** There is a route of so many legs: packets keep account of each. */
  haveLegs(count: number): void {
    if ((count + 1) * OF_A_LEG <= this.stride) return
    const [old, before] = [this.legs, this.stride]
    this.stride = (count + 1) * OF_A_LEG
    this.legs = new Float64Array(this.capacity * this.stride)
    for (let slot = 0; slot < this.capacity; slot++)
      this.legs.set(old.subarray(slot * before, (slot + 1) * before), slot * this.stride)
  }

  /** Where in `legs` a leg of a packet begins, counted from 0. */
  legAt(packet: number, leg: number): number {
    return packet * this.stride + (leg + 1) * OF_A_LEG
  }

  take(): number {
    if (this.free < 0) this.grow(this.capacity * 2)
    const packet = this.free
    this.free = this.next[packet]
    this.next[packet] = -1
    this.inUse++
    return packet
  }

  release(packet: number): void {
    this.next[packet] = this.free
    this.free = packet
    this.inUse--
  }

  /** A second packet with the same content, for where the paths to two destinations part. */
  copy(packet: number): number {
    const twin = this.take()
    this.message[twin] = this.message[packet]
    this.number[twin] = this.number[packet]
    this.bytes[twin] = this.bytes[packet]
    this.application[twin] = this.application[packet]
    this.security[twin] = this.security[packet]
    this.expires[twin] = this.expires[packet]
    this.tree[twin] = this.tree[packet]
    this.device[twin] = this.device[packet]
    this.tag[twin] = this.tag[packet]
    this.key[twin] = this.key[packet]
    this.source[twin] = this.source[packet]
    this.serial[twin] = this.serial[packet]
    this.priority[twin] = this.priority[packet]
    this.attempt[twin] = 0
    this.handed[twin] = this.handed[packet]
    this.atOrigin[twin] = this.atOrigin[packet]
    const { legs, stride } = this
    for (let i = 0; i < stride; i++) legs[twin * stride + i] = legs[packet * stride + i]
    return twin
  }

  private grow(capacity: number): void {
    const int = (old: Int32Array) => {
      const wide = new Int32Array(capacity)
      wide.set(old)
      return wide
    }
    const double = (old: Float64Array, each = 1) => {
      const wide = new Float64Array(capacity * each)
      wide.set(old)
      return wide
    }
    const byte = (old: Uint8Array) => {
      const wide = new Uint8Array(capacity)
      wide.set(old)
      return wide
    }
    this.attempt = byte(this.attempt)
    this.priority = byte(this.priority)
    this.message = int(this.message)
    this.number = int(this.number)
    this.step = int(this.step)
    this.hop = int(this.hop)
    this.bytes = int(this.bytes)
    this.application = int(this.application)
    this.security = int(this.security)
    this.tree = int(this.tree)
    this.device = int(this.device)
    this.tag = int(this.tag)
    this.next = int(this.next)
    this.link = int(this.link)
    this.domain = int(this.domain)
    this.endpoint = int(this.endpoint)
    this.near = int(this.near)
    this.far = int(this.far)
    this.came = double(this.came)
    this.node = int(this.node)
    this.source = int(this.source)
    this.expires = double(this.expires)
    this.arrival = double(this.arrival)
    this.since = double(this.since)
    this.transmitting = double(this.transmitting)
    this.retrying = double(this.retrying)
    this.begun = double(this.begun)
    this.serving = double(this.serving)
    this.handed = double(this.handed)
    this.atOrigin = double(this.atOrigin)
    this.legs = double(this.legs, this.stride)
    this.key = double(this.key)
    this.serial = double(this.serial)
    for (let slot = capacity - 1; slot >= this.capacity; slot--) {
      this.next[slot] = this.free
      this.free = slot
    }
    this.capacity = capacity
  }
}
