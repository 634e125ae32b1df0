/** Which links have failed, and which others fill. A link is known by its network and the tree that it belongs to. */
export class LinkStates {
  /** By network and tree: for how many reasons its links are down; and the part of them that traffic takes which is not simulated. */
  private readonly reasons: Uint8Array
  private readonly taken: Float64Array
  private readonly networks: string[] = []

  constructor(private readonly trees: number) {
    this.reasons = new Uint8Array(MOST_NETWORKS * trees)
    this.taken = new Float64Array(MOST_NETWORKS * trees)
  }

  numberOf(network: string): number {
    const known = this.networks.indexOf(network)
    return known >= 0 ? known : this.networks.push(network) - 1
  }

  isDown(network: number, tree: number): boolean {
    return this.reasons[network * this.trees + tree]! > 0
  }

  /** How many times as long as alone a transmission takes beside the traffic that is not simulated. */
  slowdown(network: number, tree: number): number {
    return 1 / (1 - this.taken[network * this.trees + tree]!)
  }

  fall(network: number, tree: number): void {
    this.reasons[network * this.trees + tree]!++
  }

  rise(network: number, tree: number): void {
    this.reasons[network * this.trees + tree]!--
  }

  /** Others take so much of its capacity from now on. */
  fill(network: number, tree: number, share: number): void {
    this.taken[network * this.trees + tree] = share
  }
}

const MOST_NETWORKS = 16
