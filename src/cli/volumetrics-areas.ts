import { once } from 'node:events'
import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { LoadOfAreas } from '../plan/area-load.js'
import { checkAreas, readAreas, readColumnMap } from '../plan/areas.js'
import { areaCsv, areaLine, AREAS_HEADER, densityLine, type AreaLine } from '../plan/areas-lines.js'
import { areasHead, areaText, densityNotes, rateUnitOf, type RateUnit } from '../plan/areas-text.js'
import { readDensities } from '../plan/density-asked.js'
import type { Crossing } from '../plan/volumetrics-crossings.js'
import { crossingsUnder, expectedCrossings } from '../plan/volumetrics-lines.js'
import { SCOPES, scopesAsked, type Scope, type ScopesAsked } from '../plan/volumetrics-scope.js'

interface AreasOptions extends ScopesAsked {
  density?: string | true
  areas?: string
  map?: string
  load?: 'base' | 'high' | 'both'
  json?: boolean
  csv?: boolean
}

/** What areas bring, a line each, written as they are read: a table of all counties, or of a million blocks. */
export async function printAreas(deployment: Deployment, options: AreasOptions): Promise<void> {
  const { areas, load = 'all' } = options
  const all = expectedCrossings(deployment)
  const crossings = crossingsUnder(load === 'both' ? 'all' : load, all)
  const scope = scopeOf(deployment, all, options)
  const loads = new LoadOfAreas(deployment, crossings, scope)
  const headIn = (unit: RateUnit) => areasHead(deployment.settings.name, scope, loads, unit)
  if (areas === undefined) {
    const densities = readDensities(typeof options.density === 'string' ? options.density : 'all')
    const lines = densities.map((one) => densityLine(one, loads))
    const notes = `\n${densityNotes(densities)}\n`
    const unit = rateUnitOf(lines)
    const toText = (line: AreaLine) => areaText(line, unit, { isKind: true })
    return write(options, lines, { head: headIn(unit), toText, notes })
  }
  const map = options.map === undefined ? undefined : readColumnMap(options.map)
  // Read twice, so that nothing is printed of a file in which something is wrong.
  checkAreas(areas, map)
  const lines = function* () {
    for (const area of readAreas(areas, map)) yield areaLine(area, loads)
  }
  const unit = options.json || options.csv ? 'Mbps' : rateUnitOf(lines())
  return write(options, lines(), { head: headIn(unit), toText: (line) => areaText(line, unit), notes: '' })
}

/** Where an area has its radios, if nothing else is asked for. */
const NEAREST = ['nan', 'fan', 'wan', 'public-mobile', 'internet']

function scopeOf(deployment: Deployment, crossings: readonly Crossing[], options: AreasOptions): Scope {
  const asked = SCOPES.flatMap((kind) => [options[kind] ?? []].flat().map(() => `--${kind}`))
  if (asked.length > 1) throw InputError.of(asked.join(' '), 'expected one place: the load of areas is that of one')
  const used = new Set(crossings.map((one) => one.network as string))
  const network = NEAREST.find((one) => used.has(one))
  if (asked.length === 0 && network === undefined)
    throw InputError.of(deployment.file, 'no network reaches the field here', didYouMean('', used))
  return scopesAsked(deployment, crossings, asked.length > 0 ? options : { network: network! })[0]!
}

interface AreasAsText {
  head: string
  toText: (line: AreaLine) => string
  notes: string
}

async function write(
  options: AreasOptions,
  lines: Iterable<AreaLine>,
  { head, toText, notes }: AreasAsText,
): Promise<void> {
  const [begin, between, end] = options.json ? ['[\n', ',\n', '\n]\n'] : options.csv ? [AREAS_HEADER, '', ''] : [head, '', notes] // prettier-ignore
  const shown = (line: AreaLine) => (options.json ? JSON.stringify(line) : options.csv ? areaCsv(line) : toText(line))
  let text = begin
  let first = true
  for (const line of lines) {
    text += (first ? '' : between) + shown(line)
    first = false
    if (text.length < CHUNK) continue
    if (!(await written(text))) return
    text = ''
  }
  await written(text + end)
}

const CHUNK = 2 ** 16

/** Waits until the reader has room; false: he has gone. */
async function written(text: string): Promise<boolean> {
  if (process.stdout.write(text)) return true
  try {
    await once(process.stdout, 'drain')
    return true
  } catch {
    // What is wrong with the output is told where all its faults are (main.ts).
    return false
  }
}
