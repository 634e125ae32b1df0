import { verdictOf, type TallyResult } from '../check/tally-result.js'
import { decide, type Verdict } from '../check/verdict.js'
import type { Model } from '../simulate/model.js'
import { familywise } from '../stats/familywise.js'
import { chainOutcomeOf, type ChainOutcome } from './chain-outcome.js'
import type { CostliestLeg } from './costliest-leg.js'
import { judgedHowOften } from './how-often.js'
import type { Measured } from './measured.js'
import { outcomeOf, type Outcome } from './outcome.js'
import type { Statistics } from './statistics.js'

/** What came out: the requirements with their verdicts, and the chains. */
export interface Results {
  outcomes: Outcome[]
  chains: ChainOutcome[]
}

export function resultsOf(
  { tallies, chains }: Pick<Model, 'tallies' | 'chains'>,
  measured: Measured,
  statistics: Statistics,
  costliest: (requirement: number, verdict: Verdict) => CostliestLeg | undefined,
  /** How a requirement is judged that someone has looked at again and again. */
  looked?: (requirement: number, all: TallyResult) => Verdict,
): Results {
  const { confidence } = statistics
  const alone = (_: number, all: TallyResult) => verdictOf(all, (share) => decide(share, confidence))
  let verdicts = measured.tallies.map((all, i) => (looked ?? alone)(i, all))
  if (statistics.familywise && looked === undefined) verdicts = surely(verdicts, confidence)
  const outcomes = measured.tallies.map((all, i) => {
    const howOften = judgedHowOften(measured.howOften[i]!)
    return outcomeOf(tallies[i]!.requirement, all, verdicts[i], howOften, confidence, (verdict) =>
      costliest(i, verdict),
    )
  })
  return { outcomes, chains: chains.tallies.map((one, i) => chainOutcomeOf(one, measured.chains[i]!, confidence)) }
}

/** Of a thousand verdicts at 95 % some are wrong: only those stand of which none is, with the confidence given. */
function surely(verdicts: readonly Verdict[], confidence: number): Verdict[] {
  const counted = verdicts.map(({ counted, doubt }) => (counted === 0 ? NaN : doubt))
  const holds = familywise(counted, confidence)
  const family = counted.filter((doubt) => !Number.isNaN(doubt)).length
  return verdicts.map((one, i) => {
    if (holds[i] || (one.verdict !== 'pass' && one.verdict !== 'fail')) return one
    const reason = `${one.reason}; ${one.verdict} by itself, but not sure enough among ${family} verdicts (--familywise)`
    return { ...one, verdict: 'undecided', reason }
  })
}
