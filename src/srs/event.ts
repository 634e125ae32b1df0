import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Folders } from './folders.js'
import type { PairNames } from './pair-names.js'
import type { Requirement } from './requirement.js'
import { Table } from './table.js'

/** What happens outside and sets off a payload that no other payload causes: the event that its How Often (or its When) names. */
export interface Event {
  /** As the cell writes it, with the rate that it may bring: `LMS - Utl TOU price data event - 4 per year`. */
  name: string
  /** `<section>/<payload>` of the row that it sets off. */
  row: string
  source: string
  position: Position
}

export function readEvents(folders: Folders, pairs: PairNames, problems: Problems): Event[] {
  const table = new Table(folders, 'events.csv', ['event', 'row', 'source'], problems, nameOf)
  const named = eventsOf(pairs.requirements)
  const byKey = new Map<string, Event>()
  for (const row of table.rows) {
    const event = {
      name: row.get('event'),
      row: row.get('row'),
      source: row.get('source'),
      position: row.position('event'),
    }
    const known = named.get(event.row)
    if (!known?.has(event.name)) {
      // Where the user has replaced a pair, it need not wait any more for what a shipped line names.
      if (!table.isOwn(row) && pairs.isReplaced(event.row)) continue
      if (!pairs.mayBeUnread(event.row)) refuse(table, row, named)
    }
    table.enter(byKey, nameOf(row), event, row, 'event')
  }
  return [...byKey.values()]
}

/** What a line is known by. */
function nameOf(row: CsvRow): string {
  return `${row.get('event')} → ${row.get('row')}`
}

function refuse(table: Table, row: CsvRow, named: ReadonlyMap<string, ReadonlySet<string>>): void {
  const [event, name] = [row.get('event'), row.get('row')]
  const known = named.get(name)
  if (known) table.wrong(row, 'event', `no pair of ${name} waits for "${event}"`, didYouMean(event, known))
  else table.wrong(row, 'row', `"${name}" is no row with a pair that is used`, didYouMean(name, named.keys()))
}

/** The events that the used pairs of each row wait for, as their cells write them. */
function eventsOf(requirements: readonly Requirement[]): Map<string, Set<string>> {
  const rows = new Map<string, Set<string>>()
  for (const { row, used, howOften, when } of requirements) {
    if (!used) continue
    const events = rows.get(row) ?? new Set<string>()
    rows.set(row, events)
    const terms = 'terms' in howOften ? howOften.terms : []
    for (const { period } of terms) if (period.kind === 'event') events.add(period.text)
    if (when.within) events.add(when.within.event)
  }
  return rows
}
