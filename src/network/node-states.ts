/** Who wants to know when a node goes down, comes up, has found its way into its network again, or has lost it. */
export interface NodeListener {
  wentDown?(node: number): void
  cameUp?(node: number): void
  joined?(node: number): void
  strayed?(node: number): void
  /** It was starting, and does not any more. */
  stopped?(node: number): void
}

/**
 * Which nodes are up. Nodes are numbered as on every medium (`Membership`), and behind those the actors of which there is one each. There
 * is one of these only where something can fail: without it all nodes are up for good, and nobody asks.
 *
 * A node that has power again is *coming*: it starts, and what it has to send waits in it. One that is up may still be *outside* of
 * its network, and wait until it has joined that again.
 */
export class NodeStates {
  /** By node: for how many reasons it is down. */
  private readonly reasons: Uint8Array
  /** When it last went down. */
  private readonly fell: Float64Array
  private readonly coming: Uint8Array
  private readonly outside: Uint8Array
  private readonly listeners: NodeListener[] = []

  constructor(
    readonly count: number,
    private readonly clock: { readonly now: number },
  ) {
    this.reasons = new Uint8Array(count)
    this.fell = new Float64Array(count).fill(-Infinity)
    this.coming = new Uint8Array(count)
    this.outside = new Uint8Array(count)
  }

  listen(listener: NodeListener): void {
    this.listeners.push(listener)
  }

  /** Nobody in particular (a negative number) is always up. */
  isUp(node: number): boolean {
    return node < 0 || this.reasons[node] === 0
  }

  /** Whether it can speak and be spoken to: it is up, and has joined its network. */
  isIn(node: number): boolean {
    return node < 0 || (this.reasons[node] === 0 && this.outside[node] === 0)
  }

  /** Whether what it has to send waits for it: it is starting, or joining its network. */
  isOnItsWay(node: number): boolean {
    return node >= 0 && (this.reasons[node] === 0 ? this.outside[node] === 1 : this.coming[node] === 1)
  }

  /** Whether it is down, or has been since a moment: what it held then is gone. */
  hasFallenSince(node: number, time: number): boolean {
    return node >= 0 && (this.reasons[node]! > 0 || this.fell[node]! >= time)
  }

  /** When it last went down. */
  fellAt(node: number): number {
    return this.fell[node]!
  }

  /** One more reason keeps it down. */
  fall(node: number): void {
    this.coming[node] = 0
    if (this.reasons[node]!++ > 0) return
    this.fell[node] = this.clock.now
    for (const one of this.listeners) one.wentDown?.(node)
  }

  /** One reason less keeps it down; with the last one gone it is up. `mustJoin`: but outside of its network. */
  rise(node: number, mustJoin = false): void {
    if (this.reasons[node] === 0) throw new Error(`node ${node} is up already`)
    if (--this.reasons[node]! > 0) return
    this.coming[node] = 0
    this.outside[node] = mustJoin ? 1 : 0
    for (const one of this.listeners) one.cameUp?.(node)
    if (!mustJoin) for (const one of this.listeners) one.joined?.(node)
  }

  /** The last reason that keeps it down will be gone soon. */
  starts(node: number): void {
    this.coming[node] = 1
  }

  /** It was starting, and has lost its power again: what waited in it is gone. */
  startsNot(node: number): void {
    if (this.coming[node] === 0) return
    this.coming[node] = 0
    for (const one of this.listeners) one.stopped?.(node)
  }

  /** It has found its way into its network. */
  joins(node: number): void {
    if (this.outside[node] === 0) return
    this.outside[node] = 0
    for (const one of this.listeners) one.joined?.(node)
  }

  /** It has lost its way into its network. */
  strays(node: number): void {
    this.outside[node] = 1
    for (const one of this.listeners) one.strayed?.(node)
  }
}
