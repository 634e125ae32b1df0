import type { Deployment } from '../deployment/deployment.js'
import type { Catalogue } from '../srs/catalogue.js'
import { assumptionsBehind } from '../report/assumptions.js'
import type { Requirement } from '../srs/requirement.js'
import { excludedBy } from '../srs/use-case.js'
import type { Hop } from '../srs/walk.js'
import { appliedRequirements } from '../traffic/applied.js'
import { emissionsOf } from '../traffic/emissions.js'
import { Expected } from '../traffic/expected.js'
import { howOftenInWords, latencyInWords, reliabilityInWords, sizeInWords, whenInWords } from './cells-in-words.js'

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
  /** Assumptions that bear on how many, how large and when. */
  assumptions: { name: string; value: string; setBy: string }[]
}

export function explain(catalogue: Catalogue, requirement: Requirement, deployment?: Deployment): Explanation {
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
    deployment: deployment ? inDeployment(deployment, requirement) : null,
  }
}

function inDeployment(deployment: Deployment, requirement: Requirement): InDeployment {
  const { applied, leftOut } = appliedRequirements(deployment)
  const those = applied.filter((each) => each.requirement === requirement)
  const name = deployment.settings.name
  if (those.length === 0) {
    const why = leftOut.find((each) => each.requirement === requirement)?.why
    const none = { messagesPerDay: null, bytes: null, timing: null, paths: [], assumptions: [] }
    return {
      name,
      applies: false,
      why: why ?? notSelected(deployment, requirement, deployment.catalogue.useCases),
      ...none,
    }
  }
  const emissions = emissionsOf(deployment, applied)
  const expected = new Expected(deployment, emissions)
  const own = emissions.filter((each) => each.applied.some(({ requirement: r }) => r === requirement))
  const perDay = own.reduce((sum, each) => sum + expected.perDay(each), 0)
  const prefixes = ['choices.', 'assumptions.', 'timing.', 'effects', 'collection', 'enrolment.', 'populations.']
  const bearing = assumptionsBehind(deployment, [requirement]).filter(({ name: path }) =>
    prefixes.some((prefix) => path.startsWith(prefix)),
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
    assumptions: bearing.map(({ name: path, value, setBy }) => ({ name: path, value, setBy })),
  }
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

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}
