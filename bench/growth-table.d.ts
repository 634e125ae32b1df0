import type { Growth, GrowthRow } from './growth-fit.js'

export declare function tableOf(work: {
  deployment: string
  hours: number
  rows: readonly (GrowthRow & { runs: readonly unknown[]; failed?: string })[]
  growth: Growth
}): string[]
