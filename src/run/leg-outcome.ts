import type { LinkGroup } from '../network/links.js'
import type { Model } from '../simulate/model.js'
import type { RequirementLegs } from '../simulate/requirement-legs.js'
import type { LegBounds } from '../traffic/leg-bounds.js'
import type { Requirement } from '../srs/requirement.js'
import type { Hop } from '../srs/walk.js'
import type { LegCounts } from '../trace/leg-times.js'
import { WorstLinks, type WorstLink } from './worst-link.js'

/** One requirement on its way in one territory, after a run: leg by leg, and how many of its messages came too late. */
export interface WayOutcome {
  requirement: Requirement
  /** Empty where the whole deployment is one. */
  territory: string
  legs: LegOutcome[]
  late: number
}

/** One leg: what was counted there, held against what the child requirement asks. */
export interface LegOutcome {
  hop: Hop
  links: LinkGroup
  worst: WorstLink
  /** Times in microseconds. */
  counts: LegCounts
  boundLatency: number
  /** Undefined where the leg has no one share to keep: of several windows each has its own. */
  boundReliability: number | undefined
  /** Of the messages that were received, or lost on this leg: the share that spent less than its bound there. */
  shareInBound: number | undefined
  inBound: boolean | undefined
}

/** In the order of the requirements, and by territory. */
export function waysOf({ deployment, applied, legs, network }: Model): Map<Requirement, WayOutcome[]> {
  const ways = new Map<Requirement, WayOutcome[]>()
  const worst = new WorstLinks(network.links)
  for (const one of applied) {
    const way = wayOutcomeOf(legs.get(one)!, deployment.settings.assumptions['reliability-holds'], worst)
    ways.set(one.requirement, [...(ways.get(one.requirement) ?? []), way])
  }
  return ways
}

function wayOutcomeOf(
  { applied, bounds, links, times }: RequirementLegs,
  holds: 'in-time' | 'delivered',
  worst: WorstLinks,
): WayOutcome {
  const { legs, late } = times.result()
  return {
    requirement: applied.requirement,
    territory: applied.territory.name,
    late,
    legs: applied.hops.map((hop, i) => {
      const [counts, bound] = [legs[i]!, bounds[i]!]
      const lost = counts.lost.reduce((sum, one) => sum + one, 0)
      const all = counts.messages + lost
      const share = shareOf(bound)
      const kept = holds === 'delivered' ? counts.messages : counts.inBound
      return {
        hop,
        links: links[i]!,
        worst: worst.of(links[i]!),
        counts,
        boundLatency: times.boundOf(i),
        boundReliability: share?.bound,
        shareInBound: all === 0 ? undefined : counts.inBound / all,
        inBound: share === undefined || all === 0 ? undefined : meets(kept / all, share),
      }
    }),
  }
}

interface Share {
  bound: number
  strict: boolean
}

function shareOf({ reliability }: LegBounds): Share | undefined {
  if (reliability.kind === 'share') return reliability
  const small = reliability.kind === 'outage' ? reliability.small : undefined
  return small === undefined ? undefined : { bound: small, strict: true }
}

function meets(share: number, { bound, strict }: Share): boolean {
  return strict ? share > bound : share >= bound
}
