import type { Outcome } from '../run/outcome.js'
import type { Run } from '../run/run.js'
import { budgetJson } from './budgets-json.js'
import { runJson } from './run-json.js'

/** What `sgsim run --json` prints: run.json, and every requirement with its figures. */
export function runSummary(run: Run, reports: string): object {
  const budgetOutcomes = run.budgets.length === 0 ? {} : { budgetOutcomes: run.budgets.map(budgetJson) }
  return { ...runJson(run), reports, outcomes: run.outcomes.map(outcomeJson), ...budgetOutcomes }
}

/** A requirement with its figures. */
export function outcomeJson(one: Outcome): object {
  const { requirement, costliestLeg, ...others } = one
  const figures = Object.entries(others).filter(([key]) => key !== 'latency')
  const { id, payload, useCase, section, from, to } = requirement
  const known = figures.map(([key, value]) => [key, value === undefined ? null : value])
  const leg = costliestLeg && {
    ...costliestLeg,
    territory: costliestLeg.territory || null,
    link: costliestLeg.link ?? null,
  }
  return {
    ...{ requirement: id, payload: payload.name, useCase, section, from, to },
    ...Object.fromEntries(known),
    costliestLeg: leg ?? null,
  }
}
