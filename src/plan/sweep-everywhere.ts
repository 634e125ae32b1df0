import type { PointResult } from './sweep-result.js'

/** Which requirements fail at every point: whatever is varied does not help them. */
export class Everywhere {
  /** undefined before the first point. */
  private failing: Set<string> | undefined
  private ran = 0

  /** undefined: it cannot be, and says nothing. */
  add(result: PointResult | undefined): void {
    if (result === undefined) return
    this.ran++
    // A point does not fail by what its budgets relax.
    const requirements = result.failed ? result.requirements : []
    const here = requirements.filter(({ verdict }) => verdict === 'fail').map(({ requirement }) => requirement)
    this.failing = new Set(this.failing ? here.filter((one) => this.failing!.has(one)) : here)
  }

  /** In the order of the catalogue. Of a single point it says nothing. */
  requirements(): string[] {
    return this.ran > 1 ? [...this.failing!] : []
  }
}
