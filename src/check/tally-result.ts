import { Histogram } from '../stats/histogram.js'
import { addOwing, addShares, type Owing, type ShareResult } from './share-result.js'
import { decide, worst, type Verdict } from './verdict.js'

/** What was counted for one requirement in a run, or in several: a verdict is made from it, and nothing else. */
export interface TallyResult {
  sent: number
  forced: number
  delivered: number
  lost: number
  latency: Histogram
  /** Lost messages by place and reason. */
  losses: ReadonlyMap<string, number>
  /** One for each bound: of several windows, or of large and of small outages. */
  shares: ShareResult[]
  /** Of devices that owe something again and again: how many there are, and how many of them missed any window; the longest time without. */
  owing: Owing | undefined
  longestGap: number | undefined
}

/** The worst of its bounds; where each kind of event has its own, of those that occurred. `decided`: how one bound is judged. */
export function verdictOf(
  { shares }: TallyResult,
  decided: (share: ShareResult, bound: number) => Verdict = (one) => decide(one),
): Verdict {
  const verdicts = shares.map(decided)
  if (shares[0]!.of === undefined) return { ...worst(verdicts), doubt: doubtOfAll(verdicts) }
  return ofKinds(shares.map((one, i) => ({ kind: one.of!, verdict: verdicts[i]! })))
}

/** All must pass, so the least sure tells; one that fails is enough, but there were so many that could. */
function doubtOfAll(verdicts: readonly Verdict[]): number {
  const counted = verdicts.filter((one) => one.counted > 0)
  const failed = counted.filter((one) => one.verdict === 'fail').map((one) => one.doubt)
  if (failed.length > 0) return Math.min(1, counted.length * Math.min(...failed))
  return Math.max(...counted.map((one) => one.doubt), counted.length === 0 ? 1 : 0)
}

function ofKinds(all: { kind: string; verdict: Verdict }[]): Verdict {
  const there = all.filter(({ verdict }) => verdict.counted > 0)
  if (there.length === 0) return all.at(-1)!.verdict
  const named = there.map(({ kind, verdict }) => ({ ...verdict, reason: `${kind}: ${verdict.reason}` }))
  // Small ones are what is meant where nothing is said.
  if (named.length === 1) return there[0]!.kind === 'small outages' ? there[0]!.verdict : named[0]!
  const held = worst(named)
  const others = named.filter((one) => one !== held).map((one) => `${one.reason}: ${one.verdict}`)
  return { ...held, doubt: doubtOfAll(named), reason: [held.reason, ...others].join('; ') }
}

/** Of two runs of the same deployment. */
export function addTallies(a: TallyResult, b: TallyResult): TallyResult {
  const latency = new Histogram()
  latency.merge(a.latency)
  latency.merge(b.latency)
  const losses = new Map(a.losses)
  for (const [place, many] of b.losses) losses.set(place, (losses.get(place) ?? 0) + many)
  return {
    sent: a.sent + b.sent,
    forced: a.forced + b.forced,
    delivered: a.delivered + b.delivered,
    lost: a.lost + b.lost,
    latency,
    losses,
    shares: a.shares.map((one, i) => addShares(one, b.shares[i]!)),
    owing: a.owing && b.owing && addOwing(a.owing, b.owing),
    longestGap: a.longestGap === undefined ? undefined : Math.max(a.longestGap, b.longestGap!),
  }
}
