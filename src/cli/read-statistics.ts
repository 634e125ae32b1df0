import { Problems } from '../input/problems.js'
import { printShare } from '../input/share.js'
import { readShare } from '../input/units.js'
import { ONE_RUN, type Statistics } from '../run/statistics.js'
import { MOST_UNTIL_DECIDED, type StatisticsOptions } from './statistics-options.js'

/** More say nothing that fewer do not. */
const MOST_REPLICATIONS = 100_000
const MOST_WORKERS = 1024
/** Less is a guess, and more no run can give. */
const CONFIDENCES = [0.5, 0.9999] as const
const RESOLUTIONS = [1e-6, 0.5] as const

export function readStatistics(options: StatisticsOptions): Statistics & { workers: number | undefined } {
  const problems = new Problems()
  const whole = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
    if (text === undefined) return undefined
    const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN
    if (value >= least && value <= most) return value
    problems.add({ file: `--${name} ${text}` }, `expected a whole number from ${least} to ${most}, found "${text}"`)
    return undefined
  }
  const share = (name: string, text: string | undefined, [least, most]: readonly [number, number], such: string) => {
    if (text === undefined) return undefined
    const reading = readShare(text)
    if ('value' in reading && reading.value >= least && reading.value <= most) return reading.value
    const range = `from ${printShare(least)} to ${printShare(most)}`
    problems.add({ file: `--${name} ${text}` }, `expected a share ${range}, such as "${such}", found "${text}"`)
    return undefined
  }
  const untilDecided = options.untilDecided === true
  const replications = whole('replications', options.replications, 1, MOST_REPLICATIONS)
  const most = whole('max-replications', options.maxReplications, 1, MOST_REPLICATIONS)
  const resolution = share('resolution', options.resolution, RESOLUTIONS, '0.1%')
  const confidence = share('confidence', options.confidence, CONFIDENCES, '99%') ?? ONE_RUN.confidence
  const workers = whole('workers', options.workers, 1, MOST_WORKERS)
  const only = (name: string, text: string | undefined) => {
    if (text !== undefined && !untilDecided)
      problems.add({ file: `--${name} ${text}` }, 'says something with --until-decided only')
  }
  only('max-replications', options.maxReplications)
  only('resolution', options.resolution)
  if (untilDecided && options.replications !== undefined)
    problems.add(
      { file: `--replications ${options.replications}` },
      'expected either this or --until-decided',
      'with that one, --max-replications says how many there may be',
    )
  problems.throwIfAny()
  return {
    confidence,
    familywise: options.familywise === true,
    replications: untilDecided ? (most ?? MOST_UNTIL_DECIDED) : (replications ?? 1),
    untilDecided,
    resolution,
    workers,
  }
}
