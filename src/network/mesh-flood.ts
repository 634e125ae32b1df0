import { Cells } from './cells.js'
import type { LossReason, Membership } from './medium.js'
import { UNCOVERED, type MeshLayout } from './mesh-layout.js'
import type { MeshParents } from './mesh-parents.js'

export interface FloodHost {
  /** Whether a node in range of the one that has just sent heard it unspoilt; `pair` tells the two from all others. */
  hasHeard(packet: number, node: number, pair: number): boolean
  /** A node is to send it on, as a copy with a number of its own. */
  relay(packet: number, node: number, copy: number): void
}

/**
 * Packets for all devices behind a gateway: it sends each once, and so does every device that others have as their parent, as soon as it
 * has it. A device takes it from whoever is in its range, not only from its parent. Where nodes can fail, it goes to those that are
 * behind the gateway when it begins, and who has got it is kept instead of who has not: others may have come since.
 */
export class MeshFloods {
  private readonly crowds = new Map<number, Crowd>()
  /** By packet: the flood that it is. */
  private floodOf = new Int32Array(0)
  private readonly floods: Flood[] = []
  private readonly spare: number[] = []
  /** By the source of a message, and its number there: who has not got all packets of it. */
  private readonly missed = new Map<number, Map<number, Missed[]>>()
  /** The same where nodes can fail: who has got each. */
  private readonly reachedBy = new Map<number, Map<number, Reached[]>>()

  // What `ask` is about.
  private packet = -1
  private flood!: Flood
  private from = -1
  private sender = -1

  constructor(
    private readonly layout: MeshLayout,
    private readonly membership: Membership,
    private readonly host: FloodHost,
    /** Where nodes can fail: who sends to whom. */
    private readonly parents: MeshParents | undefined,
  ) {}

  /** The gateway has a packet for all. False where it reaches nobody. */
  begin(packet: number, gateway: number): boolean {
    const crowd = this.crowdOf(gateway)
    if (crowd.members.length === 0) return false
    if (packet >= this.floodOf.length) this.widen(packet)
    const slot = this.spare.pop() ?? this.floods.push(new Flood()) - 1
    this.floods[slot]!.start(crowd)
    this.floodOf[packet] = slot
    return true
  }

  /** How many transmissions of it are still to come. */
  pending(packet: number): number {
    return this.of(packet).pending
  }

  /** A transmission of it is over, or came to nothing. */
  over(packet: number): void {
    this.of(packet).pending--
  }

  /** A node has sent it: those in its range that have not got it may have it now, and those of them that others hang on send it on. */
  heard(packet: number, from: number): void {
    const flood = this.of(packet)
    const hop = this.parents === undefined ? this.layout.hop[from]! : this.parents.hopsOf(from)
    if (hop > flood.deepest) flood.deepest = hop
    this.packet = packet
    this.flood = flood
    this.from = from
    this.sender = flood.crowd.rankOf(from)
    flood.crowd.near(from, this.ask)
  }

  private readonly ask = (rank: number): void => {
    const { flood, from, sender, packet } = this
    const { crowd } = flood
    if (flood.has(rank) || rank === sender) return
    const node = crowd.members[rank]!
    if (!this.layout.isInRange(from, node)) return
    const pair = ((sender + 1) * crowd.members.length + rank) % 2 ** 30
    if (!this.host.hasHeard(packet, node, pair)) return
    flood.add(rank)
    if (!crowd.isRelay(rank)) return
    flood.pending++
    this.host.relay(packet, node, rank + 1)
  }

  /** Why a transmission of it was not heard by some: noise, if only once, or else other speakers. */
  spoiltByNoise(packet: number): void {
    this.of(packet).noise = true
  }

  spoiltByOthers(packet: number): void {
    this.of(packet).collision = true
  }

  reasonOf(packet: number): LossReason {
    const { noise, collision } = this.of(packet)
    if (noise) return 'noise'
    // Where nothing was spoilt, those who should have sent it on or heard it were down.
    return collision || this.parents === undefined ? 'collision' : 'node down'
  }

  /** How many have it by now, and how many hops the last ones that sent it are from the gateway. */
  reached(packet: number): number {
    return this.of(packet).count
  }

  deepest(packet: number): number {
    return this.of(packet).deepest
  }

  /** All transmissions are over: who has not got it is kept for `missedBy`. */
  end(packet: number, source: number, serial: number, number: number): void {
    const flood = this.of(packet)
    const { crowd } = flood
    if (this.parents !== undefined) {
      const messages = this.reachedBy.get(source) ?? new Map<number, Reached[]>()
      this.reachedBy.set(source, messages)
      const nodes = new Set(crowd.members.filter((_, rank) => flood.has(rank)))
      messages.set(serial, [...(messages.get(serial) ?? []), { number, nodes, reason: this.reasonOf(packet) }])
    } else if (flood.count > 0 && flood.count < crowd.members.length) {
      const messages = this.missed.get(source) ?? new Map<number, Missed[]>()
      this.missed.set(source, messages)
      const nodes = crowd.members.filter((_, rank) => !flood.has(rank))
      messages.set(serial, [...(messages.get(serial) ?? []), { number, nodes, reason: this.reasonOf(packet) }])
    }
    this.spare.push(this.floodOf[packet]!)
  }

  missedBy(node: number, source: number, serial: number, number: number): boolean {
    if (this.layout.hop[node] === UNCOVERED) return true
    if (this.parents !== undefined) {
      const reached = this.reachedBy.get(source)?.get(serial)
      return !(reached?.some((one) => one.number === number && one.nodes.has(node)) ?? false)
    }
    const packets = this.missed.get(source)?.get(serial)
    return packets?.some((one) => one.number === number && one.nodes.includes(node)) ?? false
  }

  /** Of all that missed it in one flood it is one reason: each heard several speakers, or none, for a reason of its own. */
  whyMissed(node: number, source: number, serial: number, number: number): LossReason {
    if (this.layout.hop[node] === UNCOVERED) return 'out of range'
    if (this.parents !== undefined) {
      const reached = this.reachedBy.get(source)?.get(serial)
      return reached?.find((one) => one.number === number)?.reason ?? 'node down'
    }
    const packets = this.missed.get(source)?.get(serial)
    return packets?.find((one) => one.number === number)?.reason ?? 'noise'
  }

  /** Nobody will ask about a message any more. */
  forget(source: number, serial: number): void {
    this.missed.get(source)?.delete(serial)
    this.reachedBy.get(source)?.delete(serial)
  }

  private of(packet: number): Flood {
    return this.floods[this.floodOf[packet]!]!
  }

  private crowdOf(gateway: number): Crowd {
    const changes = this.parents?.changes ?? 0
    let crowd = this.crowds.get(gateway)
    if (crowd?.changes !== changes) {
      crowd = new Crowd(gateway, Int32Array.from(this.membersOf(gateway)).sort(), this.layout, changes)
      this.crowds.set(gateway, crowd)
    }
    return crowd
  }

  private membersOf(gateway: number): number[] {
    if (this.parents !== undefined) return this.parents.behind(gateway)
    const members: number[] = []
    this.membership.membersOf(gateway, (node) => {
      if (this.layout.hop[node] !== UNCOVERED) members.push(node)
    })
    return members
  }

  private widen(packet: number): void {
    const wide = new Int32Array(Math.max(1024, 2 * packet))
    wide.set(this.floodOf)
    this.floodOf = wide
  }
}

interface Missed {
  number: number
  nodes: Int32Array
  reason: LossReason
}

interface Reached {
  number: number
  nodes: ReadonlySet<number>
  /** Why the others have not got it. */
  reason: LossReason
}

/** The devices behind one gateway that it reaches, by their rank among them. */
class Crowd {
  private readonly cells: Cells
  private readonly relays: Uint8Array
  /** By rank, with one more for the gateway: the first of those whose parent it is, and the next with the same parent. */
  private readonly firstChild: Int32Array
  private readonly nextChild: Int32Array

  constructor(
    private readonly gateway: number,
    readonly members: Int32Array,
    private readonly layout: MeshLayout,
    /** How often parents had changed when it was made. */
    readonly changes: number,
  ) {
    const { x, y, parent } = layout
    const at = (of: Float32Array) => Float32Array.from(members, (node) => of[node]!)
    const [xs, ys] = [at(x), at(y)]
    this.cells = new Cells(xs, ys)
    const [left, top] = [x[gateway]!, y[gateway]!]
    const half = members.reduce((most, _, i) => Math.max(most, Math.abs(xs[i]! - left), Math.abs(ys[i]! - top)), 1)
    this.cells.start(half, Math.min(1, layout.longest), left, top)
    this.relays = new Uint8Array(members.length)
    this.firstChild = new Int32Array(members.length + 1).fill(-1)
    this.nextChild = new Int32Array(members.length).fill(-1)
    // Backwards, so that the lists are in order.
    for (let rank = members.length - 1; rank >= 0; rank--) {
      this.cells.put(rank)
      const above = this.rankOf(parent[members[rank]!]!)
      if (above >= 0) this.relays[above] = 1
      this.nextChild[rank] = this.firstChild[above + 1]!
      this.firstChild[above + 1] = rank
    }
  }

  isRelay(rank: number): boolean {
    return this.relays[rank] === 1
  }

  /** -1 for the gateway. */
  rankOf(node: number): number {
    if (node === this.gateway) return -1
    const { members } = this
    let [low, high] = [0, members.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (members[middle]! < node) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Visits all that may be in range of a node, some of them twice: those around it, and those that send to it, however far off they are. */
  near(node: number, visit: (rank: number) => void): void {
    const { x, y, longest } = this.layout
    this.cells.near(x[node]!, y[node]!, longest, visit)
    for (let rank = this.firstChild[this.rankOf(node) + 1]!; rank >= 0; rank = this.nextChild[rank]!) visit(rank)
  }
}

/** One packet on its way to all behind a gateway. */
class Flood {
  crowd!: Crowd
  pending = 0
  count = 0
  deepest = 0
  noise = false
  collision = false
  private got = new Uint32Array(0)

  start(crowd: Crowd): void {
    this.crowd = crowd
    this.pending = 1
    this.count = 0
    this.deepest = 0
    this.noise = false
    this.collision = false
    const words = (crowd.members.length + 31) >> 5
    if (this.got.length < words) this.got = new Uint32Array(words)
    this.got.fill(0)
  }

  has(rank: number): boolean {
    return (this.got[rank >> 5]! & (1 << (rank & 31))) !== 0
  }

  add(rank: number): void {
    this.got[rank >> 5]! |= 1 << (rank & 31)
    this.count++
  }
}
