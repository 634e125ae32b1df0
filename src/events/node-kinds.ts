import type { Deployment } from '../deployment/deployment.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { NODE_NAMES, type NodeName } from '../deployment/nodes.js'

const OF_KINDS: readonly [RegExp, NodeName][] = [
  [/^electric\./, 'meter'],
  [/^gas\./, 'gas-meter'],
  [/^water\./, 'water-meter'],
  [/^dap$/, 'dap'],
  [/^esi\./, 'esi'],
  [/^han\./, 'han-device'],
  [/^fan-gateway\./, 'fan-gateway'],
  [/^feeder\./, 'feeder-device'],
  [/^substation$/, 'substation-controller'],
  [/^customer$/, 'browser'],
]

/** Under which key of `nodes` a node stands, by its number. */
export class NodeKinds {
  private readonly numbering: NodeNumbering
  private readonly byClass: NodeName[]

  constructor(private readonly deployment: Deployment) {
    this.numbering = new NodeNumbering(deployment.layout)
    this.byClass = deployment.layout.classes.map((one) => OF_KINDS.find(([form]) => form.test(one.name))![1])
  }

  of(node: number): NodeName {
    const { layout } = this.deployment
    if (node < layout.devices) return this.byClass[layout.classes.indexOf(layout.classOf(node))]!
    const tree = this.numbering.treeOf(node)
    if (tree < 0) return NODE_NAMES[node - this.numbering.single(NODE_NAMES[0]!)]!
    const { kind } = layout.trees.find(({ first, count }) => tree >= first && tree < first + count)!
    return kind === 'dap' ? 'dap' : kind.startsWith('fan-gateway') ? 'fan-gateway' : 'substation-controller'
  }
}
