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
  /** Of how many runs that is. */
  runs: number,
  costliest: (requirement: number, verdict: Verdict) => CostliestLeg | undefined,
  /** How a requirement is judged that someone has looked at again and again. */
  looked?: (requirement: number, all: TallyResult) => Verdict,
): Results {
  const { confidence } = statistics
  const verdicts = looked
    ? measured.tallies.map((all, i) => looked(i, all))
    : judged(measured.tallies, statistics, runs)
  const outcomes = measured.tallies.map((all, i) => {
    const howOften = judgedHowOften(measured.howOften[i]!)
    return outcomeOf(tallies[i]!.requirement, all, verdicts[i], howOften, confidence, (verdict) =>
      costliest(i, verdict),
    )
  })
  return {
    outcomes,
    chains: chains.tallies.map((one, i) => chainOutcomeOf(one, measured.chains[i]!, { confidence, runs })),
  }
}

function judged(
  tallies: readonly TallyResult[],
  { confidence, familywise: together }: Statistics,
  runs: number,
): Verdict[] {
  const at = (confidence: number, needed?: number) => (all: TallyResult) =>
    verdictOf(all, (share) => decide(share, { confidence, runs, ...(needed !== undefined && { needed }) }))
  const verdicts = tallies.map(at(confidence))
  if (!together) return verdicts
  // Of a thousand verdicts at 95 % some are wrong: only those stand of which none is, with the confidence given.
  const doubts = verdicts.map(({ counted, doubt }) => (counted === 0 ? NaN : doubt))
  const holds = familywise(doubts, confidence)
  const family = doubts.filter((doubt) => !Number.isNaN(doubt)).length
  // What is sure enough whatever the others are.
  const enough = 1 - (1 - confidence) / Math.max(1, family)
  return tallies.map((all, i) => {
    const one = verdicts[i]!
    if (one.verdict === 'undecided') return at(confidence, enough)(all)
    if (holds[i] || one.verdict === 'not exercised') return one
    const { reason } = at(enough)(all)
    const because = `${one.verdict} by itself, but not sure enough among ${family} verdicts (--familywise)`
    return { ...one, verdict: 'undecided', reason: `${reason}; ${because}` }
  })
}
