import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import { at, type Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import type { Effect } from './effect.js'
import type { EventKind } from './event-kind.js'
import type { Folders } from './folders.js'
import type { PairNames } from './pair-names.js'
import type { Requirement } from './requirement.js'
import { Table } from './table.js'

/** SRS 4.21 step 6: periods in which payloads come as often as stated, more often, and most often. */
export const OPERATING_MODES = ['normal', 'medium', 'high'] as const
export type OperatingMode = (typeof OPERATING_MODES)[number]

/** How many times as often what a line speaks of comes in other periods than normal ones. */
export interface Scaling {
  /** A payload, a row or one pair of it, as written. */
  row: string
  /** What brings such periods about, of what 4.21 step 6 names. */
  situations: (typeof SITUATIONS)[number][]
  medium: number
  high: number
  source: string
  /** Ids of the pairs that it scales, of those that no other payload sends. */
  ids: string[]
  position: Position
}

const SITUATIONS = ['new-rates', 'billing', 'moves', 'storm'] as const

const COLUMNS = ['row', 'situations', 'medium', 'high', 'source']

/** What comes more often in which mode: the lines of operating-modes.csv. */
export class OperatingModes {
  private readonly ofPair: ReadonlyMap<string, Scaling>
  private readonly causesOf = new Map<string, string[]>()

  constructor(
    /** In the order of the file. */
    readonly scalings: readonly Scaling[],
    effects: readonly Effect[],
  ) {
    // A line that names one pair goes before one that names its row, and that before one that names the payload.
    const near = [...scalings].sort((a, b) => a.row.split('/').length - b.row.split('/').length)
    this.ofPair = new Map(near.flatMap((one) => one.ids.map((id) => [id, one])))
    for (const { causeIds, effectIds } of effects)
      for (const id of effectIds) {
        const causes = this.causesOf.get(id)
        if (causes) causes.push(...causeIds)
        else this.causesOf.set(id, [...causeIds])
      }
  }

  /**
   * How many times as often as its How Often says a pair comes. An effect comes with its causes: where these are scaled
   * differently, as the one that is scaled most.
   */
  factor(mode: OperatingMode, { id }: Pick<Requirement, 'id'>): number {
    return mode === 'normal' ? 1 : this.factorOf(mode, id, new Set())
  }

  /** The line that scales a pair which no other payload sends. */
  scalingOf(id: string): Scaling | undefined {
    return this.ofPair.get(id)
  }

  private factorOf(mode: 'medium' | 'high', id: string, asked: Set<string>): number {
    const own = this.ofPair.get(id)
    if (own !== undefined) return own[mode]
    // A pair may cause another of its own row, and so in a circle.
    asked.add(id)
    const causes = (this.causesOf.get(id) ?? []).filter((cause) => !asked.has(cause))
    return causes.length === 0 ? 1 : Math.max(...causes.map((cause) => this.factorOf(mode, cause, asked)))
  }
}

export function readOperatingModes(
  folders: Folders,
  pairs: PairNames,
  { effects, eventKinds }: { effects: readonly Effect[]; eventKinds: ReadonlyMap<string, EventKind> },
  problems: Problems,
): OperatingModes {
  const table = new Table(folders, 'operating-modes.csv', COLUMNS, problems)
  const caused = new Set(effects.flatMap((effect) => effect.effectIds))
  const byRow = new Map<string, Scaling>()
  const own = new Set<Scaling>()
  const before = problems.count
  for (const row of table.rows) {
    const ids = rootsOf(table, row, pairs, caused, folders[1] !== undefined)
    const scaling = readScaling(table, row, ids)
    if (table.isOwn(row)) own.add(scaling)
    table.enter(byRow, scaling.row, scaling, row, 'row')
  }
  const modes = new OperatingModes([...byRow.values()], effects)
  if (problems.count === before) for (const kind of eventKinds.values()) checkTogether(kind, modes, own, problems)
  return modes
}

function readScaling(table: Table, row: CsvRow, ids: string[]): Scaling {
  const situations: Scaling['situations'] = []
  if (row.get('situations') === '') table.wrong(row, 'situations', 'is empty', didYouMean('', SITUATIONS))
  for (const { word, offset } of table.words(row, 'situations', ';')) {
    const known = SITUATIONS.find((one) => one === word)
    if (known) situations.push(known)
    else table.wrongAt(row, 'situations', offset, `unexpected "${word}"`, didYouMean(word, SITUATIONS))
  }
  if (row.get('source') === '') table.wrong(row, 'source', 'is empty')
  return {
    row: row.get('row'),
    situations,
    medium: table.read(row, 'medium', readFactor) ?? 1,
    high: table.read(row, 'high', readFactor) ?? 1,
    source: row.get('source'),
    ids,
    position: row.position('row'),
  }
}

function readFactor(text: string): Cell<number> {
  const factor = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN
  return factor > 0 ? { value: factor } : refuse(`expected a factor above 0, such as 2; found "${text}"`, 0)
}

/** The pairs that a line scales. What others cause comes with these, and no line scales it. */
function rootsOf(table: Table, row: CsvRow, pairs: PairNames, caused: ReadonlySet<string>, withOwn: boolean): string[] {
  const name = row.get('row')
  const found = pairs.usedBy(name).map((one) => one.id)
  const roots = found.filter((id) => !caused.has(id))
  // Where the user has taken out the pairs that a shipped line speaks of, or has given them causes, it speaks of none.
  const overruled = withOwn && !table.isOwn(row) && (found.length > 0 || pairs.isReplaced(name))
  if (roots.length > 0 || overruled || pairs.mayBeUnread(name)) return roots
  if (found.length > 0) table.wrong(row, 'row', `"${name}" is sent by what causes it: it comes as often as that does`)
  else table.wrong(row, 'row', `"${name}" is no payload, row or pair that is used`, didYouMean(name, pairs.namesInUse))
  return roots
}

/**
 * What waits for one event comes as often as that event: one row of it cannot come more often than another. Of two lines
 * that differ the user's own is told of.
 */
function checkTogether(
  { event, waitingIds }: EventKind,
  modes: OperatingModes,
  own: ReadonlySet<Scaling>,
  problems: Problems,
): void {
  const scalings = waitingIds.map((id) => modes.scalingOf(id))
  const first = scalings.find((one) => one !== undefined && own.has(one)) ?? scalings.find((one) => one !== undefined)
  if (first === undefined) return
  const i = scalings.findIndex((one) => one?.medium !== first.medium || one.high !== first.high)
  if (i < 0) return
  const other = scalings[i]
  const found =
    other === undefined ? `${waitingIds[i]!} by none` : `${waitingIds[i]!} by others at ${at(other.position)}`
  problems.add(first.position, `row: expected the same factors for all that waits for "${event}"; found ${found}`)
}
