import { coverageOf, type Coverage } from '../run/coverage.js'
import type { Held } from '../run/held.js'
import { assumptionsBehind } from './assumptions.js'

/** What a report begins with: what is covered of what the SRS requires, and whether it can be claimed that it is met. */
export interface Statement extends Coverage {
  /** How many the claim rests on, as the file lists them. */
  assumptions: { count: number; listedIn: string }
}

export function statementOf({ deployment, model, outcomes }: Held): Statement {
  const verdicts = outcomes.map((one) => one.verdict)
  const coverage = coverageOf(deployment, model.applied, model.leftOut, verdicts)
  const requirements = outcomes.map((one) => one.requirement)
  const { length: count } = assumptionsBehind(deployment, requirements)
  return { ...coverage, assumptions: { count, listedIn: 'assumptions.csv' } }
}

/** The statement in run.json: every list whole. */
export function coverageJson(run: Held): object {
  const { territories, useCases, payloads, own, thirdParty, claim, assumptions } = statementOf(run)
  return {
    profiles: territories.map(({ name, profile }) => ({ territory: name === '' ? null : name, profile: profile.code })),
    useCases,
    payloads,
    own: { folder: own?.folder ?? null, added: own?.added ?? [], replaced: own?.replaced ?? [] },
    thirdParty,
    claim: { ...claim, assumptions },
  }
}
