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
  private readonly share: number
  private readonly hash: number

  constructor(
    private readonly layout: Layout,
    emission: Emission,
    private readonly seed: number,
  ) {
    const [term] = emission.terms
    this.classes = emission.classes
    this.share = term!.devices > 0 ? term!.takeIn / term!.devices : 0
    this.hash = hashName(`takes in ${term!.population}`)
    let count = 0
    this.all(() => count++)
    this.count = count
  }

  all(visit: (device: number, tree: number) => void): void {
    for (const of of this.classes) this.range(of, 0, of.count, visit)
  }

  onTree(tree: number, visit: (device: number, tree: number) => void): void {
    for (const of of this.classes) {
      const { from, count } = this.layout.membersOn(tree, of)
      this.range(of, from, count, visit)
    }
  }

  countOnTree(tree: number): number {
    let count = 0
    this.onTree(tree, () => count++)
    return count
  }

  /** The trees with any of them. */
  trees(visit: (tree: number) => void): void {
    const { first, count } = this.classes[0]!.homes?.trees ?? this.classes[0]!.trees
    for (let tree = first; tree < first + count; tree++) if (this.countOnTree(tree) > 0) visit(tree)
  }

  private range(of: DeviceClass, from: number, count: number, visit: (device: number, tree: number) => void): void {
    for (let member = from; member < from + count; member++) {
      const device = of.first + member
      if (this.share < 1 && keyed(this.seed, this.hash, device, 0, 0, DRAW_TAKES_IN) >= this.share) continue
      visit(device, this.layout.treeOfMember(of, member))
    }
  }
}
