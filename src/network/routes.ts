/** One hop of a route as it is built: a link for each tree of the network, and who receives at its far end. */
export interface RouteHop {
  /** The link of tree t is `link + stride * t`. */
  link: number
  stride: number
  /** The station at the far end that serves packets one by one (`Stations`), or -1 where processing is a mere delay. */
  station: number
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
  hops: RouteHop[]
}

/**
 * All routes of a simulation, flattened: a packet carries the number of the step that it is on. A route is a tree:
 * a message is copied only where the paths to its destinations part (design 4).
 */
export class Routes {
  readonly link: number[] = []
  readonly stride: number[] = []
  readonly station: number[] = []
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

  add(route: Route): number {
    const before = this.link.length
    this.first.push(this.addHops(route.hops, before))
    if (this.link.length - before > 64) throw new Error('a route has at most 64 hops')
    this.origin.push(route.station)
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
      const step = this.link.push(hop.link) - 1
      this.stride.push(hop.stride)
      this.station.push(hop.station)
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
