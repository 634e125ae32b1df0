import type { Layout } from '../deployment/layout.js'
import { keyed } from '../kernel/keyed.js'
import { DRAW_HOME } from '../network/order.js'

/** On which tree each device hangs now: its own, or that of a neighbour to which it has gone because its own head was gone. */
export class Homes {
  /** By device: the tree and one more; 0: its own. Made with the first move. */
  private moved: Int32Array | undefined
  /** By tree: who has gone to it. */
  private readonly guests = new Map<number, Set<number>>()

  constructor(
    private readonly layout: Layout,
    private readonly seed: number,
    /** The share of the devices that a second head is in reach of. */
    private readonly inReach: number,
  ) {}

  of(device: number, own = -1): number {
    const moved = this.moved?.[device] ?? 0
    if (moved > 0) return moved - 1
    return own >= 0 ? own : this.layout.treeOf(device)
  }

  /** Its own tree, whichever it hangs on now: by that it is counted. Of no device, the tree that is given. */
  ownOf(device: number, tree: number): number {
    return this.moved === undefined || device < 0 ? tree : this.layout.treeOf(device)
  }

  move(device: number, tree: number): void {
    this.moved ??= new Int32Array(this.layout.devices)
    this.guests.get(this.moved[device]! - 1)?.delete(device)
    this.moved[device] = tree + 1
    const there = this.guests.get(tree)
    if (there === undefined) this.guests.set(tree, new Set([device]))
    else there.add(device)
  }

  /** The nearest other tree of its kind that will do, where one is in reach at all; -1: none. Trees are numbered as they stand. */
  neighbourOf(device: number, willDo: (tree: number) => boolean): number {
    if (keyed(this.seed, 0, device, 0, 0, DRAW_HOME) >= this.inReach) return -1
    const own = this.layout.treeOf(device)
    const { first, count } = this.layout.treesWith(own)
    const last = first + count - 1
    for (const tree of [own - 1, own + 1, own]) if (tree >= first && tree <= last && willDo(tree)) return tree
    return -1
  }

  /** All devices that hang on a tree now. */
  visit(tree: number, each: (device: number) => void): void {
    for (const of of this.layout.classes) {
      const { from, count } = this.layout.membersOn(tree, of)
      for (let device = of.first + from; device < of.first + from + count; device++)
        if (this.of(device, tree) === tree) each(device)
    }
    // In the order of their numbers, whoever came first.
    for (const device of [...(this.guests.get(tree) ?? [])].sort((a, b) => a - b))
      if (this.layout.treeOf(device) !== tree) each(device)
  }
}
