import { createHash } from 'node:crypto'
import type { PointFile } from './sweep-files.js'

/** Finds the varied paths to which nothing responds: points that differ in nothing but such a path came out the same. Point by point. */
export class StillPaths {
  private readonly open: Map<string, Path>

  constructor(paths: readonly string[]) {
    this.open = new Map(paths.map((path) => [path, { results: new Map(), compared: false }]))
  }

  add({ values, outcome }: PointFile): void {
    if (this.open.size === 0 || 'cannot' in outcome) return
    const result = digest({ ...outcome.result, deploymentHash: undefined })
    for (const [path, one] of this.open) {
      const others = digest(
        Object.entries(values)
          .filter(([name]) => name !== path)
          .sort(),
      )
      const before = one.results.get(others)
      if (before === undefined) one.results.set(others, result)
      else if (before === result) one.compared = true
      else this.open.delete(path)
    }
  }

  /** In their order; a path of which no two points could be compared is none of them. */
  paths(): string[] {
    return [...this.open].filter(([, { compared }]) => compared).map(([path]) => path)
  }
}

interface Path {
  /** By the values of the other paths. */
  results: Map<string, string>
  compared: boolean
}

function digest(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64')
}
