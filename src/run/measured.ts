import { addBudgets, type BudgetResult } from '../check/budget-result.js'
import type { ShareResult } from '../check/share-result.js'
import { addShares } from '../check/share-result.js'
import { addTallies, type TallyResult } from '../check/tally-result.js'
import type { Model } from '../simulate/model.js'
import { Histogram, type HistogramJson } from '../stats/histogram.js'
import { budgetsMeasured } from './budget-outcome.js'
import { addHowOften, howOftenOf, type HowOftenCounts } from './how-often.js'

/** What a run measured of its requirements and chains, in the order of the model: that of several runs of a deployment adds up. */
export interface Measured {
  tallies: TallyResult[]
  howOften: HowOftenCounts[]
  chains: { sent: number; share: ShareResult }[]
  budgets: BudgetResult[]
}

/** `kinds`: whether someone looks run by run, and so needs the clusters themselves. */
export function measuredOf(model: Model, kinds = false): Measured {
  return {
    tallies: model.tallies.map((tally) => tally.result(kinds)),
    howOften: model.tallies.map(howOftenOf(model)),
    chains: model.chains.tallies.map((tally) => ({ sent: tally.sent, share: tally.result(kinds) })),
    budgets: budgetsMeasured(model, kinds),
  }
}

export function addMeasured(a: Measured, b: Measured): Measured {
  return {
    tallies: a.tallies.map((one, i) => addTallies(one, b.tallies[i]!)),
    howOften: a.howOften.map((one, i) => addHowOften(one, b.howOften[i]!)),
    chains: a.chains.map(({ sent, share }, i) => ({
      sent: sent + b.chains[i]!.sent,
      share: addShares(share, b.chains[i]!.share),
    })),
    budgets: addBudgets(a.budgets, b.budgets),
  }
}

/** As it goes from one thread to another. */
export type Packed = Omit<Measured, 'tallies'> & {
  tallies: (Omit<TallyResult, 'latency'> & { latency: HistogramJson })[]
}

export function packed(measured: Measured): Packed {
  return { ...measured, tallies: measured.tallies.map((one) => ({ ...one, latency: one.latency.toJSON() })) }
}

export function unpacked(packed: Packed): Measured {
  return { ...packed, tallies: packed.tallies.map((one) => ({ ...one, latency: Histogram.fromJSON(one.latency) })) }
}
