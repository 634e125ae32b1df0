import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
import { nodeOf, type NodeName } from '../deployment/nodes.js'
import { airtimeOn } from '../network/airtime.js'
import { Battery } from '../network/battery.js'
import { DutyCycle } from '../network/duty-cycle.js'
import { Gate } from '../network/gate.js'
import type { LinkGroup } from '../network/links.js'
import type { Network } from '../network/network.js'
import { Store } from '../network/store.js'
import { WakeUp } from '../network/wake-up.js'
import { lineage } from '../srs/actor.js'
import type { Hop } from '../srs/walk.js'

const NONE = -1

/** What keeps packets at nodes until they may leave (network/gate): what a node has of it, it has for all its links. */
export class NodeGates {
  /** By the nodes at both ends, the network and the direction. */
  private readonly gates = new Map<string, number>()
  private readonly wakeUps = new Map<NodeName, WakeUp | undefined>()
  private readonly batteries = new Map<NodeName, Battery | undefined>()
  private readonly duties = new Map<NodeName, DutyCycle | undefined>()
  private readonly stores = new Map<NodeName, Store | undefined>()

  constructor(
    private readonly deployment: Deployment,
    private readonly network: Network,
  ) {}

  /** The number of the gate before a link of a hop, or -1 where nothing keeps a packet. */
  between(hop: Hop, { network: name, direction }: LinkGroup): number {
    const { networks, nodes } = this.deployment.settings
    const [near, far] = [this.nameOf(hop.from), this.nameOf(hop.to)]
    const key = `${near} ${far} ${name} ${direction}`
    const known = this.gates.get(key)
    if (known !== undefined) return known
    const limit = nodes[near]['duty-cycle']
    const counts = limit !== undefined && (limit.networks as string[]).includes(name)
    const parts = {
      awake: this.wakeUpOf(near),
      listens: this.wakeUpOf(far),
      battery: once(this.batteries, near, () => this.batteryOf(near, hop.from)),
      duty: counts ? once(this.duties, near, () => new DutyCycle(this.nodesWith(hop.from), limit)) : undefined,
      store: once(this.stores, near, () => this.storeOf(near, hop.from)),
    }
    const isOpen = Object.values(parts).every((part) => part === undefined)
    const airtime = airtimeOn(networks[name as NetworkName], direction)
    const gate = isOpen ? NONE : this.network.addGate(new Gate({ ...parts, ...airtime }))
    this.gates.set(key, gate)
    return gate
  }

  private wakeUpOf(name: NodeName): WakeUp | undefined {
    const { nodes, seed } = this.deployment.settings
    const windows = nodes[name]['wake-up']
    return once(this.wakeUps, name, () => windows && new WakeUp(name, windows, seed))
  }

  private batteryOf(name: NodeName, actor: string): Battery | undefined {
    const limits = this.deployment.settings.nodes[name].battery
    return limits && new Battery(this.nodesWith(actor), limits, this.network.packets)
  }

  private storeOf(name: NodeName, actor: string): Store | undefined {
    const { store } = this.deployment.settings.nodes[name]
    return store && new Store(this.nodesWith(actor), store)
  }

  private nameOf(actor: string): NodeName {
    return nodeOf(lineage(this.deployment.catalogue.actors, actor))
  }

  /** So many numbers the nodes of an actor have. */
  private nodesWith(actor: string): number {
    const { catalogue, layout } = this.deployment
    const { kind } = catalogue.actor(actor)!
    return kind === 'single' ? 1 : kind === 'device' ? layout.devices : layout.treeCount
  }
}

function once<T>(made: Map<NodeName, T>, name: NodeName, make: () => T): T {
  if (!made.has(name)) made.set(name, make())
  return made.get(name) as T
}
