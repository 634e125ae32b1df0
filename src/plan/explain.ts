import type { Deployment } from '../deployment/deployment.js'
import type { Catalogue } from '../srs/catalogue.js'
import { bearingOn } from '../report/assumption-bearing.js'
import type { Requirement } from '../srs/requirement.js'
import { excludedBy } from '../srs/use-case.js'
import type { Hop } from '../srs/walk.js'
import { appliedRequirements, type Applied } from '../traffic/applied.js'
import { emissionsOf } from '../traffic/emissions.js'
import { Expected } from '../traffic/expected.js'
import { explainLeg, type ExplainedLeg } from './explain-leg.js'
import { appliedAt, type Ref } from './explain-ref.js'
import {
  howOftenInWords,
  latencyInWords,
  reliabilityInWords,
  sizeInWords,
  whenInWords,
} from '../report/cells-in-words.js'

/** A requirement, said plainly. */
export interface Explanation {
  requirement: string
  payload: string
  from: string
  to: string
  mode: string | null
  used: boolean
  cells: { cell: string; says: string; read: string }[]
  erratum: { id: string; says: string; why: string; uses: string } | null
  /** Rows of which it is an effect, and those that it causes. */
  causedBy: string[]
  causes: string[]
  deployment: InDeployment | null
}

/** What becomes of it in one deployment. */
export interface InDeployment {
  name: string
  applies: boolean
  /** Why it does not apply. */
  why: string | null
  messagesPerDay: number | null
  bytes: number | null
  timing: string | null
  /** The path, one for each territory in which it applies; `territory` is null where the deployment is one. */
  paths: { territory: string | null; profile: string; path: Hop[] }[]
  /** The leg that was asked for. */
  leg: ExplainedLeg | null
  /** What its cells leave open, and what its causes and its timing read; of a leg also what divides the bounds. */
  assumptions: { name: string; value: string; setBy: string }[]
}

/** `part`: in which territory, and which leg of its path there. */
export function explain(
  catalogue: Catalogue,
  requirement: Requirement,
  deployment?: Deployment,
  part: Omit<Ref, 'requirement'> = { territory: undefined, leg: undefined },
): Explanation {
  const { cells } = requirement
  const erratum = catalogue.errata.find((one) => one.id === requirement.erratum)
  const rules = catalogue.effects
  return {
    requirement: requirement.id,
    payload: requirement.payload.name,
    from: requirement.from,
    to: requirement.to,
    mode: requirement.mode ?? null,
    used: requirement.used,
    cells: [
      { cell: 'how often', says: cells.howOften, read: howOftenInWords(requirement.howOften) },
      { cell: 'when', says: cells.when, read: whenInWords(requirement.when) },
      { cell: 'size', says: cells.size, read: sizeInWords(requirement.size) },
      { cell: 'latency', says: cells.latency, read: latencyInWords(requirement.latency) },
      { cell: 'reliability', says: cells.reliability, read: reliabilityInWords(requirement.reliability) },
    ],
    erratum: erratum ? { id: erratum.id, says: erratum.says, why: erratum.why, uses: erratum.uses } : null,
    causedBy: unique(rules.filter((rule) => rule.effectIds.includes(requirement.id)).flatMap((rule) => rule.causeRows)),
    causes: unique(rules.filter((rule) => rule.causeIds.includes(requirement.id)).flatMap((rule) => rule.effectRows)),
    deployment: deployment ? inDeployment(deployment, { requirement, ...part }) : null,
  }
}

function inDeployment(deployment: Deployment, ref: Ref): InDeployment {
  const { requirement, leg } = ref
  const { applied, leftOut } = appliedRequirements(deployment)
  const those = appliedAt(deployment, ref, applied)
  const name = deployment.settings.name
  if (those.length === 0) {
    const why = elsewhere(ref, applied) ?? leftOut.find((each) => each.requirement === requirement)?.why
    const none = { messagesPerDay: null, bytes: null, timing: null, paths: [], leg: null, assumptions: [] }
    return {
      name,
      applies: false,
      why: why ?? notSelected(deployment, requirement, deployment.catalogue.useCases),
      ...none,
    }
  }
  const emissions = emissionsOf(deployment, applied)
  const expected = new Expected(deployment, emissions)
  const own = emissions.filter((each) => each.applied.some((one) => those.includes(one)))
  const perDay = own.reduce((sum, each) => sum + expected.perDay(each), 0)
  const bears = bearingOn(deployment, [requirement], causesOf(requirement, applied, deployment.catalogue))
  const divides = (path: string) =>
    leg !== undefined && those.some(({ hops }) => hops.some((hop) => path === `assumptions.leg-weights.${hop.network}`))
  const bearing = deployment.assumptions.filter(({ name: path }) =>
    // How messages cross the networks is not of the requirement.
    /^(networks|nodes|quantities|assumptions\.leg-weights)\./.test(path) ? divides(path) : bears(path),
  )
  return {
    name,
    applies: true,
    why: null,
    messagesPerDay: Number(perDay.toPrecision(12)),
    bytes: own[0]!.bytes,
    timing: own.some((each) => each.root) ? own.find((each) => each.root)!.timing : 'when its cause arrives',
    paths: those.map(({ territory, hops }) => ({
      territory: territory.name || null,
      profile: territory.profile.code,
      path: hops,
    })),
    leg: leg === undefined ? null : explainLeg(deployment, those[0]!, leg),
    assumptions: bearing.map(({ name: path, value, setBy }) => ({ name: path, value, setBy })),
  }
}

/** Where it applies instead of in the territory that was asked for. */
function elsewhere({ requirement, territory }: Ref, applied: readonly Applied[]): string | undefined {
  const names = applied.filter((one) => one.requirement === requirement).map((one) => one.territory.name)
  return names.length === 0 ? undefined : `not in ${territory}, but in ${names.join(', ')}`
}

/** What sends it, what sends that, and so on. */
function causesOf({ id }: Requirement, applied: readonly Applied[], { effects }: Catalogue): Requirement[] {
  const found = new Set<string>()
  const visit = (effect: string) => {
    for (const { effectIds, causeIds } of effects) {
      if (!effectIds.includes(effect)) continue
      for (const cause of causeIds) {
        if (found.has(cause)) continue
        found.add(cause)
        visit(cause)
      }
    }
  }
  visit(id)
  return unique(applied.map((one) => one.requirement)).filter((one) => found.has(one.id))
}

function notSelected(
  { file, territories }: Deployment,
  { used, useCase }: Requirement,
  useCases: Catalogue['useCases'],
) {
  if (!used) return 'the pair is not used: its erratum says why'
  const known = useCases.get(useCase)
  const reasons = known ? territories.map(({ profile }) => excludedBy(known, profile)) : []
  if (reasons.length > 0 && !reasons.includes(undefined)) return unique(reasons.map(String)).join('; ')
  return `the use case ${useCase} is not among those of ${file}`
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
