import { loadDeployment } from '../deployment/load.js'
import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import type { Override } from '../input/overrides.js'
import { InputError, Problems } from '../input/problems.js'
import type { Catalogue } from '../srs/catalogue.js'
import { amiProfiles } from '../srs/ami-profile.js'
import { allProfiles, readProfile } from '../srs/profile.js'
import type { Requirement } from '../srs/requirement.js'
import { resolvePath } from '../srs/resolve-path.js'
import { wireOf } from './volumetrics-crossings.js'
import { expectedCrossings } from './volumetrics-lines.js'

/** One leg of a requirement's way, and what it carries of that requirement a day. */
export interface PathLeg {
  flow: string
  network: string
  direction: 'down' | 'up'
  from: string
  to: string
  eventsPerDay: number
  bytesApplicationPerDay: number
  bytesWirePerDay: number
}

/** The way under one profile; `missing`: why it has none, in words. */
export interface ProfilePath {
  profile: string
  legs: PathLeg[]
  missing: string | undefined
}

export interface RequirementPaths {
  requirement: Requirement
  paths: ProfilePath[]
}

/** The ways of a requirement under several profiles, of the same deployment otherwise. */
export function pathsOf(
  file: string,
  deployment: Deployment,
  overrides: readonly Override[],
  id: string,
  asked: string | undefined,
): RequirementPaths {
  const { catalogue, settings } = deployment
  const requirement = requirementNamed(catalogue, id)
  if (settings.territories !== undefined)
    throw InputError.of(
      deployment.source.position(['territories']),
      'expected one profile: what --paths compares are whole deployments under one profile each',
    )
  const profiles = asked === undefined ? differing(deployment, requirement) : profilesNamed(asked)
  const paths = profiles.map((profile) => {
    const origin = `--profiles ${profile}`
    const under = { path: ['profile'], text: JSON.stringify(profile), origin }
    return pathUnder(profile, requirement, () => loadDeployment(file, catalogue, [...overrides, under]))
  })
  return { requirement, paths }
}

function pathUnder(profile: string, requirement: Requirement, load: () => Deployment): ProfilePath {
  try {
    const deployment = load()
    const resolved = resolvePath(
      deployment.catalogue,
      deployment.territories[0]!.profile,
      requirement.from,
      requirement.to,
    )
    if ('missing' in resolved) return { profile, legs: [], missing: resolved.missing }
    const crossings = expectedCrossings(deployment).filter(
      (one) => one.requirements.includes(requirement.id) && !one.isAnswer,
    )
    if (crossings.length === 0) return { profile, legs: [], missing: 'this deployment does not send it there' }
    const legs = resolved.hops.map((hop): PathLeg => {
      const own = crossings.filter((one) => one.hop.flow === hop.flow)
      const sum = (of: (one: (typeof own)[number]) => number) =>
        own.reduce((all, one) => all + one.day.perDay * one.copies * of(one), 0)
      return {
        flow: hop.flow,
        network: hop.network,
        direction: own[0]?.direction ?? 'down',
        from: hop.from,
        to: hop.to,
        eventsPerDay: sum(() => 1),
        bytesApplicationPerDay: sum((one) => one.bytes.application),
        bytesWirePerDay: sum((one) => wireOf(one.bytes)),
      }
    })
    return { profile, legs, missing: undefined }
  } catch (error) {
    // A deployment may name what a profile does not have: then it has no figures under that one.
    if (!(error instanceof InputError)) throw error
    return { profile, legs: [], missing: `not of this deployment: ${error.problems[0]!.message}` }
  }
}

/** The deployment's own profile, and of the others without a retail provider or a home network the first for each other way. */
function differing({ catalogue, territories }: Deployment, { from, to }: Requirement): string[] {
  const own = territories[0]!.profile
  const behind = own.distribution === undefined ? '' : ` + ${own.code.split(' + ').at(-1)!}`
  const plain = [...amiProfiles.values()].filter((one) => !one.rep && one.esi === undefined)
  const codes = own.ami === undefined ? [...allProfiles()] : plain.map((one) => one.code + behind)
  const seen = new Set<string>()
  const found: string[] = []
  for (const code of new Set([own.code, ...codes])) {
    const profile = readProfile(code)
    if ('problem' in profile) continue
    const resolved = resolvePath(catalogue, profile.value, from, to)
    const way = 'missing' in resolved ? undefined : resolved.hops.map((hop) => hop.flow).join(' + ')
    if (code !== own.code && (way === undefined || seen.has(way))) continue
    if (way !== undefined) seen.add(way)
    found.push(code)
  }
  return found
}

function profilesNamed(text: string): string[] {
  const problems = new Problems()
  const codes = text.split(',').map((one) => one.trim())
  for (const code of codes) {
    const profile = readProfile(code)
    if ('problem' in profile) problems.add({ file: `--profiles ${text}` }, profile.problem)
  }
  problems.throwIfAny()
  return [...new Set(codes)]
}

function requirementNamed({ requirements }: Catalogue, id: string): Requirement {
  const found = requirements.find((one) => one.id === id && one.used)
  if (found) return found
  const ids = requirements.filter((one) => one.used).map((one) => one.id)
  const rows = ids.filter((one) => one.startsWith(`${id}/`) || one.split('/')[1] === id)
  const hint = rows.length > 0 ? `one of: ${rows.slice(0, 12).join(', ')}` : didYouMean(id, ids)
  throw InputError.of(`--paths ${id}`, `no requirement that is used is called "${id}"`, hint)
}
