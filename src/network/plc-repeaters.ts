import { keyed } from '../kernel/keyed.js'
import type { Membership } from './medium.js'
import { DRAW_POSITION } from './order.js'

/**
 * Which nodes of a line repeat for which: a share of them is heard by the head of the line itself, others only by one of these, and so
 * on. Who is how far, and who repeats for whom, is drawn once for each node and stays so; only where nodes can fail may one take another
 * repeater of those that are as far from the head.
 */
export class Repeaters {
  /** By node: who it sends to on the way to the head (itself: not known yet), and how many transmissions away it is. */
  private readonly parent: Int32Array
  private readonly distance: Uint8Array
  /** By node: the first of those whose parent it is, and the next with the same parent; -1: none. */
  private readonly first: Int32Array
  private readonly next: Int32Array

  constructor(
    /** Shares of the nodes that are 1, 2, … transmissions away. */
    private readonly shares: readonly number[],
    private readonly seed: number,
    private readonly membership: Membership,
    nodes: number,
  ) {
    this.parent = new Int32Array(nodes).fill(-1)
    this.distance = new Uint8Array(nodes)
    this.first = new Int32Array(nodes).fill(-1)
    this.next = new Int32Array(nodes).fill(-1)
  }

  /** Draws who is where on the line of a head, once. */
  settle(head: number): void {
    if (this.parent[head] === head) return
    this.parent[head] = head
    const at: number[][] = this.shares.map(() => [])
    this.membership.membersOf(head, (node) => {
      if (node !== head) at[this.drawnDistance(node)]!.push(node)
    })
    // Where nobody is so far away, those beyond are that much nearer.
    let before = [head]
    let distance = 0
    for (const nodes of at.filter((one) => one.length > 0)) {
      distance++
      // Backwards, so that the lists are in order.
      for (const node of nodes.toReversed()) this.hang(node, before[this.drawnOf(node, before.length)]!, distance)
      before = nodes
    }
  }

  /** How many transmissions a node is from the head. One that is on no list of members is heard by the head itself. */
  distanceOf(node: number, head: number): number {
    if (this.distance[node] === 0 && node !== head) this.hang(node, head, 1)
    return this.distance[node]!
  }

  parentOf(node: number): number {
    return this.parent[node]!
  }

  /** Visits those whose parent a node is. */
  behind(node: number, visit: (node: number) => void): void {
    for (let one = this.first[node]!, after = -1; one >= 0; one = after) {
      // The visit may move it.
      after = this.next[one]!
      visit(one)
    }
  }

  /** The head of the line that a node is on; -1 where it is on none yet. */
  headOf(node: number): number {
    let at = node
    while (at >= 0 && this.parent[at] !== at) at = this.parent[at]!
    return at
  }

  /** From now on a node sends to another one, which is as far from the head as the one that it has sent to. */
  move(node: number, parent: number): void {
    const { next, first } = this
    const before = this.parent[node]!
    if (first[before] === node) first[before] = next[node]!
    else {
      let one = first[before]!
      while (next[one] !== node) one = next[one]!
      next[one] = next[node]!
    }
    this.hang(node, parent, this.distance[node]!)
  }

  /** Whether others hang on a node. */
  repeats(node: number): boolean {
    return this.first[node]! >= 0
  }

  private hang(node: number, parent: number, distance: number): void {
    this.parent[node] = parent
    this.distance[node] = distance
    this.next[node] = this.first[parent]!
    this.first[parent] = node
  }

  private drawnDistance(node: number): number {
    let left = keyed(this.seed, 0, node, 0, 0, DRAW_POSITION)
    const last = this.shares.length - 1
    for (let distance = 0; distance < last; distance++) {
      left -= this.shares[distance]!
      if (left < 0) return distance
    }
    return last
  }

  private drawnOf(node: number, count: number): number {
    return Math.floor(keyed(this.seed, 0, node, 0, 1, DRAW_POSITION) * count)
  }
}
