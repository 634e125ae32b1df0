import type { Deployment } from '../deployment/deployment.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Requirement } from '../srs/requirement.js'
import { pathBetween, resolvePath } from '../srs/resolve-path.js'
import { selectionOf } from '../srs/selection.js'
import type { UseCase } from '../srs/use-case.js'
import type { Applied, LeftOut } from '../traffic/applied.js'

/** Which payloads of the use cases that its profiles require a deployment sends. */
export interface PayloadCoverage {
  /** How many there are for which the profiles have room. */
  required: number
  in: string[]
  missing: Uncovered[]
  /** Nothing stands here that sends or takes them: which endpoints there are is a decision of the deployment (4.20.3), no gap. */
  idle: Uncovered[]
  excluded: Uncovered[]
}

/** A payload of a use case that has requirements which are not in. */
export interface Uncovered {
  payload: string
  useCase: string
  why: string
  /** How many of its requirements, of how many for which the profiles have room. */
  requirements: number
  of: number
}

export function payloadCoverage(
  deployment: Deployment,
  required: readonly UseCase[],
  applied: readonly Applied[],
  leftOut: readonly LeftOut[],
): PayloadCoverage {
  const there = new Set(applied.map((one) => one.requirement))
  const why = new Map(leftOut.map((one) => [one.requirement, one.why]))
  const exclusion = exclusionsOf(deployment)
  const names = { required: new Set<string>(), in: new Set<string>() }
  const [missing, idle, excluded]: [Uncovered[], Uncovered[], Uncovered[]] = [[], [], []]
  for (const all of requirementSets(deployment.catalogue, required)) {
    const set = all.filter((one) => exclusion(one) === undefined)
    const { payload, useCase } = all[0]!
    const uncovered = (out: Requirement[]): Uncovered => {
      const reasons = out.map((one) => exclusion(one) ?? why.get(one) ?? 'its use case is not in play')
      const words = [...new Set(reasons)].join('; ')
      return { payload: payload.name, useCase, why: words, requirements: out.length, of: set.length }
    }
    const out = set.filter((one) => !there.has(one))
    const gaps = out.filter((one) => isGap(deployment, one))
    if (set.length > 0) names.required.add(payload.name)
    if (set.length > out.length) names.in.add(payload.name)
    if (set.length === 0) excluded.push(uncovered(all))
    else if (gaps.length > 0) missing.push(uncovered(gaps))
    else if (out.length === set.length) idle.push(uncovered(out))
  }
  return { required: names.required.size, in: [...names.in], missing, idle, excluded }
}

/** The used requirements of each payload in each use case: the payload requirement sets of SRS 4.20.2. */
function requirementSets(catalogue: Catalogue, required: readonly UseCase[]): Requirement[][] {
  const names = new Set(required.map((one) => one.name))
  const sets = new Map<string, Requirement[]>()
  for (const one of catalogue.requirements) {
    if (!one.used || !names.has(one.useCase)) continue
    const key = JSON.stringify([one.useCase, one.payload.name])
    const set = sets.get(key)
    if (set) set.push(one)
    else sets.set(key, [one])
  }
  return [...sets.values()]
}

/** Whether a requirement for which the profiles have room is out by a choice, or because nobody says how it gets there. */
function isGap({ catalogue, settings, useCases }: Deployment, { id, row, from, to, useCase }: Requirement): boolean {
  if (!useCases.useCases.includes(useCase)) return true
  const choices = settings.choices.requirements
  if ((choices[id] ?? choices[row]) === 'off') return true
  return pathBetween(catalogue, from, to) === undefined
}

/** Why none of the profiles has room for a requirement; undefined: one has. */
function exclusionsOf({ catalogue, territories }: Deployment): (one: Requirement) => string | undefined {
  const known = new Map<string, string | undefined>()
  const exclusion = (from: string, to: string): string | undefined => {
    const reasons = new Set<string>()
    for (const { profile } of territories) {
      const path = resolvePath(catalogue, profile, from, to)
      if ('hops' in path) return undefined
      const { lacks } = selectionOf(catalogue, profile)
      const areThere = lacks(from) === undefined && lacks(to) === undefined
      if (areThere && pathBetween(catalogue, from, to) === undefined) return undefined
      reasons.add(path.missing)
    }
    return [...reasons].join('; ')
  }
  return ({ from, to }) => {
    const pair = `${from} → ${to}`
    if (!known.has(pair)) known.set(pair, exclusion(from, to))
    return known.get(pair)
  }
}
