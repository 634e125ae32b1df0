import { HOUR } from '../../src/kernel/time.js'
import { Simulation } from '../../src/kernel/simulation.js'
import { Contention, type Background, type ContentionHost } from '../../src/network/contention.js'
import type { AccessSettings } from '../../src/network/contention-access.js'
import { ALL_HEAR_ALL, type Hearing } from '../../src/network/contention-air.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import { LinkStates } from '../../src/network/link-states.js'
import type { LossReason } from '../../src/network/medium.js'
import { Network } from '../../src/network/network.js'
import { NodeStates } from '../../src/network/node-states.js'
import { PRIORITY_SEND, PRIORITY_SERVED } from '../../src/network/order.js'

/** A frame that a test sends: what becomes of it goes by its number. */
export interface AirFrame {
  at: number
  from: number
  to: number
  bytes?: number
  priority?: number
  domain?: number
  /** Breaks ties; its own number where it does not say. */
  key?: number
}

/** A channel on a table: frames by hand, and what became of each. A byte takes a microsecond, unless the settings say otherwise. */
export class Air implements ContentionHost {
  readonly simulation = new Simulation()
  readonly network: Network
  readonly contention: Contention
  /** When each frame arrived, and when and why it failed, in the order in which it happened. */
  readonly arrivals: { frame: number; at: number }[] = []
  readonly failures: { frame: number; at: number; reason: LossReason }[] = []
  /** The transmissions that noise spoils, where a test says so. */
  noise: (frame: number, attempt: number) => boolean = () => false
  /** Asked when a frame to everyone is over. */
  onFlood: (frame: number) => void = () => undefined
  /** Every transmission: when it began, and until when it keeps the channel. */
  readonly sent: { frame: number; start: number; finish: number }[] = []
  readonly background?: Background
  /** What can fail, where a test says that something can. */
  readonly nodes = new NodeStates(NODES, this.simulation)
  readonly states = new LinkStates(1)
  private readonly frames: AirFrame[] = []
  private readonly link: number
  private readonly sendCode = this.simulation.handler('send', (i) => this.enqueue(i))
  private readonly changes: (() => void)[] = []
  private readonly changeCode = this.simulation.handler('change', (i) => this.changes[i]!())

  constructor(
    settings: Partial<AccessSettings>,
    hearing: Hearing = ALL_HEAR_ALL,
    seed = 1,
    background?: Background,
    canFail = false,
  ) {
    if (background !== undefined) this.background = background
    const load = new LoadByHour(0, 100 * HOUR)
    const nobody = { consumed: nothing, missed: nothing, copied: nothing, ended: nothing }
    this.network = new Network(this.simulation, load, new Float64Array(1), nobody)
    if (canFail) this.network.letFail(this.nodes, this.states)
    const { links, book } = this.network
    const group = { flow: 'air', network: 'air', from: 'one', to: 'other', count: 1, each: 1, number: 1, processing: 0 }
    this.link = links.addGroup({ ...group, direction: 'up' }, load.lane('air', 'up')).first
    const sent = book.sent.bind(book)
    book.sent = (packet, start, finish, ...rest) => {
      this.sent.push({ frame: this.network.packets.serial[packet]!, start, finish })
      sent(packet, start, finish, ...rest)
    }
    this.contention = new Contention('air', access(settings), seed, book, NODES, hearing, this)
  }

  send(...frames: AirFrame[]): this {
    for (const frame of frames) {
      const i = this.frames.push(frame) - 1
      this.simulation.at(frame.at, PRIORITY_SEND, frame.key ?? i, this.sendCode, i)
    }
    return this
  }

  /** What happens at a moment, before anything is sent in it. */
  at(time: number, change: (air: Air) => void): this {
    const i = this.changes.push(() => change(this)) - 1
    this.simulation.at(time, PRIORITY_SERVED, i, this.changeCode, i)
    return this
  }

  run(until = HOUR): this {
    this.simulation.runUntil(until)
    return this
  }

  arrived(packet: number, _from: number, _to: number): void {
    const frame = this.network.packets.serial[packet]!
    this.arrivals.push({ frame, at: this.simulation.now })
    this.onFlood(frame)
    this.network.packets.release(packet)
  }

  failed(packet: number, _from: number, _to: number, reason: LossReason): void {
    this.failures.push({ frame: this.network.packets.serial[packet]!, at: this.simulation.now, reason })
    this.network.packets.release(packet)
  }

  fails(packet: number, _from: number, _to: number, attempt: number): boolean {
    return this.noise(this.network.packets.serial[packet]!, attempt)
  }

  private enqueue(i: number): void {
    const { packets } = this.network
    const { from, to, bytes = 1000, priority = 0, domain = 0, key = i } = this.frames[i]!
    const packet = packets.take()
    packets.bytes[packet] = packets.application[packet] = bytes
    packets.link[packet] = this.link
    packets.source[packet] = 0
    packets.serial[packet] = i
    packets.number[packet] = 0
    packets.hop[packet] = 0
    packets.tag[packet] = 0
    packets.priority[packet] = priority
    packets.key[packet] = key * 64
    packets.attempt[packet] = 0
    packets.transmitting[packet] = packets.retrying[packet] = 0
    packets.tree[packet] = 0
    packets.domain[packet] = domain
    packets.endpoint[packet] = packets.near[packet] = from
    packets.far[packet] = to
    this.contention.enqueue(packet, from, to, domain, 0)
  }
}

const NODES = 4096

const nothing = (): void => undefined

/** A byte a microsecond; nothing takes any time beside. */
function access(settings: Partial<AccessSettings>): AccessSettings {
  return {
    access: 'csma', rate: 8e6, preamble: 0, 'back-off-unit': 0, 'min-exponent': 0, 'max-exponent': 0, 'max-back-offs': 0, 'after-busy': 'back-off',
    sensing: 0, turnaround: 0, propagation: 0, slot: 1000, acknowledged: false, ack: 0, 'ack-after': 0, 'ack-time-out': 0, retries: 0, gap: 0,
    channels: 1, header: 0, queue: 1e9, ...settings,
  } // prettier-ignore
}

/** Who hears and disturbs whom, said pair by pair: a list of those that do both ways. All are in one domain. */
export function hearingOf(pairs: [number, number][]): Hearing {
  const known = (one: number, other: number): boolean =>
    pairs.some(([a, b]) => (a === one && b === other) || (a === other && b === one))
  return { hears: known, disturbs: known, neighbours: () => [] }
}
