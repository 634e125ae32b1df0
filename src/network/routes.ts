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
  /** By route: its first step, and the station of its origin. */
  readonly first: number[] = []
  readonly origin: number[] = []
  readonly originNode = new Places()

  add(route: Route): number {
    const before = this.station.length
    this.first.push(this.addHops(route.hops, before))
    if (this.station.length - before > 64) throw new Error('a route has at most 64 hops')
    this.origin.push(route.station)
    this.originNode.add(route.node)
    return this.first.length - 1
  }

  private addHops(hops: readonly RouteHop[], before: number): number {
    let sibling = -1
    // Backwards, so that the first hop of the list comes first in the chain of siblings.
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = hops[i]!
      if (hop.addressee > 30) throw new Error('a message has at most 31 addressees')
      const child = this.addHops(hop.hops, before)
      let beyond = hop.addressee < 0 ? 0 : 1 << hop.addressee
      for (let step = child; step >= 0; step = this.sibling[step]!) beyond |= this.beyond[step]!
      const step = this.station.push(hop.station) - 1
      this.link.add(hop.link)
      this.domain.add(hop.domain)
      this.endpoint.add(hop.endpoint)
      this.node.add(hop.node)
      this.addressee.push(hop.addressee)
      this.child.push(child)
      this.sibling.push(sibling)
      this.beyond.push(beyond)
      this.from.push(hop.from)
      this.to.push(hop.to)
      this.hop.push(step - before)
      sibling = step
    }
    return sibling
  }
}

/** Places in columns. */
export class Places {
  private readonly by: number[] = []
  private readonly first: number[] = []
  private readonly base: number[] = []
  private readonly times: number[] = []
  private readonly over: number[] = []

  add({ by, first, base, times, over }: Place): void {
    this.by.push(by === 'one' ? 0 : by === 'tree' ? 1 : 2)
    this.first.push(first)
    this.base.push(base)
    this.times.push(times)
    this.over.push(over)
  }

  isOne(place: number): boolean {
    return this.by[place] === 0
  }

  firstOf(place: number): number {
    return this.first[place]!
  }

  at(place: number, tree: number, device: number): number {
    const by = this.by[place]!
    const first = this.first[place]!
    if (by === 0) return first
    // A sending to all is of no device.
    if (by === 2 && device < 0) return EVERYONE
    const x = (by === 1 ? tree : device) - this.base[place]!
    const [times, over] = [this.times[place]!, this.over[place]!]
    return first + (times === over ? x : Math.floor((x * times) / over))
  }
}
