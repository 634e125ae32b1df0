import { z } from 'zod'
import { duration, found } from '../input/quantity.js'
import type { Simulation } from '../kernel/simulation.js'
import { batterySchema } from './battery.js'
import { bufferSchema, dropSchema } from './buffer.js'
import { dutyCycleSchema } from './duty-cycle.js'
import { PRIORITY_SERVED } from './order.js'
import type { Packets } from './packets.js'
import { ALWAYS_SUPPLIED, supplyKeys } from './power-supply.js'
import { DISTRIBUTIONS, ProcessingTime } from './processing-time.js'
import type { StationBook } from './station-book.js'
import { storeSchema } from './store.js'
import { WaitingRoom, type NodeHost } from './waiting-room.js'
import { wakeUpSchema } from './wake-up.js'

const SERVERS = 'expected a whole number of servers from 1 to 1000, or unlimited'
const VARIATION = 'expected a coefficient of variation above 0 and up to 10, such as 0.5'

/** The keys of `nodes: {<node>: …}`: what an actor does to each packet that it sends, forwards or consumes. */
export function nodeSchema(processing: string, supply = ALWAYS_SUPPLIED) {
  return z
    .strictObject({
      processing: duration()
        .prefault(processing)
        .meta({ description: 'Time to process one packet (its mean, where it is drawn).' }),
      distribution: z
        .enum(DISTRIBUTIONS, {
          error: (issue) => `expected a distribution: ${DISTRIBUTIONS.join(', ')}; found ${found(issue.input)}`,
        })
        .prefault('constant')
        .meta({
          description:
            'How the time to process varies from packet to packet: not at all, evenly up to twice the mean (uniform), exponentially, or lognormal with a coefficient of variation.',
        }),
      variation: z.number(VARIATION).positive(VARIATION).max(10, VARIATION).optional().meta({
        description: 'Standard deviation divided by mean, of distribution: lognormal; 1 where it is not said.',
      }),
      servers: z
        .union([z.literal('unlimited'), z.int().min(1, SERVERS).max(1000, SERVERS)], {
          error: SERVERS,
        })
        .prefault('unlimited')
        .meta({ description: 'How many packets one node processes at a time; others wait in line.' }),
      order: z
        .enum(ORDERS, { error: (issue) => `expected an order: ${ORDERS.join(', ')}; found ${found(issue.input)}` })
        .prefault('fifo')
        .meta({
          description:
            'Which of the packets that wait for a server is next: the first that came, or that of the first class of priority (strict). None is interrupted.',
        }),
      buffer: bufferSchema(),
      drop: dropSchema(),
      store: storeSchema(),
      'wake-up': wakeUpSchema(),
      'duty-cycle': dutyCycleSchema(),
      battery: batterySchema(),
      ...supplyKeys(supply),
      'user-interface': duration().optional().meta({
        description:
          'Time until a person sees what the node has received (a browser, a display, a portal, a field tool): it is a part of the latency. None, where nothing is said.',
        source: 'SRS 4.18, key point 2',
      }),
    })
    .refine(({ distribution, variation }) => variation === undefined || distribution === 'lognormal', {
      path: ['variation'],
      message: 'expected a variation only beside distribution: lognormal',
      when: known('variation'),
    })
    .refine(
      ({ buffer, servers }) =>
        buffer === 'unlimited' || buffer.of === 'bytes' || servers === 'unlimited' || buffer.most >= servers,
      {
        path: ['buffer'],
        message: 'expected a buffer with room for a packet at each server: those that are processed count',
        when: known('buffer', 'servers'),
      },
    )
}

const ORDERS = ['fifo', 'strict'] as const

/** Compares keys also where another one is wrong, so that all problems are reported in one go. */
const known =
  (...keys: string[]) =>
  ({ value, issues }: { value: unknown; issues: readonly { path?: PropertyKey[] | undefined }[] }): boolean =>
    keys.every((key) => (value as Record<string, unknown>)[key] !== undefined) &&
    !issues.some(({ path }) => keys.includes(String(path?.[0])))

/** Of these a station needs no word about the mains. */
export type NodeSettings = Omit<z.output<ReturnType<typeof nodeSchema>>, 'backup' | 'start-up'>

/** Constant processing without a line is a mere delay: it can be added to the link before it, and needs no event. */
export function isMereDelay({ servers, distribution, buffer }: NodeSettings): boolean {
  return servers === 'unlimited' && distribution === 'constant' && buffer === 'unlimited'
}

/**
 * The nodes of one actor that serve packets one by one, by `servers` equal servers. Where it is first come, first served without a
 * bound, the time at which each server is next free is all the state there is; else see `WaitingRoom`.
 */
export class Station {
  private readonly code: number
  private readonly servers: number
  private readonly free: Float64Array
  private readonly time: ProcessingTime
  private readonly room: WaitingRoom | undefined
  /** By node, where there is a book of it: since when what has come before is gone. */
  private readonly cleared: Float64Array

  constructor(
    actor: string,
    /** How many nodes there are: one, one a tree, or one a device. */
    private readonly nodes: number,
    settings: NodeSettings,
    seed: number,
    private readonly simulation: Simulation,
    private readonly packets: Packets,
    host: NodeHost,
    /** The first of the nodes by the numbers of `NodeStates`. */
    private readonly firstNode = 0,
    /** Where someone asks how its nodes fare. */
    private readonly book?: StationBook,
  ) {
    this.servers = settings.servers === 'unlimited' ? 0 : settings.servers
    this.time = new ProcessingTime(settings, seed, packets)
    const isPlain = settings.buffer === 'unlimited' && (settings.order === 'fifo' || this.servers === 0)
    this.room = isPlain
      ? undefined
      : new WaitingRoom(actor, nodes, settings, this.time, simulation, packets, host, book)
    this.free = new Float64Array(isPlain ? nodes * this.servers : 0)
    this.cleared = new Float64Array(book !== undefined && isPlain ? nodes : 0).fill(-1)
    const served = (packet: number) => {
      if (this.book !== undefined) this.enter(packet, this.book)
      host.served(packet)
    }
    this.code = this.room?.code ?? simulation.handler(`processing at ${actor}`, served)
  }

  /** A node, by the numbers of `NodeStates`, has gone down: nothing waits there any more. What it was processing is lost when that would be over. */
  clear(node: number): void {
    const one = node - this.firstNode
    if (one < 0 || one >= this.nodes) return
    if (this.room !== undefined) {
      this.room.clear(one)
      return
    }
    this.free.fill(0, one * this.servers, (one + 1) * this.servers)
    if (this.book === undefined) return
    this.book.cleared(one)
    this.cleared[one] = this.simulation.now
  }

  serve(packet: number, node: number): void {
    if (this.room !== undefined) {
      this.room.serve(packet, node)
      return
    }
    const { packets, simulation } = this
    let start = simulation.now
    if (this.book !== undefined) {
      this.book.came(node)
      packets.node[packet] = node
      packets.arrival[packet] = start
    }
    const took = this.time.of(packet)
    packets.serving[packet] = took
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

  /** It is over for a packet: of one that was there when its node went down nothing is told. */
  private enter(packet: number, book: StationBook): void {
    const { packets, simulation } = this
    const node = packets.node[packet]!
    const came = packets.arrival[packet]!
    const took = packets.serving[packet]!
    if (came <= this.cleared[node]!) return
    book.begins(simulation.now - took - came)
    book.ends(node, took, simulation.now)
  }
}
