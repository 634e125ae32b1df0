import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import type { Grouping } from '../plan/volumetrics-grouping.js'
import { expectedCrossings, linesOf, type Load } from '../plan/volumetrics-lines.js'
import { trafficText } from '../plan/volumetrics-lines-text.js'
import { pathsOf } from '../plan/volumetrics-paths.js'
import { pathsCsv, pathsJson, pathsText } from '../plan/volumetrics-paths-text.js'
import { allScopes, scopesAsked, SCOPES, type ScopeKind, type ScopesAsked } from '../plan/volumetrics-scope.js'
import { hourlyCsv, trafficCsv, trafficJson } from '../plan/volumetrics-table.js'
import { volumetricsAt } from '../plan/volumetrics.js'
import { volumetricsCsv, volumetricsJson, volumetricsText } from '../plan/volumetrics-text.js'
import { json } from '../report/json.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment, readOverrides } from './read-deployment.js'
import { printAreas } from './volumetrics-areas.js'
import { printBesideSimulated } from './volumetrics-beside.js'
import { refuseIdle } from './volumetrics-idle-options.js'

export interface VolumetricsOptions extends DeploymentOptions, Partial<Record<ScopeKind, string[]>> {
  all?: boolean
  by?: Grouping
  hourly?: boolean
  load?: Exclude<Load, 'all'> | 'both'
  density?: string | true
  areas?: string
  map?: string
  paths?: string
  profiles?: string
  simulated?: string
  simulate?: boolean
  effects?: string
  json?: boolean
  csv?: boolean
}

export async function act(file: string, options: VolumetricsOptions): Promise<void> {
  const effects = options.effects === undefined ? [] : [`effects=${options.effects}`]
  const set = [...(options.set ?? []), ...effects]
  checkTogether(options)
  refuseIdle(options)
  const read = (...more: string[]) => readDeployment(file, { ...options, set: [...set, ...more] })
  if (options.paths !== undefined) {
    const paths = pathsOf(file, read(), readOverrides({ ...options, set }), options.paths, options.profiles)
    print(options, () => pathsJson(paths), () => pathsCsv(paths), () => pathsText(paths)) // prettier-ignore
  } else if (options.areas !== undefined || options.density !== undefined) {
    await printAreas(read(...modeOf(options.load)), options)
  } else if (options.simulate || options.simulated !== undefined) {
    await printBesideSimulated(read(), options)
  } else if (isSevenSteps(options)) printSevenSteps(read(), options)
  else printTraffic(read, options)
}

function printTraffic(read: (...more: string[]) => Deployment, options: VolumetricsOptions): void {
  const loads: Load[] = options.load === 'both' ? ['base', 'high'] : [options.load ?? 'all']
  let first: Deployment | undefined
  const lines = loads.flatMap((load) => {
    const deployment = read(...modeOf(load))
    first ??= deployment
    const crossings = expectedCrossings(deployment)
    const scopes = options.all
      ? allScopes(deployment, crossings)
      : scopesAsked(deployment, crossings, withInterface(deployment, options))
    return linesOf(crossings, scopes, { by: options.by, load })
  })
  const { hourly = false } = options
  print(
    options,
    () => ({ traffic: trafficJson(lines), assumptions: first!.assumptions }),
    () => (hourly ? hourlyCsv(lines) : trafficCsv(lines)),
    () => trafficText(first!, lines, { hourly }),
  )
}

/** Baseload is what is routine, so in normal operation; highload what comes when most is sent (SRS 4.21 step 6). */
function modeOf(load: VolumetricsOptions['load'] | Load): string[] {
  if (load === 'base') return ['operating-mode=normal']
  return load === 'high' ? ['operating-mode=high'] : []
}

/** Where no place is named, that of the file. */
function withInterface(deployment: Deployment, options: VolumetricsOptions): ScopesAsked {
  if (SCOPES.some((kind) => options[kind] !== undefined)) return options
  return { interface: interfaceOf(deployment, undefined).join(':') }
}

/** The worked example of the SRS is one interface, and all its rows. */
function isSevenSteps({
  interface: places = [],
  flow,
  network,
  link,
  actor,
  all,
  by,
  hourly,
  load,
}: VolumetricsOptions): boolean {
  // prettier-ignore
  return places.length <= 1 && [flow, network, link, actor, all, by, hourly, load].every((one) => one === undefined)
}

function printSevenSteps(deployment: Deployment, options: VolumetricsOptions): void {
  const given = options.interface?.[0]
  const [one, other] = interfaceOf(deployment, given)
  const asked = given === undefined ? undefined : { file: `--interface ${given}` }
  const result = volumetricsAt(deployment, one, other, asked)
  print(
    options,
    () => volumetricsJson(result),
    () => volumetricsCsv(result),
    () => volumetricsText(result),
  )
}

export function print(
  { json: asJson, csv: asCsv }: Pick<VolumetricsOptions, 'json' | 'csv'>,
  toJson: () => object,
  toCsv: () => string,
  toText: () => string,
): void {
  process.stdout.write(asJson ? json(toJson()) : asCsv ? toCsv() : toText())
}

/** Options that say nothing without another one. */
function checkTogether({ map, areas, profiles, paths, load, density }: VolumetricsOptions): void {
  const problems = new Problems()
  if (map !== undefined && areas === undefined) problems.add({ file: `--map ${map}` }, 'expected --areas beside it')
  if (profiles !== undefined && paths === undefined)
    problems.add({ file: `--profiles ${profiles}` }, 'expected --paths beside it')
  if (load === 'both' && (areas ?? density) !== undefined)
    problems.add({ file: '--load both' }, 'expected base or high: areas are of one load at a time')
  problems.throwIfAny()
}

function interfaceOf(deployment: Deployment, given: string | undefined): [string, string] {
  const origin = given === undefined ? deployment.file : `--interface ${given}`
  const pair = given === undefined ? deployment.settings.volumetrics?.interface : given.split(':')
  if (pair === undefined || pair.length !== 2) {
    const message = 'expected two actors, such as DAPjm:"2-Way Meter - Electr"'
    const hint = 'give --interface, or volumetrics: {interface: [DAPjm, 2-Way Meter - Electr]} in the deployment'
    throw InputError.of(origin, message, hint)
  }
  const problems = new Problems()
  const { catalogue } = deployment
  const actors = pair.map((name) => {
    const actor = catalogue.actor(name.trim())
    if (!actor)
      problems.add({ file: origin }, `no actor is called "${name}"`, didYouMean(name, catalogue.actors.keys()))
    return actor?.name ?? name
  })
  problems.throwIfAny()
  return actors as [string, string]
}
