import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Unknown } from './how-often.js'
import type { Folders } from './folders.js'
import type { PairNames } from './pair-names.js'
import type { Requirement } from './requirement.js'
import type { CsvRow } from '../input/csv.js'
import { Table } from './table.js'

/** What the arrival of a message, or its loss on the way, sends: `SW_opr_cmd` → `SW_opr_cmd_ack`. */
export interface Effect {
  /** A payload, a row (`4.15.4.2/SW_opr_cmd_ack`) or one pair of it (`…/2`), as written. */
  cause: string
  effect: string
  on: 'received' | 'undeliverable'
  /**
   * Of the causes; `otherwise`: what the other effects of the same cause with a share below 1 leave over. `x per 1000` is
   * left to the deployment.
   */
  share: number | 'otherwise' | { letter: Unknown; perMany: number }
  source: string
  /** Rows with a used pair that `cause` and `effect` stand for. */
  causeRows: string[]
  effectRows: string[]
  /** Ids of the used pairs that `cause` and `effect` stand for. */
  causeIds: string[]
  effectIds: string[]
  position: Position
}

export function readEffects(folders: Folders, pairs: PairNames, problems: Problems): Effect[] {
  const table = new Table(folders, 'effects.csv', ['cause', 'effect', 'on', 'share', 'source'], problems, nameOf)
  const byName = new Map<string, Effect>()
  for (const row of table.rows) {
    const causes = standFor(table, row, 'cause', pairs)
    const effects = standFor(table, row, 'effect', pairs)
    const effect: Effect = {
      cause: row.get('cause'),
      effect: row.get('effect'),
      on: table.oneOf(row, 'on', ['received', 'undeliverable']) ?? 'received',
      share: readShare(table, row),
      source: row.get('source'),
      causeRows: [...new Set(causes.map((requirement) => requirement.row))],
      effectRows: [...new Set(effects.map((requirement) => requirement.row))],
      causeIds: causes.map((requirement) => requirement.id),
      effectIds: effects.map((requirement) => requirement.id),
      position: row.position('cause'),
    }
    table.enter(byName, nameOf(row), effect, row, 'cause')
  }
  return [...byName.values()]
}

/** What a line is known by: another share takes the place of the first. */
function nameOf(row: CsvRow): string {
  return `${row.get('cause')} → ${row.get('effect')}, ${row.get('on')}`
}

function standFor(table: Table, row: CsvRow, column: 'cause' | 'effect', pairs: PairNames): readonly Requirement[] {
  const name = row.get(column)
  const found = pairs.usedBy(name)
  // Where the user has taken out the pairs that a shipped line speaks of, it speaks of none.
  const takenOut = !table.isOwn(row) && pairs.isReplaced(name)
  if (found.length === 0 && !takenOut && !pairs.mayBeUnread(name))
    table.wrong(row, column, `"${name}" is no payload, row or pair that is used`, didYouMean(name, pairs.namesInUse))
  return found
}

function readShare(table: Table, row: CsvRow): Effect['share'] {
  const text = row.get('share')
  if (text === 'otherwise') return text
  const open = /^([xy]) per (\d+)$/.exec(text)
  if (open !== null) return { letter: open[1] as Unknown, perMany: Number(open[2]) }
  const match = /^(\d+)(?: per (\d+))?$/.exec(text)
  const share = Number(match?.[1]) / Number(match?.[2] ?? 1)
  if (share > 0 && share <= 1) return share
  table.wrong(row, 'share', `expected 1, a share such as 1 per 1000, or otherwise; found "${text}"`)
  return 1
}
