import { keyed } from '../kernel/keyed.js'
import { normalQuantile } from '../stats/normal.js'
import { DRAW_PROCESSING } from './order.js'
import type { Packets } from './packets.js'

/**
 * How times to process vary from packet to packet: not at all, evenly between none and twice the mean, exponentially, or log-normally with a
 * coefficient of variation (what software on shared machines takes: most often little, now and then very long).
 */
export const DISTRIBUTIONS = ['constant', 'uniform', 'exponential', 'lognormal'] as const

/** What `nodes:` says of the time that a packet takes. */
export interface ProcessingSettings {
  processing: number
  distribution: (typeof DISTRIBUTIONS)[number]
  /** Of lognormal times: standard deviation divided by mean. */
  variation?: number | undefined
}

/** What a log-normal time varies by where nothing is said: as much as an exponential one. */
const VARIATION = 1

/** Draws how long a node takes for a packet: one keyed draw each, whatever the distribution. */
export class ProcessingTime {
  private readonly sigma: number

  constructor(
    private readonly settings: ProcessingSettings,
    private readonly seed: number,
    private readonly packets: Packets,
  ) {
    this.sigma = Math.sqrt(Math.log(1 + (settings.variation ?? VARIATION) ** 2))
  }

  of(packet: number): number {
    const { processing: mean, distribution } = this.settings
    if (distribution === 'constant') return mean
    const { packets } = this
    const place = packets.hop[packet]! * 65536 + packets.number[packet]!
    const u = keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, place, 0, DRAW_PROCESSING)
    if (distribution === 'exponential') return -mean * Math.log(1 - u)
    if (distribution === 'uniform') return 2 * mean * u
    // A draw of none at all would be a time of none at all, which no log-normal time is.
    const z = normalQuantile(u > 0 ? u : 2 ** -54)
    return mean * Math.exp(this.sigma * (z - this.sigma / 2))
  }
}
