import {
  clusterInterval,
  clusterPValue,
  effectiveNumber,
  evenClusters,
  type ClusterSums,
} from '../stats/cluster-interval.js'
import { timesThatDecide } from '../stats/times-to-decide.js'
import type { DevicesHeld } from './device-shares.js'
import type { ShareResult } from './share-result.js'

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
  /** The interval of the share that met the bound; undefined where nothing counted. */
  interval: { low: number; high: number } | undefined
  bound: number
  /** The time by which it is judged: the latency bound or the window, in microseconds. */
  within: number
  /** Independent observations: clusters of messages, and how many independent messages they are worth. */
  clusters: number
  effective: number
  /** To how many clusters of one size those come. */
  even: number
  /** The least doubt at which a verdict is still a pass or a fail (of the side on which the share lies); 1 where nothing counted. */
  doubt: number
  /** The share device by device; undefined where devices are not told apart. */
  devices: DevicesHeld | undefined
}

/** Worst first: what a requirement of several windows takes (design 4). */
const WORST: readonly VerdictWord[] = ['fail', 'undecided', 'not exercised', 'pass']

export function worst(verdicts: readonly Verdict[]): Verdict {
  return [...verdicts].sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict))[0]!
}

export const CONFIDENCE = 0.95

/** How sure a verdict has to be. */
export interface Sureness {
  confidence: number
  /** Of how many runs the counts are. */
  runs: number
  /** How sure it has to be by itself to be sure enough among others, where that is asked. */
  needed?: number
}

export const ALONE: Sureness = { confidence: CONFIDENCE, runs: 1 }

/**
 * Holds a share against its bound: `pass` when the whole interval meets it, `fail` when none of it does. The interval is that of
 * clusters of messages that share their fate (stats/cluster-interval).
 */
export function decide(share: ShareResult, { confidence, runs, needed }: Sureness = ALONE): Verdict {
  const { bound } = share
  const { counted } = share.sums
  const base = baseOf(share)
  if (share.needs !== undefined)
    return { ...base, verdict: 'not exercised', reason: `the run is not longer than the window of ${share.needs}` }
  if (counted === 0) return { ...base, verdict: 'not exercised', reason: NOTHING + devicesInWords(share) }
  const known = leastSure(share, confidence)
  const { sums, interval } = known
  const meets = (value: number) => (bound.strict ? value > bound.share : value >= bound.share)
  if (meets(interval.low)) return found(share, 'pass', known)
  if (!meets(interval.high)) return found(share, 'fail', known)
  return found(share, 'undecided', known, wantsInWords(sums, bound.share, needed ?? confidence, runs))
}

/** A verdict that was found in whatever way. `because`: what else is to be said of it. */
export function found(share: ShareResult, verdict: VerdictWord, { sums, interval }: Known, because?: string): Verdict {
  const { bound, what } = share
  const { counted, good } = share.sums
  const limit = `${bound.strict ? 'must be above' : 'must be at least'} ${percent(bound.share)}`
  const shown = `${percent(good / counted, bound.share)} ${what}, ${limit}`
  const words = because === undefined ? shown : `${shown}; ${because}`
  return {
    ...baseOf(share),
    ...{ clusters: sums.clusters, effective: effectiveNumber(sums), even: evenClusters(sums), doubt: doubtOf(share) },
    ...{ interval, verdict, reason: words + devicesInWords(share) },
  }
}

/** Whether all that was seen of a share lies on one side of its bound, or the other. */
export function doubtOf({ sums, byDevice, bound }: ShareResult): number {
  const p = clusterPValue(sums, bound.share)
  return byDevice === undefined ? p : Math.max(p, clusterPValue(byDevice, bound.share))
}

function baseOf({ bound, sums, delivered, devices }: ShareResult) {
  const { counted, good, clusters } = sums
  return {
    ...{ counted, good, delivered, clusters, devices, bound: bound.share, within: bound.within },
    ...{ interval: undefined, effective: 0, even: 0, doubt: 1 },
  }
}

/** Of the two ways to group messages that share their luck, what both leave open; and the one that knows less. */
export function leastSure(share: ShareResult, confidence: number): Known {
  const of = (sums: ClusterSums) => ({ sums, interval: clusterInterval(sums, confidence) })
  const byHour = of(share.sums)
  if (share.byDevice === undefined) return byHour
  const own = of(share.byDevice)
  const width = ({ interval: { low, high } }: typeof own) => high - low
  const { sums } = width(own) > width(byHour) ? own : byHour
  const [low, high] = [
    Math.min(own.interval.low, byHour.interval.low),
    Math.max(own.interval.high, byHour.interval.high),
  ]
  return { sums, interval: { low, high } }
}

/** What is left open, and the clusters that it rests on. */
interface Known {
  sums: ClusterSums
  interval: Interval
}

export interface Interval {
  low: number
  high: number
}

/** What it rests on, and what would decide: so many runs like those (of a set of replications, each of them is one). */
export function wantsInWords(sums: ClusterSums, bound: number, confidence: number, runs: number): string {
  const { clusters, counted } = sums
  const has = `${clusters} cluster${clusters === 1 ? '' : 's'} of ${counted}`
  const times = timesThatDecide(sums, bound, confidence)
  if (!Number.isFinite(times)) return `${has}, no number would decide, the share is the bound`
  const such = Math.ceil(times * runs * (1 - 1e-5))
  const needed = Math.ceil(times * clusters * (1 - 1e-5))
  return `${has}, about ${needed} clusters would decide (${such} such runs)`
}

function devicesInWords({ owing }: ShareResult): string {
  if (owing === undefined || owing.missed === 0) return ''
  return `; ${percent(1 - owing.missed / owing.devices)} of the devices missed none`
}

const NOTHING = 'none was sent early enough for its bound to pass before the end of the run'

/** A share as people write it: enough digits that 99.95 % is not printed as 100 %, nor 97.996 % beside a bound of 98 % as that. */
export function percent(share: number, beside?: number): string {
  const text = (digits: number, of = share) => `${Number((of * 100).toFixed(digits))} %`
  let digits = share > 0.999 && share < 1 ? 4 : 2
  while (beside !== undefined && share !== beside && digits < MOST_DIGITS && text(digits) === text(digits, beside))
    digits++
  return text(digits)
}

const MOST_DIGITS = 10
