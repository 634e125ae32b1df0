import { DELIVERED, OFFERED, type Links } from '../network/links.js'
import type { LoadByHour } from '../network/load-by-hour.js'
import { LOSS_REASONS, type LossReason } from '../network/medium.js'
import { addTo } from '../stats/columns.js'
import type { DeviceCounts, DevicesOverTime } from './devices-over-time.js'

/** What happened on the links of one network in one direction in one interval, and what it left. */
export interface TimelineLine {
  interval: number
  /** The network and direction (`LoadByHour`). */
  lane: number
  /** Packets that came before a link; less those that a node took back, to offer them again. */
  offered: number
  delivered: number
  /** By reason (`LOSS_REASONS`). */
  lost: readonly number[]
  bytesWire: number
  /** Packets that were before or on the links at the end of it. */
  backlog: number
  /** Packets that waited in nodes for one of the links: in a store, or until the node has joined its network. */
  stored: number
  /** Of the network, at the end of it; undefined where no devices hang on it. */
  devices: DeviceCounts | undefined
}

/**
 * What each network did in each direction, interval by interval: the course of a bad day. The books of the links are looked at at
 * the end of each interval, so that following them costs nothing a packet.
 */
export class Timeline {
  /** By interval and lane: packets offered, and packets delivered. */
  private readonly packets: Int32Array
  /** By lane: the same, all so far. */
  private readonly before: Float64Array
  private readonly now: Float64Array
  /** By interval and lane: packets that wait in nodes at its end. */
  private readonly stored: Int32Array
  /** By lane and reason: packets lost, by interval. Most of them never occur. */
  private readonly losses: (Int32Array | undefined)[]
  private interval = 0
  private events = 0

  constructor(
    private readonly clock: { readonly now: number; readonly executed: number },
    private readonly links: Links,
    private readonly load: LoadByHour,
    private readonly devices: DevicesOverTime,
    /** By lane: packets that wait in nodes now. */
    private readonly waiting: readonly (number | undefined)[] = [],
  ) {
    const lanes = load.lanes.length
    this.packets = new Int32Array(load.intervals.count * lanes * 2)
    this.stored = new Int32Array(load.intervals.count * lanes)
    this.before = new Float64Array(lanes * 2)
    this.now = new Float64Array(lanes * 2)
    this.losses = new Array<Int32Array | undefined>(lanes * LOSS_REASONS.length).fill(undefined)
  }

  /** The last moment of the present interval. */
  get until(): number {
    const { intervals, end } = this.load
    const last = this.interval >= intervals.count - 1 ? end : intervals.startOf(this.interval + 1) - 1
    // Whoever runs the simulation by himself for a while may be beyond it.
    return Math.max(last, this.clock.now)
  }

  get isWhole(): boolean {
    return this.interval >= this.load.intervals.count
  }

  /** The present interval is over: what has happened in it is what the books have more than at the end of the one before. */
  look(): void {
    const { packets, before, now, interval, clock } = this
    this.interval++
    this.waiting.forEach((many = 0, lane) => (this.stored[(interval * this.before.length) / 2 + lane] = many))
    if (clock.executed === this.events) return
    this.events = clock.executed
    this.addUp()
    const first = interval * now.length
    for (let i = 0; i < now.length; i++) packets[first + i] = now[i]! - before[i]!
    before.set(now)
  }

  lost(lane: number, reason: LossReason): void {
    const { intervals } = this.load
    const of = lane * LOSS_REASONS.length + LOSS_REASONS.indexOf(reason)
    const column = (this.losses[of] ??= new Int32Array(intervals.count))
    column[intervals.at(this.clock.now)]!++
  }

  /** All that was seen. */
  get counts(): TimelineCounts {
    return { packets: this.packets, losses: this.losses }
  }

  /** Adds what was seen elsewhere of the same lanes. */
  absorb({ packets, losses }: TimelineCounts): void {
    addTo(this.packets, packets)
    for (const i of this.losses.keys())
      if (losses[i] !== undefined) addTo((this.losses[i] ??= new Int32Array(losses[i].length)), losses[i])
  }

  /** Interval by interval, the lanes of which there is something to say: where nothing happens, and nothing is under way, there is no line. */
  *lines(): Generator<TimelineLine> {
    const { load, devices } = this
    const { lanes, intervals } = load
    const backlog = new Float64Array(lanes.length)
    const storedBefore = new Float64Array(lanes.length)
    const told = lanes.map(({ network }) => devices.all(network))
    const counts = new Map(lanes.map(({ network }) => [network, devices.atFirst(network)]))
    for (let interval = 0; interval < intervals.count; interval++) {
      for (const [network, before] of counts) counts.set(network, devices.after(network, interval, before))
      for (const [lane, { network }] of lanes.entries()) {
        const cell = (interval * lanes.length + lane) * 2
        const [offered, delivered] = [this.packets[cell]!, this.packets[cell + 1]!]
        const lost = LOSS_REASONS.map((_, reason) => this.losses[lane * LOSS_REASONS.length + reason]?.[interval] ?? 0)
        const allLost = lost.reduce((sum, one) => sum + one, 0)
        const bytesWire = load.bytesByInterval[lane]![interval]!
        const inside = backlog[lane]! + offered - delivered - allLost
        const [then, there] = [told[lane], counts.get(network)]
        const stored = this.stored[interval * lanes.length + lane]!
        const nothing = [offered, delivered, allLost, bytesWire, inside, stored].every((one) => one === 0)
        const isQuiet = nothing && storedBefore[lane] === 0
        if (isQuiet && there?.up === then?.up && there?.joined === then?.joined) continue
        backlog[lane] = inside
        storedBefore[lane] = stored
        told[lane] = there
        yield { interval, lane, offered, delivered, lost, bytesWire, backlog: inside, stored, devices: there }
      }
    }
  }

  private addUp(): void {
    const { now, links } = this
    now.fill(0)
    for (let link = 0; link < links.count; link++) {
      const at = links.laneOf(link) * 2
      now[at]! += links.get(link, OFFERED)
      now[at + 1]! += links.get(link, DELIVERED)
    }
  }
}

export interface TimelineCounts {
  packets: Int32Array
  losses: readonly (Int32Array | undefined)[]
}
