import { verdictOf, type TallyResult } from '../check/tally-result.js'
import { decide, type Sureness, type Verdict } from '../check/verdict.js'
import { judgePopulation } from '../check/population-counter.js'
import type { BudgetResult, JudgedBudget } from '../check/budget-result.js'
import type { Model } from '../simulate/model.js'
import { familywise } from '../stats/familywise.js'
import { budgetOutcomes, type BudgetOutcome } from './budget-outcome.js'
import { chainOutcomeOf, type ChainOutcome } from './chain-outcome.js'
import type { CostliestLeg } from './costliest-leg.js'
import { judgedHowOften } from './how-often.js'
import type { Measured } from './measured.js'
import { outcomeOf, type Outcome } from './outcome.js'
import type { Statistics } from './statistics.js'

/** What came out: the requirements with their verdicts, the chains, and the budgets. */
export interface Results {
  outcomes: Outcome[]
  chains: ChainOutcome[]
  budgets: BudgetOutcome[]
}

/** How it is judged what someone has looked at again and again. */
export interface Looked {
  verdictOf(requirement: number, all: TallyResult): Verdict
  /** Undefined of networks and nodes. */
  ofBudget(budget: number, all: BudgetResult): JudgedBudget | undefined
}

export function resultsOf(
  { deployment, tallies, chains }: Pick<Model, 'deployment' | 'tallies' | 'chains'>,
  measured: Measured,
  statistics: Statistics,
  /** Of how many runs that is. */
  runs: number,
  costliest: (requirement: number, verdict: Verdict) => CostliestLeg | undefined,
  looked?: Looked,
): Results {
  const { confidence } = statistics
  const { verdicts, ofBudgets } = looked ? lookedAt(measured, looked) : judgedAtOnce(measured, statistics, runs)
  const outcomes = measured.tallies.map((all, i) => {
    const howOften = judgedHowOften(measured.howOften[i]!)
    return outcomeOf(tallies[i]!.requirement, all, verdicts[i], howOften, confidence, (verdict) =>
      costliest(i, verdict),
    )
  })
  return {
    outcomes,
    chains: chains.tallies.map((one, i) => chainOutcomeOf(one, measured.chains[i]!, { confidence, runs })),
    budgets: budgetOutcomes(deployment, measured.budgets, (i) => ofBudgets[i]),
  }
}

/** Verdicts of the requirements, and what budgets of messages and events came to, by their places in what was measured. */
interface JudgedAll {
  verdicts: Verdict[]
  ofBudgets: (JudgedBudget | undefined)[]
}

function lookedAt({ tallies, budgets }: Measured, looked: Looked): JudgedAll {
  return {
    verdicts: tallies.map((all, i) => looked.verdictOf(i, all)),
    ofBudgets: budgets.map((all, i) => looked.ofBudget(i, all)),
  }
}

/** Requirements and the budgets that are shares are one family: each of them is a verdict that chance could make wrong. */
function judgedAtOnce({ tallies, budgets }: Measured, statistics: Statistics, runs: number): JudgedAll {
  const shares = [...budgets.entries()].flatMap(([i, one]) => (one.of === 'share' ? [{ i, share: one.share }] : []))
  const all = judged(
    [
      ...tallies.map((all) => (sureness: Sureness) => verdictOf(all, (share) => decide(share, sureness))),
      ...shares.map(
        ({ share }) =>
          (sureness: Sureness) =>
            decide(share, sureness),
      ),
    ],
    statistics,
    runs,
  )
  const ofShares = new Map(shares.map(({ i }, place) => [i, all[tallies.length + place]!]))
  const ofBudgets = budgets.map((one, i) =>
    one.of === 'events' ? judgePopulation(one.form, one.population, 1, statistics.confidence) : ofShares.get(i),
  )
  return { verdicts: all.slice(0, tallies.length), ofBudgets }
}

function judged(
  all: readonly ((sureness: Sureness) => Verdict)[],
  { confidence, familywise: together }: Statistics,
  runs: number,
): Verdict[] {
  const verdicts = all.map((one) => one({ confidence, runs }))
  if (!together) return verdicts
  // Of a thousand verdicts at 95 % some are wrong: only those stand of which none is, with the confidence given.
  const doubts = verdicts.map(({ counted, doubt }) => (counted === 0 ? NaN : doubt))
  const holds = familywise(doubts, confidence)
  const family = doubts.filter((doubt) => !Number.isNaN(doubt)).length
  // What is sure enough whatever the others are.
  const enough = 1 - (1 - confidence) / Math.max(1, family)
  return all.map((judge, i) => {
    const one = verdicts[i]!
    if (one.verdict === 'undecided') return judge({ confidence, runs, needed: enough })
    if (holds[i] || one.verdict === 'not exercised') return one
    const { reason } = judge({ confidence: enough, runs })
    const because = `${one.verdict} by itself, but not sure enough among ${family} verdicts (--familywise)`
    return { ...one, verdict: 'undecided', reason: `${reason}; ${because}` }
  })
}
