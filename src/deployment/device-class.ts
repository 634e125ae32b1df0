import type { DeviceKind, TreeKind } from './device-kinds.js'
import type { HeadLine, NodeLine } from './node-list.js'

/** Devices of one kind in one territory, e.g. `electric.residential`: numbered one after the other, in the order of their trees. */
export interface DeviceClass {
  name: DeviceKind
  /** The number of the kind (0…31): the same in each territory. */
  kind: number
  territory: number
  /** Device number of its first member; members follow without a gap. */
  first: number
  count: number
  /** Of its first member, among all of the kind in all territories, from 1. */
  number: number
  trees: Trees
  /** Where it is the class of a home's device: the interfaces that it hangs on, one a home. */
  homes: DeviceClass | undefined
  /** Where a list makes its trees unequal: by tree, its first member there, and how many there are at the end. */
  firstOn: Int32Array | undefined
  /** Where a list names them: by member, what it says. */
  lines: readonly NodeLine[] | undefined
}

/** Some of the members of a class: `count` of them from member `from` on. */
export interface MemberRange {
  class: DeviceClass
  from: number
  count: number
}

/** What devices hang on together, numbered through: DAPs, FAN gateways, substations, or nothing (one tree a district). */
export interface Trees {
  kind: TreeKind
  territory: number
  first: number
  count: number
  /** Of the first, among all of the kind in all territories, from 1. */
  number: number
  /** Where a list names them: by tree. */
  names: readonly string[] | undefined
  /** What their list says of each. */
  heads: readonly HeadLine[] | undefined
  /** Of FAN gateways, where their list says it: by tree, which of the territory's substations each stands in. */
  substations: Int32Array | undefined
}

/** The trees that the members are counted by: a home's devices stand where its interface does. */
export function treesUnder({ homes, trees }: DeviceClass): Trees {
  return homes?.trees ?? trees
}

/** The tree of a member: without a list every tree of a territory has the same mixture of classes. */
export function treeOfMember(of: DeviceClass, member: number): number {
  const { homes, trees, count, firstOn } = of
  if (firstOn !== undefined) return trees.first + lastNotAbove(firstOn, member)
  if (homes !== undefined && homes.count > 0) return treeOfMember(homes, Math.floor((member * homes.count) / count))
  return trees.first + Math.floor((member * trees.count) / count)
}

/** The first member in a part of its territory, or in a later one: one of so many districts, or of its trees themselves. */
export function firstMember({ count, trees, homes, firstOn }: DeviceClass, part: number, parts: number): number {
  if (firstOn !== undefined) return firstOn[Math.ceil((part * trees.count) / parts)]!
  if (homes !== undefined && homes.count > 0) return Math.ceil((firstMember(homes, part, parts) * count) / homes.count)
  const tree = Math.ceil((part * trees.count) / parts)
  return trees.count === 0 ? (part === 0 ? 0 : count) : Math.ceil((tree * count) / trees.count)
}

/** The members of a class on one tree: none where its members hang on others. */
export function membersOn(tree: number, of: DeviceClass): MemberRange {
  const { first, count } = treesUnder(of)
  if (tree < first || tree >= first + count) return { class: of, from: 0, count: 0 }
  const from = firstMember(of, tree - first, count)
  return { class: of, from, count: firstMember(of, tree - first + 1, count) - from }
}

/** The place of the last of some rising numbers that is not above a number: of several that are equal, the last. */
function lastNotAbove(rising: Int32Array, number: number): number {
  let [low, high] = [0, rising.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (rising[middle]! <= number) low = middle
    else high = middle
  }
  return low
}
