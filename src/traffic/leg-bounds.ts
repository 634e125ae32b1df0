import type { Deployment } from '../deployment/deployment.js'
import type { LegWeights } from '../deployment/leg-weights.js'
import type { Latency } from '../srs/latency.js'
import type { Reliability } from '../srs/reliability.js'
import { microsOf } from '../srs/time-unit.js'
import type { Hop } from '../srs/walk.js'
import type { Applied } from './applied.js'

/** What one leg of a path must keep, so that the end-to-end bounds of its requirement are kept. */
export interface LegBounds {
  latency: Latency
  reliability: Reliability
  /** Whose latency it is: the deployment's own, or the part that the rule gives. */
  setBy: 'rule' | 'deployment'
}

/**
 * The bounds of the legs of a requirement, in the order of its path. Latencies add up to that of the requirement (SRS
 * 4.18) and shares multiply to its share, as the legs of the second table of SRS 4.5.4.2 do.
 */
export function legBounds(
  deployment: Deployment,
  { requirement, hops, choice }: Pick<Applied, 'requirement' | 'hops' | 'choice'>,
): LegBounds[] {
  const { 'leg-weights': weights } = deployment.settings.assumptions
  const own = choice.legs ?? {}
  const latencies = legLatencies(requirement.latency.bound, hops, own, weights)
  const all = hops.reduce((sum, hop) => sum + weights[hop.network], 0)
  return hops.map((hop, i) => ({
    latency: latencyOfLeg(requirement.latency, latencies[i]!),
    reliability: reliabilityOfLeg(requirement.reliability, weights[hop.network] / all),
    setBy: own[hop.flow] === undefined ? 'rule' : 'deployment',
  }))
}

/**
 * The rule: what the legs with a bound of their own leave of the whole is divided among the others by the weights of
 * their networks. In whole microseconds, rounded along the path so that the sum is exact.
 */
export function legLatencies(
  bound: number,
  hops: readonly Hop[],
  own: Readonly<Record<string, number>>,
  weights: LegWeights,
): number[] {
  const left = hops.reduce((rest, hop) => rest - (own[hop.flow] ?? 0), bound)
  const all = hops.reduce((sum, hop) => sum + (own[hop.flow] === undefined ? weights[hop.network] : 0), 0)
  let weight = 0
  let given = 0
  return hops.map((hop) => {
    const mine = own[hop.flow]
    if (mine !== undefined) return mine
    weight += weights[hop.network]
    const upToHere = Math.round((left * weight) / all)
    const part = upToHere - given
    given = upToHere
    return part
  })
}

/** A window or a campaign is divided like a time in the network; of the shortest that is expected nothing is said of a leg. */
function latencyOfLeg({ window, per }: Latency, bound: number): Latency {
  // In the largest unit of which it is a whole number, and so without rounding.
  const unit = (['day', 'hr', 'min'] as const).find((one) => bound % microsOf(one) === 0) ?? 'sec'
  return { bound, window, per, least: undefined, most: { amount: bound / microsOf(unit), unit, tight: false } }
}

/** `part`: the leg's part of all weights; the parts of a path come to 1, so the shares multiply to that of the whole. */
function reliabilityOfLeg(reliability: Reliability, part: number): Reliability {
  const share = (whole: number) => shareOfLeg(whole, part)
  if (reliability.kind === 'share') return { ...reliability, bound: share(reliability.bound) }
  if (reliability.kind === 'outage') {
    const { large, small } = reliability
    return { ...reliability, large: share(large), small: small === undefined ? undefined : share(small) }
  }
  const windows = reliability.windows.map((window) => ({ ...window, share: share(window.share) }))
  return { ...reliability, windows }
}

/** Up to the sixth decimal of a per cent: legs that keep their shares then keep that of the whole. */
function shareOfLeg(whole: number, part: number): number {
  if (part === 1) return whole
  const decimals = 1e8
  // Powers end in digits of no meaning, which alone must not raise a share.
  return Math.min(1, Math.ceil(Number((whole ** part * decimals).toFixed(3))) / decimals)
}
