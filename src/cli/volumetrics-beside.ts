import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import type { LaneOf } from '../plan/volumetrics-carry.js'
import { carriedIn, carriedInReport, type CarriedBy } from '../plan/volumetrics-carried.js'
import { expectedCrossings } from '../plan/volumetrics-lines.js'
import { scopesAsked, SCOPES, type ScopesAsked } from '../plan/volumetrics-scope.js'
import { besideSimulated, notExpected, type Carried } from '../plan/volumetrics-simulated.js'
import {
  besideByHour,
  besideByHourCsv,
  besideByHourJson,
  besideByHourText,
} from '../plan/volumetrics-simulated-hourly.js'
import { simulatedCsv, simulatedJson, simulatedText } from '../plan/volumetrics-simulated-text.js'
import { json } from '../report/json.js'
import { simulated } from '../run/simulated.js'
import { ProgressLine } from './progress-line.js'

interface BesideOptions extends ScopesAsked {
  hourly?: boolean
  simulated?: string
  simulate?: boolean
  quiet?: boolean
  json?: boolean
  csv?: boolean
}

/** The expected figures beside those of a run, of a report or made now: of each network, or of one data flow or link. */
export async function printBesideSimulated(deployment: Deployment, options: BesideOptions): Promise<void> {
  const crossings = expectedCrossings(deployment)
  const by = askedOf(options)
  if (by.of === 'hours') {
    const lines = besideByHour(deployment, crossings, await carriedOf(deployment, options, by))
    const { json: asJson, csv } = options
    process.stdout.write(asJson ? json(besideByHourJson(lines)) : csv ? besideByHourCsv(lines) : besideByHourText(lines)) // prettier-ignore
    return
  }
  const [scope] = by.of === 'networks' ? [] : scopesAsked(deployment, crossings, { [by.of]: by.name })
  const laneOf: LaneOf | undefined =
    scope &&
    ((crossing) => {
      const way = scope.way(crossing)
      return way && { name: scope.name, part: way.part }
    })
  const lines = besideSimulated(deployment, crossings, await carriedOf(deployment, options, by), laneOf)
  const missing = notExpected(deployment)
  if (options.json) process.stdout.write(json(simulatedJson(lines, missing)))
  else process.stdout.write(options.csv ? simulatedCsv(lines) : simulatedText(lines, missing))
}

/** A run counts by network and by link: not by interface or actor. */
function askedOf(options: BesideOptions): CarriedBy {
  const asked = SCOPES.flatMap((kind) => [options[kind] ?? []].flat().map((name) => ({ kind, name })))
  const [first] = asked
  const place = asked.map(({ kind }) => `--${kind}`).join(' ')
  if (first === undefined) return { of: options.hourly ? 'hours' : 'networks' }
  if (options.hourly) throw InputError.of(place, 'expected no place beside --hourly: a run counts networks by hour')
  const { kind, name } = first
  if (asked.length === 1 && (kind === 'flow' || kind === 'link')) return { of: kind, name }
  throw InputError.of(place, 'expected one --flow or --link, or neither: a run counts by network and by link')
}

async function carriedOf(
  deployment: Deployment,
  { simulated: folder, quiet }: BesideOptions,
  by: CarriedBy,
): Promise<Carried[]> {
  if (folder !== undefined) {
    const { carried, doubt } = carriedInReport(folder, deployment, by)
    if (doubt !== undefined) process.stderr.write(`warning: ${doubt}\n`)
    return carried
  }
  const line = new ProgressLine(deployment.settings.name, quiet === true)
  try {
    return carriedIn((await simulated(deployment, { onProgress: (progress) => line.show(progress) }))!, by)
  } finally {
    line.clear()
  }
}
