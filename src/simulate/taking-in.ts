import type { DeviceClass, Layout } from '../deployment/layout.js'
import { hashName, keyed } from '../kernel/keyed.js'
import type { Emission } from '../traffic/emission.js'

const DRAW_TAKES_IN = 13

/**
 * The devices that take in a sending to all of them: those of the emission's classes that are members of its population. Who
 * is a member is drawn once for each device and stays so.
 */
export class TakingIn {
  readonly count: number
  private readonly classes: readonly DeviceClass[]
  /** By device of each class, a bit each: the same devices are asked for at every sending. */
  private readonly members: readonly (Uint32Array | undefined)[]

  constructor(
    private readonly layout: Layout,
    emission: Emission,
    seed: number,
    /** Members by population and class: emissions to the same share them. */
    known: Map<string, Uint32Array>,
  ) {
    const [term] = emission.terms
    this.classes = emission.classes
    const share = term!.devices > 0 ? term!.takeIn / term!.devices : 0
    this.members = this.classes.map((of) => {
      if (share >= 1) return undefined
      const key = `${term!.population} ${of.name} ${of.territory}`
      const made = known.get(key) ?? drawn(of, share, seed, hashName(`takes in ${term!.population}`))
      known.set(key, made)
      return made
    })
    let count = 0
    this.all(() => count++)
    this.count = count
  }

  all(visit: (device: number, tree: number) => void): void {
    this.classes.forEach((of, i) => {
      const members = this.members[i]
      for (let member = 0; member < of.count; member++)
        if (members === undefined || isIn(members, member))
          visit(of.first + member, this.layout.treeOfMember(of, member))
    })
  }

  onTree(tree: number, visit: (device: number, tree: number) => void): void {
    this.classes.forEach((of, i) => {
      const { from, count } = this.layout.membersOn(tree, of)
      const members = this.members[i]
      for (let member = from; member < from + count; member++)
        if (members === undefined || isIn(members, member)) visit(of.first + member, tree)
    })
  }

  countOnTree(tree: number): number {
    let count = 0
    this.onTree(tree, () => count++)
    return count
  }

  /** The trees with any of them. */
  trees(visit: (tree: number) => void): void {
    const { first, count } = this.classes[0]!.homes?.trees ?? this.classes[0]!.trees
    for (let tree = first; tree < first + count; tree++) if (this.isAnyOn(tree)) visit(tree)
  }

  private isAnyOn(tree: number): boolean {
    return this.classes.some((of, i) => {
      const { from, count } = this.layout.membersOn(tree, of)
      const members = this.members[i]
      if (members === undefined) return count > 0
      for (let member = from; member < from + count; member++) if (isIn(members, member)) return true
      return false
    })
  }
}

function drawn(of: DeviceClass, share: number, seed: number, hash: number): Uint32Array {
  const members = new Uint32Array(Math.ceil(of.count / 32))
  for (let member = 0; member < of.count; member++)
    if (keyed(seed, hash, of.first + member, 0, 0, DRAW_TAKES_IN) < share) members[member >> 5]! |= 1 << (member & 31)
  return members
}

function isIn(members: Uint32Array, member: number): boolean {
  return (members[member >> 5]! & (1 << (member & 31))) !== 0
}
