import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Erratum } from './erratum.js'
import type { HowOften } from './how-often.js'
import { readHowOften } from './how-often.js'
import type { Latency } from './latency.js'
import { readLatency } from './latency.js'
import { MODES, useCaseOf } from './mode.js'
import type { Payload } from './payload.js'
import type { Population } from './population.js'
import type { Reliability } from './reliability.js'
import { readReliability } from './reliability.js'
import type { Size } from './size.js'
import { readSize, tiedToHowOften } from './size.js'
import { Table } from './table.js'
import type { When } from './when.js'
import { readWhen } from './when.js'

/** One payload from one actor to one actor. */
export interface Requirement {
  /** `<section>/<payload>/<n>`: the n-th from × to pair of its row, counted from-major as printed. */
  id: string
  section: string
  /** `<section>/<payload>`: one row of a scenario's table. */
  row: string
  n: number
  /** Which of several readings of a dual row it is (`DSDR` beside the maintenance of feeder devices); mostly undefined. */
  mode: string | undefined
  payload: Payload
  useCase: string
  from: string
  to: string
  /** The asker whose cause this pair answers; undefined: whoever asked, or nobody where it is no effect. */
  answers: string | undefined
  reliability: Reliability
  latency: Latency
  when: When
  howOften: HowOften
  size: Size
  /** Whether the pair takes part; one that does not stays in the catalogue, and its erratum says why. */
  used: boolean
  erratum: string | undefined
  /** The cells in the SRS's notation. */
  cells: { reliability: string; latency: string; when: string; howOften: string; size: string }
  position: Position
}

export interface RequirementNames {
  payloads: ReadonlyMap<string, Payload>
  actors: ReadonlyMap<string, Actor>
  populations: ReadonlyMap<string, Population>
  errata: readonly Erratum[]
}

const COLUMNS = [
  'section',
  'payload',
  'n',
  'mode',
  'from',
  'to',
  'answers',
  'reliability',
  'latency',
  'when',
  'how_often',
  'size',
  'used',
  'erratum',
]

/** Every `requirements/*.csv`, in the order of the files and of their lines. */
export function readRequirements(folder: string, names: RequirementNames, problems: Problems): Requirement[] {
  const byId = new Map<string, Requirement>()
  const errata = new Set(names.errata.map((erratum) => erratum.id))
  for (const file of requirementFilesOrNone(folder, problems)) {
    const table = new Table(folder, file, COLUMNS, problems)
    for (const row of table.rows) {
      const requirement = readLine(table, row, names, errata)
      if (requirement !== undefined) table.enter(byId, requirement.id, requirement, row, 'n')
    }
  }
  return [...byId.values()]
}

/** In the order of their names, so that the catalogue is the same on every machine. */
export function requirementFiles(folder: string): string[] {
  const names = readdirSync(join(folder, 'requirements')).filter((name) => name.endsWith('.csv'))
  return names.sort().map((name) => `requirements/${name}`)
}

function requirementFilesOrNone(folder: string, problems: Problems): string[] {
  const names = existsSync(join(folder, 'requirements')) ? requirementFiles(folder) : []
  if (names.length === 0) problems.add({ file: join(folder, 'requirements') }, 'expected a folder with *.csv files')
  return names
}

function readLine(
  table: Table,
  row: CsvRow,
  names: RequirementNames,
  errata: ReadonlySet<string>,
): Requirement | undefined {
  const { payloads, actors } = names
  const section = row.get('section')
  if (!/^\d+(\.\d+)+$/.test(section)) table.wrong(row, 'section', `expected a section such as 4.10.4.1`)
  const n = Number(row.get('n'))
  if (!Number.isInteger(n) || n < 1) table.wrong(row, 'n', `expected a whole number from 1`)
  table.known(row, 'payload', 'payload', payloads)
  table.known(row, 'from', 'actor', actors)
  table.known(row, 'to', 'actor', actors)
  if (row.get('answers') !== '') table.known(row, 'answers', 'actor', actors)
  if (row.get('erratum') !== '') table.known(row, 'erratum', 'erratum', errata)
  table.oneOf(row, 'mode', MODES)
  const used = table.oneOf(row, 'used', ['yes', 'no']) === 'yes'
  if (!used && row.get('erratum') === '')
    table.wrong(row, 'erratum', 'a pair that is not used needs the line that says why')
  if (used && row.get('from') === row.get('to')) table.wrong(row, 'to', 'a pair that is used runs between two actors')

  const reliability = table.read(row, 'reliability', readReliability)
  const latency = table.read(row, 'latency', readLatency)
  const when = table.read(row, 'when', readWhen)
  const howOften = table.read(row, 'how_often', readHowOften)
  const size = table.read(row, 'size', readSize)
  if (howOften !== undefined) checkPopulations(table, row, howOften, names.populations)

  const payload = payloads.get(row.get('payload'))
  if (!payload || !reliability || !latency || !when || !howOften || !size) return undefined
  const rowId = `${section}/${payload.name}`
  return {
    id: `${rowId}/${n}`,
    section,
    row: rowId,
    n,
    mode: row.get('mode') || undefined,
    payload,
    useCase: useCaseOf(payload, row.get('mode')),
    from: row.get('from'),
    to: row.get('to'),
    answers: row.get('answers') || undefined,
    reliability,
    latency,
    when,
    howOften,
    // Only what a scheduled read carries grows with the time since the last one (SRS 4.10.4.4).
    size: latency.window ? tiedToHowOften(size, howOften) : size,
    used,
    erratum: row.get('erratum') || undefined,
    cells: {
      reliability: row.get('reliability'),
      latency: row.get('latency'),
      when: row.get('when'),
      howOften: row.get('how_often'),
      size: row.get('size'),
    },
    position: row.position('section'),
  }
}

function checkPopulations(
  table: Table,
  row: CsvRow,
  howOften: HowOften,
  populations: ReadonlyMap<string, Population>,
): void {
  if ('seeTable' in howOften) return
  for (const { population } of howOften.terms) {
    if (populations.has(population)) continue
    table.wrong(row, 'how_often', `unknown population "${population}"`, didYouMean(population, populations.keys()))
  }
}
