import type { Emission } from './emission.js'
import type { Expected } from './expected.js'

/** What an emission is owed to in the end: by what a clock or an event sends, how many of it one sending brings on the mean. */
export class ExpectedRoots {
  private readonly known = new Map<number, ReadonlyMap<Emission, number>>()

  constructor(private readonly expected: Expected) {}

  of(emission: Emission): ReadonlyMap<Emission, number> {
    const known = this.known.get(emission.index)
    if (known !== undefined) return known
    const roots = new Map<Emission, number>()
    // Stands in for what causes itself in a circle.
    this.known.set(emission.index, roots)
    if (emission.root) roots.set(emission, 1)
    else
      for (const { cause, each } of this.expected.causesOf(emission))
        for (const [root, times] of this.of(cause)) roots.set(root, (roots.get(root) ?? 0) + times * each)
    return roots
  }
}
