import type { ShareResult } from '../check/share-result.js'
import { decide, type Sureness, type VerdictWord } from '../check/verdict.js'
import type { Requirement } from '../srs/requirement.js'
import type { SubTotal } from '../srs/sub-total.js'

/** A sub-total at one of its last receivers after a run. It stands beside the verdicts of the requirements and changes none. */
export interface ChainOutcome {
  subTotal: SubTotal
  last: Requirement
  sent: number
  counted: number
  /** Of those that counted. */
  inTime: number
  shareInTime: number | undefined
  low: number | undefined
  high: number | undefined
  boundLatencyS: number
  boundReliability: number
  legsLatencyS: number
  legsReliability: number
  verdict: VerdictWord
  reason: string
}

export function chainOutcomeOf(
  { subTotal, last }: { subTotal: SubTotal; last: Requirement },
  { sent, share }: { sent: number; share: ShareResult },
  sureness?: Sureness,
): ChainOutcome {
  const { bounds, ofLegs, inconsistent } = subTotal
  const { verdict, reason, counted, good, interval } = decide(share, sureness)
  const against = inconsistent === undefined ? '' : `; the legs contradict the sub-total: ${inconsistent}`
  return {
    subTotal,
    last,
    sent,
    counted,
    inTime: good,
    shareInTime: counted === 0 ? undefined : good / counted,
    low: interval?.low,
    high: interval?.high,
    boundLatencyS: bounds.latency / 1e6,
    boundReliability: bounds.share,
    legsLatencyS: ofLegs.latency / 1e6,
    legsReliability: ofLegs.share,
    verdict,
    reason: (sent === 0 ? NONE : reason) + against,
  }
}

const NONE = 'the origin sent none in this run'
