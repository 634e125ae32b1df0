import type { VerdictWord } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Territory } from '../deployment/territories.js'
import type { Catalogue } from '../srs/catalogue.js'
import { excludedBy, type UseCase } from '../srs/use-case.js'
import type { Applied, LeftOut } from '../traffic/applied.js'
import { claimOf, type Claim } from './claim.js'
import { figuresOutside, populationsBelow } from './figures-outside.js'
import { payloadCoverage, type PayloadCoverage } from './payload-coverage.js'

/**
 * What a deployment covers of all that its profiles require, and whether it can claim to meet the SRS: who leaves out use
 * cases or payloads may study what is left, but not say so of the whole (SRS 4.20.2).
 */
export interface Coverage {
  territories: readonly Territory[]
  useCases: {
    required: number
    in: { useCase: string; pulledInBy: string[] }[]
    missing: string[]
    /** In play, but nothing of them can be sent here. */
    idle: string[]
    excluded: { useCase: string; why: string }[]
  }
  payloads: PayloadCoverage
  own: Catalogue['own']
  thirdParty: { useCases: string[]; notes: string[] }
  claim: Claim
}

/** `verdicts`: those of the requirements of a run; undefined where there is no run. */
export function coverageOf(
  deployment: Deployment,
  applied: readonly Applied[],
  leftOut: readonly LeftOut[],
  verdicts?: readonly VerdictWord[],
): Coverage {
  const { territories, catalogue } = deployment
  const { required, excluded } = requiredBy(deployment)
  const useCases = { required: required.length, ...useCasesIn(deployment, required, applied), excluded }
  const payloads = payloadCoverage(deployment, required, applied, leftOut)
  const inPlay = new Set(deployment.useCases.useCases)
  const gone = payloads.missing.filter((one) => inPlay.has(one.useCase)).map((one) => one.payload)
  const gaps = {
    useCasesMissing: useCases.missing.length,
    useCasesIdle: useCases.idle.length,
    payloadsMissing: new Set(gone).size,
    requirementsReplaced: replacedOf(catalogue, required).length,
    figuresOutside: figuresOutside(deployment, applied),
    populationsBelow: populationsBelow(deployment, applied),
  }
  return {
    territories,
    useCases,
    payloads,
    own: catalogue.own,
    thirdParty: thirdPartyIn(deployment),
    claim: claimOf(territories, gaps, verdicts),
  }
}

/** The use cases for which one of the profiles has room, and the others. */
function requiredBy({ catalogue, territories }: Deployment) {
  const required: UseCase[] = []
  const excluded: Coverage['useCases']['excluded'] = []
  for (const useCase of catalogue.useCases.values()) {
    const reasons = territories.map(({ profile }) => excludedBy(useCase, profile))
    if (reasons.includes(undefined)) required.push(useCase)
    else excluded.push({ useCase: useCase.name, why: [...new Set(reasons)].join('; ') })
  }
  return { required, excluded }
}

function useCasesIn({ useCases: inPlay }: Deployment, required: readonly UseCase[], applied: readonly Applied[]) {
  const sending = new Set(applied.map((one) => one.requirement.useCase))
  const pulledIn = new Map(inPlay.pulledIn.map((one) => [one.useCase, one.by]))
  return {
    in: inPlay.useCases.map((useCase) => ({ useCase, pulledInBy: pulledIn.get(useCase) ?? [] })),
    missing: required.map((one) => one.name).filter((name) => !inPlay.useCases.includes(name)),
    idle: inPlay.useCases.filter((name) => !sending.has(name)),
  }
}

/** Requirements of these use cases that the user's own folder replaces: who meets another one does not meet the SRS's. */
function replacedOf(catalogue: Catalogue, required: readonly UseCase[]): string[] {
  const names = new Set(required.map((one) => one.name))
  return (catalogue.own?.replaced ?? []).filter((id) => names.has(catalogue.requirement(id)?.useCase ?? ''))
}

/** SRS 4.20.1, and example b) of 4.20.2. */
export function thirdPartyIn({ catalogue, territories, useCases }: Deployment): Coverage['thirdParty'] {
  const considered = useCases.useCases.filter((name) => catalogue.useCases.get(name)?.thirdParty)
  const retail = territories.filter((one) => one.profile.rep)
  const notes: string[] = []
  if (considered.length > 0 && retail.length === 0) notes.push('no retail provider takes part')
  if (retail.length > 0 && considered.includes('Meter Reading'))
    notes.push('on-demand reads come twice: of the utility, and of the retail provider (SRS 4.20.2)')
  if (retail.some((one) => one.profile.han))
    notes.push(
      "a retail provider's messages to homes start from and end with it, on the utility's network (SRS 4.20.2)",
    )
  return { useCases: considered, notes }
}
