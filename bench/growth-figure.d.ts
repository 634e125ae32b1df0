import type { Growth, GrowthRow } from './growth-fit.js'

export declare function figureOf(
  works: readonly {
    work: string
    deployment: string
    rows: readonly (GrowthRow & { failed?: string })[]
    growth: Growth
  }[],
): Promise<string>
