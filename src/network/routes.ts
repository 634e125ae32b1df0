import { EVERYONE } from './medium.js'

/**
 * Which of several equal links or nodes: `first + floor((x - base) × times ÷ over)`, with x the number of the packet's tree
 * or device; `first` where there is one for all.
 */
export interface Place {
  by: 'one' | 'tree' | 'device'
  first: number
  base: number
  times: number
  over: number
  /** By x - base, what is added to `first` instead: where no formula says which one it is. */
  table?: Int32Array | undefined
}

/** The one, where there is one for all. */
export const oneForAll = (first = 0): Place => ({ by: 'one', first, base: 0, times: 1, over: 1 })

/** One hop of a route as it is built: one of a family of links, and who receives at its far end. */
export interface RouteHop {
  link: Place
  /** The domain that it belongs to on a shared medium, and the node at its outer end (`Medium`). */
  domain: Place
  endpoint: Place
  /** The station at the far end that serves packets one by one, or -1 where processing is a mere delay; and its node. */
  station: number
  node: Place
  /** What may keep a packet at the near end (the number of a gate, -1: nothing), and which node that is. */
  gate?: number
  near?: Place
  /** The nodes at both ends, by the numbers of `NodeStates`, where something can fail. */
  ends?: { near: Place; far: Place }
  /** Which addressee (0…30) consumes the message at the far end, or -1. */
  addressee: number
  /** What the far and the near end are called, for the place of a loss. */
  from: string
  to: string
  hops: RouteHop[]
}

/** A route as it is asked for: where it starts, and the hops that leave from there. */
export interface Route {
  station: number
  node: Place
  hops: RouteHop[]
}

/**
 * All routes of a simulation, flattened: a packet carries the number of the step that it is on. A route is a tree:
 * a message is copied only where the paths to its destinations part (design 4).
 */
export class Routes {
  readonly link = new Places()
  readonly domain = new Places()
  readonly endpoint = new Places()
  readonly station: number[] = []
  readonly node = new Places()
  readonly gate: number[] = []
  readonly near = new Places()
  readonly nearEnd = new Places()
  readonly farEnd = new Places()
  readonly addressee: number[] = []
  /** The first step that leaves from the far end of this one, and the next that leaves from its near end; -1: none. */
  readonly child: number[] = []
  readonly sibling: number[] = []
  /** The addressees at or beyond the far end of this step, as bits: those who miss out when it fails. */
  readonly beyond: number[] = []
  readonly from: string[] = []
  readonly to: string[] = []
  /** The number of this step within its own route (0…63): it does not change when another route is added. */
  readonly hop: number[] = []
  /** How many steps lie before it on its route: the leg of a way that it is, from 0. And how many legs the longest way has. */
  readonly depth: number[] = []
  longest = 0
  /** By route: its first step, and the station of its origin. */
  readonly first: number[] = []
  readonly origin: number[] = []
  readonly originNode = new Places()

  add(route: Route): number {
    const before = this.station.length
    this.first.push(this.addHops(route.hops, before, 0))
    if (this.station.length - before > 64) throw new Error('a route has at most 64 hops')
    this.origin.push(route.station)
    this.originNode.add(route.node)
    return this.first.length - 1
  }

  /** The step of a line between the same two as another step of whatever route, in whichever direction; its first where there is none. */
  alike(route: number, step: number): number {
    const [from, to] = [this.from[step]!, this.to[step]!]
    for (let at = this.first[route]!; at >= 0; at = this.child[at]!) {
      const [near, far] = [this.from[at]!, this.to[at]!]
      if ((near === from && far === to) || (near === to && far === from)) return at
    }
    return this.first[route]!
  }

  private addHops(hops: readonly RouteHop[], before: number, depth: number): number {
    let sibling = -1
    if (hops.length > 0 && depth >= this.longest) this.longest = depth + 1
    // Backwards, so that the first hop of the list comes first in the chain of siblings.
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = hops[i]!
      if (hop.addressee > 30) throw new Error('a message has at most 31 addressees')
      const child = this.addHops(hop.hops, before, depth + 1)
      let beyond = hop.addressee < 0 ? 0 : 1 << hop.addressee
      for (let step = child; step >= 0; step = this.sibling[step]!) beyond |= this.beyond[step]!
      const step = this.station.push(hop.station) - 1
      this.link.add(hop.link)
      this.domain.add(hop.domain)
      this.endpoint.add(hop.endpoint)
      this.node.add(hop.node)
      this.gate.push(hop.gate ?? -1)
      this.near.add(hop.near ?? oneForAll())
      this.nearEnd.add(hop.ends?.near ?? oneForAll(NOBODY))
      this.farEnd.add(hop.ends?.far ?? oneForAll(NOBODY))
      this.addressee.push(hop.addressee)
      this.child.push(child)
      this.sibling.push(sibling)
      this.beyond.push(beyond)
      this.from.push(hop.from)
      this.to.push(hop.to)
      this.hop.push(step - before)
      this.depth.push(depth)
      sibling = step
    }
    return sibling
  }
}

/** A node that cannot fail. */
const NOBODY = -1

const BY_TREE = 1
const BY_DEVICE = 2
const BY_TABLE = 4

/** Places in columns. */
export class Places {
  private readonly by: number[] = []
  private readonly first: number[] = []
  private readonly base: number[] = []
  private readonly times: number[] = []
  private readonly over: number[] = []
  private readonly table: (Int32Array | undefined)[] = []

  add({ by, first, base, times, over, table }: Place): void {
    this.by.push((by === 'one' ? 0 : by === 'tree' ? BY_TREE : BY_DEVICE) | (table === undefined ? 0 : BY_TABLE))
    this.table.push(table)
    this.first.push(first)
    this.base.push(base)
    this.times.push(times)
    this.over.push(over)
  }

  isOne(place: number): boolean {
    return this.by[place] === 0
  }

  /** Each tree, or device, has one for itself. */
  isOneEach(place: number): boolean {
    const by = this.by[place]!
    return by !== 0 && by < BY_TABLE && this.times[place] === this.over[place]
  }

  isByTree(place: number): boolean {
    return (this.by[place]! & BY_TREE) !== 0
  }

  /** The same of two places means that they are the same, but for those of a table. */
  textOf(place: number): string {
    const { by, first, base, times, over, table } = this
    const of = [by[place], first[place], base[place], times[place], over[place]]
    return (table[place] === undefined ? of : [...of, place]).join(' ')
  }

  firstOf(place: number): number {
    return this.first[place]!
  }

  at(place: number, tree: number, device: number): number {
    const by = this.by[place]!
    const first = this.first[place]!
    if (by === 0) return first
    // A sending to all is of no device.
    if ((by & BY_DEVICE) !== 0 && device < 0) return EVERYONE
    const x = ((by & BY_TREE) !== 0 ? tree : device) - this.base[place]!
    if (by >= BY_TABLE) return first + this.table[place]![x]!
    const times = this.times[place]!
    const over = this.over[place]!
    return first + (times === over ? x : Math.floor((x * times) / over))
  }
}
