import { createHash } from 'node:crypto'
import { z } from 'zod'
import { didYouMean, oneOf } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import { found } from '../input/quantity.js'
import type { Position } from '../input/position.js'
import { readYaml, type YamlFile, type YamlPath } from '../input/yaml.js'
import { withOverrides, type Override } from '../input/overrides.js'
import type { Catalogue } from '../srs/catalogue.js'
import { allProfiles, readProfile, type Profile } from '../srs/profile.js'
import { checkedCampaigns } from './check-campaigns.js'
import { checkExercise, scriptedEvents } from './check-events.js'
import { checkBackup } from './check-backup.js'
import { checkBudgetLimits } from './check-budget-limits.js'
import { checkedBudgets } from './check-budgets.js'
import { backhaulNetworks } from './backhaul-networks.js'
import { checkRandomFaults, scriptedFaults } from './check-faults.js'
import { checkHeaders } from './check-headers.js'
import { checkIdleKeys } from './check-idle-keys.js'
import { checkMeshes } from './check-meshes.js'
import { checkNames } from './check-names.js'
import { checkPopulations } from './check-populations.js'
import { checkQuantities } from './check-quantities.js'
import { checkRings } from './check-rings.js'
import { checkSecurity } from './check-security.js'
import { checkSessions } from './check-sessions.js'
import { checkSwitchedOff } from './check-switched-off.js'
import { checkTerritories } from './check-territories.js'
import { mediumOf, whoseKey } from './chosen-medium.js'
import { assumptionSchema } from './assumption-schema.js'
import type { Deployment } from './deployment.js'
import type { Parts } from './in-play.js'
import { schemaNodeOf, type SchemaNode } from './json-schema.js'
import { Layout } from './layout.js'
import { tooLarge } from './needed-memory.js'
import { NETWORK_NAMES } from './networks.js'
import { checkPatterns } from './payload-patterns.js'
import { modeAssumptions } from './operating-mode.js'
import { ownNetwork } from './own-network.js'
import { randomOutages } from './random-outages.js'
import { settledNetworks, type Settled } from './technologies.js'
import { deploymentSchema, type Names, type Settings } from './schema.js'
import type { Territory } from './territories.js'
import { useCasesOf, type UseCasesInPlay } from './use-cases.js'
import { checkWarmUp } from './warm-up.js'

/** The names of a catalogue that a deployment may use. */
export function namesOf(catalogue: Catalogue): Names {
  return {
    profiles: [...allProfiles()].filter(decidesAll),
    useCases: [...catalogue.useCases.keys()],
    shares: [...catalogue.shares.values()],
    eventKinds: [...catalogue.eventKinds.values()],
  }
}

/** A profile whose feeder devices use the AMI network must say how that one is built: together with an AMI profile it does. */
function decidesAll(code: string): boolean {
  const { ami, distribution } = profileOf(code)
  return ami !== undefined || distribution?.way !== 'via DAP'
}

/** `--set nan.rate=50kbps`: a path that starts with a network is short for `networks.…`, and `endpoints-per-dap` for that of the quantities. */
export function overrideOf(text: string): Override | undefined {
  const form = /^([^=]+)=(.*)$/s.exec(text)
  if (!form) return undefined
  return { path: overridePath(form[1]!.trim()), text: form[2]!, origin: `--set ${text}` }
}

/** A path as a user writes it, in full. */
export function overridePath(text: string): string[] {
  const path = pathOf(text)
  if ((NETWORK_NAMES as string[]).includes(path[0]!)) return ['networks', ...path]
  return text === 'endpoints-per-dap' ? ['quantities', text] : path
}

/** The id of a requirement has dots of its own: `choices.requirements.4.10.4.3/Mtr-read_data_resp-data.size`. */
function pathOf(text: string): string[] {
  const form = /^(choices|timing)\.requirements\.(.+?)(?:\.(how-often|size|legs(?:\..+)?))?$/.exec(text)
  return form ? [form[1]!, 'requirements', form[2]!, ...(form[3]?.split('.') ?? [])] : text.split('.')
}

/** Reads and checks a deployment; all that is wrong with it is reported in one go (design 7). */
export function loadDeployment(file: string, catalogue: Catalogue, overrides: readonly Override[] = []): Deployment {
  return checkDeployment(withOverrides(readYaml(file), overrides), catalogue)
}

type DeploymentSchema = ReturnType<typeof deploymentSchema>
const schemas = new WeakMap<Catalogue, DeploymentSchema>()

/** Made once for a catalogue: it is large, and a test or a sweep reads many deployments. */
function schemaFor(catalogue: Catalogue): DeploymentSchema {
  const known = schemas.get(catalogue) ?? deploymentSchema(namesOf(catalogue))
  schemas.set(catalogue, known)
  return known
}

/** What a deployment may say, as it is read of the schema. */
export function schemaNodeFor(catalogue: Catalogue): SchemaNode {
  return schemaNodeOf(schemaFor(catalogue))
}

export function checkDeployment(written: YamlFile, catalogue: Catalogue): Deployment {
  const schema = schemaFor(catalogue)
  const problems = new Problems()
  const settled = settledNetworks(written, problems)
  const { source } = settled
  // To compile the schema takes longer than it saves, also where many deployments are read.
  const parsed = schema.safeParse(source.data, { jitless: true })
  if (!parsed.success) for (const issue of parsed.error.issues) report(issue, schema, settled, problems)
  checkNames(source, catalogue, problems)
  checkPatterns(source, ['delivery', 'payloads'], catalogue, problems)
  checkPatterns(source, ['priorities', 'payloads'], catalogue, problems)
  if (parsed.success) checkSessions(source, catalogue, parsed.data.sessions, problems)
  if (parsed.success) checkSecurity(source, catalogue, parsed.data, problems)
  const territories = parsed.success ? territoriesOf(parsed.data) : []
  if (parsed.success) checkTerritories(source, parsed.data, problems)
  if (parsed.success) checkIdleKeys(settled, parsed.data, problems)
  const useCases = parsed.success ? useCasesOf(source, catalogue, parsed.data, territories, problems) : undefined
  const warnings = new Problems()
  if (parsed.success) checkHeaders(settled, parsed.data, warnings)
  if (parsed.success) checkWarmUp(parsed.data, source, problems)
  const own = parsed.success ? ownNetwork(parsed.data, settled, territories, problems, warnings) : undefined
  const layout = own && new Layout(own.settings.quantities, territories, own.lists)
  if (layout) {
    checkQuantities(source, own.settings, territories, problems)
    checkPopulations(source, catalogue, layout, own.settings, problems)
  }
  const parts = layout && partsOf(catalogue, own.settings, territories, useCases!, layout)
  if (parts) {
    refuseHugeMeshes(parts, source, problems)
    checkMeshes(source, parts, problems)
    checkRings(settled, parts, warnings)
  }
  const scripted = parts ? scriptedEvents(source, parts, problems) : []
  const campaigns = parts ? checkedCampaigns(source, parts, problems) : []
  const faults = parts ? scriptedFaults(source, parts, problems, warnings) : []
  if (parts) checkRandomFaults(source, parts, problems)
  if (parts) checkExercise(source, parts, problems)
  if (parts) checkSwitchedOff(source, parts, warnings)
  const budgets = checkedBudgets(source, own?.settings, catalogue, problems)
  const backhauls = layout && problems.count === 0 ? backhaulNetworks(layout, settled, problems) : []
  problems.throwIfAny()
  const { settings, content } = own!
  const all = [...scripted, ...randomOutages(source, parts!, scripted)].sort((a, b) => a.at - b.at)
  checkBackup(source, parts!, all, warnings)
  checkBudgetLimits(budgets, settings, backhauls, warnings)
  return {
    file: source.file,
    ...parts!,
    backhaulNetworks: backhauls,
    scripted: all,
    faults,
    canFail: faults.length > 0 || all.some((one) => one.power !== undefined) || failsAtRandom(settings),
    campaigns,
    budgets,
    assumptions: [
      ...own!.assumptionsOf(assumptionSchema(schema, source.data)),
      ...modeAssumptions(catalogue, settings['operating-mode'], useCases!.useCases),
    ],
    warnings: warnings.list,
    // What a sweep puts into it is not yet in it.
    hash: hashOf({ ...content, sweep: undefined }),
    source,
  }
}

function partsOf(
  catalogue: Catalogue,
  settings: Settings,
  territories: Territory[],
  useCases: UseCasesInPlay,
  layout: Layout,
): Parts & Pick<Deployment, 'start' | 'end'> {
  const start = settings.start.time
  return { settings, territories, useCases, catalogue, layout, start, end: start + settings.duration }
}

/** Where the devices of a mesh stand is found one by one: too many of them are refused before anybody looks. */
function refuseHugeMeshes(parts: Parts, source: YamlFile, problems: Problems): void {
  const { layout, settings } = parts
  if (NETWORK_NAMES.every((name) => settings.networks[name].medium !== 'mesh')) return
  const large = tooLarge({ layout, settings, source, canFail: failsAtRandom(settings) })
  if (large === undefined) return
  problems.add(large.position, large.message, large.hint)
  problems.throwIfAny()
}

function failsAtRandom({ faults: { nodes, links, feeders } }: Settings): boolean {
  return [...Object.values(nodes), ...Object.values(links), feeders].some((one) => one !== undefined)
}

function territoriesOf(settings: Settings): Territory[] {
  if (settings.territories === undefined)
    return [{ index: 0, name: '', profile: profileOf(settings.profile), share: 1 }]
  // By name: the order of the keys does not matter.
  const byName = Object.entries(settings.territories).sort(([a], [b]) => (a < b ? -1 : 1))
  return byName.map(([name, { profile, share }], index) => ({
    index,
    name,
    profile: profileOf(profile),
    share,
  }))
}

function profileOf(code: string): Profile {
  const profile = readProfile(code)
  if ('problem' in profile) throw new Error(profile.problem)
  return profile.value
}

/** One problem of the schema, with the place in the file and the nearest valid key. */
function report(issue: z.core.$ZodIssue, schema: z.ZodType, settled: Settled, problems: Problems): void {
  const { source } = settled
  const path = issue.path as (string | number)[]
  if (issue.code === 'invalid_union') {
    // Of two alternatives that both failed, the one that the user meant is the group of keys, where there is one.
    const inside = issue.errors.flat().filter((one) => one.path.length > 0)
    for (const one of inside)
      report({ ...one, path: [...path, ...one.path] } as z.core.$ZodIssue, schema, settled, problems)
    if (inside.length > 0) return
  }
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schemaAt(schema, path, source.data)?.properties ?? {})
    const where = path.length === 0 ? 'a deployment' : `"${path.join('.')}"`
    for (const key of issue.keys) {
      const other = otherMediumHas(key, path, schema, source.data)
      const said = `${where} has no key "${key}"${other === undefined ? '' : `: ${other}`}`
      const hint = other === undefined ? didYouMean(key, known) : oneOf(known)
      problems.add(source.keyPosition([...path, key]), said, hint)
    }
    return
  }
  const [message, hint] = issue.message.split('\n')
  const name = path.length === 0 ? '' : `${path.join('.')}: `
  const group = issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')
  const said = group ? 'expected a group of keys' : message!
  problems.add(placeOf(issue, settled), name + withFound(said, source.data, path) + whoseFigure(path, settled), hint)
}

/** Of a key of a network that another medium has: which one, and what this network is. */
function otherMediumHas(key: string, path: YamlPath, schema: z.ZodType, data: unknown): string | undefined {
  if (path[0] !== 'networks' || path.length !== 2) return undefined
  const network = (data as { networks: Record<string, unknown> }).networks[path[1]!]
  return whoseKey(key, schemaNodeOf(schema).properties!['networks']!.properties![path[1]!]!, network)
}

/**
 * Where what is wrong was written. Of two figures that do not go together one may be that of a technology, or a default: then the place is that
 * of the other, and where both are, that of the technology.
 */
function placeOf(issue: z.core.$ZodIssue, { source, isWritten }: Settled): Position {
  const path = issue.path as YamlPath
  const { about = [] } = ((issue as { params?: unknown }).params ?? {}) as { about?: readonly string[] }
  const others = about.map((key) => [...path.slice(0, -1), key])
  const written = [path, ...others].find((one) => isWritten(one))
  const technology = [...path.slice(0, 2), 'technology']
  return source.position(
    written ?? (path[0] === 'networks' && isWritten(technology) && about.length > 0 ? technology : path),
  )
}

/** Says it of a figure that the user has not written, but named with a technology. */
function whoseFigure(path: YamlPath, { technologyOf }: Settled): string {
  const technology = technologyOf(path)
  return technology?.isShipped === true ? ` (as ${technology.name} has it)` : ''
}

/** What was expected, and what stands there, unless that was said. A default that does not fit stands nowhere. */
function withFound(said: string, data: unknown, path: readonly (string | number)[]): string {
  const value = path.reduce<unknown>((inside, step) => (inside as Record<string, unknown> | null)?.[step], data)
  return value === undefined || said.includes('found') ? said : `${said}; found ${found(value)}`
}

function schemaAt(schema: z.ZodType, path: readonly (string | number)[], data: unknown): SchemaNode | undefined {
  let node: SchemaNode | undefined = schemaNodeOf(schema)
  let value = data
  for (const step of path) {
    const more: SchemaNode | boolean | undefined = node?.additionalProperties
    node = node?.properties?.[step] ?? (typeof more === 'object' ? more : node?.items)
    value = (value as Record<string | number, unknown> | null | undefined)?.[step]
    node = (node && mediumOf(node, value)) ?? node
  }
  return node?.properties ? node : node?.anyOf?.find((one) => one.properties)
}

/** Of the checked content, keys in order: how the file is written does not matter, what it says does. */
function hashOf(content: object): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, sorted(v)]),
    )
  }
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex')
}
