import type { Deployment } from '../deployment/deployment.js'
import type { Fault, FaultyNode } from '../deployment/faults.js'
import type { NetworkName } from '../deployment/networks.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { NODE_NAMES, type NodeName } from '../deployment/nodes.js'
import { Stream } from '../kernel/stream.js'
import type { Simulation } from '../kernel/simulation.js'
import type { LinkStates } from '../network/link-states.js'
import type { NodeStates } from '../network/node-states.js'
import { PRIORITY_ARRIVAL } from '../network/order.js'
import { NodeKinds } from './node-kinds.js'

/** What fails, or is repaired, at a moment. */
interface Change {
  at: number
  make: () => void
}

/** Nodes and links that fail and are repaired, and links that others fill: as the deployment scripts it, and at random. */
export class Failures {
  private readonly numbering: NodeNumbering
  private readonly changes: Change[] = []

  constructor(
    private readonly deployment: Deployment,
    simulation: Simulation,
    private readonly nodes: NodeStates,
    private readonly links: LinkStates,
    /** A node is repaired: it is up as soon as nothing else keeps it down. */
    private readonly repaired: (node: number) => void,
  ) {
    this.numbering = new NodeNumbering(deployment.layout)
    for (const fault of deployment.faults) this.script(fault)
    this.drawNodes()
    this.drawLinks()
    const inOrder = this.changes.sort((a, b) => a.at - b.at)
    let next = 0
    const code = simulation.handler('a fault or its end', () => {
      while (next < inOrder.length && inOrder[next]!.at <= simulation.now) inOrder[next++]!.make()
      if (next < inOrder.length) simulation.at(inOrder[next]!.at, PRIORITY_ARRIVAL, 0, code, 0)
    })
    if (inOrder.length > 0) simulation.at(inOrder[0]!.at, PRIORITY_ARRIVAL, 0, code, 0)
  }

  private script(fault: Fault): void {
    if (fault.what === 'node-down') this.breaks(this.numberOf(fault.node), fault.at, fault.until)
    else if (fault.what === 'link-down') this.cuts(fault.network, this.treesOf(fault.tree), fault.at, fault.until)
    else {
      const network = this.links.numberOf(fault.network)
      const fill = (share: number) => () => {
        for (const tree of this.treesOf(fault.tree)) this.links.fill(network, tree, share)
      }
      this.changes.push({ at: fault.at, make: fill(fault.share) }, { at: fault.until, make: fill(0) })
    }
  }

  /** Each node of a kind fails by itself, whatever the others do: exponential times, of a stream of its own. */
  private drawNodes(): void {
    const { settings, layout } = this.deployment
    const kinds = new NodeKinds(this.deployment)
    const known = settings.faults.nodes as Partial<Record<NodeName, { mtbf: number; mttr: number }>>
    if (Object.keys(known).length === 0) return
    const draw = (node: number) => {
      const times = known[kinds.of(node)]
      if (times) this.drawTimes(`failures of node ${node}`, times, (at, until) => this.breaks(node, at, until))
    }
    for (const { name, first, count } of layout.classes)
      if (!HEADS.test(name)) for (let node = first; node < first + count; node++) draw(node)
    for (const { kind, first, count } of layout.trees)
      if (kind !== 'none') for (let tree = first; tree < first + count; tree++) draw(this.numbering.head(tree))
    for (const name of NODE_NAMES) if (!MANY.has(name)) draw(this.numbering.single(name))
  }

  private drawLinks(): void {
    const { settings } = this.deployment
    for (const [network, times] of Object.entries(settings.faults.links))
      for (const tree of times === undefined ? [] : this.treesOf(undefined))
        this.drawTimes(`failures of ${network} ${tree}`, times!, (at, until) =>
          this.cuts(network as NetworkName, [tree], at, until),
        )
  }

  private drawTimes(
    name: string,
    { mtbf, mttr }: { mtbf: number; mttr: number },
    fails: (at: number, until: number) => void,
  ): void {
    const { settings, start, end } = this.deployment
    const stream = new Stream(settings.seed, name)
    for (let at = start + Math.ceil(stream.exponential(mtbf)); at < end;) {
      const until = at + Math.max(1, Math.ceil(stream.exponential(mttr)))
      fails(at, until)
      at = until + Math.ceil(stream.exponential(mtbf))
    }
  }

  private breaks(node: number, at: number, until: number): void {
    this.changes.push({ at, make: () => this.nodes.fall(node) })
    this.changes.push({ at: until, make: () => this.repaired(node) })
  }

  private cuts(network: NetworkName, trees: readonly number[], at: number, until: number): void {
    const number = this.links.numberOf(network)
    this.changes.push({ at, make: () => trees.forEach((tree) => this.links.fall(number, tree)) })
    this.changes.push({ at: until, make: () => trees.forEach((tree) => this.links.rise(number, tree)) })
  }

  private numberOf(node: FaultyNode): number {
    if ('name' in node) return this.numbering.single(node.name)
    return 'tree' in node ? this.numbering.head(node.tree) : node.device
  }

  private treesOf(tree: number | undefined): number[] {
    return tree !== undefined ? [tree] : Array.from({ length: this.deployment.layout.treeCount }, (_, i) => i)
  }
}

const HEADS = /^(dap|fan-gateway|substation|customer)/

/** The keys of `nodes` that speak of devices or heads of trees; of each other there is one node. */
const MANY: ReadonlySet<NodeName> = new Set([
  'meter',
  'gas-meter',
  'water-meter',
  'dap',
  'fan-gateway',
  'substation-controller',
  'rtu',
  'feeder-device',
  'esi',
  'han-device',
  'browser',
])
