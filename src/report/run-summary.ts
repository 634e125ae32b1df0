import type { Outcome } from '../run/outcome.js'
import type { Run } from '../run/run.js'
import { runJson } from './run-json.js'

/** What `sgsim run --json` prints: run.json, and every requirement with its figures. */
export function runSummary(run: Run, reports: string): object {
  return { ...runJson(run), reports, outcomes: run.outcomes.map(outcomeJson) }
}

function outcomeJson(one: Outcome): object {
  const { requirement, costliestLeg, ...figures } = one
  const { id, payload, useCase, section, from, to } = requirement
  const known = Object.entries(figures).map(([key, value]) => [key, value === undefined ? null : value])
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
