import type { LinkBook } from './link-book.js'
import type { Links } from './links.js'
import type { LossReason, Medium } from './medium.js'
import type { Routes } from './routes.js'

/** Of messages for all on a tree: which of its devices have not got them, and why. */
export class WhoMissed {
  constructor(
    private readonly routes: Routes,
    private readonly links: Links,
    private readonly media: readonly Medium[],
    private readonly book: LinkBook,
  ) {}

  /**
   * Of a message for all on a tree, of so many packets, that has come to the end of its route: the step on which a device missed a part
   * of it, or -1.
   */
  stepOf(route: number, tree: number, device: number, source: number, serial: number, count: number): number {
    const { routes } = this
    for (let step = routes.first[route]!; step >= 0; step = routes.child[step]!) {
      if (this.isOut(step, tree, device)) return step
      const medium = this.mediumAt(step, tree, device)
      if (medium.missedBy === undefined) continue
      const node = routes.endpoint.at(step, tree, device)
      for (let number = 0; number < count; number++) if (medium.missedBy(node, source, serial, number)) return step
    }
    return -1
  }

  /** Why a device missed a part of such a message on a step. */
  why(step: number, tree: number, device: number, source: number, serial: number, count: number): LossReason {
    const { routes } = this
    if (this.isOut(step, tree, device)) return 'node down'
    const medium = this.mediumAt(step, tree, device)
    const node = routes.endpoint.at(step, tree, device)
    for (let number = 0; number < count; number++)
      if (medium.missedBy!(node, source, serial, number))
        return medium.whyMissed?.(node, source, serial, number) ?? 'noise'
    return 'noise'
  }

  /** Nobody will ask any more who missed a message. */
  forget(route: number, tree: number, source: number, serial: number): void {
    const { routes } = this
    for (let step = routes.first[route]!; step >= 0; step = routes.child[step]!) {
      this.mediumAt(step, tree, -1).forget?.(source, serial)
    }
  }

  /** Whether the device at the far end of a step is down, or has not joined its network. */
  private isOut(step: number, tree: number, device: number): boolean {
    const { faults } = this.book
    return faults !== undefined && !faults.nodes.isIn(this.routes.farEnd.at(step, tree, device))
  }

  private mediumAt(step: number, tree: number, device: number): Medium {
    return this.media[this.links.mediumOf(this.routes.link.at(step, tree, device))]!
  }
}
