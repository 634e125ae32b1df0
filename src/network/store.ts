import { z } from 'zod'
import { duration } from '../input/quantity.js'

const COUNT = 'expected a whole number of packets from 1 to 1000000000'

/** The key `store:`: store and forward. */
export function storeSchema() {
  return z
    .strictObject({
      'time-out': duration()
        .refine((value) => value > 0, 'expected a time above zero')
        .prefault('10 min')
        .meta({ description: 'How long it is kept from when it could first have gone on; then it is lost (expired).' }),
      retry: duration()
        .refine((value) => value > 0, 'expected a time above zero')
        .prefault('10 s')
        .meta({ description: 'From one offer to the next.' }),
      packets: z
        .int(COUNT)
        .min(1, COUNT)
        .max(1e9, COUNT)
        .prefault(1000)
        .meta({ description: 'How many one node keeps; more are lost (queue full).' }),
      survives: z
        .boolean('expected true or false')
        .prefault(false)
        .meta({ description: 'Whether what it keeps is still there after the node was down (in flash memory).' }),
    })
    .optional()
    .meta({
      description:
        'Store and forward: a node keeps what the next link refuses (its queue is full, or what is behind it is down) and offers it again. Where nothing is said, that is lost.',
    })
}

export type StoreSettings = NonNullable<z.output<ReturnType<typeof storeSchema>>>

/** The packets that the nodes of one actor keep because the next link has refused them. */
export class Store {
  /** By node: how many it keeps. */
  private readonly kept: Int32Array
  /** By packet: until when it may be kept, and whether it is. */
  private until = new Float64Array(0)
  private isKept = new Uint8Array(0)

  constructor(
    nodes: number,
    private readonly settings: StoreSettings,
  ) {
    this.kept = new Int32Array(nodes)
  }

  /** Whether what a node keeps outlives its being down. */
  get survives(): boolean {
    return this.settings.survives
  }

  /** A packet is offered to its link for the first time at a moment. */
  offered(packet: number, at: number): void {
    if (packet >= this.until.length) this.widen(packet)
    this.until[packet] = at + this.settings['time-out']
  }

  /** A node would keep a packet: when it is offered again, or given up; -1: the node has no room for it. */
  keeps(packet: number, node: number, now: number): number {
    if (this.kept[node]! >= this.settings.packets) return -1
    this.isKept[packet] = 1
    this.kept[node]!++
    const again = now + this.settings.retry
    const until = this.until[packet]!
    return again < until ? again : until
  }

  /** A packet is taken out, if it was kept, to be offered to its link again, unless it is too late. */
  taken(packet: number, node: number, now: number): 'not kept' | 'in time' | 'too late' {
    if (this.isKept[packet] === 0) return 'not kept'
    this.isKept[packet] = 0
    this.kept[node]!--
    return now < this.until[packet]! ? 'in time' : 'too late'
  }

  private widen(packet: number): void {
    const length = Math.max(1024, 2 * this.until.length, packet + 1)
    const until = new Float64Array(length)
    until.set(this.until)
    this.until = until
    const isKept = new Uint8Array(length)
    isKept.set(this.isKept)
    this.isKept = isKept
  }
}
