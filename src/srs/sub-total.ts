import type { CsvRow } from '../input/csv.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import { ChainLegs } from './chain-legs.js'
import { contradiction, type ChainBounds, chainBounds } from './chain-bounds.js'
import type { Effect } from './effect.js'
import type { Erratum } from './erratum.js'
import type { Folders } from './folders.js'
import type { Latency } from './latency.js'
import { readLatency } from './latency.js'
import type { Lines } from './lines.js'
import type { PairNames } from './pair-names.js'
import type { Reliability } from './reliability.js'
import { readReliability } from './reliability.js'
import type { Requirement } from './requirement.js'
import { Table } from './table.js'

/** What the SRS states of a chain of legs as a whole, beside what it states of each (4.5.4.2). */
export interface SubTotal {
  /** `<section>/<name>`. */
  id: string
  section: string
  name: string
  /** Who sends the first leg: the time runs from that. */
  origin: string
  /** The pairs of each leg, in a row: one, and of the last leg one for each of its receivers. */
  legs: Requirement[][]
  /** As stated. */
  bounds: ChainBounds
  /** What the legs come to, where each just keeps its own. */
  ofLegs: ChainBounds
  /** In words, where legs that keep their bounds need not keep those of the whole. */
  inconsistent: string | undefined
  erratum: string | undefined
  position: Position
}

export interface SubTotalNames {
  pairs: PairNames
  actors: Lines<Actor>
  effects: readonly Effect[]
  errata: Lines<Erratum>
}

const COLUMNS = ['section', 'name', 'origin', 'legs', 'latency', 'reliability', 'erratum']

/** By their ids. */
export function readSubTotals(folders: Folders, names: SubTotalNames, problems: Problems): Map<string, SubTotal> {
  const table = new Table(folders, 'sub-totals.csv', COLUMNS, problems, idOf)
  // What could not be read would make legs miss each other.
  const legs = new ChainLegs(table, names, problems.count === 0)
  const subTotals = new Map<string, SubTotal>()
  const stands = new Map<string, { position: Position }>()
  for (const row of table.rows) {
    const position = row.position('section')
    table.enter(stands, idOf(row), { position }, row, 'name')
    for (const column of ['section', 'name']) if (row.get(column) === '') table.wrong(row, column, 'is empty')
    table.known(row, 'origin', 'actor', names.actors)
    if (row.get('erratum') !== '') table.known(row, 'erratum', 'erratum', names.errata)
    const latency = table.read(row, 'latency', readPlainLatency)
    const reliability = table.read(row, 'reliability', readPlainShare)
    const pairs = legs.of(row)
    if (!latency || !reliability || !pairs) continue
    const subTotal = made(row, pairs, { latency: latency.bound, share: reliability.bound, strict: reliability.strict })
    if (subTotal.inconsistent !== undefined && row.get('erratum') === '') refuseWithoutReason(table, row, subTotal)
    subTotals.set(subTotal.id, subTotal)
  }
  return subTotals
}

function idOf(row: CsvRow): string {
  return `${row.get('section')}/${row.get('name')}`
}

function made(row: CsvRow, legs: Requirement[][], bounds: ChainBounds): SubTotal {
  return {
    id: idOf(row),
    section: row.get('section'),
    name: row.get('name'),
    origin: row.get('origin'),
    legs,
    bounds,
    ofLegs: chainBounds(legs),
    inconsistent: contradiction(bounds, legs),
    erratum: row.get('erratum') || undefined,
    position: row.position('section'),
  }
}

/** The time from the first sending to the last receipt: neither a window nor a campaign's. */
function readPlainLatency(text: string): Cell<Latency> {
  const cell = readLatency(text)
  if ('value' in cell && (cell.value.window || cell.value.per || cell.value.least))
    return refuse('expected a mere bound, such as < 22 sec', 0)
  return cell
}

function readPlainShare(text: string): Cell<Extract<Reliability, { kind: 'share' }>> {
  const cell = readReliability(text)
  if ('problem' in cell) return cell
  const { value } = cell
  return value.kind === 'share' ? { value } : refuse('expected a mere share, such as > 96%', 0)
}

function refuseWithoutReason(table: Table, row: CsvRow, { inconsistent, section }: SubTotal): void {
  const hint = table.isOwn(row)
    ? `say so in an errata.csv of the same folder; its first line for this section is ${section}#own1`
    : ''
  table.wrong(
    row,
    'erratum',
    `a sub-total that its legs contradict (${inconsistent}) needs the line that says so`,
    hint,
  )
}
