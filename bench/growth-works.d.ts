import type { GrowthRow } from './growth-fit.js'

export interface GrowthRun {
  failed?: string
  messages?: number
  events?: number
  links?: number
  wallS?: GrowthRow['wallS']
  peakBytes?: number
}

export declare const WORKS: Record<
  'meters' | 'city',
  { deployment: string; options: string[]; sets(meters: number): string[] }
>
export declare function grown(work: string, meters: number, hours: number): GrowthRun
export declare function rowOf(
  meters: number,
  runs: readonly GrowthRun[],
): GrowthRow & { runs: GrowthRun[]; failed?: string }
