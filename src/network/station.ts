import { z } from 'zod'
import { duration } from '../input/quantity.js'
import type { Simulation } from '../kernel/simulation.js'
import { keyed } from '../kernel/keyed.js'
import { DRAW_PROCESSING, PRIORITY_SERVED } from './order.js'
import type { Packets } from './packets.js'

const SERVERS = 'expected a whole number of servers from 1 to 1000, or unlimited'

/** The keys of `nodes: {<node>: …}`: what an actor does to each packet that it sends, forwards or consumes. */
export function nodeSchema(processing: string) {
  return z.strictObject({
    processing: duration()
      .prefault(processing)
      .meta({ description: 'Time to process one packet (its mean, where it is drawn).' }),
    distribution: z
      .enum(['constant', 'exponential'])
      .prefault('constant')
      .meta({ description: 'How the time to process varies from packet to packet.' }),
    servers: z
      .union([z.literal('unlimited'), z.int().min(1, SERVERS).max(1000, SERVERS)], {
        error: SERVERS,
      })
      .prefault('unlimited')
      .meta({ description: 'How many packets one node processes at a time; others wait in line.' }),
  })
}

export type NodeSettings = z.output<ReturnType<typeof nodeSchema>>

/** Constant processing without a line is a mere delay: it can be added to the link before it, and needs no event. */
export function isMereDelay(node: NodeSettings): boolean {
  return node.servers === 'unlimited' && node.distribution === 'constant'
}

/**
 * The nodes of one actor that serve packets one by one: first come, first served, by `servers` equal servers.
 * The time at which each server is next free is all the state there is.
 */
export class Station {
  readonly code: number
  private readonly servers: number
  private readonly free: Float64Array

  constructor(
    actor: string,
    /** How many nodes there are: one, one a tree, or one a device. */
    nodes: number,
    private readonly settings: NodeSettings,
    private readonly seed: number,
    private readonly simulation: Simulation,
    private readonly packets: Packets,
    served: (packet: number) => void,
  ) {
    this.servers = settings.servers === 'unlimited' ? 0 : settings.servers
    this.free = new Float64Array(nodes * this.servers)
    this.code = simulation.handler(`processing at ${actor}`, served)
  }

  serve(packet: number, node: number): void {
    const { packets, simulation } = this
    let start = simulation.now
    const took = this.draw(packet)
    let finish = start + took
    if (this.servers > 0) {
      let first = node * this.servers
      for (let server = first + 1; server < (node + 1) * this.servers; server++) {
        if (this.free[server]! < this.free[first]!) first = server
      }
      if (this.free[first]! > start) start = this.free[first]!
      finish = start + took
      this.free[first] = finish
    }
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(Math.ceil(finish), PRIORITY_SERVED, key, this.code, packet)
  }

  private draw(packet: number): number {
    const mean = this.settings.processing
    if (this.settings.distribution === 'constant') return mean
    const { packets } = this
    const place = packets.hop[packet]! * 65536 + packets.number[packet]!
    const u = keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, place, 0, DRAW_PROCESSING)
    return -mean * Math.log(1 - u)
  }
}
