import type { CsvRow } from '../input/csv.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Erratum } from './erratum.js'
import type { Folders } from './folders.js'
import type { HowOften } from './how-often.js'
import { readHowOften } from './how-often.js'
import type { Latency } from './latency.js'
import { readLatency } from './latency.js'
import type { Lines } from './lines.js'
import { MODES, PARTED_BY_MODE, PARTING_MODES, useCaseOf } from './mode.js'
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
  payloads: Lines<Payload>
  actors: Lines<Actor>
  populations: Lines<Population>
  errata: Lines<Erratum>
}

/** A line that could not be read: its section and payload, undefined where that cell is wrong itself. */
export interface UnreadPair {
  section: string | undefined
  payload: string | undefined
}

/** What the requirement files hold. */
export interface RequirementLines {
  /** In the order of the files and of their lines, one of the user's in the place of the one that it replaces. */
  requirements: Requirement[]
  unread: UnreadPair[]
  whole: boolean
  /** Of the user's own: new ones, and those that say something else than the shipped ones whose place they took. */
  added: Requirement[]
  replaced: Requirement[]
  /** The line of each, for what is found wrong with a cell only when it is held against others. */
  rows: ReadonlyMap<Requirement, CsvRow>
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

/** Every `requirements/*.csv`. */
export function readRequirements(folders: Folders, names: RequirementNames, problems: Problems): RequirementLines {
  const table = new Table(folders, 'requirements', COLUMNS, problems, idOf)
  const lines = { requirements: [], unread: [], added: [], replaced: [] }
  const { requirements, unread, added, replaced }: Omit<RequirementLines, 'whole' | 'rows'> = lines
  const rows = new Map<Requirement, CsvRow>()
  const stands = new Map<string, { position: Position }>()
  for (const row of table.rows) {
    const before = problems.count
    checkNames(table, row, names)
    checkUse(table, row)
    const requirement = readLine(table, row, names)
    table.enter(stands, requirement?.id ?? idOf(row), requirement ?? { position: row.position('section') }, row, 'n')
    if (requirement === undefined || problems.count > before) {
      unread.push(unreadPair(row, names))
      continue
    }
    requirements.push(requirement)
    rows.set(requirement, row)
    const shipped = table.shippedFor(row)
    if (shipped && COLUMNS.some((column) => row.get(column) !== shipped.get(column))) replaced.push(requirement)
    if (!shipped && table.isOwn(row)) added.push(requirement)
  }
  return { ...lines, rows, whole: table.whole }
}

function idOf(row: CsvRow): string {
  return `${row.get('section')}/${row.get('payload')}/${row.get('n')}`
}

const SECTION = /^\d+(\.\d+)+$/
const FROM_ONE = /^[1-9]\d*$/
const YES_NO = ['yes', 'no'] as const

function unreadPair(row: CsvRow, { payloads }: RequirementNames): UnreadPair {
  const [section, payload] = [row.get('section'), row.get('payload')]
  return {
    section: SECTION.test(section) ? section : undefined,
    payload: payloads.has(payload) ? payload : undefined,
  }
}

function checkNames(table: Table, row: CsvRow, names: RequirementNames): void {
  const { payloads, actors, errata } = names
  if (!SECTION.test(row.get('section')))
    table.wrong(row, 'section', `expected a section such as 4.10.4.1; found "${row.get('section')}"`)
  if (!FROM_ONE.test(row.get('n'))) table.wrong(row, 'n', `expected a whole number from 1; found "${row.get('n')}"`)
  table.known(row, 'payload', 'payload', payloads)
  table.known(row, 'from', 'actor', actors)
  table.known(row, 'to', 'actor', actors)
  if (row.get('answers') !== '') table.known(row, 'answers', 'actor', actors)
  if (row.get('erratum') !== '') table.known(row, 'erratum', 'erratum', errata)
  // A pair that is not used belongs to none of them.
  const parted = row.get('used') === 'yes' && payloads.get(row.get('payload'))?.useCase === PARTED_BY_MODE
  table.oneOf(row, 'mode', parted ? PARTING_MODES : MODES)
}

function checkUse(table: Table, row: CsvRow): void {
  const used = table.oneOf(row, 'used', YES_NO)
  if (used === 'no' && row.get('erratum') === '') refuseWithoutReason(table, row)
  if (used === 'yes' && row.get('from') === row.get('to'))
    table.wrong(row, 'to', 'a pair that is used runs between two actors')
}

function readLine(table: Table, row: CsvRow, names: RequirementNames): Requirement | undefined {
  const reliability = table.read(row, 'reliability', readReliability)
  const latency = table.read(row, 'latency', readLatency)
  const when = table.read(row, 'when', readWhen)
  const howOften = table.read(row, 'how_often', readHowOften)
  const size = table.read(row, 'size', readSize)
  const payload = names.payloads.get(row.get('payload'))
  if (howOften !== undefined) checkPopulations(table, row, howOften, names.populations)
  if (!payload || !reliability || !latency || !when || !howOften || !size) return undefined
  const section = row.get('section')
  return {
    id: idOf(row),
    section,
    row: `${section}/${payload.name}`,
    n: Number(row.get('n')),
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
    used: row.get('used') === 'yes',
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

function refuseWithoutReason(table: Table, row: CsvRow): void {
  const id = `${row.get('section')}#own1`
  const hint = table.isOwn(row)
    ? `say why in an errata.csv of the same folder; its first line for this section is ${id}`
    : ''
  table.wrong(row, 'erratum', 'a pair that is not used needs the line that says why', hint)
}

function checkPopulations(table: Table, row: CsvRow, howOften: HowOften, populations: Lines<Population>): void {
  if ('seeTable' in howOften || howOften.terms.every((term) => populations.has(term.population))) return
  let offset = 0
  for (const { population } of howOften.terms) {
    offset = row.get('how_often').indexOf(`| ${population} per |`, offset) + '| '.length
    table.known(row, 'how_often', 'population', populations, population, offset)
  }
}
