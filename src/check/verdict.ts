import { clusterInterval, clusterSums, type ClusterSums } from '../stats/cluster-interval.js'
import { timesThatDecide } from '../stats/times-to-decide.js'

export type VerdictWord = 'pass' | 'fail' | 'undecided' | 'not exercised'

/** A requirement held against what happened. */
export interface Verdict {
  verdict: VerdictWord
  /** What it rests on, or what is missing, in words. */
  reason: string
  /** Payloads that count, those of them that met the bound, and those that arrived at all. */
  counted: number
  good: number
  delivered: number
  /** The 95 % interval of the share that met the bound; undefined where nothing counted. */
  interval: { low: number; high: number } | undefined
  bound: number
  /** The time by which it is judged: the latency bound or the window, in microseconds. */
  within: number
}

/** Worst first: what a requirement of several windows takes (design 4). */
const WORST: readonly VerdictWord[] = ['fail', 'undecided', 'not exercised', 'pass']

export function worst(verdicts: readonly Verdict[]): Verdict {
  return [...verdicts].sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict))[0]!
}

/** The share that must meet a time. */
export interface Bound {
  share: number
  strict: boolean
  within: number
}

/** What is counted for a share, cluster by cluster. */
export interface Counts {
  counted: Uint32Array
  good: Uint32Array
  delivered: number
}

/**
 * Holds a share against its bound: `pass` when the whole 95 % interval meets it, `fail` when none of it does. The
 * interval is that of clusters of messages that share their fate.
 */
export function decide(counts: Counts, bound: Bound, what: string, byDevice?: Omit<Counts, 'delivered'>): Verdict {
  const counted = sum(counts.counted)
  const good = sum(counts.good)
  const base = { counted, good, delivered: counts.delivered, bound: bound.share, within: bound.within }
  if (counted === 0) return { ...base, verdict: 'not exercised', reason: NOTHING, interval: undefined }
  const share = good / counted
  const { sums, interval } = leastSure(counts, byDevice)
  const meets = (value: number) => (bound.strict ? value > bound.share : value >= bound.share)
  const shown = `${percent(share)} ${what}`
  const limit = `${bound.strict ? 'must be above' : 'must be at least'} ${percent(bound.share)}`
  if (meets(interval.low)) return { ...base, interval, verdict: 'pass', reason: `${shown}, ${limit}` }
  if (!meets(interval.high)) return { ...base, interval, verdict: 'fail', reason: `${shown}, ${limit}` }
  const times = timesThatDecide(sums, bound.share)
  const has = `${sums.clusters} cluster${sums.clusters === 1 ? '' : 's'} of ${counted}`
  const wants = Number.isFinite(times)
    ? `about ${Math.ceil(times * sums.clusters * (1 - 1e-5))} clusters would decide (${Math.ceil(times * (1 - 1e-5))} such runs)`
    : 'no number would decide, the share is the bound'
  return { ...base, interval, verdict: 'undecided', reason: `${shown}, ${limit}; ${has}, ${wants}` }
}

/**
 * Payloads of one district and hour share their luck, and so do those of one device all the time (a lost read lengthens the
 * next): of the two ways to group them, the one that knows less holds.
 */
function leastSure(
  counts: Counts,
  byDevice?: Omit<Counts, 'delivered'>,
): { sums: ClusterSums; interval: { low: number; high: number } } {
  const of = ({ counted, good }: Omit<Counts, 'delivered'>) => {
    const sums = clusterSums(counted, good)
    return { sums, interval: clusterInterval(sums) }
  }
  const byHour = of(counts)
  if (byDevice === undefined) return byHour
  const own = of(byDevice)
  const width = ({ interval: { low, high } }: typeof own) => high - low
  return width(own) > width(byHour) ? own : byHour
}

const NOTHING = 'none was sent early enough for its bound to pass before the end of the run'

/** A verdict that the length of the run does not allow. */
export function tooShort(counts: Counts, bound: Bound, needs: string): Verdict {
  return {
    verdict: 'not exercised',
    reason: `the run is not longer than the window of ${needs}`,
    counted: sum(counts.counted),
    good: sum(counts.good),
    delivered: counts.delivered,
    interval: undefined,
    bound: bound.share,
    within: bound.within,
  }
}

/** A share as people write it: enough digits that 99.95 % is not printed as 100 %. */
export function percent(share: number): string {
  const digits = share > 0.999 && share < 1 ? 4 : 2
  return `${Number((share * 100).toFixed(digits))} %`
}

function sum(counts: Uint32Array): number {
  let total = 0
  for (const n of counts) total += n
  return total
}
