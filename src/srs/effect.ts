import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Unknown } from './how-often.js'
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

export function readEffects(folder: string, requirements: readonly Requirement[], problems: Problems): Effect[] {
  const table = new Table(folder, 'effects.csv', ['cause', 'effect', 'on', 'share', 'source'], problems)
  const used = usedByName(requirements)
  return table.rows.map((row) => {
    const causes = standFor(table, row, 'cause', used)
    const effects = standFor(table, row, 'effect', used)
    return {
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
  })
}

/** The used pairs under each name that an effect may call them by: of the payload, of the row, of the pair itself. */
function usedByName(requirements: readonly Requirement[]): Map<string, Requirement[]> {
  const byName = new Map<string, Requirement[]>()
  for (const requirement of requirements) {
    if (!requirement.used) continue
    for (const name of [requirement.payload.name, requirement.row, requirement.id]) {
      const named = byName.get(name)
      if (named) named.push(requirement)
      else byName.set(name, [requirement])
    }
  }
  return byName
}

function standFor(
  table: Table,
  row: CsvRow,
  column: 'cause' | 'effect',
  used: ReadonlyMap<string, Requirement[]>,
): Requirement[] {
  const name = row.get(column)
  const found = used.get(name)
  if (found) return found
  table.wrong(row, column, `"${name}" is no payload, row or pair that is used`, didYouMean(name, used.keys()))
  return []
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
