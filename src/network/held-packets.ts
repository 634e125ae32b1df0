import type { LossReason } from './medium.js'
import type { NodeStates } from './node-states.js'
import type { Packets } from './packets.js'

/** Packets that one node keeps, at most, until it has joined its network. */
const MOST_HELD = 64

export interface HeldHost {
  goOn(packet: number): void
  lost(packet: number, reason: LossReason): void
  /** It has begun, or ceased, to wait. */
  waits(packet: number, change: 1 | -1): void
}

/** What is to be sent by nodes that are starting, or joining their network: it waits in them, in lines by `packets.next`. */
export class HeldPackets {
  /** By node: the first and the last packet that waits in it, and how many. */
  private readonly head: Int32Array
  private readonly tail: Int32Array
  private readonly count: Uint8Array

  constructor(
    nodes: NodeStates,
    private readonly packets: Packets,
    private readonly host: HeldHost,
  ) {
    this.head = new Int32Array(nodes.count).fill(-1)
    this.tail = new Int32Array(nodes.count).fill(-1)
    this.count = new Uint8Array(nodes.count)
    nodes.listen({
      joined: (node) => this.empty(node, (packet) => host.goOn(packet)),
      wentDown: (node) => this.empty(node, (packet) => host.lost(packet, 'node down')),
      stopped: (node) => this.empty(node, (packet) => host.lost(packet, 'node down')),
    })
  }

  keep(packet: number, node: number): void {
    if (this.count[node]! >= MOST_HELD) {
      this.host.lost(packet, 'queue full')
      return
    }
    this.count[node]!++
    this.host.waits(packet, 1)
    const last = this.tail[node]!
    this.packets.next[packet] = -1
    if (last >= 0) this.packets.next[last] = packet
    else this.head[node] = packet
    this.tail[node] = packet
  }

  /** One after the other, in the order in which they came. */
  private empty(node: number, each: (packet: number) => void): void {
    let packet = this.head[node]!
    this.head[node] = -1
    this.tail[node] = -1
    this.count[node] = 0
    while (packet >= 0) {
      const next = this.packets.next[packet]!
      this.packets.next[packet] = -1
      this.host.waits(packet, -1)
      each(packet)
      packet = next
    }
  }
}
