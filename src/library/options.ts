import { readStatistics } from '../cli/read-statistics.js'
import type { Statistics } from '../run/statistics.js'
import type { StatisticsOptions } from './statistics.js'

/** As the command reads the same options, with the same errors. */
export function statisticsOf(options: StatisticsOptions): Statistics & { workers: number | undefined } {
  const { confidence, familywise, replications, untilDecided, maxReplications, resolution, workers } = options
  return readStatistics({
    ...(confidence !== undefined && { confidence: shareText(confidence) }),
    ...(familywise !== undefined && { familywise }),
    ...(replications !== undefined && { replications: String(replications) }),
    ...(untilDecided !== undefined && { untilDecided }),
    ...(maxReplications !== undefined && { maxReplications: String(maxReplications) }),
    ...(resolution !== undefined && { resolution: shareText(resolution) }),
    ...(workers !== undefined && { workers: String(workers) }),
  })
}

/** All of them, for those who refuse others. */
export const STATISTICS: Record<keyof StatisticsOptions, true> = {
  ...{ confidence: true, familywise: true, replications: true, untilDecided: true },
  ...{ maxReplications: true, resolution: true, workers: true },
}

/** `0.95` as a command takes it, in per cent: without the last digits that a multiplication leaves. */
export function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(12))}%`
}
