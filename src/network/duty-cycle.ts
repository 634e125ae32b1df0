import { z } from 'zod'
import { duration, share } from '../input/quantity.js'
import { NETWORKS } from '../srs/network.js'

/** The key `duty-cycle:`: the share of the time that a node may send. */
export function dutyCycleSchema() {
  return z
    .strictObject({
      share: share()
        .refine((value) => value > 0 && value <= 1, 'expected a share above 0% and up to 100%')
        .meta({ description: 'Of the time, what a node may send.', source: 'ETSI EN 300 220 (1 % or 10 % by band)' }),
      window: duration()
        .refine((value) => value > 0, 'expected a time above zero')
        .prefault('1 h')
        .meta({ description: 'The share of so much time may be sent at once.', source: 'ETSI EN 300 220' }),
      networks: z
        .array(z.enum(NETWORKS))
        .min(1, 'expected at least one network')
        .prefault(['nan'])
        .meta({ description: 'Networks on which what a node sends counts.' }),
    })
    .optional()
    .meta({
      description:
        'The share of the time that one node may send, where a band is shared by rule: what would exceed it waits at the node. Headers and retries of its own count, what relays do for it does not.',
    })
}

export type DutyCycleSettings = NonNullable<z.output<ReturnType<typeof dutyCycleSchema>>>

/**
 * How much the nodes of one actor may send: a bucket each, that fills by the share of the time and holds that of one window. When it will be
 * full again says all there is to know of a bucket.
 */
export class DutyCycle {
  private readonly fullAt: Float64Array
  private readonly most: number

  constructor(
    nodes: number,
    private readonly settings: DutyCycleSettings,
  ) {
    this.fullAt = new Float64Array(nodes).fill(-Infinity)
    this.most = settings.share * settings.window
  }

  /** When a node may begin to send for so long, from a moment on; it counts as sent. A packet longer than the bucket needs a full one. */
  begins(node: number, from: number, time: number): number {
    const needed = time < this.most ? time : this.most
    const allowed = this.fullAt[node]! - (this.most - needed) / this.settings.share
    const begins = allowed > from ? allowed : from
    this.sent(node, begins, time)
    return begins
  }

  /** A node sends for so long: again, and unasked. */
  sent(node: number, at: number, time: number): void {
    const full = this.fullAt[node]!
    this.fullAt[node] = (full > at ? full : at) + time / this.settings.share
  }
}
