import type { Membership } from '../network/medium.js'
import type { TreeKind } from './device-kinds.js'
import type { DeviceClass, Layout } from './layout.js'
import type { NetworkName } from './networks.js'

/** What stands in front of the devices of a network, each with a channel of its own. */
const HEADS: Partial<Record<NetworkName, readonly TreeKind[]>> = {
  nan: ['dap'],
  fan: ['fan-gateway.field', 'fan-gateway.substation'],
  substation: ['substation'],
}

/** What speaks on the network of the tree that it hangs on, or relays there, whether or not a payload asks it to. */
const SPEAKS_ON_ITS_TREE = /^(electric|gas|water|feeder)\.|^esi\.utility$/

/** Who is on the channels of a network: by number the devices, then the trees' heads, then the one of which there is only one. */
export function membershipOf(layout: Layout, network: NetworkName): Membership {
  const kinds = HEADS[network] ?? []
  const classes = layout.classes.filter(
    (one) => one.count > 0 && kinds.includes(one.trees.kind) && SPEAKS_ON_ITS_TREE.test(one.name),
  )
  const isOn = (one: DeviceClass, tree: number) => one.trees.first <= tree && tree < one.trees.first + one.trees.count
  return {
    nodes: layout.devices + layout.treeCount + 1,
    firstOf: (node) => {
      if (node < layout.devices) return layout.classOf(node).first
      const tree = node - layout.devices
      const kind = layout.trees.find(({ first, count }) => tree >= first && tree < first + count)
      return layout.devices + (kind?.first ?? layout.treeCount)
    },
    membersOf: (domain, visit) => {
      const tree = domain - layout.devices
      for (const one of classes) {
        if (!isOn(one, tree)) continue
        const { from, count } = layout.membersOn(tree, one)
        for (let member = from; member < from + count; member++) visit(one.first + member)
      }
    },
  }
}
