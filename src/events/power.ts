import type { Deployment } from '../deployment/deployment.js'
import type { ScriptedEvent } from '../deployment/events.js'
import { keyed } from '../kernel/keyed.js'
import type { Simulation } from '../kernel/simulation.js'
import type { NodeStates } from '../network/node-states.js'
import { DRAW_BACKUP, DRAW_START_UP, PRIORITY_ARRIVAL } from '../network/order.js'
import { NodeKinds } from './node-kinds.js'
import { nodesConcerned } from './power-places.js'
import { Timetable } from './timetable.js'

/** Backup and start-up of one node are between so many times their figure, evenly drawn for it alone: no two capacitors are alike. */
const LEAST = 0.8
const MOST = 1.2

/**
 * Outages: who has lost the mains goes on from its battery or capacitor until that is spent, and is down from then on; who has them
 * back starts, and comes up.
 */
export class Power {
  /** By node: how many outages it is in, whether it is down for that, and when what is planned for it happens (Infinity: nothing is). */
  private readonly outages: Uint8Array
  private readonly isDark: Uint8Array
  private readonly planned: Float64Array
  private readonly dying: Timetable
  private readonly rising: Timetable
  private readonly kinds: NodeKinds

  constructor(
    private readonly deployment: Deployment,
    private readonly simulation: Simulation,
    private readonly states: NodeStates,
    /** A node has started: it is up as soon as nothing else keeps it down. */
    private readonly started: (node: number) => void,
  ) {
    this.outages = new Uint8Array(states.count)
    this.isDark = new Uint8Array(states.count)
    this.planned = new Float64Array(states.count).fill(Infinity)
    this.kinds = new NodeKinds(deployment)
    this.dying = new Timetable(simulation, 'the end of a battery', (node, time) => this.die(node, time))
    this.rising = new Timetable(simulation, 'the start of a node', (node, time) => this.rise(node, time))
    const events = deployment.scripted.filter((one) => one.power !== undefined)
    const code = simulation.handler('an outage or its end', (i) => this.happen(events[i]!))
    events.forEach(({ at }, i) => simulation.at(at, PRIORITY_ARRIVAL, i, code, i))
  }

  private happen(event: ScriptedEvent): void {
    const { now } = this.simulation
    const lost = event.power === 'lost'
    const nodes = nodesConcerned(this.deployment, event).filter((node) =>
      lost ? this.outages[node]!++ === 0 : this.outages[node]! > 0 && --this.outages[node]! === 0,
    )
    if (lost) for (const node of nodes) if (this.isDark[node] === 1) this.staysDark(node)
    const concerned = lost
      ? nodes.filter((node) => this.isDark[node] === 0)
      : nodes.filter((node) => this.returns(node))
    const times = Float64Array.from(concerned, (node) => {
      const at = Math.ceil(now + (lost ? this.backupOf(node) : this.startUpOf(node)))
      this.planned[node] = at
      return at
    })
    ;(lost ? this.dying : this.rising).add(concerned, times)
  }

  /** The mains are back: who has not been down goes on as if nothing had been. */
  private returns(node: number): boolean {
    this.planned[node] = Infinity
    if (this.isDark[node] === 0) return false
    this.states.starts(node)
    return true
  }

  /** The mains are gone again while it was starting. */
  private staysDark(node: number): void {
    this.planned[node] = Infinity
    this.states.startsNot(node)
  }

  private die(node: number, time: number): void {
    if (this.planned[node] !== time) return
    this.planned[node] = Infinity
    this.isDark[node] = 1
    this.states.fall(node)
  }

  private rise(node: number, time: number): void {
    if (this.planned[node] !== time) return
    this.planned[node] = Infinity
    this.isDark[node] = 0
    this.started(node)
  }

  private backupOf(node: number): number {
    const { backup } = this.settingsOf(node)
    return backup === 'unlimited' ? Infinity : backup * this.spread(node, DRAW_BACKUP)
  }

  private startUpOf(node: number): number {
    return this.settingsOf(node)['start-up'] * this.spread(node, DRAW_START_UP)
  }

  private settingsOf(node: number) {
    return this.deployment.settings.nodes[this.kinds.of(node)]
  }

  private spread(node: number, purpose: number): number {
    return LEAST + (MOST - LEAST) * keyed(this.deployment.settings.seed, 0, node, 0, 0, purpose)
  }
}
