import type { CsvRow } from '../input/csv.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Flow } from './flow.js'
import type { PathExpression } from './path.js'
import { alternatives, flowsIn, readPath } from './path.js'
import type { Folders } from './folders.js'
import type { Lines } from './lines.js'
import { Table } from './table.js'
import { walk } from './walk.js'

/** The ways between two actors, the same there and back. */
export interface PathEntry {
  from: string
  to: string
  expression: PathExpression
  position: Position
}

export function readPaths(folders: Folders, actors: Lines<Actor>, flows: Lines<Flow>, problems: Problems): PathEntry[] {
  const table = new Table(folders, 'paths.csv', ['from', 'to', 'expression'], problems, pairOf)
  const byPair = new Map<string, PathEntry>()
  for (const row of table.rows) {
    table.known(row, 'from', 'actor', actors)
    table.known(row, 'to', 'actor', actors)
    const expression = table.read(row, 'expression', readPath)
    if (expression === undefined) continue
    const entry = { from: row.get('from'), to: row.get('to'), expression, position: row.position('from') }
    checkWays(table, row, entry, actors, flows)
    table.enter(byPair, pairOf(row), entry, row, 'from')
  }
  return [...byPair.values()]
}

/** The same there and back. */
function pairOf(row: CsvRow): string {
  return [row.get('from'), row.get('to')].sort().join(' – ')
}

/** Each way must lead from the one actor to the other without a gap. */
function checkWays(table: Table, row: CsvRow, entry: PathEntry, actors: Lines<Actor>, flows: Lines<Flow>): void {
  if (endsOf(entry.expression, [entry.from], flows).every((end) => end === entry.to)) return
  const names = flowsIn(entry.expression)
  let offset = 0
  for (const name of names) {
    offset = row.get('expression').indexOf(name, offset)
    table.known(row, 'expression', 'data flow', flows, name, offset)
    offset += name.length
  }
  // An actor that there is not was told of where it stands; what leads there is not wrong as well.
  const ends = [entry, ...names.map((name) => flows.get(name))]
  if (!ends.every((one) => one && actors.has(one.from) && actors.has(one.to))) return
  for (const way of alternatives(entry.expression)) {
    const walked = walk(way, entry.from, flows)
    const end = 'gap' in walked ? undefined : walked.end
    if (end === entry.to) continue
    const message = 'gap' in walked ? walked.gap : `${way.join(' + ')} ends at ${end}, not at ${entry.to}`
    table.wrong(row, 'expression', message)
  }
}

/** Where the ways of a path end that begin at these actors; undefined stands for a gap. Most paths are sound: none is spelt out for that. */
function endsOf(path: PathExpression, starts: Ends, flows: Lines<Flow>): Ends {
  if (path.kind === 'group') return endsOf(path.inner, starts, flows)
  if (path.kind === 'then') return path.parts.reduce((ends, part) => endsOf(part, ends, flows), starts)
  if (path.kind === 'or') return [...new Set(path.parts.flatMap((part) => endsOf(part, starts, flows)))]
  const flow = flows.get(path.flow)
  if (flow === undefined) return [undefined]
  return starts.map((start) => (start === flow.from ? flow.to : start === flow.to ? flow.from : undefined))
}

type Ends = readonly (string | undefined)[]
