import type { Deployment } from '../deployment/deployment.js'
import type { Fault, FaultyNode } from '../deployment/faults.js'
import type { NetworkName } from '../deployment/networks.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { SINGLE_NODES, type NodeName } from '../deployment/nodes.js'
import { InputError } from '../input/problems.js'
import { Stream } from '../kernel/stream.js'
import type { Simulation } from '../kernel/simulation.js'
import type { LinkStates } from '../network/link-states.js'
import type { NodeStates } from '../network/node-states.js'
import { PRIORITY_ARRIVAL } from '../network/order.js'
import { NodeKinds } from './node-kinds.js'

/** Failures that a run may have at random, of nodes or of links, at most: each is planned before it begins. */
const MOST = 1_000_000

const FALLS = 0
const IS_REPAIRED = 1
const IS_CUT = 2
const IS_MENDED = 3
const FILLS = 4

/** Nodes and links that fail and are repaired, and links that others fill: as the deployment scripts it, and at random. */
export class Failures {
  private readonly numbering: NodeNumbering
  // What changes, in columns: when, how, and what: a node, or a link by its network and tree; and the share that others take of it.
  private readonly at: number[] = []
  private readonly how: number[] = []
  private readonly of: number[] = []
  private readonly share: number[] = []
  private readonly inOrder: Int32Array
  private next = 0

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
    const { at, how } = this
    // What ends comes before what begins at the same moment, of the same node or link.
    this.inOrder = Int32Array.from(at.keys()).sort(
      (a, b) => at[a]! - at[b]! || ENDS_FIRST[how[a]!]! - ENDS_FIRST[how[b]!]! || a - b,
    )
    const code = simulation.handler('a fault or its end', () => {
      this.make(simulation.now)
      this.expect(simulation, code)
    })
    this.expect(simulation, code)
  }

  private expect(simulation: Simulation, code: number): void {
    if (this.next < this.inOrder.length) simulation.at(this.at[this.inOrder[this.next]!]!, PRIORITY_ARRIVAL, 0, code, 0)
  }

  private make(now: number): void {
    const { inOrder, at, how, of, links, deployment } = this
    while (this.next < inOrder.length && at[inOrder[this.next]!]! <= now) {
      const i = inOrder[this.next++]!
      const [what, trees] = [of[i]!, deployment.layout.treeCount]
      const [network, tree] = [Math.floor(what / trees), what % trees]
      if (how[i] === FALLS) this.nodes.fall(what)
      else if (how[i] === IS_REPAIRED) this.repaired(what)
      else if (how[i] === IS_CUT) links.fall(network, tree)
      else if (how[i] === IS_MENDED) links.rise(network, tree)
      else links.fill(network, tree, this.share[i]!)
    }
  }

  private script(fault: Fault): void {
    if (fault.what === 'node-down') {
      this.breaks(this.numberOf(fault.node), fault.at, fault.until)
      return
    }
    for (const tree of this.treesOf(fault.tree)) {
      const link = this.linkOf(fault.network, tree)
      if (fault.what === 'link-down') this.cuts(link, fault.at, fault.until)
      else {
        this.change(fault.at, FILLS, link, fault.share)
        this.change(fault.until, FILLS, link, 0)
      }
    }
  }

  /** Each node of a kind fails by itself, whatever the others do: exponential times, of a stream of its own. */
  private drawNodes(): void {
    const { settings, layout } = this.deployment
    const kinds = new NodeKinds(this.deployment)
    const known = settings.faults.nodes as Partial<Record<NodeName, MeanTimes>>
    if (Object.keys(known).length === 0) return
    const draw = (node: number) => {
      const name = kinds.of(node)
      const times = known[name]
      if (times)
        this.drawTimes(`failures of node ${node}`, times, ['nodes', name], (at, until) => this.breaks(node, at, until))
    }
    for (const { name, first, count } of layout.classes)
      if (!HEADS.test(name)) for (let node = first; node < first + count; node++) draw(node)
    for (const { kind, first, count } of layout.trees)
      if (kind !== 'none') for (let tree = first; tree < first + count; tree++) draw(this.numbering.head(tree))
    for (const name of SINGLE_NODES) draw(this.numbering.single(name))
  }

  private drawLinks(): void {
    for (const [network, times] of Object.entries(this.deployment.settings.faults.links)) {
      if (times === undefined) continue
      for (const tree of this.treesOf(undefined)) {
        const link = this.linkOf(network as NetworkName, tree)
        this.drawTimes(`failures of ${network} ${tree}`, times, ['links', network], (at, until) =>
          this.cuts(link, at, until),
        )
      }
    }
  }

  private drawTimes(
    name: string,
    { mtbf, mttr }: MeanTimes,
    key: readonly string[],
    fails: (at: number, until: number) => void,
  ): void {
    const { settings, start, end, source } = this.deployment
    const stream = new Stream(settings.seed, name)
    for (let at = start + Math.ceil(stream.exponential(mtbf)); at < end;) {
      const until = at + Math.max(1, Math.ceil(stream.exponential(mttr)))
      fails(at, until)
      if (this.at.length > 2 * MOST) {
        const position = source.position(['faults', ...key])
        throw InputError.of(
          position,
          `expected at most ${MOST} failures in a run: these would be more`,
          'a longer mtbf',
        )
      }
      at = until + Math.max(1, Math.ceil(stream.exponential(mtbf)))
    }
  }

  private breaks(node: number, at: number, until: number): void {
    this.change(at, FALLS, node)
    this.change(until, IS_REPAIRED, node)
  }

  private cuts(link: number, at: number, until: number): void {
    this.change(at, IS_CUT, link)
    this.change(until, IS_MENDED, link)
  }

  private change(at: number, how: number, of: number, share = 0): void {
    this.at.push(at)
    this.how.push(how)
    this.of.push(of)
    this.share.push(share)
  }

  private linkOf(network: NetworkName, tree: number): number {
    return this.links.numberOf(network) * this.deployment.layout.treeCount + tree
  }

  private numberOf(node: FaultyNode): number {
    if ('name' in node) return this.numbering.single(node.name)
    return 'tree' in node ? this.numbering.head(node.tree) : node.device
  }

  private treesOf(tree: number | undefined): number[] {
    return tree !== undefined ? [tree] : Array.from({ length: this.deployment.layout.treeCount }, (_, i) => i)
  }
}

interface MeanTimes {
  mtbf: number
  mttr: number
}

/** By how something changes: a share that is taken no more goes before one that is from then on, which the order of the script does. */
const ENDS_FIRST = [1, 0, 1, 0, 0]

const HEADS = /^(dap|fan-gateway|substation|customer)/
