import type { HowOftenFigures } from '../check/how-often.js'
import type { DevicesHeld } from '../check/device-shares.js'
import { verdictOf, type TallyResult } from '../check/tally-result.js'
import type { Verdict, VerdictWord } from '../check/verdict.js'
import type { Range } from '../srs/range.js'
import type { Requirement } from '../srs/requirement.js'
import type { Histogram } from '../stats/histogram.js'
import { quantileInterval } from '../stats/quantile-interval.js'
import type { CostliestLeg } from './costliest-leg.js'

/** One requirement after a run: what was counted, and the verdict. Times in seconds; undefined where a figure does not exist. */
export interface Outcome {
  requirement: Requirement
  sent: number
  delivered: number
  /** Of those that counted. */
  inTime: number
  lost: number
  open: number
  counted: number
  shareDelivered: number | undefined
  shareInTime: number | undefined
  low: number | undefined
  high: number | undefined
  boundReliability: number
  boundLatencyS: number
  latencyS: { p50: number; p90: number; p95: number; p99: number; mean: number; max: number } | undefined
  /** Where the quantiles lie, with the confidence of the verdict; Infinity where nothing says how long the longest are. */
  latencyWithinS: Record<'p50' | 'p90' | 'p95' | 'p99', Range> | undefined
  /** All of them, in microseconds. */
  latency: Histogram
  verdict: VerdictWord
  reason: string
  shareDevices: number | undefined
  gapLongestS: number | undefined
  /** Devices of which a payload counted; undefined where its payloads are of none. */
  devicesCounted: number | undefined
  /** Shares of those: whose own share in time is below the bound; that had a failure; and that would have, if it fell on all alike. */
  devicesBelowBound: number | undefined
  devicesFailing: number | undefined
  devicesFailingByChance: number | undefined
  /** Of a requirement that failed. */
  costliestLeg: CostliestLeg | undefined
  /** Lost messages by place and reason, most first. */
  losses: { place: string; messages: number }[]
  /** How Often in messages a day of all senders, beside the verdict above and no part of it; undefined also where nobody judged it. */
  howOftenStated: Range | undefined
  howOftenSimulated: number | undefined
  howOftenLow: number | undefined
  howOftenHigh: number | undefined
  howOftenVerdict: VerdictWord | undefined
  howOftenRatio: number | undefined
  /** Clusters of messages that share their luck, and how many independent messages those that counted are worth. */
  clusters: number
  effective: number
  /** The least doubt (1 - confidence) at which the share is still on its side of the bound; undefined where nothing counted. */
  doubt: number | undefined
}

/** `costliest`: finds the leg that a failure is owed to. */
export function outcomeOf(
  requirement: Requirement,
  tally: TallyResult,
  verdict: Verdict = verdictOf(tally),
  howOften?: HowOftenFigures,
  confidence?: number,
  costliest?: (verdict: Verdict) => CostliestLeg | undefined,
): Outcome {
  const { latency, owing, longestGap } = tally
  const leg = verdict.verdict === 'fail' ? costliest?.(verdict) : undefined
  const { counted } = verdict
  const share = (part: number) => (counted === 0 ? undefined : part / counted)
  const losses = [...tally.losses].map(([place, messages]) => ({ place, messages }))
  const seconds = (micros: number) => micros / 1e6
  const within = (q: number): Range => {
    const { low, high } = quantileInterval(latency, q, verdict.even, confidence)
    return { low: seconds(low), high: seconds(high) }
  }
  return {
    requirement,
    sent: tally.sent,
    delivered: tally.delivered,
    inTime: verdict.good,
    lost: tally.lost,
    open: tally.sent - tally.delivered - tally.lost,
    counted,
    shareDelivered: share(verdict.delivered),
    shareInTime: share(verdict.good),
    low: verdict.interval?.low,
    high: verdict.interval?.high,
    boundReliability: verdict.bound,
    boundLatencyS: seconds(verdict.within),
    latencyS:
      latency.count === 0
        ? undefined
        : {
            p50: seconds(latency.quantile(0.5)),
            p90: seconds(latency.quantile(0.9)),
            p95: seconds(latency.quantile(0.95)),
            p99: seconds(latency.quantile(0.99)),
            mean: seconds(latency.mean),
            max: seconds(latency.max),
          },
    latencyWithinS:
      latency.count === 0 ? undefined : { p50: within(0.5), p90: within(0.9), p95: within(0.95), p99: within(0.99) },
    latency,
    verdict: verdict.verdict,
    reason: tally.sent === 0 ? NONE : withLosses(verdict.reason, losses) + (leg ? `; ${leg.text}` : ''),
    shareDevices: owing && 1 - owing.missed / owing.devices,
    gapLongestS: longestGap === undefined ? undefined : seconds(longestGap),
    ...devicesOf(verdict.devices),
    costliestLeg: leg,
    losses: losses.sort((a, b) => b.messages - a.messages || (a.place < b.place ? -1 : 1)),
    howOftenStated: howOften?.stated,
    howOftenSimulated: howOften?.perDay,
    howOftenLow: howOften?.interval?.low,
    howOftenHigh: howOften?.interval?.high,
    howOftenVerdict: howOften?.verdict,
    howOftenRatio: howOften?.ratio,
    clusters: verdict.clusters,
    effective: verdict.effective,
    doubt: counted === 0 ? undefined : verdict.doubt,
  }
}

function devicesOf(held: DevicesHeld | undefined) {
  const share = (part: number | undefined) => (held === undefined ? undefined : part! / held.devices)
  return {
    devicesCounted: held?.devices,
    devicesBelowBound: share(held?.below),
    devicesFailing: share(held?.failing),
    devicesFailingByChance: share(held?.failingByChance),
  }
}

const NONE = 'none was sent in this run'

/** Where most of what was lost was lost: an engineer's first question. */
function withLosses(reason: string, losses: { place: string; messages: number }[]): string {
  const most = [...losses].sort((a, b) => b.messages - a.messages || (a.place < b.place ? -1 : 1))[0]
  return most === undefined ? reason : `${reason}; ${most.messages} lost at ${most.place}`
}
