import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Flow } from './flow.js'
import type { PathExpression } from './path.js'
import { alternatives, flowsIn, readPath } from './path.js'
import { Table } from './table.js'
import { walk } from './walk.js'

/** The ways between two actors, the same there and back. */
export interface PathEntry {
  from: string
  to: string
  expression: PathExpression
  position: Position
}

export function readPaths(
  folder: string,
  actors: ReadonlyMap<string, Actor>,
  flows: ReadonlyMap<string, Flow>,
  problems: Problems,
): PathEntry[] {
  const table = new Table(folder, 'paths.csv', ['from', 'to', 'expression'], problems)
  const byPair = new Map<string, PathEntry>()
  for (const row of table.rows) {
    table.known(row, 'from', 'actor', actors)
    table.known(row, 'to', 'actor', actors)
    const expression = table.read(row, 'expression', readPath)
    if (expression === undefined) continue
    const entry = { from: row.get('from'), to: row.get('to'), expression, position: row.position('from') }
    checkWays(table, row, entry, flows)
    table.enter(byPair, [entry.from, entry.to].sort().join(' – '), entry, row, 'from')
  }
  return [...byPair.values()]
}

/** Each way must lead from the one actor to the other without a gap. */
function checkWays(table: Table, row: CsvRow, entry: PathEntry, flows: ReadonlyMap<string, Flow>): void {
  const unknown = new Set(flowsIn(entry.expression).filter((flow) => !flows.has(flow)))
  for (const flow of unknown) {
    table.wrong(row, 'expression', `unknown data flow "${flow}"`, didYouMean(flow, flows.keys()))
  }
  if (unknown.size > 0) return
  for (const way of alternatives(entry.expression)) {
    const walked = walk(way, entry.from, flows)
    if ('gap' in walked) table.wrong(row, 'expression', walked.gap)
    else if (walked.end !== entry.to) {
      table.wrong(row, 'expression', `${way.join(' + ')} ends at ${walked.end}, not at ${entry.to}`)
    }
  }
}
