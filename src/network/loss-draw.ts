import { keyed } from '../kernel/keyed.js'
import { DRAW_LOSS } from './order.js'
import type { Packets } from './packets.js'

/** What decides whether a transmission of a packet is lost: the same number whatever else happens (design 4). */
export function lossDraw(packets: Packets, packet: number, attempt: number, seed: number): number {
  const hop = packets.hop[packet]! * 65536 + packets.number[packet]!
  return keyed(seed, packets.source[packet]!, packets.serial[packet]!, hop, attempt, DRAW_LOSS)
}
