import { z } from 'zod'
import { bytes } from '../input/quantity.js'
import { DAY } from '../kernel/time.js'
import type { Packets } from './packets.js'

const COUNT = 'expected a whole number of messages of at least 1'

/** The key `battery:`: what a node may spend in a day. */
export function batterySchema() {
  return z
    .strictObject({
      'messages-per-day': z.int(COUNT).min(1, COUNT).optional().meta({
        description: 'Messages that one node sends in a day, at most; what it sends on behalf of others counts too.',
      }),
      'bytes-per-day': bytes()
        .refine((value) => value > 0, 'expected a size above zero')
        .optional()
        .meta({ description: 'Bytes, without headers, that one node sends in a day, at most.' }),
    })
    .refine((limits) => Object.values(limits).some((limit) => limit !== undefined), {
      message: 'expected messages-per-day, bytes-per-day or both',
    })
    .optional()
    .meta({
      description:
        'What the battery of a node allows it to send from midnight to midnight: what exceeds it is lost there (node down). Without a limit, where nothing is said.',
    })
}

export type BatterySettings = NonNullable<z.output<ReturnType<typeof batterySchema>>>

/** What the nodes of one actor have sent today. */
export class Battery {
  private readonly day: Int32Array
  private readonly messages: Int32Array
  private readonly bytes: Float64Array
  /** The key of the last message that was refused: its other packets are too. */
  private readonly refused: Float64Array
  private readonly mostMessages: number
  private readonly mostBytes: number

  constructor(
    nodes: number,
    settings: BatterySettings,
    private readonly packets: Packets,
  ) {
    this.day = new Int32Array(nodes).fill(-1)
    this.messages = new Int32Array(nodes)
    this.bytes = new Float64Array(nodes)
    this.refused = new Float64Array(nodes).fill(-1)
    this.mostMessages = settings['messages-per-day'] ?? Infinity
    this.mostBytes = settings['bytes-per-day'] ?? Infinity
  }

  /** Whether a node has what sending a packet at a moment takes; it is spent then. */
  allows(packet: number, node: number, at: number): boolean {
    const { packets } = this
    const today = Math.floor(at / DAY)
    if (this.day[node] !== today) {
      this.day[node] = today
      this.messages[node] = 0
      this.bytes[node] = 0
    }
    const first = packets.number[packet] === 0 ? 1 : 0
    const bytes = packets.bytes[packet]!
    const key = packets.key[packet]!
    const spent = this.messages[node]! + first > this.mostMessages || this.bytes[node]! + bytes > this.mostBytes
    if (spent || (first === 0 && this.refused[node] === key)) {
      this.refused[node] = key
      return false
    }
    this.messages[node]! += first
    this.bytes[node]! += bytes
    return true
  }
}
