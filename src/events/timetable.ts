import type { Simulation } from '../kernel/simulation.js'
import { PRIORITY_ARRIVAL } from '../network/order.js'

/** Many nodes to which something happens, each at a time of its own. Of each lot that is added one event is pending, however many nodes it has. */
export class Timetable {
  private readonly lots: Lot[] = []
  private readonly free: number[] = []
  private readonly code: number

  constructor(
    private readonly simulation: Simulation,
    name: string,
    private readonly happen: (node: number, time: number) => void,
  ) {
    this.code = simulation.handler(name, (lot) => this.due(lot))
  }

  /** Times are whole microseconds, now or later. */
  add(nodes: Int32Array, times: Float64Array): void {
    if (nodes.length === 0) return
    const order = Int32Array.from(nodes.keys()).sort((a, b) => times[a]! - times[b]! || nodes[a]! - nodes[b]!)
    const lot = { nodes: order.map((i) => nodes[i]!), times: Float64Array.from(order, (i) => times[i]!), next: 0 }
    const at = this.free.pop() ?? this.lots.length
    this.lots[at] = lot
    this.expect(at)
  }

  private due(at: number): void {
    const lot = this.lots[at]!
    const { now } = this.simulation
    while (lot.next < lot.nodes.length && lot.times[lot.next]! <= now) {
      const i = lot.next++
      this.happen(lot.nodes[i]!, lot.times[i]!)
    }
    if (lot.next < lot.nodes.length) this.expect(at)
    else {
      this.lots[at] = NONE
      this.free.push(at)
    }
  }

  private expect(at: number): void {
    const lot = this.lots[at]!
    const time = lot.times[lot.next]!
    if (time < Infinity) this.simulation.at(time, PRIORITY_ARRIVAL, at, this.code, at)
  }
}

interface Lot {
  nodes: Int32Array
  times: Float64Array
  next: number
}

const NONE: Lot = { nodes: new Int32Array(0), times: new Float64Array(0), next: 0 }
